//! The flights under a model checker: random schedules of loads, invalidations, puts, cancellations and panics.
//!
//! Empty unless built with `--cfg shuttle`, which puts the checker's locks and threads in the place of those of std.
//! Seeds are fixed: what fails once fails again.
#![cfg(shuttle)]

use cache_runtime::testing::TestClock;
use cache_runtime::{Cache, Policy, Region, cached, testing};
use shuttle::scheduler::{PctScheduler, RandomScheduler};
use shuttle::sync::Arc;
use shuttle::sync::atomic::{AtomicU64, Ordering};
use shuttle::{Config, Runner, thread};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

const SEED: u64 = 0x00C0_FFEE;
/// Schedules of each kind for each scenario, unless `SHUTTLE_SCHEDULES` says otherwise.
const SCHEDULES: usize = 3000;

fn schedules() -> usize {
    let wanted = std::env::var("SHUTTLE_SCHEDULES").ok();
    wanted.map_or(SCHEDULES, |wanted| {
        wanted.parse().expect("SHUTTLE_SCHEDULES is a number")
    })
}

/// Runs `scenario` under random schedules, and under those with few preemptions at the worst places.
fn explore(scenario: impl Fn() + Copy + Send + Sync + 'static) {
    let random = RandomScheduler::new_from_seed(SEED, schedules());
    Runner::new(random, Config::new()).run(scenario);
    for preemptions in 1..=3 {
        let few = PctScheduler::new_from_seed(SEED, preemptions, schedules());
        Runner::new(few, Config::new()).run(scenario);
    }
}

/// A database of one row, with a cache in front of it.
struct Shop {
    cache: Cache,
    clock: TestClock,
    /// The version of the row.
    row: AtomicU64,
    /// The version that every later call must see.
    published: AtomicU64,
    loads: AtomicU64,
    running: AtomicU64,
    most_running: AtomicU64,
}

