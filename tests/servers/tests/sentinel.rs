//! A master and a replica behind sentinels.

use cache_test_servers::{Client, Sentinel, wait_for};
use std::time::Instant;

#[test]
fn the_replica_takes_over_from_a_dead_master_that_comes_back_as_its_replica() {
    let started = Instant::now();
    let sentinel = Sentinel::start();
    println!("started in {:?}", started.elapsed());
    let first = sentinel.master();
    assert_eq!(first.port(), sentinel.nodes()[0].port());
    first.command(&["SET", "a", "b"]);
    wait_for("the value to reach the replica", || {
        (sentinel.nodes()[1].info("keyspace").contains_key("db0")).then_some(())
    });

    let started = Instant::now();
    let dead = sentinel.fail_over();
    println!("failed over in {:?}", started.elapsed());

    assert!(Client::connect(dead.port()).is_err());
    assert_eq!(sentinel.master().port(), sentinel.nodes()[1].port());
    assert_eq!(sentinel.master().command(&["GET", "a"]).text(), "b");
    assert!(!sentinel.master().command(&["SET", "a", "c"]).is_error());

    let started = Instant::now();
    dead.start_again();
    sentinel.wait_until_sound();
    println!("sound again in {:?}", started.elapsed());
    assert_eq!(dead.info("replication")["role"], "slave");
    assert_eq!(dead.command(&["GET", "a"]).text(), "c");
}

#[test]
fn every_sentinel_knows_the_master() {
    let sentinel = Sentinel::start();
    let port = sentinel.master().port().to_string();

    assert_eq!(sentinel.sentinel_urls().len(), 3);
    for watcher in sentinel.sentinels() {
        let address = watcher.command(&[
            "SENTINEL",
            "GET-MASTER-ADDR-BY-NAME",
            sentinel.master_name(),
        ]);
        assert_eq!(address.list()[1].text(), port);
    }
}
