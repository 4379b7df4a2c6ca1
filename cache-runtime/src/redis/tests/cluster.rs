//! A real cluster: all slots, slots that move, masters that die.

use super::super::Script;
use super::*;
use cache_test_servers::{Cluster, Redis};
use std::time::Instant;

static STORE: Script = Script::new(
    crate::redis::Purpose::Other,
    "return redis.call('SET', KEYS[1], ARGV[1])",
);

fn settings(cluster: &Cluster) -> Settings {
    patient(Endpoints::Cluster(cluster.urls()))
}

fn on_key(nodes: &Nodes, parts: &[&str]) -> Result<Value, Fault> {
    let shard = nodes.shard_of(parts[1].as_bytes());
    block_on(nodes.run(shard, command(parts)))
}

fn store(nodes: &Nodes, key: &str, value: &str) -> Result<Value, Fault> {
    let shard = nodes.shard_of(key.as_bytes());
    block_on(nodes.script(shard, &STORE, &[key.as_bytes()], &[value.as_bytes()]))
}

fn text(value: &str) -> Value {
    Value::BulkString(value.into())
}

/// The next signal that is no heartbeat.
fn next_event(signals: &mut Receiver<Signal>) -> Signal {
    loop {
        match signals.blocking_recv().expect("the bus goes on") {
            Signal::Position { .. } => {}
            signal => return signal,
        }
    }
}

#[test]
fn commands_scripts_and_scans_reach_every_slot() {
    let cluster = Cluster::start();
    let (nodes, _signals) = connected(settings(&cluster));
    for number in 0..500 {
        let key = format!("user:{number}");
        assert_eq!(nodes.shard_of(key.as_bytes()).0, cluster_slot(&key));
        assert_eq!(store(&nodes, &key, "x"), Ok(Value::Okay));
        assert_eq!(on_key(&nodes, &["GET", &key]), Ok(text("x")));
    }
    let mut found = std::collections::HashSet::new();
    block_on(nodes.scan(b"user:*", &mut |page| found.extend(page))).unwrap();
    assert_eq!(found.len(), 500);
    assert_eq!(nodes.shards(), [nodes.shard_of(b"shop:v1#bus")]);
}

/// The slot as a client of another family computes it.
fn cluster_slot(key: &str) -> u16 {
    let sum = key.bytes().fold(0_u16, |sum, byte| {
        (0..8).fold(sum ^ u16::from(byte) << 8, |sum, _| {
            (sum << 1) ^ if sum & 0x8000 == 0 { 0 } else { 0x1021 }
        })
    });
    sum % 16384
}

#[test]
fn a_slot_that_moves_loses_no_command() {
    let cluster = Cluster::start();
    let (nodes, _signals) = connected(settings(&cluster));
    let here = "{moving}:here";
    let there = "{moving}:there";
    assert_eq!(store(&nodes, here, "1"), Ok(Value::Okay));

    let slot = cluster.slot_of(here);
    let from = cluster.master_of_slot(slot);
    let to = cluster
        .masters()
        .into_iter()
        .find(|master| *master != from)
        .unwrap();
    let moving = cluster.begin_move(slot, to);
    // What is there already is asked for here; what is not goes to the new master, by ASK.
    assert_eq!(on_key(&nodes, &["GET", here]), Ok(text("1")));
    assert_eq!(on_key(&nodes, &["SET", there, "2"]), Ok(Value::Okay));
    assert_eq!(store(&nodes, there, "3"), Ok(Value::Okay));
    moving.carry_keys();
    assert_eq!(on_key(&nodes, &["GET", here]), Ok(text("1")));
    moving.finish();

    // MOVED.
    assert_eq!(on_key(&nodes, &["GET", here]), Ok(text("1")));
    assert_eq!(store(&nodes, there, "4"), Ok(Value::Okay));
    // And then the map knows.
    wait_for("the new map", || {
        cluster.nodes()[from].reset_stats();
        on_key(&nodes, &["GET", here]).unwrap();
        (!cluster.nodes()[from].command_stats().contains_key("get")).then_some(())
    });
}