/// One load, also if it is dropped or panics.
struct Running<'a>(&'a Shop);

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Pending once.
async fn pause() {
    let mut paused = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut paused, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// An error that cannot be shared.
#[derive(Debug)]
struct Unshared;

impl Shop {
    fn open() -> Arc<Self> {
        let (cache, clock) = testing::cache_from(Cache::builder().memory_capacity(16));
        Arc::new(Self {
            cache,
            clock,
            row: AtomicU64::new(0),
            published: AtomicU64::new(0),
            loads: AtomicU64::new(0),
            running: AtomicU64::new(0),
            most_running: AtomicU64::new(0),
        })
    }

    fn begin(&self) -> (u64, Running<'_>) {
        self.loads.fetch_add(1, Ordering::SeqCst);
        let running = self.running.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_running.fetch_max(running, Ordering::SeqCst);
        (self.row.load(Ordering::SeqCst), Running(self))
    }

    /// Reads the row; it may be out of date when the function returns.
    fn read(&self) -> u64 {
        let (row, _running) = self.begin();
        thread::yield_now();
        row
    }

    async fn read_async(&self) -> u64 {
        let (row, _running) = self.begin();
        pause().await;
        row
    }

    #[cached(key = "team:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    fn team(&self, id: u64) -> u64 {
        self.read() + id
    }

    #[cached(
        key = "user:<id>",
        ttl = "1h",
        tags = ["users", "version:<result>"],
        depends_on(Self::team(id)),
        cache = self.cache,
        ignore(self)
    )]
    fn user(&self, id: u64) -> u64 {
        self.read() + id
    }

    /// A user as its team says, which may be cached itself.
    #[cached(
        key = "member:<id>",
        ttl = "1h",
        tags = ["members"],
        depends_on(Self::team(id)),
        cache = self.cache,
        ignore(self)
    )]
    fn member(&self, id: u64) -> u64 {
        self.team(id)
    }

    /// What rests on a member rests on its team too.
    #[cached(key = "badge:<id>", ttl = "1h", depends_on(Self::member(id)), cache = self.cache, ignore(self))]
    fn badge(&self, id: u64) -> u64 {
        self.member(id)
    }

    #[cached(key = "tagged:<id>", ttl = "1h", tags = ["users"], cache = self.cache, ignore(self))]
    fn tagged(&self, id: u64) -> u64 {
        self.read() + id
    }

    #[cached(key = "outer:<id>", ttl = "1h", depends_on(Self::tagged(id)), cache = self.cache, ignore(self))]
    fn outer(&self, id: u64) -> u64 {
        self.tagged(id)
    }

    /// A user as it is: on what it rests, nobody says.
    #[cached(key = "tracked:<id>", ttl = "1h", track = true, cache = self.cache, ignore(self))]
    fn tracked(&self, id: u64) -> u64 {
        self.user(id)
    }

    #[cached(key = "tracked-top:<id>", ttl = "1h", track = true, cache = self.cache, ignore(self))]
    fn tracked_top(&self, id: u64) -> u64 {
        self.tracked(id)
    }

    #[cached(key = "async:<id>", ttl = "1h", tags = ["users"], cache = self.cache, ignore(self))]
    async fn user_async(&self, id: u64) -> u64 {
        self.read_async().await + id
    }

    #[cached(key = "async:<id>", ttl = "1h", tags = ["users"], cache = self.cache, ignore(self))]
    fn user_twin(&self, id: u64) -> u64 {
        self.read() + id
    }

    #[cached(key = "plain:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    fn plain(&self, id: u64) -> u64 {
        self.read() + id
    }

    /// The first load panics.
    #[cached(key = "panics:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    fn panics_once(&self, id: u64) -> u64 {
        let row = self.read();
        if self.published.fetch_add(1, Ordering::SeqCst) == 0 {
            // Past the hook: a panic that is expected prints nothing.
            resume_unwind(Box::new("the first load"));
        }
        row + id
    }

    /// The first two loads fail with an error that nobody else can have.
    #[cached(key = "fails:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    fn fails_twice(&self, id: u64) -> Result<u64, Unshared> {
        let row = self.read();
        if self.published.fetch_add(1, Ordering::SeqCst) < 2 {
            Err(Unshared)
        } else {
            Ok(row + id)
        }
    }

    /// Loads `first` with a load of `second` inside it.
    #[cached(key = "circle:<first>", ttl = "1h", cache = self.cache, ignore(self, second))]
    fn circle(&self, first: u64, second: Option<u64>) -> u64 {
        thread::yield_now();
        second.map_or(first, |second| first + self.circle(second, None))
    }

    /// Every other load fails.
    #[cached(
        key = "fragile:<id>",
        ttl = "1h",
        stale_if_error = "1h",
        tags = ["fragile"],
        depends_on(Self::team(id)),
        cache = self.cache,
        ignore(self)
    )]
    fn fragile(&self, id: u64) -> Result<u64, Unshared> {
        let row = self.read();
        if self.loads.load(Ordering::SeqCst).is_multiple_of(2) {
            Err(Unshared)
        } else {
            Ok(row + id)
        }
    }

    fn rows(&self) -> Region<u64> {
        self.cache.region("rows").with_tags(["rows"])
    }

    fn update(&self) -> u64 {
        self.row.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// Calls, and asserts that nothing older comes back than what was published before the call.
    fn assert_reads_writes(&self, call: impl Fn(&Self) -> u64) {
        let at_least = self.published.load(Ordering::SeqCst);
        let seen = call(self);
        assert!(
            seen >= at_least,
            "version {seen} after an invalidation that followed version {at_least}"
        );
    }

    /// Updates, invalidates, and from then on expects calls to see the update.
    fn assert_update_is_seen(&self, invalidate: impl Fn(&Self)) {
        let version = self.update();
        invalidate(self);
        self.published.fetch_max(version, Ordering::SeqCst);
    }

    #[track_caller]
    fn assert_quiet(&self) {
        for row in self.cache.stats().functions {
            assert_eq!(
                row.loads_running, 0,
                "`{}` left a load behind",
                row.function
            );
        }
        assert_eq!(self.running.load(Ordering::SeqCst), 0);
    }

    fn row(&self) -> u64 {
        self.row.load(Ordering::SeqCst)
    }
}

