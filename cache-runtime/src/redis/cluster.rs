//! A Redis Cluster: one link for each master, and a map of the slots that is drawn anew when it proves wrong.
//!
//! Each master has its own breaker and permits, as the nodes of a ring have: a master that hangs costs its own slots only.
//! (The client's cluster connection has one queue for all of them.) No command waits for the map: a slot without a reachable
//! owner is a fault until the next map. A command that is sent on to another node has a second deadline there.

use super::backoff::Backoff;
use super::dial::{Dialler, Obstacle, explain};
use super::endpoint::Endpoint;
use super::fault::Fault;
use super::link::Link;
use super::nodes::{Shard, tolerate};
use super::origin::Origin;
use super::runtime::Task;
use super::script::Script;
use super::settings::{Settings, setting};
use super::slot::{SLOTS, slot_of};
use super::topology::{self, Address, Range, Redirection};
use crate::error::Error;
use arc_swap::ArcSwap;
use redis::{Cmd, PushInfo, Value};
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Notify, oneshot};
use tokio::time::{sleep, timeout};

/// How often the map is drawn anew although nothing went wrong.
const REDRAWN: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(super) struct Cluster {
    shared: Arc<Shared>,
    _keeper: Task,
}

struct Shared {
    seeds: Vec<Endpoint>,
    settings: Settings,
    handle: Handle,
    map: ArcSwap<Map>,
    stale: Notify,
}

/// The slots and their masters.
#[derive(Debug, Default)]
struct Map {
    masters: Vec<Master>,
    /// For each slot the place of its master; empty until the first map.
    owners: Vec<Option<u16>>,
}

#[derive(Debug, Clone)]
struct Master {
    address: Address,
    link: Arc<Link>,
}

/// A link, and the report of its first attempt.
type Started = (Arc<Link>, oneshot::Receiver<Result<(), Obstacle>>);

impl Cluster {
    pub(super) async fn connect(
        urls: &[String],
        settings: &Settings,
        handle: &Handle,
    ) -> Result<Self, Error> {
        let shared = Arc::new(Shared {
            seeds: seeds(urls, settings)?,
            settings: settings.clone(),
            handle: handle.clone(),
            map: ArcSwap::default(),
            stale: Notify::new(),
        });
        let (sender, first) = oneshot::channel();
        let cluster = Self {
            _keeper: Task::spawn(handle, keep(shared.clone(), sender)),
            shared,
        };
        // A sender that is gone was aborted together with its runtime: the process ends.
        let first = first
            .await
            .unwrap_or_else(|_| Err((String::new(), Obstacle::passing("the process ends"))));
        if let Err((endpoint, obstacle)) = first {
            tolerate(Err(obstacle), settings).map_err(|obstacle| obstacle.into_error(endpoint))?;
        }
        Ok(cluster)
    }

    /// The slot of the bus.
    pub(super) fn bus(&self) -> Shard {
        slot_of(&self.shared.settings.channel)
    }

    pub(super) fn origin_of_bus(&self) -> Origin {
        Origin::Owner(Owner {
            shared: self.shared.clone(),
            slot: self.bus(),
        })
    }

    pub(super) async fn run(&self, slot: Shard, command: &Cmd) -> Result<Value, Fault> {
        let answer = self.shared.owner(slot)?.run(command).await;
        match self.shared.heed(&answer) {
            None => answer,
            Some(redirection) => Box::pin(self.follow(redirection, command)).await,
        }
    }

    pub(super) async fn read(&self, slot: Shard, command: &Cmd) -> Result<Value, Fault> {
        let answer = self.shared.owner(slot)?.read(command).await;
        match self.shared.heed(&answer) {
            None => answer,
            Some(redirection) => Box::pin(self.follow(redirection, command)).await,
        }
    }

    async fn follow(&self, redirection: Redirection, command: &Cmd) -> Result<Value, Fault> {
        match redirection {
            Redirection::Moved(address) => self.shared.at(&address)?.run(command).await,
            Redirection::Ask(address) => self.shared.at(&address)?.run_asking(command).await,
        }
    }

    pub(super) async fn script(
        &self,
        slot: Shard,
        script: &'static Script,
        keys: &[&[u8]],
        args: &[&[u8]],
    ) -> Result<Value, Fault> {
        let owner = self.shared.owner(slot)?;
        let answer = owner.script(script, keys, args).await;
        match self.shared.heed(&answer) {
            None => answer,
            Some(Redirection::Moved(address)) => {
                self.shared.at(&address)?.script(script, keys, args).await
            }
            Some(Redirection::Ask(address)) => {
                let command = script.by_text(keys, args);
                self.shared.at(&address)?.run_asking(&command).await
            }
        }
    }

