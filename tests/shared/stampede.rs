//! `stampede = "lock"`: one load in all processes, whatever becomes of the one that loads. The lease in the entry is the
//! lock; the database counts the loads.

use crate::fleet::{Fleet, Order, Settings, Worker};
use cache_test_servers::{Redis, Reply, wait_for};
use std::time::{Duration, Instant};

/// The shortest lease there is, and waits that no test outlasts.
const SHORT_LEASE: Settings = Settings {
    lease: 1000,
    lock_wait: 120_000,
};

/// A part of the lease that stands in an entry.
fn lease(redis: &Redis, entry: &str, first: usize, last: usize) -> Vec<u8> {
    let (first, last) = (first.to_string(), last.to_string());
    match redis.command(&["GETRANGE", &Fleet::entry(entry), &first, &last]) {
        Reply::Bytes(bytes) => bytes,
        other => panic!("expected a part of a frame, found {other:?}"),
    }
}

/// Until somebody waits for the load that holds the lease.
fn wait_until_awaited(fleet: &Fleet, entry: &str) {
    wait_for("somebody to wait for the load", || {
        (lease(&fleet.redis, entry, 32, 32) == [1]).then_some(())
    });
}

/// When the lease ends, if it is not renewed.
fn deadline(fleet: &Fleet, entry: &str) -> u64 {
    let bytes = lease(&fleet.redis, entry, 24, 31);
    u64::from_le_bytes(bytes.try_into().expect("a lease stands in the entry"))
}

fn server_now(fleet: &Fleet) -> u64 {
    match fleet.redis.command(&["TIME"]) {
        Reply::List(time) => time[0].text().parse::<u64>().expect("seconds") * 1000,
        other => panic!("expected a time, found {other:?}"),
    }
}

/// The one whose load has read the database.
fn wait_for_reader<'a>(orders: &[Order<'a>]) -> Order<'a> {
    wait_for("one of them to load", || {
        orders.iter().find(|order| order.has_read()).copied()
    })
}

#[test]
fn a_thousand_misses_in_four_processes_cost_one_load() {
    let fleet = Fleet::start(Settings::default());
    let workers: [Worker; 4] = fleet.workers();
    fleet.database.set("locked", 7, "1");
    let orders = workers
        .each_ref()
        .map(|worker| worker.order("pausing many locked 7 250"));
    wait_for_reader(&orders);
    wait_until_awaited(&fleet, "locked:7");
    orders.iter().for_each(Order::go);
    for order in &orders {
        assert_eq!(order.answer(), "1");
    }
    assert_eq!(fleet.database.loads("locked", 7), 1);
}

#[test]
fn one_process_takes_over_from_a_killed_one() {
    let fleet = Fleet::start(SHORT_LEASE);
    let [owner, others @ ..] = fleet.workers::<4>();
    fleet.database.set("locked", 7, "1");
    owner.pausing("call locked 7");
    let orders = others
        .each_ref()
        .map(|worker| worker.order("pausing many locked 7 50"));
    wait_until_awaited(&fleet, "locked:7");
    assert_eq!(fleet.database.loads("locked", 7), 1);
    owner.kill();
    let heir = wait_for_reader(&orders);
    wait_until_awaited(&fleet, "locked:7");
    assert_eq!(orders.iter().filter(|order| order.has_read()).count(), 1);
    assert_eq!(heir.finish(), "1");
    for order in &orders {
        assert_eq!(order.finish(), "1");
    }
    assert_eq!(fleet.database.loads("locked", 7), 2);
}

#[test]
fn a_process_that_was_frozen_beyond_its_lease_stores_nothing() {
    for function in ["locked", "user"] {
        let fleet = Fleet::start(SHORT_LEASE);
        let [owner, other, stranger] = fleet.workers();
        fleet.database.set(function, 7, "1");
        let call = format!("call {function} 7");
        let late = owner.pausing(&call);
        owner.freeze();
        fleet.database.set(function, 7, "2");
        let entry = format!("{function}:7");
        let ended = deadline(&fleet, &entry);
        wait_for("the lease to end", || {
            (server_now(&fleet) > ended).then_some(())
        });
        assert_eq!(other.ask(&call), "2");
        owner.thaw();
        assert_eq!(late.finish(), "1", "who waited gets what was loaded");
        for worker in [&stranger, &other, &owner] {
            assert_eq!(worker.ask(&format!("peek {function} 7")), "2", "{function}");
            assert_eq!(worker.ask(&call), "2", "{function}");
        }
        assert_eq!(fleet.database.loads(function, 7), 2);
    }
}

#[test]
fn the_lease_of_a_frozen_process_goes_to_one_that_waits() {
    let fleet = Fleet::start(SHORT_LEASE);
    let [owner, other, stranger] = fleet.workers();
    fleet.database.set("locked", 7, "1");
    let late = owner.pausing("call locked 7");
    owner.freeze();
    fleet.database.set("locked", 7, "2");
    assert_eq!(other.ask("call locked 7"), "2");
    owner.thaw();
    assert_eq!(late.finish(), "1");
    for worker in [&stranger, &other, &owner] {
        assert_eq!(worker.ask("call locked 7"), "2");
    }
    assert_eq!(fleet.database.loads("locked", 7), 2);
}