/// Runs each of `acts` on a thread of its own, and waits for all.
fn together<const N: usize>(shop: &Arc<Shop>, acts: [fn(&Shop); N]) {
    let spawn = |act: fn(&Shop)| {
        let shop = shop.clone();
        thread::spawn(move || act(&shop))
    };
    acts.map(spawn)
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
}

/// Two readers and a writer that invalidates after each of its updates.
fn assert_nothing_stale(
    call: fn(&Shop) -> u64,
    peek: fn(&Shop) -> Option<u64>,
    invalidate: fn(&Shop),
) {
    explore(move || {
        let shop = Shop::open();
        let (reader, writer) = (shop.clone(), shop.clone());
        let readers = [
            thread::spawn(move || reader.assert_reads_writes(call)),
            thread::spawn({
                let reader = shop.clone();
                move || {
                    reader.assert_reads_writes(call);
                    reader.assert_reads_writes(call);
                }
            }),
        ];
        let writer = thread::spawn(move || {
            writer.assert_update_is_seen(invalidate);
            writer.assert_update_is_seen(invalidate);
            writer.assert_reads_writes(call);
        });
        readers
            .into_iter()
            .for_each(|reader| reader.join().unwrap());
        writer.join().unwrap();
        assert!(
            peek(&shop).is_none_or(|cached| cached == shop.row()),
            "an older version stayed in the cache"
        );
        assert_eq!(call(&shop), shop.row());
        shop.assert_quiet();
    });
}

fn user(shop: &Shop) -> u64 {
    shop.user(0)
}

fn peek_user(shop: &Shop) -> Option<u64> {
    shop.peek_user(0).map(|cached| cached.value)
}

fn user_async(shop: &Shop) -> u64 {
    testing::run(shop.user_async(0))
}

fn peek_user_async(shop: &Shop) -> Option<u64> {
    testing::run(shop.peek_user_async(0)).map(|cached| cached.value)
}

macro_rules! nothing_stale {
    ($($name:ident: $invalidate:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_nothing_stale(user, peek_user, $invalidate);
        }
    )*};
}

nothing_stale! {
    nothing_stale_after_an_invalidation_by_key: |shop| { shop.invalidate_user(0).unwrap(); };
    nothing_stale_after_an_invalidation_by_text: |shop| { shop.cache.invalidate_blocking("user:0").unwrap(); };
    nothing_stale_after_an_invalidation_by_pattern: |shop| { shop.cache.invalidate_pattern_blocking("us*").unwrap(); };
    nothing_stale_after_an_invalidation_by_tag: |shop| { shop.cache.invalidate_tag_blocking("users").unwrap(); };
    nothing_stale_after_an_invalidation_by_function: |shop| { shop.invalidate_all_user().unwrap(); };
    nothing_stale_after_an_invalidation_of_a_dependency: |shop| { shop.invalidate_team(0).unwrap(); };
    nothing_stale_after_an_invalidation_of_a_dependency_by_function: |shop| { shop.invalidate_all_team().unwrap(); };
    nothing_stale_after_clear: |shop| { shop.cache.clear_blocking().unwrap(); };
    nothing_stale_after_a_soft_expiry: |shop| { shop.expire_user(0).unwrap(); };
    nothing_stale_after_a_sweep_beside_an_invalidation: |shop| {
        shop.cache.invalidate_tag_blocking("users").unwrap();
        shop.cache.sweep();
    };
    nothing_stale_after_an_invalidation_by_tags_of_the_result: |shop| {
        let tags = (0..=shop.row()).map(|version| format!("version:{version}"));
        shop.cache.invalidate_tags_blocking(tags).unwrap();
    };
}

