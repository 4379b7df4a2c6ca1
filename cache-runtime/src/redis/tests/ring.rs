//! Several independent nodes: each key has one, and keeps it while that one is down.

use super::*;
use cache_test_servers::Redis;

struct Trio {
    servers: Vec<Redis>,
    nodes: Nodes,
    signals: Receiver<Signal>,
}

fn trio() -> Trio {
    let servers = (0..3).map(|_| Redis::start()).collect::<Vec<_>>();
    let urls = servers.iter().map(Redis::url).collect();
    let (nodes, signals) = connected(patient(Endpoints::Ring(urls)));
    Trio {
        servers,
        nodes,
        signals,
    }
}

impl Trio {
    fn set(&self, key: &str) -> Result<Value, Fault> {
        let shard = self.nodes.shard_of(key.as_bytes());
        block_on(self.nodes.run(shard, command(&["SET", key, "x"])))
    }
}

fn keys() -> impl Iterator<Item = String> {
    (0..300).map(|number| format!("user:{number}"))
}

#[test]
fn each_key_lies_on_one_node_and_a_scan_sees_them_all() {
    let trio = trio();
    keys().for_each(|key| assert_eq!(trio.set(&key), Ok(Value::Okay)));
    let sizes = trio
        .servers
        .iter()
        .map(|server| server.command(&["DBSIZE"]).integer());
    let sizes = sizes.collect::<Vec<_>>();
    assert_eq!(sizes.iter().sum::<i64>(), 300);
    assert!(sizes.iter().all(|size| *size > 50), "{sizes:?}");

    let mut found = Vec::new();
    block_on(trio.nodes.scan(b"user:*", &mut |page| found.extend(page))).unwrap();
    assert_eq!(found.len(), 300);
}

#[test]
fn a_node_that_is_down_takes_no_other_keys_along_and_loses_none_to_them() {
    let trio = trio();
    trio.servers[1].kill();
    wait_for("the loss", || (!trio.nodes.is_open(Shard(1))).then_some(()));
    for key in keys() {
        let is_lost = trio.nodes.shard_of(key.as_bytes()) == Shard(1);
        let expected = if is_lost {
            Err(Fault::Disconnected)
        } else {
            Ok(Value::Okay)
        };
        assert_eq!(trio.set(&key), expected);
    }
}

#[test]
fn every_node_has_a_bus() {
    let mut trio = trio();
    let mut shards = std::collections::HashSet::new();
    while shards.len() < 3 {
        if let Some(Signal::Connected { shard, .. }) = trio.signals.blocking_recv() {
            shards.insert(shard);
        }
    }
    assert_eq!(shards, trio.nodes.shards().into_iter().collect());
    trio.servers[2].command(&["PUBLISH", "shop:v1#bus", "hello"]);
    let message = Signal::Message {
        shard: Shard(2),
        payload: b"hello".to_vec(),
    };
    while trio.signals.blocking_recv() != Some(message.clone()) {}
}
