//! The shared tier as the cache sees it: entries that all processes share, and what must happen so that none of them is
//! ever stale.
//!
//! One string in Redis for each entry, and the lease of the load that may fill it lives in that string ([`lease`]).
//! Whatever an entry rests on (everything, its function, tags, other entries) has a random version ([`versions`]); the
//! entry carries those that were read before its load, and is of use only while they are the current ones
//! ([`judgement`]). An invalidation removes keys, versions among them, and tells all processes in the same step
//! ([`telling`]); what they hear, and what they do when they missed something, is [`bus`]'s. [`sharing`] takes one call
//! through all this. Connections are `redis/`'s concern, bytes of values `codec/`'s and `frame/`'s.

mod both;
mod budget;
mod bus;
mod catching_up;
mod counters;
mod inspecting;
mod journal;
mod judgement;
mod lease;
pub(crate) mod message;
mod names;
mod own;
mod position;
mod removal;
mod replay;
mod scripts;
mod settings;
mod sharing;
mod telling;
mod versions;
mod waiters;

pub(crate) use bus::Memory;
pub(crate) use journal::{Journal, LeadToken, RawWrite, StreamId};
pub(crate) use message::{Operation, Origin, RemoteKey};
pub(crate) use settings::SharedSettings;
pub(crate) use sharing::{Glanced, Shared, Sharing};

use crate::clock::{Clock, Millis};
use crate::codec::Codec;
use crate::error::Error;
use crate::frame::Sealer;
use crate::invalidation::Cell;
use crate::redis::{Endpoints, Fault, Nodes};
use crate::shared::Crowd;
use crate::trace::FaultLog;
use budget::Budget;
use bus::Link;
use catching_up::{catches_up, is_up_to_date};
use counters::Counters;
use lease::Leases;
use names::Names;
use own::Own;
use redis::Value;
use replay::Replay;
use scripts::VERSIONS;
use settings::Times;
use std::fmt;
use std::pin::pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Weak};
use versions::{Version, Versions, fresh_version};
use waiters::Waiters;

/// The tier of one cache.
pub(crate) struct Tier {
    nodes: Nodes,
    names: Names,
    origin: Origin,
    codec: Codec,
    sealer: Sealer,
    settings: Times,
    clock: Clock,
    /// What to add to the cache's clock to get the server's, in milliseconds; [`UNKNOWN`] until it was asked.
    ahead: AtomicI64,
    versions: Versions,
    waiters: Waiters,
    leases: Leases,
    replay: Replay,
    own: Own,
    link: Link,
    counters: Counters,
    fault_log: FaultLog,
    crowd: Crowd,
}

/// Far from every difference that clocks can have.
const UNKNOWN: i64 = i64::MIN;

/// The versions of names.
struct Resolved {
    versions: Vec<Version>,
    /// Whether some may be newer than what this process has heard: its memory may hold what they are too new for.
    ahead: bool,
}

impl Tier {
    /// Connects, and serves `memory` from then on.
    ///
    /// # Errors
    /// [`Error`] if a setting makes no sense, or no server can be reached that could do the work.
    pub(crate) async fn connect(
        endpoints: Endpoints,
        settings: SharedSettings,
        clock: Clock,
        memory: Weak<dyn Memory>,
    ) -> Result<Arc<Self>, Error> {
        settings.check()?;
        let names = Names::new(&settings.namespace, &settings.version)?;
        let (signals, heard) = bus::channel();
        let nodes = Nodes::connect(settings.nodes(endpoints, names.bus()), signals).await?;
        let tier = Arc::new(Self {
            link: Link::new(nodes.shards()),
            nodes,
            names,
            origin: random(),
            codec: settings.codec,
            sealer: settings.sealer,
            settings: settings.times,
            clock,
            ahead: AtomicI64::new(UNKNOWN),
            versions: Versions::default(),
            waiters: Waiters::default(),
            leases: Leases::default(),
            replay: Replay::default(),
            own: Own::default(),
            counters: Counters::default(),
            fault_log: FaultLog::default(),
            crowd: Crowd::default(),
        });
        tier.set_clock().await;
        bus::listen(&tier, heard, memory);
        tier.link.until_connected(&tier).await;
        Ok(tier)
    }

    /// The calls on their way to entries that are kept here alone.
    pub(crate) fn crowd(&self) -> &Crowd {
        &self.crowd
    }

    /// The versions of names, if all are known.
    fn known(&self, names: &[Arc<str>]) -> Option<Vec<Version>> {
        self.versions.all_known(names, self.clock.now())
    }

    /// The versions of names. Those that are not known are read; those that are missing are made.
    async fn resolve(&self, names: &[Arc<str>]) -> Result<Resolved, Fault> {
        let (known, moment) = self.versions.known(names, self.clock.now());
        let unknown: Vec<Arc<str>> = names
            .iter()
            .zip(&known)
            .filter(|(_, known)| known.is_none())
            .map(|(name, _)| name.clone())
            .collect();
        if unknown.is_empty() {
            return Ok(Resolved {
                versions: known.into_iter().flatten().collect(),
                ahead: false,
            });
        }
        let read = self.read_versions(&unknown).await?;
        let ahead = !is_up_to_date(self).await?;
        if !ahead {
            // Only so that whoever goes by what is known is never ahead of memory either.
            let learned = unknown.iter().cloned().zip(read.iter().copied());
            self.versions.learn(moment, learned, self.clock.now());
        }
        let mut read = read.into_iter();
        let versions = known
            .into_iter()
            .filter_map(|known| known.or_else(|| read.next()))
            .collect();
        Ok(Resolved { versions, ahead })
    }

