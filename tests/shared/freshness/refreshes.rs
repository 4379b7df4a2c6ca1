//! The race between a refresh in the background and an invalidation by another process: what was read before is stored
//! nowhere, and nobody gets it any more.

use crate::fleet::{Fleet, Order, Settings, Worker};
use cache_test_servers::wait_for;
use std::sync::atomic::{AtomicU64, Ordering};

const OLD: &str = "1";
const NEW: &str = "2";

/// Functions that refresh in the background almost all the time.
const FUNCTIONS: [&str; 4] = ["ahead", "stale", "distant", "sync"];

/// Two processes that race, and one whose cache is new whenever it is asked.
struct Course {
    refreshing: Worker,
    other: Worker,
    stranger: Worker,
    ids: AtomicU64,
    /// After the workers: it goes last, as refreshes may be on their way still.
    fleet: Fleet,
}

impl Course {
    fn new() -> Self {
        let fleet = Fleet::start(Settings::default());
        let [refreshing, other, stranger] = fleet.workers();
        Self {
            fleet,
            refreshing,
            other,
            stranger,
            ids: AtomicU64::new(100),
        }
    }

    /// An entry that both processes know, and whose refresh has read the old row and pauses.
    fn begin(&self, function: &str, id: u64) -> Order<'_> {
        self.fleet.database.set(function, id, OLD);
        for worker in [&self.refreshing, &self.other] {
            assert_eq!(worker.ask(&format!("call {function} {id}")), OLD);
            worker.ask("settle");
        }
        let running = format!("running {function}");
        wait_for("a refresh that has read the old row", || {
            let call = self
                .refreshing
                .order(&format!("pausing call {function} {id}"));
            assert_eq!(call.answer(), OLD, "nobody waits for a refresh");
            // It is not due yet, or it finds that the other process has refreshed a moment ago.
            wait_for("the refresh to read the row, or to end", || {
                (call.has_read() || self.refreshing.ask(&running) == "0").then_some(())
            });
            call.has_read().then_some(call)
        })
    }

    fn id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    /// `order` is what the process that invalidates is told, with the function for `@` and the number for `#`.
    fn race(&self, function: &str, order: &str, by_other: bool) {
        let id = self.id();
        let order = order.replace('@', function).replace('#', &id.to_string());
        let scene = format!("{order}, by another process: {by_other}");
        let refresh = self.begin(function, id);
        self.fleet.database.set(function, id, NEW);
        let (teller, hearer) = if by_other {
            (&self.other, &self.refreshing)
        } else {
            (&self.refreshing, &self.other)
        };
        teller.ask(&order);
        self.fleet.settle(teller, &[hearer]);
        refresh.go();
        self.refreshing.ask("settle");
        self.stranger.ask("anew");
        let workers = [&self.refreshing, &self.other, &self.stranger];
        let is_soft = order.starts_with("expire");
        for worker in workers {
            let peeked = worker.ask(&format!("peek {function} {id}"));
            let is_old = peeked == OLD || (peeked.ends_with(OLD) && !is_soft);
            assert!(!is_old, "{scene}: the old row is held: {peeked}");
        }
        for worker in workers {
            let answer = worker.ask(&format!("call {function} {id}"));
            assert_eq!(answer, NEW, "{scene}");
        }
    }
}

fn every_race(order: &str) {
    let course = Course::new();
    for function in FUNCTIONS {
        course.race(function, order, true);
        course.race(function, order, false);
    }
}

#[test]
fn no_refresh_outlives_an_invalidation_of_its_key() {
    every_race("invalidate @ #");
    every_race("text @:#");
}

#[test]
fn no_refresh_outlives_an_invalidation_of_a_pattern() {
    every_race("pattern @:#*");
}

#[test]
fn no_refresh_outlives_an_invalidation_of_its_tags() {
    every_race("tag all");
    every_race("tag one:#");
}

#[test]
fn no_refresh_outlives_an_invalidation_of_its_function() {
    every_race("all @ 0");
}

#[test]
fn no_refresh_outlives_an_invalidation_of_what_it_depends_on() {
    every_race("invalidate team #");
    every_race("invalidate org #");
    every_race("tag teams");
}

#[test]
fn no_refresh_outlives_an_invalidation_of_everything() {
    every_race("clear");
}

#[test]
fn no_refresh_outlives_a_soft_expiry() {
    every_race("expire @ #");
}

#[test]
fn no_refresh_overwrites_a_value_that_was_put_meanwhile() {
    every_race("put @ # 2");
}

/// Memory is not told; what a new process finds is new.
#[test]
fn no_refresh_outlives_a_deletion_by_a_foreign_client() {
    let course = Course::new();
    for function in FUNCTIONS {
        for command in [&["DEL"][..], &["PEXPIREAT"], &["FLUSHALL"]] {
            let id = course.id();
            let refresh = course.begin(function, id);
            course.fleet.database.set(function, id, NEW);
            let entry = Fleet::entry(&format!("{function}:{id}"));
            let command = match command[0] {
                "DEL" => vec!["DEL", &entry],
                "PEXPIREAT" => vec!["PEXPIREAT", &entry, "1"],
                other => vec![other],
            };
            course.fleet.redis.command(&command);
            refresh.go();
            course.refreshing.ask("settle");
            course.stranger.ask("anew");
            let peek = format!("peek {function} {id}");
            // Refused in Redis, the old row is not in the memory of the process that brought it either.
            assert_eq!(course.refreshing.ask(&peek), "nothing", "{command:?}");
            assert_eq!(course.stranger.ask(&peek), "nothing", "{command:?}");
            let call = format!("call {function} {id}");
            assert_eq!(course.stranger.ask(&call), NEW, "{command:?}");
        }
    }
}

/// A process that dies in the middle of a refresh holds nobody up: its lease runs out.
#[test]
fn a_refresh_whose_process_is_killed_is_done_by_another() {
    for function in FUNCTIONS {
        let fleet = Fleet::start(Settings {
            lease: 1_000,
            ..Settings::default()
        });
        let [killed, other, third] = fleet.workers();
        let course = Course {
            fleet,
            refreshing: killed,
            other,
            stranger: third,
            ids: AtomicU64::new(100),
        };
        let id = course.id();
        course.begin(function, id);
        course.fleet.database.set(function, id, NEW);
        course.refreshing.kill();
        let call = format!("call {function} {id}");
        wait_for("another process to refresh", || {
            let answer = course.other.ask(&call);
            assert!(answer == OLD || answer == NEW, "{answer}");
            (answer == NEW).then_some(())
        });
        assert_eq!(course.stranger.ask(&call), NEW, "{function}");
    }
}
