//! Removes entries whose time is over, each second where there are any, so that they do not fill memory until somebody asks for them; sees to it
//! that the cache keeps its history; and brings up to date what is exported.
//! One thread for all caches of the process; it ends when there are none.

use super::{Cache, Inner};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

const INTERVAL: Duration = Duration::from_secs(1);

static WATCHED: Mutex<Watched> = Mutex::new(Watched {
    caches: Vec::new(),
    running: false,
});

struct Watched {
    caches: Vec<Weak<Inner>>,
    running: bool,
}

/// Sweeps `cache` until it is dropped.
pub(super) fn watch(cache: &Arc<Inner>) {
    // A test moves the clock by hand, and sweeps by hand.
    if cfg!(shuttle) || !matches!(cache.world.clock, crate::clock::Clock::System) {
        return;
    }
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    watched.caches.push(Arc::downgrade(cache));
    if !watched.running {
        let thread = std::thread::Builder::new().name("cache-sweeper".into());
        // Without the thread entries leave memory when they are evicted or asked for: later, but never served late.
        watched.running = thread.spawn(run).is_ok();
    }
}

fn run() {
    loop {
        std::thread::sleep(INTERVAL);
        let Some(caches) = living() else { return };
        for inner in caches {
            let cache = Cache { inner };
            cache.sweep_what_is_due();
            // Should a recorder panic, entries are swept all the same.
            let _ = catch_unwind(AssertUnwindSafe(|| cache.update_exports()));
        }
    }
}

/// The caches that are still in use; `None`, and the thread is to end, if there are none.
fn living() -> Option<Vec<Arc<Inner>>> {
    let mut watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
    watched.caches.retain(|cache| cache.strong_count() > 0);
    watched.running = !watched.caches.is_empty();
    watched
        .running
        .then(|| watched.caches.iter().filter_map(Weak::upgrade).collect())
}

#[cfg(all(test, feature = "testing", not(shuttle)))]
mod tests {
    use crate::policy::Policy;
    use crate::region::Region;
    use crate::testing;
    use std::time::Duration;

    fn put(region: &Region<u64>, key: u64, ttl: u64) {
        let policy = Policy::new(Duration::from_secs(ttl));
        region
            .put_blocking(&key, &policy, key)
            .expect("nobody else is told");
    }

    #[test]
    fn each_entry_leaves_when_it_ends() {
        let (cache, clock) = testing::cache();
        let region = cache.region::<u64>("swept");
        for (key, ttl) in [(1, 10), (2, 20), (3, 20)] {
            put(&region, key, ttl);
        }
        let left = |after| {
            clock.advance(Duration::from_secs(after));
            cache.sweep_what_is_due();
            cache.stats().regions[0].entries
        };
        assert_eq!([left(9), left(1), left(9), left(1)], [3, 2, 2, 0]);
    }

    #[test]
    fn what_is_invalidated_by_a_tag_leaves_at_once() {
        let (cache, _clock) = testing::cache();
        let region = cache.region::<u64>("swept");
        put(&region, 1, 10);
        put(&region.with_tags(["of two"]), 2, 10);
        cache.sweep_what_is_due();
        cache
            .invalidate_tag_blocking("of two")
            .expect("nobody else is told");
        cache.sweep_what_is_due();
        assert_eq!(cache.stats().regions[0].entries, 1);
    }
}
