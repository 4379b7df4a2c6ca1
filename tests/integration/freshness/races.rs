//! A refresh that began before an invalidation is never stored, and nothing stale is an answer after it.

use super::{Backend, FAILS, Failure, Stage, seconds};
use crate::polling::Task;
use cache_runtime::{Cache, cached, testing};

#[cached(key = "fresh-race-org:<id>", ttl = "1h", tags = ["fresh-race-orgs"], ignore(backend))]
async fn org(backend: &Backend, id: u64) -> Result<u64, Failure> {
    Ok(backend.answer().await? + id)
}

/// What an invalidation leaves of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaves {
    Nothing,
    /// The old value, for the case that the load fails.
    AFallback,
    /// The value that was put.
    Another,
}

/// A way to invalidate an entry: its name, what it does, what it leaves.
type Way = (&'static str, fn(&Cache), Leaves);

/// One function whose entries are refreshed without their callers, and what makes such a refresh begin.
macro_rules! refreshed {
    ($name:ident, $key:tt, $text:literal, [$($option:tt)*], $due:expr) => {
        mod $name {
            use super::*;

            #[cached(
                key = $key,
                $($option)*,
                stale_if_error = "3h",
                tags = ["fresh-race", "fresh-race-id:<id>", "fresh-race-result:<result>"],
                depends_on(org(id)),
                ignore(backend)
            )]
            async fn load(backend: &Backend, id: u64) -> Result<u64, Failure> {
                let _ = id;
                backend.answer().await
            }

            fn peek() -> Option<(u64, bool)> {
                testing::run(peek_load(7)).map(|entry| (entry.value, entry.stale))
            }

            const WAYS: [Way; 13] = [
                ("key", |_| { testing::run(invalidate_load(7)).unwrap(); }, Leaves::Nothing),
                ("key object", |cache| { testing::run(cache.invalidate(load_key(7))).unwrap(); }, Leaves::Nothing),
                ("text", |cache| { testing::run(cache.invalidate($text)).unwrap(); }, Leaves::Nothing),
                ("tag", |cache| { testing::run(cache.invalidate_tag("fresh-race")).unwrap(); }, Leaves::Nothing),
                ("tag of an argument", |cache| { testing::run(cache.invalidate_tag("fresh-race-id:7")).unwrap(); }, Leaves::Nothing),
                ("function", |_| { testing::run(invalidate_all_load()).unwrap(); }, Leaves::Nothing),
                ("dependency", |_| { testing::run(invalidate_org(7)).unwrap(); }, Leaves::Nothing),
                ("tag of a dependency", |cache| { testing::run(cache.invalidate_tag("fresh-race-orgs")).unwrap(); }, Leaves::Nothing),
                ("function of a dependency", |_| { testing::run(invalidate_all_org()).unwrap(); }, Leaves::Nothing),
                ("pattern", |cache| { testing::run(cache.invalidate_pattern("fresh-race-*:[5-8]")).unwrap(); }, Leaves::Nothing),
                ("clear", |cache| { testing::run(cache.clear()).unwrap(); }, Leaves::Nothing),
                ("expire", |_| { testing::run(expire_load(7)).unwrap(); }, Leaves::AFallback),
                ("put", |_| testing::run(put_load(7, 99)).unwrap(), Leaves::Another),
            ];

            #[test]
            fn a_refresh_from_before_an_invalidation_is_not_stored() {
                for (way, invalidate, leaves) in WAYS {
                    let stage = begun($due);
                    stage.backend.update();
                    invalidate(&stage.cache);
                    stage.backend.gate().open();
                    testing::settle_blocking(&stage.cache);

                    let expected = match leaves {
                        Leaves::Nothing => None,
                        Leaves::AFallback => Some((0, true)),
                        Leaves::Another => Some((99, false)),
                    };
                    assert_eq!(peek(), expected, "after invalidation by {way}");
                    assert_eq!(stage.counts("load").refused_fills, 1, "by {way}");
                    stage.backend.gate().open_for_good();
                    let answer = if leaves == Leaves::Another { 99 } else { 2 };
                    assert_eq!(testing::run(load(&stage.backend, 7)), Ok(answer), "by {way}");
                    stage.shut_down();
                }
            }

            #[test]
            fn a_call_after_an_invalidation_gets_no_stale_value_and_does_not_join_the_refresh() {
                for (way, invalidate, leaves) in WAYS {
                    if leaves == Leaves::Another {
                        continue;
                    }
                    let stage = begun($due);
                    stage.backend.update();
                    invalidate(&stage.cache);

                    let mut call = Task::started(load(&stage.backend, 7));
                    assert_eq!(call.output, None, "a stale answer after invalidation by {way}");
                    assert_eq!(stage.reads(), 3, "by {way}");
                    stage.backend.gate().open_for_good();
                    testing::settle_blocking(&stage.cache);
                    call.step();

                    assert_eq!(call.output, Some(Ok(2)), "by {way}");
                    assert_eq!(peek(), Some((2, false)), "by {way}");
                    stage.shut_down();
                }
            }

            #[test]
            fn after_an_invalidation_there_is_nothing_to_fall_back_on() {
                for (way, invalidate, leaves) in WAYS {
                    let stage = begun($due);
                    invalidate(&stage.cache);
                    stage.backend.set(FAILS);
                    stage.backend.gate().open_for_good();
                    testing::settle_blocking(&stage.cache);

                    let expected = match leaves {
                        Leaves::Nothing => Err(Failure::Broken),
                        Leaves::AFallback => Ok(0),
                        Leaves::Another => Ok(99),
                    };
                    let answer = testing::run(load(&stage.backend, 7));
                    assert_eq!(answer, expected, "after invalidation by {way}");
                    stage.shut_down();
                }
            }

            #[test]
            fn a_tag_of_the_result_that_is_invalidated_before_the_result_is_known_keeps_it_out() {
                let stage = begun($due);
                testing::run(stage.cache.invalidate_tag("fresh-race-result:1")).unwrap();
                stage.backend.gate().open_for_good();
                testing::settle_blocking(&stage.cache);

                assert_eq!(peek().map(|(value, _)| value), Some(0), "the old entry has another tag");
                assert_eq!(stage.counts("load").refused_fills, 1);
                stage.shut_down();
            }

            /// A refresh has read the row 1, in place of the entry with 0, and stands at the gate.
            fn begun(due: fn(&Stage)) -> Stage {
                let stage = Stage::gated();
                let loaded = stage.load_in(seconds(1), load(&stage.backend, 7));
                assert_eq!(loaded, Ok(0));
                stage.backend.update();
                due(&stage);
                stage.backend.gate().entered_blocking(2);
                stage
            }
        }
    };
}

refreshed! {
    stale, "fresh-race-swr:<id>", "fresh-race-swr:7",
    [ttl = "100s", stale_while_revalidate = "1h"],
    |stage| {
        stage.advance(seconds(100));
        assert_eq!(testing::run(load(&stage.backend, 7)), Ok(0));
    }
}

refreshed! {
    ahead, "fresh-race-ahead:<id>", "fresh-race-ahead:7",
    [ttl = "100s", refresh_ahead = 0.5],
    |stage| {
        stage.advance(seconds(60));
        assert_eq!(testing::run(load(&stage.backend, 7)), Ok(0));
    }
}

refreshed! {
    early, "fresh-race-early:<id>", "fresh-race-early:7",
    [ttl = "100s", stampede = "early", beta = 1000000000000.0],
    |stage| {
        stage.advance(seconds(60));
        assert_eq!(testing::run(load(&stage.backend, 7)), Ok(0));
    }
}

refreshed! {
    scheduled, "fresh-race-schedule:<id>", "fresh-race-schedule:7",
    [ttl = "1000s", refresh_every = "50s"],
    |stage| stage.advance(seconds(50))
}
