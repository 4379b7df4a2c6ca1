//! The test kit (feature `testing`): a cache whose clock a test moves by hand, loaders that wait for a sign, and
//! assertions on what the cache did.
//!
//! ```
//! use cache_runtime::{cached, testing};
//! use std::time::Duration;
//!
//! #[cached(key = "user:<id>", ttl = "1h")]
//! fn get_user(id: u64) -> String {
//!     format!("user {id}")
//! }
//!
//! let (cache, clock) = testing::cache();
//! let _entered = testing::enter(&cache);
//!
//! get_user(7);
//! get_user(7);
//! testing::assert_loads(&cache, "get_user", 1);
//! testing::assert_hits(&cache, "get_user", 1);
//!
//! clock.advance(Duration::from_secs(3600));
//! get_user(7);
//! testing::assert_loads(&cache, "get_user", 2);
//! ```

use crate::cache::Cache;
use crate::clock::{Clock, VirtualTime};
use crate::flight::block_on;
use crate::metrics::FunctionStats;
pub use crate::shared::Standing;
use std::cell::Cell;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// A cache in memory with a clock that only the test moves.
#[must_use]
pub fn cache() -> (Cache, TestClock) {
    cache_from(Cache::builder())
}

/// A cache with settings of its own and a clock that only the test moves.
///
/// # Panics
/// If the builder's settings make no sense.
#[must_use]
pub fn cache_from(builder: crate::CacheBuilder) -> (Cache, TestClock) {
    let clock = TestClock::new();
    let cache = builder.clock(clock.clock()).build_memory();
    (cache.unwrap_or_else(|error| panic!("{error}")), clock)
}

/// The same for a cache with a shared tier: what lies in memory ages by the test's clock, what lies in Redis by the
/// server's, as this cache compared the two when it connected.
///
/// # Panics
/// If the cache cannot be built.
#[cfg(feature = "redis")]
pub async fn cache_with_tier(builder: crate::CacheBuilder) -> (Cache, TestClock) {
    cache_with_tier_at(Duration::ZERO, builder).await
}

/// The same with a clock that is ahead of those of other caches from the beginning.
///
/// # Panics
/// If the cache cannot be built.
#[cfg(feature = "redis")]
pub async fn cache_with_tier_at(
    ahead: Duration,
    builder: crate::CacheBuilder,
) -> (Cache, TestClock) {
    let clock = TestClock::new();
    clock.advance(ahead);
    let cache = builder.clock(clock.clock()).build().await;
    (cache.unwrap_or_else(|error| panic!("{error}")), clock)
}

/// The clock of a test's cache.
#[derive(Debug, Clone)]
pub struct TestClock {
    time: Arc<VirtualTime>,
}

impl TestClock {
    pub(crate) fn new() -> Self {
        // Not at zero: entries must be able to be older than the test.
        Self {
            time: Arc::new(VirtualTime::begin(1_000_000)),
        }
    }

    pub(crate) fn clock(&self) -> Clock {
        Clock::Virtual(self.time.clone())
    }

    /// Moves the time forward, at most to its end in some 580,000 years, and wakes those who wait for it.
    pub fn advance(&self, duration: Duration) {
        let micros = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        self.time.advance(micros);
    }
}

/// How a cache stands with its shared tier; none, where it has none.
#[must_use]
pub fn standing(cache: &Cache) -> Option<Standing> {
    cache.standing()
}

thread_local! {
    static ENTERED: Cell<Option<&'static Cache>> = const { Cell::new(None) };
}

/// The cache that this thread entered.
#[inline]
pub(crate) fn entered() -> Option<&'static Cache> {
    ENTERED.get()
}

/// Makes `cache` the installed one for this thread, until the guard is dropped. Tests on other threads see theirs.
///
/// For futures that move between threads use [`scope`]; tasks that they spawn are futures of their own. The handle is kept for the rest of the process.
pub fn enter(cache: &Cache) -> Entered {
    // Leaked: what is installed is borrowed for ever, in tests as elsewhere, and a test's cache is small.
    let cache: &'static Cache = Box::leak(Box::new(cache.clone()));
    Entered {
        before: ENTERED.replace(Some(cache)),
        _thread: PhantomData,
    }
}

/// Ends [`enter`] when dropped.
#[derive(Debug)]
#[must_use = "the cache is left as soon as this is dropped"]
pub struct Entered {
    before: Option<&'static Cache>,
    /// Must end on the thread where it began.
    _thread: PhantomData<*const ()>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        ENTERED.set(self.before);
    }
}

/// Enters what another thread has entered.
pub(crate) fn enter_again(cache: Option<&'static Cache>) -> Entered {
    Entered {
        before: ENTERED.replace(cache),
        _thread: PhantomData,
    }
}

/// A future within what another thread has entered.
pub(crate) fn within<F: Future>(cache: Option<&'static Cache>, future: F) -> Scoped<F> {
    Scoped {
        cache,
        future: Box::pin(future),
    }
}

/// Waits until nothing goes on in the background of a cache: no refresh, and no load whose callers left.
///
/// With a clock that stands still, what waits for time to pass waits for ever, and so does this: such as an audit that has found
/// something else than its hit had answered.
pub async fn settle(cache: &Cache) {
    cache.tasks().rest().await;
}