/// A writer whose `invalidate` comes while another thread does something else, and a reader of what was cached before.
fn assert_nothing_stale_beside(
    call: fn(&Shop) -> u64,
    invalidate: fn(&Shop, u64),
    meanwhile: fn(&Shop),
) {
    explore(move || {
        let shop = Shop::open();
        call(&shop);
        let threads = [
            thread::spawn({
                let shop = shop.clone();
                move || {
                    let version = shop.update();
                    invalidate(&shop, version);
                    shop.published.fetch_max(version, Ordering::SeqCst);
                    shop.assert_reads_writes(call);
                }
            }),
            thread::spawn({
                let shop = shop.clone();
                move || meanwhile(&shop)
            }),
            thread::spawn({
                let shop = shop.clone();
                move || {
                    shop.assert_reads_writes(call);
                    shop.assert_reads_writes(call);
                }
            }),
        ];
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
        assert_eq!(call(&shop), shop.row());
        shop.assert_quiet();
    });
}

#[test]
fn nothing_stale_where_invalidations_overtake_each_other() {
    assert_nothing_stale_beside(
        user,
        |shop, _| {
            shop.cache.invalidate_tag_blocking("users").unwrap();
        },
        |shop| {
            shop.cache.invalidate_tag_blocking("others").unwrap();
            shop.user(0);
        },
    );
}

#[test]
fn nothing_stale_where_a_function_is_invalidated_during_a_sweep() {
    assert_nothing_stale_beside(
        |shop| shop.plain(0),
        |shop, _| {
            shop.invalidate_all_plain().unwrap();
        },
        |shop| shop.cache.sweep(),
    );
}

macro_rules! nothing_stale_through_dependencies {
    ($($name:ident: $call:ident, $invalidate:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_nothing_stale_beside(
                |shop| shop.$call(0),
                $invalidate,
                |shop| {
                    shop.$call(0);
                },
            );
        }
    )*};
}

/// The same for dependencies that are recorded: the next function, and one above it.
macro_rules! nothing_stale_through_recorded_dependencies {
    ($($name:ident: $invalidate:expr;)*) => {$(
        mod $name {
            use super::*;

            nothing_stale_through_dependencies! {
                one_above: tracked, $invalidate;
                two_above: tracked_top, $invalidate;
            }

            #[test]
            fn with_several_readers() {
                assert_nothing_stale(
                    |shop| shop.tracked(0),
                    |shop| shop.peek_tracked(0).map(|cached| cached.value),
                    |shop| {
                        let invalidate: fn(&Shop, u64) = $invalidate;
                        invalidate(shop, shop.row());
                    },
                );
            }
        }
    )*};
}

nothing_stale_through_recorded_dependencies! {
    recorded_and_invalidated_by_key: |shop, _| {
        shop.invalidate_user(0).unwrap();
    };
    recorded_and_expired: |shop, _| {
        shop.expire_user(0).unwrap();
    };
    recorded_and_invalidated_by_text: |shop, _| {
        shop.cache.invalidate_blocking("user:0").unwrap();
    };
    recorded_and_invalidated_by_pattern: |shop, _| {
        shop.cache.invalidate_pattern_blocking("user:*").unwrap();
    };
    recorded_and_invalidated_by_tag: |shop, _| {
        shop.cache.invalidate_tag_blocking("users").unwrap();
    };
    recorded_and_invalidated_by_tags_of_the_result: |shop, version| {
        let tags = (0..=version).map(|version| format!("version:{version}"));
        shop.cache.invalidate_tags_blocking(tags).unwrap();
    };
    recorded_and_invalidated_by_function: |shop, _| {
        shop.invalidate_all_user().unwrap();
    };
    recorded_and_cleared: |shop, _| {
        shop.cache.clear_blocking().unwrap();
    };
    recorded_and_invalidated_below: |shop, _| {
        shop.invalidate_team(0).unwrap();
    };
    recorded_and_replaced: |shop, version| {
        shop.put_user(0, version).unwrap();
    };
}

