//! Removes entries whose time is over, each second, so that they do not fill memory until somebody asks for them; sees to it
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
            cache.sweep();
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
