//! Recorded dependencies where several processes share a Redis: whatever invalidates a part, in whatever process, nobody is
//! given the whole that was made of it.
//!
//! Caches with connections of their own stand for processes. A process that has nothing in memory shows what is in Redis.

use cache_runtime::testing::Gate;
use cache_runtime::{Cache, cached, testing};
use cache_test_servers::Redis;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// No healthy machine takes so long: what is shared is not to depend on how busy this one is.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process, and the database behind it.
#[derive(Clone)]
struct Shop {
    cache: Cache,
    row: Arc<AtomicU64>,
    /// Where a load of the whole stops when it has its part.
    gate: Gate,
}

impl Shop {
    async fn open(redis: &Redis) -> Self {
        let gate = Gate::new();
        gate.open_for_good();
        let patient = Cache::builder().redis(redis.url()).redis_timeout(PATIENCE);
        Self {
            cache: patient.build().await.unwrap(),
            row: Arc::default(),
            gate,
        }
    }

    /// Another process with the same database.
    async fn further(&self, redis: &Redis) -> Self {
        Self {
            row: self.row.clone(),
            ..Self::open(redis).await
        }
    }

    fn update(&self) {
        self.row.fetch_add(1, Ordering::SeqCst);
    }

    #[cached(
        key = "tracked-part:<id>", ttl = "1h", cache = self.cache, ignore(self),
        tags = ["tracked-parts", "tracked-row:<result>"]
    )]
    async fn part(&self, id: u64) -> u64 {
        self.row.load(Ordering::SeqCst) + id * 100
    }

    #[cached(key = "tracked-whole:<id>", ttl = "1h", track = true, cache = self.cache, ignore(self))]
    async fn whole(&self, id: u64) -> u64 {
        let part = self.part(id).await;
        self.gate.pass().await;
        part
    }

    #[cached(key = "tracked-top:<id>", ttl = "1h", track = true, cache = self.cache, ignore(self))]
    async fn top(&self, id: u64) -> u64 {
        self.whole(id).await
    }

    #[cached(key = "tracked-far:<id>", ttl = "1h", tier = "redis", cache = self.cache, ignore(self))]
    async fn far(&self, id: u64) -> u64 {
        self.row.load(Ordering::SeqCst) + id * 100
    }

    #[cached(
        key = "tracked-far-tagged:<id>", ttl = "1h", tier = "redis", tags = ["tracked-fars"],
        cache = self.cache, ignore(self)
    )]
    async fn far_tagged(&self, id: u64) -> u64 {
        self.row.load(Ordering::SeqCst) + id * 100
    }

    #[cached(key = "tracked-over-far-tagged:<id>", ttl = "1h", track = true, cache = self.cache, ignore(self))]
    async fn over_far_tagged(&self, id: u64) -> u64 {
        self.far_tagged(id).await
    }

    #[cached(key = "tracked-over-far:<id>", ttl = "1h", track = true, cache = self.cache, ignore(self))]
    async fn over_far(&self, id: u64) -> u64 {
        self.far(id).await
    }

    #[cached(key = "tracked-marker:<id>", ttl = "1h", tier = "memory", cache = self.cache, ignore(self))]
    async fn marker(&self, id: u64) -> u64 {
        id
    }

    #[cached(key = "tracked-slow", ttl = "1h", cache = self.cache, ignore(self))]
    async fn slow(&self) -> Slow {
        Slow(true)
    }

    fn loads(&self, function: &str) -> u64 {
        testing::counts(&self.cache, function).loads
    }

    /// Waits until this process has heard all that `teller` has told so far.
    async fn hear(&self, teller: &Self) {
        static MARKERS: AtomicU64 = AtomicU64::new(0);
        let marker = MARKERS.fetch_add(1, Ordering::SeqCst);
        self.put_marker(marker, 0).await.unwrap();
        teller.invalidate_marker(marker).await.unwrap();
        let patience = Instant::now() + PATIENCE;
        while self.peek_marker(marker).await.is_some() {
            assert!(Instant::now() < patience, "a message did not arrive");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

static GATE: LazyLock<Gate> = LazyLock::new(Gate::new);

/// A value that takes its time to go, and keeps the one who hears the bus from hearing more.
#[derive(Clone, Serialize, Deserialize)]
struct Slow(bool);

impl Drop for Slow {
    fn drop(&mut self) {
        if self.0 && std::thread::current().name() == Some("cache-bus") {
            GATE.pass_blocking();
        }
    }
}

type Told<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;
type Way = (&'static str, fn(&Shop) -> Told<'_>);

/// Every way to invalidate part 7, whose row is 0.
const WAYS: [Way; 9] = [
    ("key", |shop| {
        Box::pin(async {
            shop.invalidate_part(7).await.unwrap();
        })
    }),
    ("expire", |shop| {
        Box::pin(async {
            shop.expire_part(7).await.unwrap();
        })
    }),
    ("text", |shop| {
        Box::pin(async {
            shop.cache.invalidate("tracked-part:7").await.unwrap();
        })
    }),
    ("tag", |shop| {
        Box::pin(async {
            shop.cache.invalidate_tag("tracked-parts").await.unwrap();
        })
    }),
    ("tag of the result", |shop| {
        Box::pin(async {
            shop.cache.invalidate_tag("tracked-row:700").await.unwrap();
        })
    }),
    ("function", |shop| {
        Box::pin(async {
            shop.invalidate_all_part().await.unwrap();
        })
    }),
    ("pattern", |shop| {
        let told = shop.cache.invalidate_pattern("tracked-part:*");
        Box::pin(async {
            told.await.unwrap();
        })
    }),
    ("clear", |shop| {
        Box::pin(async {
            shop.cache.clear().await.unwrap();
        })
    }),
    ("put", |shop| {
        Box::pin(async { shop.put_part(7, 701).await.unwrap() })
    }),
];

/// Where the part is when the whole is loaded.
#[derive(Debug, Clone, Copy)]
enum Part {
    Nowhere,
    InMemory,
    InRedis,
}

const PARTS: [Part; 3] = [Part::Nowhere, Part::InMemory, Part::InRedis];

#[tokio::test]
async fn a_whole_is_shared_and_every_invalidation_of_its_part_means_it_everywhere() {
    for (way, invalidate) in WAYS {
        for place in PARTS {
            let redis = Redis::start();
            let one = Shop::open(&redis).await;
            let other = one.further(&redis).await;
            match place {
                Part::Nowhere => {}
                Part::InMemory => drop(one.part(7).await),
                Part::InRedis => drop(other.part(7).await),
            }
            assert_eq!(one.whole(7).await, 700);
            assert_eq!(other.whole(7).await, 700);
            assert_eq!(other.loads("whole"), 0, "not shared, part {place:?}");
            assert_eq!(other.whole(7).await, 700);
            assert_eq!(testing::counts(&other.cache, "whole").hits, 1);

            one.update();
            invalidate(&one).await;
            other.hear(&one).await;

            let third = one.further(&redis).await;
            for shop in [&third, &other, &one] {
                assert_eq!(shop.whole(7).await, 701, "by {way}, part {place:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_part_that_is_invalidated_by_another_process_while_the_whole_is_loaded_makes_none() {
    for (way, invalidate) in WAYS {
        for place in PARTS {
            let redis = Redis::start();
            let one = Shop {
                gate: Gate::new(),
                ..Shop::open(&redis).await
            };
            let other = one.further(&redis).await;
            match place {
                Part::Nowhere => {}
                Part::InMemory => drop(one.part(7).await),
                Part::InRedis => drop(other.part(7).await),
            }
            let loading = one.clone();
            let load = tokio::spawn(async move { loading.whole(7).await });
            one.gate.entered(1).await;
            one.update();
            invalidate(&other).await;
            one.gate.open_for_good();
            assert_eq!(load.await.unwrap(), 700);

            let third = one.further(&redis).await;
            assert_eq!(third.whole(7).await, 701, "by {way}, part {place:?}");
            assert_eq!(other.whole(7).await, 701, "by {way}, part {place:?}");
            one.hear(&other).await;
            assert_eq!(one.whole(7).await, 701, "by {way}, part {place:?}");
        }
    }
}

#[tokio::test]
async fn a_whole_over_a_part_whose_invalidation_was_not_heard_is_not_shared() {
    let redis = Redis::start();
    let one = Shop::open(&redis).await;
    let other = one.further(&redis).await;
    other.slow().await;
    // So that the names of the whole are known, and only those of the part must be asked for.
    assert_eq!(other.whole(8).await, 800);
    assert_eq!(other.part(7).await, 700);
    one.invalidate_slow().await.unwrap();
    GATE.entered(1).await;
    // From here on the other does not hear what happens.
    one.update();
    one.invalidate_part(7).await.unwrap();

    assert_eq!(other.whole(7).await, 700);
    assert_eq!(one.whole(7).await, 701);
    GATE.open_for_good();
    other.hear(&one).await;
    assert_eq!(other.whole(7).await, 701);
}

#[tokio::test]
async fn what_a_whole_from_redis_rests_on_is_passed_on() {
    for (way, invalidate) in WAYS {
        let redis = Redis::start();
        let one = Shop::open(&redis).await;
        assert_eq!(one.whole(7).await, 700);
        let other = one.further(&redis).await;
        assert_eq!(other.top(7).await, 700);
        assert_eq!((other.loads("whole"), other.loads("part")), (0, 0));
        let third = one.further(&redis).await;
        assert_eq!(third.top(7).await, 700);
        assert_eq!(third.loads("top"), 0, "not shared");

        one.update();
        invalidate(&one).await;
        for shop in [&other, &third] {
            shop.hear(&one).await;
            assert_eq!(shop.top(7).await, 701, "by {way}");
        }
    }
}

#[tokio::test]
async fn what_was_invalidated_before_it_was_read_keeps_nothing_from_being_shared() {
    let redis = Redis::start();
    let one = Shop::open(&redis).await;
    let other = one.further(&redis).await;
    one.part(7).await;
    one.update();
    other.invalidate_part(7).await.unwrap();
    other.cache.invalidate_tag("tracked-parts").await.unwrap();
    one.hear(&other).await;

    assert_eq!(one.whole(7).await, 701);
    assert_eq!(other.whole(7).await, 701);
    assert_eq!(other.loads("whole"), 0);
}

#[tokio::test]
async fn invalidations_of_other_parts_keep_nothing_from_being_shared() {
    let redis = Redis::start();
    let one = Shop {
        gate: Gate::new(),
        ..Shop::open(&redis).await
    };
    let other = one.further(&redis).await;
    let loading = one.clone();
    let load = tokio::spawn(async move { loading.whole(7).await });
    one.gate.entered(1).await;
    other.invalidate_part(8).await.unwrap();
    other.cache.invalidate_tag("tracked-row:800").await.unwrap();
    one.gate.open_for_good();
    assert_eq!(load.await.unwrap(), 700);

    assert_eq!(other.whole(7).await, 700);
    assert_eq!(other.loads("whole"), 0);
}

#[tokio::test]
async fn a_whole_over_a_part_that_is_in_redis_alone_is_shared() {
    let redis = Redis::start();
    let one = Shop::open(&redis).await;
    let other = one.further(&redis).await;
    for shop in [&one, &other, &other] {
        assert_eq!(shop.over_far(7).await, 700);
    }
    assert_eq!((one.loads("over_far"), other.loads("over_far")), (1, 0));

    one.update();
    one.invalidate_far(7).await.unwrap();
    other.hear(&one).await;
    assert_eq!((one.over_far(7).await, other.over_far(7).await), (701, 701));
}

/// Its tags are known with its value, and memory has no copy that could be looked at under their versions.
#[tokio::test]
async fn a_whole_over_a_part_that_is_in_redis_alone_and_has_tags_stays_in_memory() {
    let redis = Redis::start();
    let one = Shop::open(&redis).await;
    let other = one.further(&redis).await;
    for shop in [&one, &one, &other, &other] {
        assert_eq!(shop.over_far_tagged(7).await, 700);
    }
    let loads = |shop: &Shop| shop.loads("over_far_tagged");
    assert_eq!((loads(&one), loads(&other)), (1, 1));

    one.update();
    one.cache.invalidate_tag("tracked-fars").await.unwrap();
    other.hear(&one).await;
    for shop in [&one, &other] {
        assert_eq!(shop.over_far_tagged(7).await, 701);
    }
}

#[tokio::test]
async fn where_redis_is_gone_parts_are_recorded_in_memory() {
    let redis = Redis::start();
    let one = Shop::open(&redis).await;
    one.part(7).await;
    drop(redis);
    assert_eq!(one.whole(7).await, 700);
    assert_eq!(one.whole(7).await, 700);
    assert_eq!(one.loads("whole"), 1);

    one.update();
    one.invalidate_part(7).await.unwrap_err();
    assert_eq!(one.whole(7).await, 701);
}