nothing_stale_through_dependencies! {
    nothing_stale_is_read_from_a_dependency_that_is_being_invalidated: member, |shop, _| {
        shop.invalidate_team(0).unwrap();
    };
    nothing_stale_is_read_from_a_dependency_whose_function_is_being_invalidated: member, |shop, _| {
        shop.invalidate_all_team().unwrap();
    };
    nothing_stale_is_read_from_a_dependency_that_is_being_invalidated_by_text: member, |shop, _| {
        shop.cache.invalidate_blocking("team:0").unwrap();
    };
    nothing_stale_is_read_from_a_dependency_that_is_being_expired: member, |shop, _| {
        shop.expire_team(0).unwrap();
    };
    nothing_stale_is_read_from_a_dependency_that_is_being_replaced: member, |shop, version| {
        shop.put_team(0, version).unwrap();
    };
    nothing_stale_is_read_from_a_dependency_whose_tag_is_being_invalidated: outer, |shop, _| {
        shop.cache.invalidate_tag_blocking("users").unwrap();
    };
    nothing_stale_is_read_from_a_dependency_of_a_dependency: badge, |shop, _| {
        shop.invalidate_team(0).unwrap();
    };
    nothing_stale_is_read_from_a_dependency_that_is_being_cleared: badge, |shop, _| {
        shop.cache.clear_blocking().unwrap();
    };
}

#[test]
fn nothing_stale_in_async_functions() {
    assert_nothing_stale(user_async, peek_user_async, |shop| {
        testing::run(shop.invalidate_user_async(0)).unwrap();
    });
}

#[test]
fn nothing_stale_where_sync_and_async_callers_share_their_entries() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                |shop| shop.assert_reads_writes(user_async),
                |shop| shop.assert_reads_writes(|shop| shop.user_twin(0)),
                |shop| {
                    shop.assert_update_is_seen(|shop| {
                        shop.cache.invalidate_tag_blocking("users").unwrap();
                    });
                },
            ],
        );
        assert_eq!(shop.user_twin(0), shop.row());
        shop.assert_quiet();
    });
}

#[test]
fn a_put_is_not_overwritten_by_a_load_that_began_before_it() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                |shop| {
                    shop.user(0);
                },
                |shop| {
                    shop.user(0);
                },
                |shop| {
                    let version = shop.update();
                    shop.put_user(0, version).unwrap();
                    shop.published.fetch_max(version, Ordering::SeqCst);
                    shop.assert_reads_writes(user);
                },
            ],
        );
        assert_eq!(peek_user(&shop), Some(shop.row()));
        shop.assert_quiet();
    });
}

#[test]
fn a_refresh_is_not_overwritten_by_a_load_that_began_before_it() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                |shop| {
                    shop.plain(0);
                },
                |shop| {
                    shop.plain(0);
                },
                |shop| {
                    let version = shop.update();
                    assert_eq!(shop.refresh_plain(0), version);
                },
            ],
        );
        assert_eq!(shop.peek_plain(0).unwrap().value, shop.row());
        shop.assert_quiet();
    });
}

#[test]
fn without_invalidations_there_is_one_load() {
    explore(|| {
        let shop = Shop::open();
        together(&shop, [|shop| assert_eq!(shop.plain(7), 7); 4]);
        assert_eq!(shop.loads.load(Ordering::SeqCst), 1);
        shop.assert_quiet();
    });
}

#[test]
fn without_invalidations_there_is_one_load_of_an_async_function() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [|shop| assert_eq!(testing::run(shop.user_async(7)), 7); 4],
        );
        assert_eq!(shop.loads.load(Ordering::SeqCst), 1);
        shop.assert_quiet();
    });
}

