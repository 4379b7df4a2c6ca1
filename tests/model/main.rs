//! The protocol of leases, tag versions and bus, in every order its steps can take.
//!
//! **What is modelled.** A database with one row, whose value is how often it was written. One Redis: the string of an entry
//! (frame and lease), the version of the one tag the entry bears, the position of the bus. Two processes, each with a memory
//! tier, flights, a remembered version of the tag, and an inbox of messages that may lie there for as long as they like. A
//! load is: register, look up, acquire, read the database, commit, land; an invalidation is: write the database, delete and
//! publish in one script, invalidate locally, return. Commands and scripts are atomic; between any two steps of one, all
//! others may take any of theirs. In some worlds entries, versions and memory are evicted, Redis is flushed, leases run out,
//! loads are dropped, messages or connections are lost, or somebody deletes the entry by hand.
//!
//! **What must hold** (`properties.rs`). From the delete on, Redis gives nobody who asks it a stale value; who has heard every
//! message holds none; and in the process of an invalidation no later call gets one. A world is explored to its end; in the
//! larger ones hits, refused commits, taken-over leases and overtaken loads must be met, lest all this hold of nothing.
//!
//! **Every guard is needed.** `guards.rs` lists the rules. The model can leave out any one, and for each a test here asserts
//! that the checker then finds a stale value; a way to it is printed (`cargo test -p cache-model -- --nocapture`).
//!
//! **Two rules that one would not guess** and that the model asks for: `ResultTagsNeedStillness` and `MemoryCatchesUp`.
//!
//! **What is left out, and why.** Time: a lease that runs out or an entry that expires is an event that may happen whenever it
//! likes, so bounds such as `disconnected_ttl` are not checked here, and what the memory of a process without a bus holds is
//! not either. Bytes: frames are a value and a version; checksums, codecs and encryption have tests of their own. Memory after
//! a foreign `DEL`: nobody was told, so only Redis must not get the old value anew. Replica lag of the database, fail-over
//! that loses writes, a crash between write and delete: not promised. Puts, refreshes, patterns and further names: a put
//! replaces the string as a delete removes it, the others take the steps of a load, a delete or a tag. Subscribing and
//! reading the position are one step on reconnecting. Several nodes of Redis: each entry lives on one.
//!
//! A flight bears two facts (`doomed`, `tag_moved`) where the runtime compares numbers: the facts are what the comparison tells.

mod actions;
mod guards;
mod properties;
mod state;
mod worlds;

use actions::Protocol;
use guards::Guard;
use stateright::{Checker, HasDiscoveries, Model};
use std::fmt::Write;

/// What is asked of a world beside that no stale value is found in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// That it comes to an end.
    Ends,
    /// That all that the properties want to see sometimes is seen in it.
    ShowsEverything,
}

/// Explores `protocol` to its end, and says how much there was.
fn holds(name: &str, demand: Demand, protocol: Protocol) {
    let checker = protocol.checker().spawn_bfs().join();
    println!(
        "{name}: {} states, {} steps deep",
        checker.unique_state_count(),
        checker.max_depth()
    );
    for property in checker.model().properties() {
        if property.expectation.discovery_is_failure() {
            checker.assert_no_discovery(property.name);
        } else if demand == Demand::ShowsEverything || property.name == properties::AT_REST {
            checker.assert_any_discovery(property.name);
        }
    }
}

/// Explores `protocol` without `guard` until it finds a stale value, and tells the way there.
fn breaks(guard: Guard, protocol: Protocol) {
    let unguarded = Protocol {
        removed: Some(guard),
        ..protocol
    };
    let checker = unguarded
        .checker()
        .finish_when(HasDiscoveries::AnyFailures)
        .spawn_bfs()
        .join();
    let mut report = format!(
        "without {guard:?} ({} states):",
        checker.unique_state_count()
    );
    let mut broken = false;
    for property in checker.model().properties() {
        let Some(path) = checker
            .discovery(property.name)
            .filter(|_| property.expectation.discovery_is_failure())
        else {
            continue;
        };
        broken = true;
        write!(report, "\n  not: {}", property.name).expect("a String takes everything");
        for action in path.into_actions() {
            write!(report, "\n    {action:?}").expect("a String takes everything");
        }
    }
    println!("{report}");
    assert!(broken, "{guard:?} is not needed in this world");
}

mod with_all_guards {
    use super::{Demand, holds, worlds};