    /// The name of what a cell is of.
    #[allow(
        clippy::unused_self,
        reason = "without a shared tier nothing has a name"
    )]
    pub(crate) fn name_of(&self, cell: &Cell) -> Arc<str> {
        names::of(cell.subject())
    }

    /// The versions of names, none of them ahead of what this process' memory has heard; none, if it cannot be had now.
    pub(crate) async fn versions_as_heard(&self, names: &[Arc<str>]) -> Option<Vec<Version>> {
        if !self.is_usable() {
            return None;
        }
        let reading = async {
            let resolved = self.resolve(names).await?;
            let heard = !resolved.ahead || catches_up(self).await?;
            Ok(heard.then_some(resolved.versions))
        };
        let read = Budget::of(self).spend(self, pin!(reading)).await;
        read.inspect_err(|fault| self.note(fault)).ok().flatten()
    }

    /// The same, whatever is known.
    async fn read_versions(&self, names: &[Arc<str>]) -> Result<Vec<Version>, Fault> {
        let keys: Vec<Vec<u8>> = names.iter().map(|name| self.names.version(name)).collect();
        let mut versions = vec![0; names.len()];
        for (shard, places) in self.by_shard(&keys) {
            let keys: Vec<&[u8]> = places.iter().map(|place| &*keys[*place]).collect();
            let fresh: Vec<[u8; 8]> = places.iter().map(|_| fresh_version()).collect();
            let life = self.settings.names.as_millis().to_string();
            let arguments: Vec<&[u8]> = std::iter::once(life.as_bytes())
                .chain(fresh.iter().map(|version| &version[..]))
                .collect();
            let reply = self
                .nodes
                .script(shard, &VERSIONS, &keys, &arguments)
                .await?;
            let read = versions_in(&reply, places.len())
                .ok_or_else(|| Fault::unlike("versions", &reply))?;
            for (place, version) in places.into_iter().zip(read) {
                versions[place] = version;
            }
        }
        Ok(versions)
    }

    /// Places of keys, grouped by where the keys live.
    fn by_shard(&self, keys: &[Vec<u8>]) -> Vec<(crate::redis::Shard, Vec<usize>)> {
        let mut groups: Vec<(crate::redis::Shard, Vec<usize>)> = Vec::new();
        for (place, key) in keys.iter().enumerate() {
            let shard = self.nodes.shard_of(key);
            match groups.iter_mut().find(|(other, _)| *other == shard) {
                Some((_, places)) => places.push(place),
                None => groups.push((shard, vec![place])),
            }
        }
        groups
    }

    /// Whether a call may use the tier at all: not while this process knows of an invalidation that Redis does not, and
    /// not before it knows the server's time, by which all entries live.
    fn is_usable(&self) -> bool {
        self.replay.is_empty() && self.knows_time()
    }

    fn knows_time(&self) -> bool {
        self.ahead.load(Ordering::Relaxed) != UNKNOWN
    }

    /// The server's time.
    fn server_now(&self) -> Millis {
        self.clock
            .now()
            .saturating_add_signed(self.ahead.load(Ordering::Relaxed))
    }

    /// A moment on the server's clock, on the cache's own. What never ends stays so.
    fn local(&self, server: Millis) -> Millis {
        if server == Millis::MAX {
            return server;
        }
        server.saturating_add_signed(-self.ahead.load(Ordering::Relaxed))
    }

    fn server(&self, local: Millis) -> Millis {
        if local == Millis::MAX {
            return local;
        }
        local.saturating_add_signed(self.ahead.load(Ordering::Relaxed))
    }

    /// Compares the clocks. What the answer took is the error that remains. Done again at each new connection: the clocks
    /// drift apart, that of a machine which slept at once, and another server may have taken over.
    async fn set_clock(&self) {
        let Some(shard) = self.nodes.shards().first().copied() else {
            return;
        };
        if let Ok(Value::Array(time)) = self.nodes.run(shard, redis::cmd("TIME")).await
            && let Some(server) = millis_of(&time)
        {
            let now = i64::try_from(self.clock.now()).unwrap_or(i64::MAX);
            self.ahead.store(server - now, Ordering::Relaxed);
        }
    }

    fn note(&self, fault: &Fault) {
        self.counters.faults.count(fault.name());
        let now = self.clock.now();
        self.fault_log.note(self.names.namespace(), fault, now);
    }

    fn note_all<T>(&self, answers: &[Result<T, Fault>]) {
        for fault in answers.iter().filter_map(|answer| answer.as_ref().err()) {
            self.note(fault);
        }
    }

    #[cfg(feature = "testing")]
    pub(crate) fn standing(&self) -> crate::shared::Standing {
        crate::shared::Standing {
            postponed: self.replay.len(),
            is_heard: self.link.lost_since().is_none(),
            positions: self.link.positions(),
        }
    }
}

fn versions_in(reply: &Value, expected: usize) -> Option<Vec<Version>> {
    let Value::Array(values) = reply else {
        return None;
    };
    let versions: Vec<Version> = values.iter().filter_map(version_in).collect();
    (versions.len() == expected && values.len() == expected).then_some(versions)
}

fn version_in(value: &Value) -> Option<Version> {
    let Value::BulkString(bytes) = value else {
        return None;
    };
    Some(Version::from_le_bytes(bytes.as_slice().try_into().ok()?))
}

fn millis_of(time: &[Value]) -> Option<i64> {
    let number = |value: &Value| match value {
        Value::BulkString(text) => std::str::from_utf8(text).ok()?.parse::<i64>().ok(),
        Value::Int(number) => Some(*number),
        _ => None,
    };
    Some(number(time.first()?)? * 1000 + number(time.get(1)?)? / 1000)
}

/// Random bytes that nobody can foresee.
fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes
}

impl fmt::Debug for Tier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tier")
            .field("names", &self.names)
            .finish_non_exhaustive()
    }
}
