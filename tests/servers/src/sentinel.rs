//! A master and its replica, watched by three sentinels of which two must agree.

use crate::redis::Redis;
use crate::reply::Reply;
use crate::settings::Role;
use crate::wait::wait_for;

const MASTER_NAME: &str = "tests";
const SENTINELS: usize = 3;
const QUORUM: usize = 2;

/// How often the sentinels look, speak and vote, in milliseconds; else every one to ten seconds. A server that does not know
/// these settings is only slower.
const HASTE: [&str; 10] = [
    "SENTINEL",
    "DEBUG",
    "INFO-PERIOD",
    "200",
    "PING-PERIOD",
    "200",
    "PUBLISH-PERIOD",
    "200",
    "ASK-PERIOD",
    "200",
];

/// A master and a replica behind three sentinels. Dropping it kills them all.
///
/// A master that does not answer for a second has failed in the eyes of a sentinel.
#[derive(Debug)]
pub struct Sentinel {
    sentinels: Vec<Redis>,
    nodes: [Redis; 2],
}

impl Sentinel {
    /// Starts all five and waits until they know each other.
    ///
    /// # Panics
    ///
    /// If there is no server program, or they do not come together.
    #[must_use]
    pub fn start() -> Sentinel {
        let master = Redis::start();
        let replica = Redis::builder()
            .config(&format!("replicaof 127.0.0.1 {}", master.port()))
            .start();
        // Before the sentinels look for the first time, so that they find it at once.
        wait_for("the replica to be in step", || is_linked(&replica));
        let sentinels = (0..SENTINELS).map(|_| watch(&master)).collect();
        let sentinel = Sentinel {
            sentinels,
            nodes: [master, replica],
        };
        sentinel.wait_until_sound();
        sentinel
    }

    /// `redis://127.0.0.1:<port>` of every sentinel.
    #[must_use]
    pub fn sentinel_urls(&self) -> Vec<String> {
        self.sentinels.iter().map(Redis::url).collect()
    }

    /// The name under which the sentinels know the master.
    #[must_use]
    pub fn master_name(&self) -> &'static str {
        MASTER_NAME
    }

    /// The sentinels, running or not.
    #[must_use]
    pub fn sentinels(&self) -> &[Redis] {
        &self.sentinels
    }

    /// The two servers, running or not: the first was the master at the start.
    #[must_use]
    pub fn nodes(&self) -> &[Redis] {
        &self.nodes
    }

    /// The master of which all living sentinels say that it is. Waits while they disagree.
    #[must_use]
    pub fn master(&self) -> &Redis {
        wait_for("the sentinels to agree on a master", || {
            self.agreed_master()
        })
    }

    /// Kills the master, waits until all sentinels report the other one, and that one accepts writes; returns the one that
    /// was killed.
    pub fn fail_over(&self) -> &Redis {
        let old = self.master();
        old.kill();
        wait_for("the sentinels to make the replica the master", || {
            let master = self.agreed_master()?;
            let role = master.tell(&["INFO", "replication"])?;
            (master.port() != old.port() && role.contains("role:master")).then_some(())
        });
        old
    }

    /// Waits until all five run, the sentinels know each other and agree on the master, and the replica is in step with it.
    /// To be called after a server was started again.
    pub fn wait_until_sound(&self) {
        wait_for("the sentinels to know each other and both servers", || {
            let master = self.agreed_master()?;
            let replica = self
                .nodes
                .iter()
                .find(|node| node.port() != master.port())?;
            is_linked(replica)?;
            self.sentinels.iter().all(knows_all).then_some(())
        });
    }

    fn agreed_master(&self) -> Option<&Redis> {
        let mut ports = self.sentinels.iter().filter_map(master_port);
        let first = ports.next()?;
        if ports.any(|port| port != first) {
            return None;
        }
        self.nodes.iter().find(|node| node.port() == first)
    }
}

fn watch(master: &Redis) -> Redis {
    let sentinel = Redis::builder()
        .role(Role::Sentinel)
        .config(&format!(
            "sentinel monitor {MASTER_NAME} 127.0.0.1 {} {QUORUM}",
            master.port()
        ))
        .config(&format!(
            "sentinel down-after-milliseconds {MASTER_NAME} 1000"
        ))
        .config(&format!("sentinel failover-timeout {MASTER_NAME} 5000"))
        .start();
    sentinel.command(&HASTE);
    sentinel
}

fn is_linked(replica: &Redis) -> Option<()> {
    let replication = replica.tell(&["INFO", "replication"])?;
    replication.contains("master_link_status:up").then_some(())
}

/// The port of the master in the eyes of one sentinel.
fn master_port(sentinel: &Redis) -> Option<u16> {
    let reply = sentinel.ask(&["SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME])?;
    match reply {
        Reply::List(address) => address.get(1)?.text().parse().ok(),
        _ => None,
    }
}

/// Whether a sentinel knows the other two and a replica that is well.
fn knows_all(sentinel: &Redis) -> bool {
    let others = living(sentinel, "SENTINELS");
    let replicas = living(sentinel, "REPLICAS");
    (others, replicas) == (Some(SENTINELS - 1), Some(1))
}

/// How many of a kind a sentinel knows that nothing is said against.
fn living(sentinel: &Redis, kind: &str) -> Option<usize> {
    let reply = sentinel.ask(&["SENTINEL", kind, MASTER_NAME])?;
    let Reply::List(described) = reply else {
        return None;
    };
    let well = described.iter().filter(|described| {
        let flags = field(described, "flags").unwrap_or_default();
        !flags.contains("down") && !flags.contains("disconnected")
    });
    Some(well.count())
}

/// A field of a list of names and values.
fn field(described: &Reply, name: &str) -> Option<String> {
    described
        .list()
        .chunks_exact(2)
        .find(|pair| pair[0].text() == name)
        .map(|pair| pair[1].text())
}