/// The same, blocking the thread.
pub fn settle_blocking(cache: &Cache) {
    block_on(settle(cache));
}

/// Refreshes and loads that run in the background now, their last steps included.
#[must_use]
pub fn tasks_running(cache: &Cache) -> usize {
    cache.tasks().running()
}

/// Makes `cache` the installed one for a future, on whatever thread it is polled.
pub fn scope<F: Future>(cache: &Cache, future: F) -> Scoped<F> {
    Scoped {
        cache: Some(Box::leak(Box::new(cache.clone()))),
        future: Box::pin(future),
    }
}

/// The future of [`scope`].
#[derive(Debug)]
pub struct Scoped<F> {
    cache: Option<&'static Cache>,
    future: Pin<Box<F>>,
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let _entered = enter_again(self.cache);
        self.future.as_mut().poll(context)
    }
}

/// The counters of one function, named as in [`Stats::function`](crate::Stats::function).
///
/// A function that was never called has counted nothing, and neither has a name that no function has.
#[must_use]
pub fn counts(cache: &Cache, function: &str) -> FunctionStats {
    cache
        .stats()
        .function(function)
        .cloned()
        .unwrap_or_default()
}

/// Asserts how many calls of a function were answered from memory.
///
/// # Panics
/// If it were more or fewer.
#[track_caller]
pub fn assert_hits(cache: &Cache, function: &str, expected: u64) {
    let counts = counts(cache, function);
    assert_eq!(
        counts.hits, expected,
        "hits of `{function}`; it counted {counts:#?}"
    );
}

/// Asserts how many calls of a function were not answered from memory: they loaded, or waited for a load.
///
/// # Panics
/// If it were more or fewer.
#[track_caller]
pub fn assert_misses(cache: &Cache, function: &str, expected: u64) {
    let counts = counts(cache, function);
    assert_eq!(
        counts.loads + counts.coalesced,
        expected,
        "misses of `{function}`; it counted {counts:#?}"
    );
}

/// Asserts how many times a function's body was started, other than by calls that went past the cache (`cache_if`).
///
/// # Panics
/// If it were more or fewer.
#[track_caller]
pub fn assert_loads(cache: &Cache, function: &str, expected: u64) {
    let counts = counts(cache, function);
    assert_eq!(
        counts.loads, expected,
        "loads of `{function}`; it counted {counts:#?}"
    );
}

/// Stops loaders in their middle, so that a test can do something else meanwhile.
///
/// The loader calls [`pass`](Self::pass) (or [`pass_blocking`](Self::pass_blocking)); the test waits with
/// [`entered`](Self::entered) until one has come, does what it has to do, and lets it go on with [`open`](Self::open).
/// Cheap to clone; all clones are one gate.
#[derive(Debug, Clone, Default)]
pub struct Gate {
    state: Arc<Mutex<GateState>>,
}

#[derive(Debug, Default)]
struct GateState {
    /// Loaders that came so far.
    entered: u64,
    /// Loaders that may go on, ever.
    admitted: u64,
    /// Loaders that took their admission.
    passed: u64,
    wakers: Vec<Waker>,
}

impl Gate {
    /// A closed gate.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Comes to the gate and waits until it is let through.
    pub async fn pass(&self) {
        self.change(|state| state.entered += 1);
        self.wait(|state| (state.passed < state.admitted).then(|| state.passed += 1))
            .await;
    }

    /// Comes to the gate and blocks the thread until it is let through.
    pub fn pass_blocking(&self) {
        block_on(self.pass());
    }

    /// Waits until `number` loaders, counted from the beginning, have come.
    pub async fn entered(&self, number: u64) {
        self.wait(|state| (state.entered >= number).then_some(()))
            .await;
    }

    /// Blocks the thread until `number` loaders, counted from the beginning, have come.
    pub fn entered_blocking(&self, number: u64) {
        block_on(self.entered(number));
    }

    /// Lets one more loader through, one that waits or the next to come.
    pub fn open(&self) {
        self.change(|state| state.admitted = state.admitted.saturating_add(1));
    }

    /// Lets every loader through from now on.
    pub fn open_for_good(&self) {
        self.change(|state| state.admitted = u64::MAX);
    }

    /// Loaders that have come so far.
    #[must_use]
    pub fn arrivals(&self) -> u64 {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entered
    }

    fn change(&self, change: impl FnOnce(&mut GateState)) {
        let wakers = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut state);
            std::mem::take(&mut state.wakers)
        };
        wakers.into_iter().for_each(Waker::wake);
    }

    fn wait(&self, ready: impl Fn(&mut GateState) -> Option<()>) -> impl Future<Output = ()> {
        std::future::poll_fn(move |context| {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if ready(&mut state).is_some() {
                return Poll::Ready(());
            }
            state.wakers.push(context.waker().clone());
            Poll::Pending
        })
    }
}

/// Sets off what a cache is to be warmed with (`warm_on_start`), as if it were being installed here: one process can install
/// one cache, and has many tests.
pub fn start(cache: &Cache) {
    cache.start();
}

/// Runs a future on this thread: for examples and tests without an async runtime.
pub fn run<F: Future>(future: F) -> F::Output {
    block_on(future)
}
