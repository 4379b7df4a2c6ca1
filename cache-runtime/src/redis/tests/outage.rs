//! What callers see while a server is gone or silent.

use super::*;
use cache_test_servers::{Faults, Proxy, Redis};
use std::time::Instant;

#[test]
fn a_killed_server_costs_no_waiting_and_its_successor_is_found() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    assert_eq!(run(&nodes, &["SET", "k", "v"]), Ok(Value::Okay));

    redis.kill();
    wait_for("the loss", || (!nodes.is_open(ONLY)).then_some(()));
    let start = Instant::now();
    for _ in 0..1000 {
        assert_eq!(run(&nodes, &["GET", "k"]), Err(Fault::Disconnected));
    }
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );

    redis.start_again();
    wait_until_answered(&nodes, &["GET", "k"]);
    assert!(nodes.is_open(ONLY));
}

#[test]
fn a_suspended_server_costs_five_timeouts_and_then_nothing() {
    let redis = Redis::start();
    let settings = Settings {
        operation_timeout: Duration::from_millis(50),
        breaker: Limits {
            first_pause: Duration::from_secs(1),
            ..Limits::default()
        },
        // The watchdog stays out of it.
        heartbeat: Duration::from_secs(60),
        ..single(redis.url())
    };
    let (nodes, _signals) = connected(settings);

    redis.suspend();
    let start = Instant::now();
    for _ in 0..5 {
        assert_eq!(run(&nodes, &["GET", "k"]), Err(Fault::Timeout));
    }
    for _ in 0..1000 {
        assert_eq!(run(&nodes, &["GET", "k"]), Err(Fault::Open));
    }
    let waited = start.elapsed();
    assert!(waited < Duration::from_millis(5 * 50 + 500), "{waited:?}");

    redis.resume();
    wait_until_answered(&nodes, &["GET", "k"]);
}

#[test]
fn the_watchdog_finds_a_suspended_server_that_nobody_asks() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));

    redis.suspend();
    wait_for("the watchdog", || (!nodes.is_open(ONLY)).then_some(()));
    assert_eq!(run(&nodes, &["GET", "k"]), Err(Fault::Disconnected));

    redis.resume();
    wait_until_answered(&nodes, &["GET", "k"]);
}

#[test]
fn a_line_that_swallows_everything_is_given_up_and_found_again() {
    let redis = Redis::start();
    let proxy = Proxy::start(redis.port(), 1);
    let (nodes, _signals) = connected(single(proxy.url()));

    proxy.set(Faults::none().with_black_hole());
    wait_for("the watchdog", || (!nodes.is_open(ONLY)).then_some(()));

    proxy.heal();
    proxy.cut();
    wait_until_answered(&nodes, &["PING"]);
}

#[test]
fn a_refusal_of_the_server_speaks_for_the_connection() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    run(&nodes, &["SET", "text", "x"]).unwrap();
    for _ in 0..20 {
        let fault = run(&nodes, &["LPUSH", "text", "y"]).unwrap_err();
        assert!(
            matches!(&fault, Fault::Refused { code, .. } if code == "WRONGTYPE"),
            "{fault}"
        );
    }
    assert!(nodes.is_open(ONLY));
}

#[test]
fn a_replica_makes_the_link_connect_again() {
    let redis = Redis::start();
    let start = Instant::now();
    let (nodes, _signals) = connected(single(redis.url()));
    redis.command(&["REPLICAOF", "127.0.0.1", "1"]);

    wait_for("the link to give the replica up", || {
        let fault = run(&nodes, &["SET", "k", "v"]);
        (fault == Err(Fault::Disconnected)).then_some(())
    });
    assert!(
        start.elapsed() > Duration::from_millis(900),
        "it may not do so all the time"
    );

    redis.command(&["REPLICAOF", "NO", "ONE"]);
    wait_until_answered(&nodes, &["SET", "k", "v"]);
}

#[test]
fn what_is_too_much_in_flight_is_shed() {
    let redis = Redis::start();
    let settings = Settings {
        in_flight: 3,
        operation_timeout: Duration::from_secs(20),
        heartbeat: Duration::from_secs(20),
        ..single(redis.url())
    };
    let (nodes, _signals) = connected(settings);

    redis.suspend();
    let (sender, answers) = std::sync::mpsc::channel();
    for _ in 0..4 {
        let (nodes, sender) = (nodes.clone(), sender.clone());
        std::thread::spawn(move || sender.send(run(&nodes, &["SET", "k", "v"])));
    }
    assert_eq!(answers.recv(), Ok(Err(Fault::Shed)));

    redis.resume();
    for _ in 0..3 {
        assert_eq!(answers.recv(), Ok(Ok(Value::Okay)));
    }
    assert!(run(&nodes, &["GET", "k"]).is_ok());
}
