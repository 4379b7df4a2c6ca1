//! All the Redis nodes of a cache behind one handle: which node a key belongs to, and the way there. A single node, and a
//! master behind Sentinels, is a ring of one.

#[cfg(feature = "redis-cluster")]
use super::cluster::Cluster;
use super::dial::Obstacle;
use super::endpoint::Endpoint;
use super::fault::Fault;
use super::link::Link;
use super::origin::Origin;
use super::ring::Ring;
use super::script::Script;
use super::settings::{Endpoints, Settings, setting};
use super::subscriber::{Signal, Subscriber};
use super::traffic::Traffic;
use super::{memory_policy, runtime, scan};
use crate::error::Error;
use redis::{Cmd, Value};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::runtime::Handle;
use tokio::sync::mpsc::Sender;

/// What keys must share to share a command or a script: the node of a ring, the slot of a cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Shard(pub(super) u16);

/// The Redis nodes of a cache. A cheap handle; the connections close when the last one goes.
#[derive(Debug, Clone)]
pub(crate) struct Nodes {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    topology: Topology,
    handle: Handle,
    traffic: Arc<Traffic>,
    _subscribers: Vec<Subscriber>,
}

#[derive(Debug)]
enum Topology {
    Ring(Ring, Vec<Arc<Link>>),
    #[cfg(feature = "redis-cluster")]
    Cluster(Cluster),
}

impl Nodes {
    /// Connects to all nodes and starts their buses, whose [`Signal`]s go to `signals`.
    ///
    /// May be awaited under any executor.
    pub(crate) async fn connect(
        settings: Settings,
        signals: Sender<Signal>,
    ) -> Result<Self, Error> {
        settings.check()?;
        let handle = runtime::handle()?;
        let topology = match &settings.endpoints {
            #[cfg(feature = "redis-cluster")]
            Endpoints::Cluster(urls) => {
                Topology::Cluster(Cluster::connect(urls, &settings, &handle).await?)
            }
            _ => connect_ring(origins(&settings)?, &settings, &handle).await?,
        };
        let subscribers = topology
            .buses()
            .into_iter()
            .map(|(shard, origin)| {
                Subscriber::start(shard, origin, &settings, signals.clone(), &handle)
            })
            .collect();
        let nodes = Self {
            inner: Arc::new(Inner {
                topology,
                handle,
                traffic: settings.traffic.clone(),
                _subscribers: subscribers,
            }),
        };
        nodes.look_at_memory_policy().await;
        Ok(nodes)
    }

    pub(crate) fn shard_of(&self, key: &[u8]) -> Shard {
        match &self.inner.topology {
            Topology::Ring(ring, _) => Shard(place(ring.node_of(key))),
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(_) => super::slot::slot_of(key),
        }
    }

    /// Every shard that has a bus of its own.
    pub(crate) fn shards(&self) -> Vec<Shard> {
        match &self.inner.topology {
            Topology::Ring(_, links) => (0..place(links.len())).map(Shard).collect(),
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => vec![cluster.bus()],
        }
    }

    /// Sends one command whose keys all belong to `shard`.
    pub(crate) async fn run(&self, shard: Shard, command: Cmd) -> Result<Value, Fault> {
        match &self.inner.topology {
            Topology::Ring(_, links) => link(links, shard)?.run(&command).await,
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.run(shard, &command).await,
        }
    }

    /// The same for a command that only reads, which may overtake others and be overtaken by them.
    pub(crate) async fn read(&self, shard: Shard, command: &Cmd) -> Result<Value, Fault> {
        match &self.inner.topology {
            Topology::Ring(_, links) => link(links, shard)?.read(command).await,
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.read(shard, command).await,
        }
    }

    /// Runs a script whose keys all belong to `shard`: by its hash, and once more by its text if the server does not know it.
    pub(crate) async fn script(
        &self,
        shard: Shard,
        script: &'static Script,
        keys: &[&[u8]],
        args: &[&[u8]],
    ) -> Result<Value, Fault> {
        match &self.inner.topology {
            Topology::Ring(_, links) => link(links, shard)?.script(script, keys, args).await,
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.script(shard, script, keys, args).await,
        }
    }

    /// The way to the node of `shard`.
    pub(super) fn link_to(&self, shard: Shard) -> Result<Arc<Link>, Fault> {
        match &self.inner.topology {
            Topology::Ring(_, links) => link(links, shard).cloned(),
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.owner(shard),
        }
    }