#[test]
fn sync_and_async_callers_load_once_each_at_most() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                |shop| assert_eq!(testing::run(shop.user_async(7)), 7),
                |shop| assert_eq!(testing::run(shop.user_async(7)), 7),
                |shop| assert_eq!(shop.user_twin(7), 7),
                |shop| assert_eq!(shop.user_twin(7), 7),
            ],
        );
        assert!(shop.loads.load(Ordering::SeqCst) <= 2);
        shop.assert_quiet();
    });
}

/// Polls a call once and drops it where it stands.
fn give_up(shop: &Shop) {
    let call = pin!(shop.user_async(7));
    // Whether it had an answer by then does not matter here.
    let _ = call.poll(&mut Context::from_waker(Waker::noop()));
}

#[test]
fn a_cancelled_leader_costs_exactly_one_further_load() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                give_up,
                |shop| assert_eq!(testing::run(shop.user_async(7)), 7),
                |shop| assert_eq!(testing::run(shop.user_async(7)), 7),
                |shop| assert_eq!(testing::run(shop.user_async(7)), 7),
            ],
        );
        let counts = testing::counts(&shop.cache, "user_async");
        assert_eq!(counts.loads, 1 + counts.load_cancellations);
        assert!(counts.load_cancellations <= 1);
        assert_eq!(shop.most_running.load(Ordering::SeqCst), 1);
        shop.assert_quiet();
    });
}

#[test]
fn cancelled_callers_and_invalidations_leave_nothing_behind() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                give_up,
                give_up,
                |shop| {
                    testing::run(shop.user_async(7));
                },
                |shop| {
                    shop.update();
                    testing::run(shop.invalidate_user_async(7)).unwrap();
                },
            ],
        );
        let cached = testing::run(shop.peek_user_async(7));
        assert!(cached.is_none_or(|cached| cached.value == shop.row() + 7));
        shop.assert_quiet();
    });
}

#[test]
fn a_panicked_leader_costs_exactly_one_further_load() {
    explore(|| {
        let shop = Shop::open();
        let call = |shop: Arc<Shop>| catch_unwind(AssertUnwindSafe(|| shop.panics_once(7))).ok();
        let threads = [(); 3].map(|()| {
            let shop = shop.clone();
            thread::spawn(move || call(shop))
        });
        let outcomes = threads.map(|thread| thread.join().unwrap());
        assert_eq!(
            outcomes.iter().filter(|outcome| outcome.is_none()).count(),
            1,
            "the panic reaches its own caller"
        );
        assert_eq!(
            outcomes
                .iter()
                .filter(|outcome| **outcome == Some(7))
                .count(),
            2
        );
        assert_eq!(shop.loads.load(Ordering::SeqCst), 2);
        assert_eq!(shop.most_running.load(Ordering::SeqCst), 1);
        shop.assert_quiet();
    });
}

#[test]
fn waves_end_whoever_fails_and_nobody_hangs() {
    explore(|| {
        let shop = Shop::open();
        let threads = [(); 5].map(|()| {
            let shop = shop.clone();
            thread::spawn(move || shop.fails_twice(7).ok())
        });
        let outcomes = threads.map(|thread| thread.join().unwrap());
        assert_eq!(
            outcomes.iter().filter(|outcome| outcome.is_none()).count(),
            2
        );
        assert_eq!(
            outcomes
                .iter()
                .filter(|outcome| **outcome == Some(7))
                .count(),
            3
        );
        assert!(
            shop.most_running.load(Ordering::SeqCst) <= 2,
            "waves of one, then of two"
        );
        shop.assert_quiet();
    });
}

