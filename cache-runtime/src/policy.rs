//! The policy of a function: plain data, written by the attribute or by hand. Decisions are made in `freshness.rs`.

use crate::clock::{Millis, NEVER, millis};
use std::time::Duration;

/// How entries live and how their loads are shared.
///
/// The attribute builds one for each function; code that calls a [`Region`](crate::Region) passes its own.
///
/// # Default
/// A ttl must be given to [`Policy::new`] or asked for with [`Policy::forever`]. No jitter,
/// [`Stampede::Coalesce`], `None` lives as long as any value, errors are not cached.
///
/// ```
/// use cache_runtime::{Policy, Stampede};
/// use std::time::Duration;
///
/// let policy = Policy::new(Duration::from_secs(60)).with_jitter(0.1).with_stampede(Stampede::None);
/// assert_eq!(policy.ttl(), Some(Duration::from_secs(60)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    pub(crate) ttl: Millis,
    pub(crate) jitter: f64,
    pub(crate) stampede: Stampede,
    pub(crate) beta: Option<f64>,
    pub(crate) negative_ttl: Option<Millis>,
    pub(crate) error_ttl: Option<Millis>,
    pub(crate) memory_ttl: Option<Millis>,
    pub(crate) lock_wait: Option<Millis>,
}

/// Who loads when many callers miss one key at the same time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stampede {
    /// Every caller loads for itself.
    None,
    /// One load for each key in this process; the others wait for it.
    #[default]
    Coalesce,
    /// One load for each key in the fleet. Without a shared tier that is one in this process.
    Lock,
}

/// Which tiers of a cache hold the entries of a function.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tiers {
    /// Nothing is written: all of them, as far as the values can go there.
    #[default]
    Default,
    /// The memory of the process alone.
    Memory,
    /// The shared tier alone.
    Redis,
    /// All that the cache has.
    All,
}

impl Policy {
    /// Entries live for `ttl`, rounded up to whole milliseconds.
    #[must_use]
    pub fn new(ttl: Duration) -> Self {
        Self {
            ttl: millis(ttl),
            ..Self::forever()
        }
    }

    /// Entries live until they are invalidated or evicted.
    #[must_use]
    pub const fn forever() -> Self {
        Self {
            ttl: NEVER,
            jitter: 0.0,
            stampede: Stampede::Coalesce,
            beta: None,
            negative_ttl: None,
            error_ttl: None,
            memory_ttl: None,
            lock_wait: None,
        }
    }

    /// Draws each entry's ttl uniformly from `ttl ± fraction · ttl`. If not specified, 0.
    ///
    /// # Panics
    /// If `fraction` lies outside `0.0..=0.5`.
    #[must_use]
    pub fn with_jitter(mut self, fraction: f64) -> Self {
        assert!(
            (0.0..=0.5).contains(&fraction),
            "jitter {fraction} lies outside 0.0..=0.5"
        );
        self.jitter = fraction;
        self
    }

    /// Chooses who loads. If not specified, [`Stampede::Coalesce`].
    #[must_use]
    pub fn with_stampede(mut self, stampede: Stampede) -> Self {
        self.stampede = stampede;
        self
    }

    /// Bounds the age of the copy that this process keeps of what a shared tier holds. If not specified, the ttl bounds
    /// it, and invalidations reach it sooner. Without a shared tier it says nothing.
    ///
    /// # Panics
    /// If `ttl` is zero.
    #[must_use]
    pub fn with_memory_ttl(mut self, ttl: Duration) -> Self {
        assert!(!ttl.is_zero(), "a memory ttl of zero would keep no copy");
        self.memory_ttl = Some(millis(ttl));
        self
    }

    /// Bounds the wait of [`Stampede::Lock`] for the value that another process loads; after it the caller loads for
    /// itself. If not specified, that of the cache.
    ///
    /// # Panics
    /// If `wait` is zero.
    #[must_use]
    pub fn with_lock_wait(mut self, wait: Duration) -> Self {
        assert!(
            !wait.is_zero(),
            "a lock wait of zero would wait for nobody; choose another stampede strategy"
        );
        self.lock_wait = Some(millis(wait));
        self
    }

    /// Refreshes entries early and at random, the more likely the dearer their load and the nearer their end (`XFetch`:
    /// Vattani, Chierichetti and Lowenstein, VLDB 2015). `beta` above 1 refreshes earlier. If not specified, off.
    ///
    /// # Panics
    /// If `beta` is not a positive number.
    #[must_use]
    pub fn with_early_refresh(mut self, beta: f64) -> Self {
        assert!(
            beta > 0.0 && beta.is_finite(),
            "beta {beta} is not a positive number"
        );
        self.beta = Some(beta);
        self
    }

    /// The ttl before jitter; `None` if entries live for ever.
    #[must_use]
    pub fn ttl(&self) -> Option<Duration> {
        (self.ttl != NEVER).then(|| Duration::from_millis(self.ttl))
    }
}