#[test]
fn a_master_that_dies_costs_its_own_slots_only_until_its_replica_takes_over() {
    let cluster = Cluster::start();
    let (nodes, _signals) = connected(settings(&cluster));
    let master = cluster.master_of("mine");
    let other = (0..).map(|number| format!("other:{number}"));
    let other = other
        .into_iter()
        .find(|key| cluster.master_of(key) != master)
        .unwrap();
    assert_eq!(store(&nodes, "mine", "x"), Ok(Value::Okay));

    cluster.nodes()[master].kill();
    let mine = nodes.shard_of(b"mine");
    wait_for("the loss", || (!nodes.is_open(mine)).then_some(()));
    for _ in 0..20 {
        let start = Instant::now();
        if on_key(&nodes, &["GET", "mine"]).is_err() {
            assert!(
                start.elapsed() < Duration::from_millis(400),
                "{:?}",
                start.elapsed()
            );
        }
        let answer = on_key(&nodes, &["SET", &other, "y"]);
        let is_down = matches!(&answer, Err(Fault::Refused { code, .. }) if code == "CLUSTERDOWN");
        assert!(is_down || answer == Ok(Value::Okay), "{answer:?}");
    }
    wait_for("the replica to take over", || {
        on_key(&nodes, &["SET", "mine", "z"]).ok()
    });
    wait_for("the cluster to be up", || {
        on_key(&nodes, &["SET", &other, "z"]).ok()
    });
}

#[test]
fn the_bus_follows_its_slot() {
    let cluster = Cluster::start();
    let (nodes, mut signals) = connected(settings(&cluster));
    let shard = nodes.shards()[0];
    assert!(matches!(next_event(&mut signals), Signal::Connected { .. }));

    cluster.fail_over(shard.0);
    assert_eq!(next_event(&mut signals), Signal::Lost { shard });
    assert!(matches!(next_event(&mut signals), Signal::Connected { .. }));
    let owner = cluster.master_of_slot(shard.0);
    cluster.nodes()[owner].command(&["PUBLISH", "shop:v1#bus", "hello"]);
    let payload = b"hello".to_vec();
    assert_eq!(next_event(&mut signals), Signal::Message { shard, payload });
}

#[test]
fn the_bus_follows_its_slot_to_another_living_master() {
    let cluster = Cluster::start();
    let (nodes, mut signals) = connected(settings(&cluster));
    let shard = nodes.shards()[0];
    assert!(matches!(next_event(&mut signals), Signal::Connected { .. }));

    let from = cluster.master_of_slot(shard.0);
    let to = cluster
        .masters()
        .into_iter()
        .find(|master| *master != from)
        .unwrap();
    cluster.move_slot(shard.0, to);
    assert_eq!(next_event(&mut signals), Signal::Lost { shard });
    assert!(matches!(next_event(&mut signals), Signal::Connected { .. }));
    let subscribers = cluster.nodes()[to].command(&["PUBSUB", "NUMSUB", "shop:v1#bus"]);
    assert_eq!(subscribers.list()[1].integer(), 1);
}

#[test]
fn a_node_of_no_cluster_is_named_as_such() {
    let redis = Redis::start();
    let urls = vec![redis.url()];
    let error = connect(patient(Endpoints::Cluster(urls)))
        .map(|_| ())
        .unwrap_err();
    let error = error.to_string();
    assert!(error.contains("no node of a cluster"), "{error}");
}

#[test]
fn a_database_is_no_part_of_a_cluster() {
    let urls = vec!["redis://127.0.0.1/2".to_owned()];
    let error = connect(patient(Endpoints::Cluster(urls)))
        .map(|_| ())
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Setting {
                name: "redis_cluster",
                ..
            }
        ),
        "{error}"
    );
}