#[test]
fn who_has_waited_long_enough_loads_and_stores_nothing_in_redis() {
    let fleet = Fleet::start(Settings {
        lock_wait: 300,
        ..Settings::default()
    });
    let [owner, other, stranger] = fleet.workers();
    fleet.database.set("locked", 7, "1");
    let load = owner.pausing("call locked 7");
    assert_eq!(other.ask("call locked 7"), "1");
    assert_eq!(fleet.database.loads("locked", 7), 2);
    assert_eq!(stranger.ask("peek locked 7"), "nothing");
    assert_eq!(load.finish(), "1");
    assert_eq!(
        stranger.ask("peek locked 7"),
        "1",
        "the lease of the first still stood"
    );
}

#[test]
fn the_next_loads_where_the_owner_fails() {
    let fleet = Fleet::start(Settings::default());
    let [owner, other, stranger] = fleet.workers();
    fleet.database.set("tried", 7, "!1");
    let load = owner.pausing("call tried 7");
    let waiting = other.order("call tried 7");
    wait_until_awaited(&fleet, "tried:7");
    fleet.database.set("tried", 7, "2");
    assert_eq!(load.finish(), "!1");
    assert_eq!(waiting.answer(), "2");
    assert_eq!(stranger.ask("call tried 7"), "2");
    assert_eq!(fleet.database.loads("tried", 7), 2);
}

/// The lease outlasts the test: it is given back.
#[test]
fn the_next_loads_where_the_owner_gives_up() {
    let fleet = Fleet::start(Settings::default());
    let [owner, other] = fleet.workers();
    fleet.database.set("locked", 7, "1");
    let load = owner.pausing("call locked 7");
    let waiting = other.order("call locked 7");
    wait_until_awaited(&fleet, "locked:7");
    load.give_up();
    assert_eq!(waiting.answer(), "1");
    assert_eq!(owner.ask("call locked 7"), "1");
    assert_eq!(fleet.database.loads("locked", 7), 2);
}

#[test]
fn a_load_longer_than_its_lease_renews_it() {
    let fleet = Fleet::start(SHORT_LEASE);
    let [owner, other] = fleet.workers();
    fleet.database.set("locked", 7, "1");
    let load = owner.pausing("call locked 7");
    let waiting = other.order("call locked 7");
    let first = deadline(&fleet, "locked:7");
    wait_for("the lease to be renewed again and again", || {
        (deadline(&fleet, "locked:7") >= first + 3 * SHORT_LEASE.lease).then_some(())
    });
    assert!(!waiting.is_answered());
    assert_eq!(load.finish(), "1");
    assert_eq!(waiting.answer(), "1");
    assert_eq!(fleet.database.loads("locked", 7), 1);
}

/// Waiting callers look again every quarter of a second at last; most of the time the news must be there long before.
#[test]
fn a_commit_wakes_those_who_wait() {
    const ROUNDS: u64 = 15;
    let fleet = Fleet::start(Settings::default());
    let [owner, other] = fleet.workers();
    let mut delays: Vec<Duration> = (0..ROUNDS)
        .map(|id| {
            fleet.database.set("locked", id, "1");
            let load = owner.pausing(&format!("call locked {id}"));
            let waiting = other.order(&format!("call locked {id}"));
            wait_until_awaited(&fleet, &format!("locked:{id}"));
            wait_for_slow_polls(&fleet);
            assert_eq!(load.finish(), "1");
            let landed = Instant::now();
            assert_eq!(waiting.answer(), "1");
            landed.elapsed()
        })
        .collect();
    delays.sort();
    let median = delays[delays.len() / 2];
    assert!(median < Duration::from_millis(60), "{delays:?}");
}

/// Until those who wait ask at their slowest. What is counted are their questions: first pauses are short.
fn wait_for_slow_polls(fleet: &Fleet) {
    let asked = || {
        fleet
            .redis
            .command_stats()
            .get("evalsha")
            .copied()
            .unwrap_or(0)
    };
    let before = asked();
    wait_for("the waiting to ask six times", || {
        (asked() >= before + 6).then_some(())
    });
}

#[test]
fn a_commit_tells_the_bus_only_of_what_is_awaited() {
    let fleet = Fleet::start(Settings::default());
    let [owner, other] = fleet.workers();
    let published = || {
        let sequence = fleet.redis.command(&["HGET", "test:v1#bus", "seq"]).text();
        sequence.parse().unwrap_or(0_u64)
    };
    fleet.settle(&owner, &[&other]);
    let before = published();
    assert_eq!(owner.ask("call locked 7"), "0");
    assert_eq!(published(), before, "nobody waited");
    let load = owner.pausing("call locked 8");
    let waiting = other.order("call locked 8");
    wait_until_awaited(&fleet, "locked:8");
    assert_eq!(load.finish(), "0");
    assert_eq!(waiting.answer(), "0");
    wait_for("the commit to be told", || {
        (published() == before + 1).then_some(())
    });
}

#[test]
fn who_waited_through_an_invalidation_stores_what_it_loads() {
    let fleet = Fleet::start(Settings::default());
    let [owner, other, stranger] = fleet.workers();
    fleet.database.set("locked", 7, "1");
    let load = owner.pausing("call locked 7");
    let waiting = other.order("call locked 7");
    wait_until_awaited(&fleet, "locked:7");
    fleet.database.set("locked", 7, "2");
    stranger.ask("tag all");
    fleet.settle(&stranger, &[&owner, &other]);
    assert_eq!(load.finish(), "1");
    assert_eq!(waiting.answer(), "2");
    assert_eq!(stranger.ask("call locked 7"), "2");
    assert_eq!(fleet.database.loads("locked", 7), 2);
}