    /// Learns from a fault of what was sent by [`link_to`](Self::link_to).
    #[cfg_attr(
        not(feature = "redis-cluster"),
        allow(
            clippy::unused_self,
            reason = "only a cluster has a map that may be wrong"
        )
    )]
    pub(super) fn heed(&self, fault: &Fault) {
        match &self.inner.topology {
            Topology::Ring(..) => _ = fault,
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.doubt(fault),
        }
    }

    /// Finds the keys that match `pattern` on every master, page by page; each page has a deadline of its own.
    pub(crate) async fn scan(
        &self,
        pattern: &[u8],
        found: &mut (dyn FnMut(Vec<Vec<u8>>) + Send),
    ) -> Result<(), Fault> {
        for link in self.inner.topology.masters()? {
            scan_link(&link, pattern, found).await?;
        }
        Ok(())
    }

    /// Whether a command to `shard` would be sent now: there is a connection, and the breaker does not refuse.
    pub(crate) fn is_open(&self, shard: Shard) -> bool {
        match &self.inner.topology {
            Topology::Ring(_, links) => link(links, shard).is_ok_and(|link| link.is_open()),
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.is_open(shard),
        }
    }

    /// Whether the circuit breaker refuses commands, by node.
    pub(crate) fn breakers(&self) -> BTreeMap<String, bool> {
        let links = match &self.inner.topology {
            Topology::Ring(_, links) => links.clone(),
            #[cfg(feature = "redis-cluster")]
            Topology::Cluster(cluster) => cluster.links(),
        };
        let breaker = |link: &Arc<Link>| (link.origin().to_string(), link.is_broken());
        links.iter().map(breaker).collect()
    }

    /// What was sent and received so far.
    pub(crate) fn traffic(&self) -> &Traffic {
        &self.inner.traffic
    }

    /// The background runtime, to spawn on what must go on without a caller.
    pub(crate) fn handle(&self) -> Handle {
        self.inner.handle.clone()
    }

    /// A warning at best: who may not ask, or gets no answer, is not warned.
    async fn look_at_memory_policy(&self) {
        for link in self.inner.topology.masters().unwrap_or_default() {
            if let Ok(info) = link.run(&memory_policy::question()).await {
                memory_policy::warn(&link.origin().to_string(), info);
            }
        }
    }
}

impl Topology {
    /// All that hold keys; a fault if some part of the keys is out of reach.
    #[cfg_attr(
        not(feature = "redis-cluster"),
        allow(
            clippy::unnecessary_wraps,
            reason = "the slots of a cluster may have no owner"
        )
    )]
    fn masters(&self) -> Result<Vec<Arc<Link>>, Fault> {
        match self {
            Self::Ring(_, links) => Ok(links.clone()),
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(cluster) => cluster.masters(),
        }
    }

    /// Where the buses are.
    fn buses(&self) -> Vec<(Shard, Origin)> {
        match self {
            Self::Ring(_, links) => (0..)
                .map(Shard)
                .zip(links.iter().map(|link| link.origin().clone()))
                .collect(),
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(cluster) => vec![(cluster.bus(), cluster.origin_of_bus())],
        }
    }
}

/// Where the links lead.
fn origins(settings: &Settings) -> Result<Vec<Origin>, Error> {
    let fixed = |url: &String| Endpoint::parse(url, settings).map(Origin::Fixed);
    match &settings.endpoints {
        Endpoints::Single(url) => Ok(vec![fixed(url)?]),
        Endpoints::Ring(urls) => urls.iter().map(fixed).collect(),
        #[cfg(feature = "redis-sentinel")]
        Endpoints::Sentinel { urls, master } => {
            let sentinels = super::sentinel::Sentinels::parse(urls, master, settings)?;
            Ok(vec![Origin::Sentinel(sentinels)])
        }
        #[cfg(feature = "redis-cluster")]
        Endpoints::Cluster(_) => Ok(Vec::new()),
    }
}

async fn connect_ring(
    origins: Vec<Origin>,
    settings: &Settings,
    handle: &Handle,
) -> Result<Topology, Error> {
    let names = origins.iter().map(Origin::to_string).collect::<Vec<_>>();
    check_names(&names, settings)?;
    let ring = Ring::new(names.iter().map(String::as_str));
    let started = origins
        .into_iter()
        .map(|origin| Link::start(origin, settings, handle))
        .collect::<Vec<_>>();
    let mut links = Vec::with_capacity(started.len());
    for (link, first) in started {
        // A sender that is gone was aborted together with its runtime: the process ends.
        let first = first
            .await
            .unwrap_or_else(|_| Err(Obstacle::passing("the background runtime is gone")));
        tolerate(first, settings)
            .map_err(|obstacle| obstacle.into_error(link.origin().to_string()))?;
        links.push(Arc::new(link));
    }
    Ok(Topology::Ring(ring, links))
}

/// An obstacle that the user wants to start with is none.
pub(super) fn tolerate(first: Result<(), Obstacle>, settings: &Settings) -> Result<(), Obstacle> {
    match first {
        Err(obstacle) if settings.start_without && obstacle.is_passing() => Ok(()),
        first => first,
    }
}

fn check_names(names: &[String], settings: &Settings) -> Result<(), Error> {
    let setter = settings.endpoints.setter();
    if names.is_empty() || names.len() > usize::from(u16::MAX) {
        let count = names.len();
        return Err(setting(
            setter,
            format!("{count} nodes make no ring; give at least one"),
        ));
    }
    let mut sorted = names.iter().collect::<Vec<_>>();
    sorted.sort();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(setting(
            setter,
            format!("the node `{}` stands in the list twice; keep one", pair[0]),
        )),
        None => Ok(()),
    }
}

fn place(index: usize) -> u16 {
    u16::try_from(index).expect("the length of the list was checked when connecting")
}

/// The link of a shard; a shard of other nodes has none.
fn link(links: &[Arc<Link>], shard: Shard) -> Result<&Arc<Link>, Fault> {
    links
        .get(usize::from(shard.0))
        .ok_or_else(|| Fault::unexpected("the shard is one of other nodes"))
}

async fn scan_link(
    link: &Link,
    pattern: &[u8],
    found: &mut (dyn FnMut(Vec<Vec<u8>>) + Send),
) -> Result<(), Fault> {
    let mut cursor = scan::START;
    loop {
        let reply = link.run(&scan::page(cursor, pattern)).await?;
        let (next, keys) = scan::read(reply)?;
        if !keys.is_empty() {
            found(keys);
        }
        if next == scan::START {
            return Ok(());
        }
        cursor = next;
    }
}
