//! Callers that never rest: tasks and threads that ask for keys that are hot and keys that are new, and note how long each
//! call took. A value that is not right, or a call that panics, ends the test.

use cache_runtime::{Cache, cached};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;

const TASKS: u64 = 4;
const THREADS: u64 = 2;
const HOT: u64 = 10;
/// A caller's rest between two calls: the machine is to have time for the cache, too.
const PAUSE: Duration = Duration::from_millis(2);

/// What every load of `id` returns.
pub(crate) fn value_of(id: u64) -> String {
    format!("value {id}")
}

#[cached(key = "item:<id>", ttl = "1h", tags = ["items"], cache = *cache, ignore(cache))]
pub(crate) async fn item(cache: &Cache, id: u64) -> String {
    value_of(id)
}

#[cached(key = "blocking item:<id>", ttl = "1h", stampede = "lock", cache = *cache, ignore(cache))]
pub(crate) fn blocking_item(cache: &Cache, id: u64) -> Option<String> {
    (!id.is_multiple_of(5)).then(|| value_of(id))
}

/// A key that nobody has asked for.
pub(crate) fn new_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1_000);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// One call, with the moment of its beginning since the start of the traffic.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Call {
    pub(crate) begun: Duration,
    pub(crate) took: Duration,
}

pub(crate) struct Traffic {
    notes: Arc<Notes>,
    tasks: Vec<JoinHandle<()>>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

struct Notes {
    start: Instant,
    calls: Mutex<Vec<Call>>,
    count: AtomicUsize,
    stopped: AtomicBool,
}

impl Traffic {
    pub(crate) fn start(runtime: &Runtime, cache: &Cache) -> Self {
        let notes = Arc::new(Notes {
            start: Instant::now(),
            calls: Mutex::default(),
            count: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        let task = |seed| runtime.spawn(keep_calling(cache.clone(), notes.clone(), seed));
        let thread = |seed| {
            let (cache, notes) = (cache.clone(), notes.clone());
            std::thread::spawn(move || keep_calling_blocking(&cache, &notes, seed))
        };
        Self {
            tasks: (0..TASKS).map(task).collect(),
            threads: (0..THREADS).map(thread).collect(),
            notes,
        }
    }

    /// The time since the start.
    pub(crate) fn now(&self) -> Duration {
        self.notes.start.elapsed()
    }

    /// Waits until so many more calls were answered.
    pub(crate) fn wait_for_calls(&self, number: usize) {
        let count = || self.notes.count.load(Ordering::Relaxed);
        let until = count() + number;
        cache_test_servers::wait_for("calls that are answered", || {
            (count() >= until).then_some(())
        });
    }

    /// All calls that were made.
    pub(crate) fn stop(self, runtime: &Runtime) -> Vec<Call> {
        self.notes.stopped.store(true, Ordering::Relaxed);
        for task in self.tasks {
            runtime.block_on(task).expect("no call panics");
        }
        for thread in self.threads {
            thread.join().expect("no call panics");
        }
        std::mem::take(&mut *self.notes.calls.lock().unwrap())
    }
}

impl Notes {
    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    fn note(&self, begun: Instant) {
        let call = Call {
            begun: begun.duration_since(self.start),
            took: begun.elapsed(),
        };
        self.calls.lock().unwrap().push(call);
        self.count.fetch_add(1, Ordering::Relaxed);
    }
}

/// Hot and new keys by turns.
fn next_id(round: u64) -> u64 {
    if round.is_multiple_of(2) {
        round % HOT
    } else {
        new_id()
    }
}

async fn keep_calling(cache: Cache, notes: Arc<Notes>, seed: u64) {
    for round in seed.. {
        if notes.is_stopped() {
            return;
        }
        let id = next_id(round);
        let begun = Instant::now();
        let value = item(&cache, id).await;
        notes.note(begun);
        assert_eq!(value, value_of(id));
        tokio::time::sleep(PAUSE).await;
    }
}

fn keep_calling_blocking(cache: &Cache, notes: &Notes, seed: u64) {
    for round in seed.. {
        if notes.is_stopped() {
            return;
        }
        let id = next_id(round);
        let begun = Instant::now();
        let value = blocking_item(cache, id);
        notes.note(begun);
        let expected = (!id.is_multiple_of(5)).then(|| value_of(id));
        assert_eq!(value, expected);
        std::thread::sleep(PAUSE);
    }
}

/// The time that the call in the middle took.
pub(crate) fn median<'a>(calls: impl Iterator<Item = &'a Call>) -> Duration {
    let mut took: Vec<Duration> = calls.map(|call| call.took).collect();
    took.sort();
    took.get(took.len() / 2).copied().unwrap_or_default()
}
