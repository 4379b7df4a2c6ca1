//! A cluster: routes, failover with and without a crash, slots that move.

use cache_test_servers::{Cluster, Reply, wait_for};
use std::time::Instant;

fn ok() -> Reply {
    Reply::Status("OK".to_owned())
}

#[test]
fn every_node_knows_who_holds_a_key() {
    let started = Instant::now();
    let cluster = Cluster::start();
    println!("started in {:?}", started.elapsed());

    assert_eq!(cluster.urls().len(), 6);
    assert_eq!(cluster.masters(), [0, 1, 2]);
    assert_eq!(cluster.slot_of("foo"), 12182);
    assert_eq!(cluster.slot_of("{foo}bar"), 12182);
    assert_eq!(cluster.master_of("foo"), 2);
    assert_eq!(cluster.replica_of_slot(12182), 5);

    assert_eq!(cluster.command("foo", &["SET", "foo", "bar"]), ok());
    let moved = cluster.nodes()[0].command(&["GET", "foo"]);
    assert!(moved.text().starts_with("MOVED 12182 "), "{moved:?}");
}

#[test]
fn a_replica_takes_over_from_a_dead_master_that_comes_back_as_its_replica() {
    let cluster = Cluster::start();
    let slot = cluster.slot_of("foo");
    let replica = cluster.replica_of_slot(slot);
    assert_eq!(cluster.command("foo", &["SET", "foo", "bar"]), ok());
    wait_for("the value to reach the replica", || {
        (cluster.nodes()[replica]
            .info("keyspace")
            .contains_key("db0"))
        .then_some(())
    });

    let started = Instant::now();
    let dead = cluster.fail_over(slot);
    println!("failed over in {:?}", started.elapsed());

    assert_eq!(cluster.master_of("foo"), replica);
    assert_eq!(cluster.command("foo", &["GET", "foo"]).text(), "bar");

    cluster.nodes()[dead].start_again();
    cluster.wait_until_sound();
    assert_eq!(cluster.replica_of_slot(slot), dead);
}

#[test]
fn a_graceful_failover_loses_nothing() {
    let cluster = Cluster::start();
    let slot = cluster.slot_of("foo");
    let replica = cluster.replica_of_slot(slot);
    assert_eq!(cluster.command("foo", &["SET", "foo", "bar"]), ok());

    let old = cluster.fail_over_gracefully(slot);

    assert_eq!(cluster.master_of("foo"), replica);
    assert_eq!(cluster.command("foo", &["GET", "foo"]).text(), "bar");
    cluster.wait_until_sound();
    assert_eq!(cluster.replica_of_slot(slot), old);
}

#[test]
fn a_slot_moves_with_its_keys() {
    let cluster = Cluster::start();
    let slot = cluster.slot_of("{foo}");
    let keys: Vec<String> = (0..250).map(|number| format!("{{foo}}{number}")).collect();
    for key in &keys {
        assert_eq!(cluster.nodes()[2].command(&["SET", key, "bar"]), ok());
    }

    cluster.move_slot(slot, 0);

    assert_eq!(cluster.master_of("{foo}"), 0);
    for key in &keys {
        assert_eq!(cluster.nodes()[0].command(&["GET", key]).text(), "bar");
    }
}

#[test]
fn between_two_masters_a_slot_asks() {
    let cluster = Cluster::start();
    let slot = cluster.slot_of("foo");
    assert_eq!(cluster.command("foo", &["SET", "foo", "bar"]), ok());

    let moving = cluster.begin_move(slot, 1);
    assert_eq!(cluster.nodes()[2].command(&["GET", "foo"]).text(), "bar");
    moving.carry_keys();
    let ask = cluster.nodes()[2].command(&["GET", "foo"]);
    assert!(ask.text().starts_with("ASK 12182 "), "{ask:?}");
    moving.finish();

    assert_eq!(cluster.nodes()[1].command(&["GET", "foo"]).text(), "bar");
}