#[test]
fn loads_that_ask_for_each_others_key_do_not_wait_in_a_circle() {
    explore(|| {
        let shop = Shop::open();
        together(
            &shop,
            [
                |shop| {
                    shop.circle(1, Some(2));
                },
                |shop| {
                    shop.circle(2, Some(3));
                },
                |shop| {
                    shop.circle(3, Some(1));
                },
            ],
        );
        shop.assert_quiet();
    });
}

/// A failure is as good as the newest version: it is not an old value.
fn fragile(shop: &Shop) -> u64 {
    shop.fragile(0).unwrap_or(u64::MAX)
}

fn peek_fragile(shop: &Shop) -> Option<u64> {
    shop.peek_fragile(0).map(|cached| cached.value)
}

/// An answer while one of the callers refreshes it.
fn revalidated(shop: &Shop) -> u64 {
    let policy = Policy::new(Duration::from_secs(3600))
        .with_stale_while_revalidate(Duration::from_secs(3600));
    let load = || Ok::<_, Unshared>(shop.read());
    shop.rows()
        .get_or_load_blocking(&0_u64, &policy, load)
        .unwrap()
}

fn peek_revalidated(shop: &Shop) -> Option<u64> {
    shop.rows().peek(&0_u64).map(|cached| cached.value)
}

/// The entry is past its ttl, and of use still, when readers and a writer come.
fn assert_nothing_stale_is_revived(
    call: fn(&Shop) -> u64,
    peek: fn(&Shop) -> Option<u64>,
    invalidate: fn(&Shop),
) {
    explore(move || {
        let shop = Shop::open();
        call(&shop);
        assert_eq!(peek(&shop), Some(0));
        shop.clock.advance(Duration::from_secs(3600));
        let reader = |shop: Arc<Shop>| {
            move || {
                shop.assert_reads_writes(call);
                shop.assert_reads_writes(call);
            }
        };
        let readers = [
            thread::spawn(reader(shop.clone())),
            thread::spawn(reader(shop.clone())),
        ];
        let writer = {
            let shop = shop.clone();
            thread::spawn(move || {
                shop.assert_update_is_seen(invalidate);
                shop.assert_reads_writes(call);
            })
        };
        readers
            .into_iter()
            .for_each(|reader| reader.join().unwrap());
        writer.join().unwrap();
        assert!(
            peek(&shop).is_none_or(|cached| cached == shop.row()),
            "an older version stayed in the cache"
        );
        shop.assert_reads_writes(call);
        shop.assert_quiet();
    });
}

macro_rules! nothing_stale_is_revived {
    ($($name:ident: $call:ident, $peek:ident, $invalidate:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_nothing_stale_is_revived($call, $peek, $invalidate);
        }
    )*};
}

nothing_stale_is_revived! {
    no_failure_revives_what_was_invalidated_by_key: fragile, peek_fragile,
        |shop| { shop.invalidate_fragile(0).unwrap(); };
    no_failure_revives_what_was_invalidated_by_tag: fragile, peek_fragile,
        |shop| { shop.cache.invalidate_tag_blocking("fragile").unwrap(); };
    no_failure_revives_what_was_invalidated_by_function: fragile, peek_fragile,
        |shop| { shop.invalidate_all_fragile().unwrap(); };
    no_failure_revives_what_was_invalidated_by_a_dependency: fragile, peek_fragile,
        |shop| { shop.invalidate_team(0).unwrap(); };
    no_failure_revives_what_was_cleared: fragile, peek_fragile,
        |shop| { shop.cache.clear_blocking().unwrap(); };
    no_refresh_brings_back_what_was_invalidated_by_key: revalidated, peek_revalidated,
        |shop| { shop.rows().invalidate_blocking(&0_u64).unwrap(); };
    no_refresh_brings_back_what_was_invalidated_by_tag: revalidated, peek_revalidated,
        |shop| { shop.cache.invalidate_tag_blocking("rows").unwrap(); };
    no_refresh_brings_back_what_was_cleared: revalidated, peek_revalidated,
        |shop| { shop.cache.clear_blocking().unwrap(); };
}