    #[test]
    fn no_stale_value_in_quiet() {
        holds("quiet", Demand::ShowsEverything, worlds::quiet());
    }

    #[test]
    fn no_stale_value_in_a_crowd() {
        holds("crowded", Demand::ShowsEverything, worlds::crowded());
    }

    #[test]
    fn no_stale_value_through_evictions_and_dropped_loads() {
        holds("rough", Demand::ShowsEverything, worlds::rough());
    }

    #[test]
    fn no_stale_value_where_loads_wait() {
        holds("waiting", Demand::ShowsEverything, worlds::waiting());
    }

    #[test]
    fn no_stale_value_in_redis_after_a_foreign_delete() {
        holds("foreign", Demand::Ends, worlds::foreign());
    }

    #[test]
    fn no_stale_value_through_lost_messages() {
        holds("lossy", Demand::Ends, worlds::lossy());
        holds(
            "lossy, twice invalidated",
            Demand::Ends,
            worlds::lossy_twice_invalidated(),
        );
    }

    #[test]
    fn no_stale_value_through_lost_messages_and_a_flush() {
        holds(
            "lossy and flushed",
            Demand::Ends,
            worlds::lossy_and_flushed(),
        );
    }

    #[test]
    fn no_stale_value_through_nested_calls() {
        holds("nested", Demand::Ends, worlds::nested());
    }

    #[test]
    fn no_stale_value_through_tags_from_results() {
        holds("tag from result", Demand::Ends, worlds::tag_from_result());
    }
}

mod each_guard_is_needed {
    use super::{Guard, breaks, worlds};

    #[test]
    fn per_load_token() {
        breaks(Guard::PerLoadToken, worlds::quiet());
    }

    #[test]
    fn commit_checks_token() {
        breaks(Guard::CommitChecksToken, worlds::quiet());
    }

    #[test]
    fn version_read_before_load() {
        breaks(Guard::VersionReadBeforeLoad, worlds::quiet());
    }

    #[test]
    fn random_versions() {
        breaks(Guard::RandomVersions, worlds::rough());
    }

    #[test]
    fn missing_version_is_miss() {
        breaks(Guard::MissingVersionIsMiss, worlds::quiet());
    }

    #[test]
    fn flight_doomed() {
        breaks(Guard::FlightDoomed, worlds::quiet());
    }

    #[test]
    fn join_checks_tags() {
        breaks(Guard::JoinChecksTags, worlds::quiet());
    }

    #[test]
    fn guarded_memory_fill_from_load() {
        breaks(Guard::GuardedMemoryFillFromLoad, worlds::quiet());
    }

    #[test]
    fn guarded_memory_fill_from_redis() {
        breaks(Guard::GuardedMemoryFillFromRedis, worlds::crowded());
    }

    #[test]
    fn guarded_known_version() {
        breaks(Guard::GuardedKnownVersion, worlds::quiet());
    }

    #[test]
    fn known_only_while_live() {
        breaks(Guard::KnownOnlyWhileLive, worlds::lossy());
    }

    #[test]
    fn database_first() {
        breaks(Guard::DatabaseFirst, worlds::quiet());
    }

    #[test]
    fn delete_before_publish() {
        breaks(Guard::DeleteBeforePublish, worlds::crowded());
    }

    #[test]
    fn local_invalidation_after_redis() {
        breaks(Guard::LocalInvalidationAfterRedis, worlds::crowded());
    }

    #[test]
    fn gap_flushes() {
        breaks(Guard::GapFlushes, worlds::lossy());
    }

    #[test]
    fn gap_dooms_flights() {
        breaks(Guard::GapDoomsFlights, worlds::lossy());
    }

    #[test]
    fn heartbeat() {
        breaks(Guard::Heartbeat, worlds::lossy());
    }

    #[test]
    fn fresh_epoch() {
        breaks(Guard::FreshEpoch, worlds::lossy_and_flushed());
    }

    #[test]
    fn readers_write_epoch() {
        breaks(Guard::ReadersWriteEpoch, worlds::lossy_and_flushed());
    }

    #[test]
    fn memory_catches_up() {
        breaks(Guard::MemoryCatchesUp, worlds::nested());
    }

    #[test]
    fn result_tags_need_stillness() {
        breaks(Guard::ResultTagsNeedStillness, worlds::tag_from_result());
    }
}