    /// The link to the master of a slot.
    pub(super) fn owner(&self, slot: Shard) -> Result<Arc<Link>, Fault> {
        self.shared.owner(slot)
    }

    /// Wants a new map if a fault of such a link speaks against this one.
    pub(super) fn doubt(&self, fault: &Fault) {
        self.shared.heed(&Err(fault.clone()));
    }

    /// All masters; a fault if some slot has none.
    pub(super) fn masters(&self) -> Result<Vec<Arc<Link>>, Fault> {
        let map = self.shared.map.load();
        if !map.is_whole() {
            self.shared.stale.notify_one();
            return Err(Fault::Disconnected);
        }
        Ok(map
            .masters
            .iter()
            .map(|master| master.link.clone())
            .collect())
    }

    /// The links to all masters that are known.
    pub(super) fn links(&self) -> Vec<Arc<Link>> {
        let map = self.shared.map.load();
        let masters = map.masters.iter();
        masters.map(|master| master.link.clone()).collect()
    }

    pub(super) fn is_open(&self, slot: Shard) -> bool {
        self.shared.owner(slot).is_ok_and(|link| link.is_open())
    }
}

impl Shared {
    fn owner(&self, slot: Shard) -> Result<Arc<Link>, Fault> {
        let map = self.map.load();
        let link = map.owner(slot).map(|master| master.link.clone());
        link.ok_or_else(|| {
            self.stale.notify_one();
            Fault::Disconnected
        })
    }

    /// The link to a node that another one named. A node that is not on the map yet is so soon.
    fn at(&self, address: &Address) -> Result<Arc<Link>, Fault> {
        self.map.load().at(address).ok_or(Fault::Disconnected)
    }

    /// Where an answer says the command should have gone. Wants a new map if the answer speaks against this one.
    fn heed(&self, answer: &Result<Value, Fault>) -> Option<Redirection> {
        let fault = answer.as_ref().err()?;
        let redirection = topology::redirection(fault);
        // Asked to look elsewhere for one key: the slot has not moved yet.
        let is_map_right = match fault {
            Fault::Shed | Fault::Unexpected { .. } => true,
            Fault::Refused { code, .. } => code != "MOVED" && code != "CLUSTERDOWN",
            Fault::Open | Fault::Disconnected | Fault::Timeout => false,
        };
        if !is_map_right {
            self.stale.notify_one();
        }
        redirection
    }

    /// Draws the map anew; links of masters that are known stay.
    ///
    /// Returns the links that are new.
    async fn draw(&self) -> Result<Vec<Started>, (String, Obstacle)> {
        let ranges = self.ask().await?;
        let known = self.map.load_full();
        let mut started = Vec::new();
        let mut map = Map {
            masters: Vec::new(),
            owners: vec![None; usize::from(SLOTS)],
        };
        for (slots, address) in ranges {
            let place = map.place_of(&address).unwrap_or_else(|| {
                let link = known.at(&address).unwrap_or_else(|| {
                    let (link, first) = self.start(&address);
                    started.push((link.clone(), first));
                    link
                });
                map.masters.push(Master { address, link });
                map.masters.len() - 1
            });
            let owners = &mut map.owners[usize::from(*slots.start())..=usize::from(*slots.end())];
            owners.fill(u16::try_from(place).ok());
        }
        self.map.store(Arc::new(map));
        Ok(started)
    }

    /// The first seed's user, password and TLS are those of all nodes.
    fn endpoint(&self, address: &Address) -> Endpoint {
        self.seeds[0].at(address.host.clone(), address.port)
    }

    fn start(&self, address: &Address) -> Started {
        let origin = Origin::Fixed(self.endpoint(address));
        let (link, first) = Link::start(origin, &self.settings, &self.handle);
        (Arc::new(link), first)
    }

    /// The ranges as some node sees them: a master that answers, or else a seed.
    async fn ask(&self) -> Result<Vec<Range>, (String, Obstacle)> {
        let mut masters = self.map.load().masters.clone();
        fastrand::shuffle(&mut masters);
        for master in masters.iter().filter(|master| master.link.is_open()) {
            let answer = master.link.run(&topology::question()).await;
            let ranges = answer.and_then(|reply| topology::read(reply, &master.address.host));
            if let Ok(ranges) = ranges
                && !ranges.is_empty()
            {
                return Ok(ranges);
            }
        }
        let mut obstacle = None;
        for seed in &self.seeds {
            match timeout(self.settings.connect_timeout, self.ask_seed(seed)).await {
                Ok(Ok(ranges)) => return Ok(ranges),
                Ok(Err(reason)) => obstacle = Some((seed.to_string(), reason)),
                Err(_) => {
                    let reason = Obstacle::late(self.settings.connect_timeout);
                    obstacle = Some((seed.to_string(), reason));
                }
            }
        }
        Err(obstacle.expect("a cluster without addresses was refused when its settings were read"))
    }

