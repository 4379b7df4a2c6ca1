//! A value changes, and is invalidated, while it is being loaded. Is the old value cached afterwards?
//!
//! The loader reads the value and stands still; the value changes; the entry is invalidated; the loader goes on; and
//! somebody asks again.

use crate::comparison::Absent;
use crate::peers::{
    absent, cacheable_crate, cached_crate, cachekit_crate, cachet_crate, foyer_crate, hitbox_crate,
    memoize_crate, moka_crate, oxcache_crate, quick_cache_by_hand,
};
use crate::shared;
use crate::standing::OURS;
use crate::table;
use cache_runtime::Cache;
use cache_test_servers::Redis;
use std::convert::Infallible;
use std::future::ready;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;
use tokio::runtime::Runtime;

const KEY: u64 = 1;
/// Time for an invalidation to end, or to begin waiting for the loader.
const PATIENCE: Duration = Duration::from_millis(100);

/// What the loader reads.
static VERSION: AtomicU64 = AtomicU64::new(0);
static HAS_READ: AtomicBool = AtomicBool::new(false);
static MAY_RETURN: AtomicBool = AtomicBool::new(false);

#[cache_runtime::cached(key = "race:<id>", ttl = "1h")]
fn ours(id: u64) -> u64 {
    read(id)
}

#[cache_runtime::cached(key = "race:<id>", ttl = "1h", tier = "redis", cache = *CACHE)]
async fn ours_in_redis(id: u64) -> u64 {
    ready(read(id)).await
}

/// Over the server of the race.
static CACHE: LazyLock<Cache> = LazyLock::new(|| {
    let cache = Cache::builder()
        .namespace("bench-race")
        .redis_timeout(Duration::from_secs(5))
        .redis(server().url())
        .build();
    RUNTIME
        .block_on(cache)
        .expect("the server runs on this machine")
});

/// What keeps the connections to that server.
static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Runtime::new().expect("a runtime needs a few threads"));

/// The server over which there is a race too.
#[must_use]
pub fn server() -> &'static Redis {
    static SERVER: LazyLock<Redis> = LazyLock::new(Redis::start);
    &SERVER
}

/// Waits for what uses that server. The loader may stand still in it: it is polled by the caller's thread.
pub fn block_on<F: Future>(future: F) -> F::Output {
    RUNTIME.block_on(future)
}

/// One way to cache [`read`].
#[derive(Debug, Clone, Copy)]
pub struct Contender {
    /// Its name in the table.
    pub name: &'static str,
    /// Asks for the key.
    pub call: fn() -> u64,
    /// Makes sure that whoever asks from now on gets what is true by now, as far as this is offered.
    pub invalidate: fn(),
}

fn contenders() -> Vec<Contender> {
    let mut all = vec![Contender {
        name: OURS,
        call: || ours(KEY),
        invalidate: || {
            invalidate_ours(KEY).expect("memory can always be told");
        },
    }];
    all.extend(cached_crate::races());
    all.push(memoize_crate::race());
    all.push(moka_crate::race());
    all.push(with_quick_cache());
    all.push(foyer_crate::race());
    all.push(cachet_crate::race());
    all.push(hitbox_crate::race());
    all.push(cachekit_crate::race());
    all.push(cacheable_crate::race());
    all.extend(oxcache_crate::race());
    all
}

/// Nothing is kept in memory, so what is stale is what the server holds.
fn contenders_in_redis() -> Vec<Contender> {
    vec![
        Contender {
            name: OURS,
            call: || {
                // Connected outside: who is polled must not block for a connection.
                LazyLock::force(&CACHE);
                block_on(ours_in_redis(KEY))
            },
            invalidate: || {
                LazyLock::force(&CACHE);
                block_on(invalidate_ours_in_redis(KEY)).expect("the server runs on this machine");
            },
        },
        cached_crate::redis_race(),
        hitbox_crate::redis_race(),
        cachekit_crate::redis_race(),
        cacheable_crate::redis_race(),
    ]
}

fn with_quick_cache() -> Contender {
    static TABLE: LazyLock<quick_cache_by_hand::Table<u64, u64>> =
        LazyLock::new(|| quick_cache_by_hand::table(100));
    Contender {
        name: "quick_cache, get_or_insert_with",
        call: || match TABLE.get_or_insert_with(&KEY, || Ok::<_, Infallible>(read(KEY))) {
            Ok(value) => value,
        },
        invalidate: || {
            TABLE.remove(&KEY);
        },
    }
}

/// Prints the table.
///
/// # Panics
/// If a contender is not invalidated even while nothing is loaded: then it is asked in a wrong way.
pub fn print() {
    print_answers("Invalidated during a load", &contenders(), &absent());
    print_answers(
        "Invalidated during a load, over Redis with the memory tier off",
        &contenders_in_redis(),
        &shared::absent(),
    );
}

fn print_answers(title: &str, contenders: &[Contender], absent: &[Absent]) {
    let answers = contenders.iter().map(|contender| {
        let answer = if serves_stale(contender) { "yes" } else { "no" };
        vec![contender.name.to_owned(), answer.to_owned()]
    });
    let absent = absent
        .iter()
        .map(|absent| vec![absent.name.to_owned(), absent.why.to_owned()]);
    let rows: Vec<Vec<String>> = answers.chain(absent).collect();
    table::print(title, &["", "stale afterwards"], &rows);
}

/// The loader of all: reads, then waits until it may return.
#[must_use]
pub fn read(_: u64) -> u64 {
    let version = VERSION.load(Ordering::SeqCst);
    HAS_READ.store(true, Ordering::SeqCst);
    wait_for(&MAY_RETURN);
    version
}

/// While nothing is loaded, an invalidation does what it is for; afterwards nothing is cached.
fn assert_invalidates(contender: &Contender) {
    MAY_RETURN.store(true, Ordering::SeqCst);
    (contender.call)();
    let version = VERSION.fetch_add(1, Ordering::SeqCst) + 1;
    (contender.invalidate)();
    assert_eq!(
        (contender.call)(),
        version,
        "`{}` is not invalidated by what stands here",
        contender.name
    );
    (contender.invalidate)();
}

fn serves_stale(contender: &Contender) -> bool {
    assert_invalidates(contender);
    HAS_READ.store(false, Ordering::SeqCst);
    MAY_RETURN.store(false, Ordering::SeqCst);
    thread::scope(|scope| {
        scope.spawn(contender.call);
        wait_for(&HAS_READ);
        VERSION.fetch_add(1, Ordering::SeqCst);
        let invalidating = scope.spawn(contender.invalidate);
        // Some make it wait for the loader, so it must not be waited for.
        thread::sleep(PATIENCE);
        MAY_RETURN.store(true, Ordering::SeqCst);
        invalidating.join().expect("an invalidation does not panic");
    });
    (contender.call)() != VERSION.load(Ordering::SeqCst)
}

fn wait_for(flag: &AtomicBool) {
    while !flag.load(Ordering::SeqCst) {
        thread::sleep(Duration::from_millis(1));
    }
}