    async fn ask_seed(&self, seed: &Endpoint) -> Result<Vec<Range>, Obstacle> {
        let deaf = |_: PushInfo| Ok::<_, Infallible>(());
        let mut connection = Dialler::new(&self.settings)
            .dial(&Origin::Fixed(seed.clone()), deaf, &[])
            .await?;
        let reply = connection
            .send_packed_command(&topology::question())
            .await
            .and_then(Value::extract_error)
            .map_err(|error| match error.detail() {
                Some(said) if said.contains("cluster support disabled") => Obstacle::lasting(
                    "the server is no node of a cluster; give it to `redis(..)` instead",
                ),
                _ => explain(&error),
            })?;
        let ranges = topology::read(reply, seed.host().unwrap_or_default())
            .map_err(|fault| Obstacle::lasting(fault.to_string()))?;
        if ranges.is_empty() {
            return Err(Obstacle::passing("no slot of the cluster has an owner"));
        }
        Ok(ranges)
    }
}

impl Map {
    fn owner(&self, slot: Shard) -> Option<&Master> {
        let place = (*self.owners.get(usize::from(slot.0))?)?;
        self.masters.get(usize::from(place))
    }

    fn place_of(&self, address: &Address) -> Option<usize> {
        self.masters
            .iter()
            .position(|master| master.address == *address)
    }

    fn at(&self, address: &Address) -> Option<Arc<Link>> {
        self.place_of(address)
            .map(|place| self.masters[place].link.clone())
    }

    fn is_whole(&self) -> bool {
        !self.owners.is_empty() && self.owners.iter().all(Option::is_some)
    }
}

/// Addresses only: a seed's password is in no text.
impl fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Shared")
            .field("seeds", &self.seeds)
            .field("map", &self.map.load().masters)
            .finish_non_exhaustive()
    }
}

fn seeds(urls: &[String], settings: &Settings) -> Result<Vec<Endpoint>, Error> {
    let wrong = |reason: String| setting(settings.endpoints.setter(), reason);
    if urls.is_empty() {
        return Err(wrong(
            "no address to learn the cluster from; give at least one node".into(),
        ));
    }
    urls.iter()
        .map(|url| {
            let seed = Endpoint::parse(url, settings)?;
            if seed.host().is_none() || seed.info().redis_settings().db() != 0 {
                return Err(wrong(format!(
                    "`{seed}` is no node of a cluster: those have a host, and database 0 only"
                )));
            }
            Ok(seed)
        })
        .collect()
}

/// Draws the map, reports how that went, and draws it anew when it is stale.
async fn keep(shared: Arc<Shared>, first: oneshot::Sender<Result<(), (String, Obstacle)>>) {
    let report = match shared.draw().await {
        Ok(started) => all_connected(started).await,
        Err(obstacle) => {
            shared.stale.notify_one();
            Err(obstacle)
        }
    };
    // Nobody waits for it any more: then nobody wants to know.
    let _ = first.send(report);
    let mut backoff = Backoff::default();
    loop {
        if timeout(REDRAWN, shared.stale.notified()).await.is_err() {
            backoff.reset();
        }
        sleep(backoff.next()).await;
        match shared.draw().await {
            Ok(started) if !started.is_empty() => backoff.reset(),
            Ok(_) => {}
            Err(_) => shared.stale.notify_one(),
        }
    }
}

async fn all_connected(started: Vec<Started>) -> Result<(), (String, Obstacle)> {
    for (link, first) in started {
        if let Ok(Err(obstacle)) = first.await {
            return Err((link.origin().to_string(), obstacle));
        }
    }
    Ok(())
}

/// The node that owns a slot, whichever that is.
#[derive(Debug, Clone)]
pub(super) struct Owner {
    shared: Arc<Shared>,
    slot: Shard,
}

impl Owner {
    /// The owner on the map. Who comes again was not content with it, so a new map is wanted.
    pub(super) fn locate(&self) -> Result<Endpoint, Obstacle> {
        self.shared.stale.notify_one();
        let map = self.shared.map.load();
        let owner = map
            .owner(self.slot)
            .ok_or_else(|| Obstacle::passing("the slot has no owner"))?;
        Ok(self.shared.endpoint(&owner.address))
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the owner of slot {}", self.slot.0)
    }
}
