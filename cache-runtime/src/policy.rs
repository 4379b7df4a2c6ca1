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
    /// Whether the ttl counts for more than what the attribute computes for a value.
    pub(crate) imposes_ttl: bool,
    pub(crate) jitter: f64,
    pub(crate) stampede: Stampede,
    pub(crate) beta: Option<f64>,
    pub(crate) negative_ttl: Option<Millis>,
    pub(crate) error_ttl: Option<Millis>,
    pub(crate) memory_ttl: Option<Millis>,
    pub(crate) lock_wait: Option<Millis>,
    /// Of the ttl, when hits begin to ask for a refresh.
    pub(crate) refresh_ahead: Option<f64>,
    /// After the ttl, how long the old value is an answer while it is refreshed.
    pub(crate) stale_while_revalidate: Millis,
    /// After the ttl, how long the old value is the answer where the load fails.
    pub(crate) stale_if_error: Millis,
    pub(crate) renewal: Renewal,
    pub(crate) schedule: Option<Schedule>,
    pub(crate) timeout: Option<Millis>,
    pub(crate) soft_timeout: Option<Millis>,
    pub(crate) on_cancel: OnCancel,
    /// Of the hits, how many are audited.
    pub(crate) audit: f64,
}

/// What a hit does to the end of an entry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Renewal {
    #[default]
    Never,
    /// The ttl begins anew, until the entry is as old as this.
    Sliding { max_age: Millis },
    /// What is asked for often lives longer, up to this.
    Adaptive { max: Millis },
}

/// Refreshes without anybody asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Schedule {
    pub(crate) every: Millis,
    /// How long after the last call they stop.
    pub(crate) idle_after: Millis,
}

/// What becomes of a load whose callers all left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum OnCancel {
    /// It is dropped with the caller that runs it.
    #[default]
    Stop,
    /// It runs on a task of its own, to its end.
    Finish,
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
            imposes_ttl: false,
            jitter: 0.0,
            stampede: Stampede::Coalesce,
            beta: None,
            negative_ttl: None,
            error_ttl: None,
            memory_ttl: None,
            lock_wait: None,
            refresh_ahead: None,
            stale_while_revalidate: 0,
            stale_if_error: 0,
            renewal: Renewal::Never,
            schedule: None,
            timeout: None,
            soft_timeout: None,
            on_cancel: OnCancel::Stop,
            audit: 0.0,
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

    /// For this long after its ttl, an entry is still the answer while one caller, or a task where the loader allows it,
    /// refreshes it (RFC 5861, section 3). If not specified, no time at all.
    ///
    /// An entry that was invalidated, or expired by hand, is no answer. `None` with a ttl of its own and errors have no
    /// such time.
    #[must_use]
    pub fn with_stale_while_revalidate(mut self, window: Duration) -> Self {
        self.stale_while_revalidate = millis(window);
        self
    }

    /// For this long after its ttl, an entry is the answer where the load fails, by an error, a panic or a timeout
    /// (RFC 5861, section 4). If not specified, no time at all.
    ///
    /// The time is never extended, and an entry that was invalidated does not come back.
    #[must_use]
    pub fn with_stale_if_error(mut self, window: Duration) -> Self {
        self.stale_if_error = millis(window);
        self
    }

    /// Once this fraction of its ttl is over, a hit asks for a refresh of the entry. If not specified, never.
    ///
    /// # Panics
    /// If `fraction` does not lie between 0 and 1.
    #[must_use]
    pub fn with_refresh_ahead(mut self, fraction: f64) -> Self {
        assert!(
            fraction > 0.0 && fraction < 1.0,
            "refresh ahead at {fraction} of the ttl does not lie between 0 and 1"
        );
        self.refresh_ahead = Some(fraction);
        self
    }

    /// Lets hits renew the ttl, until the entry is `max_age` old, if that is given.
    ///
    /// The end moves at most once in a 32nd of the ttl: an entry may end by so much earlier than its ttl after the last
    /// hit, and never later.
    ///
    /// # Panics
    /// If `max_age` is zero.
    #[must_use]
    pub fn with_sliding(mut self, max_age: Option<Duration>) -> Self {
        assert!(
            max_age != Some(Duration::ZERO),
            "an entry of no age at all cannot be kept"
        );
        self.renewal = Renewal::Sliding {
            max_age: max_age.map_or(NEVER, millis),
        };
        self
    }

    /// Lets entries that are asked for often live longer: as long as the ttl at first, half of `max` after 10 hits,
    /// `max` after 100.
    #[must_use]
    pub fn with_adaptive_ttl(mut self, max: Duration) -> Self {
        self.renewal = Renewal::Adaptive { max: millis(max) };
        self
    }

    /// How long an entry is kept beyond its ttl.
    pub(crate) fn window(&self) -> Millis {
        self.stale_while_revalidate.max(self.stale_if_error)
    }

    /// Whether it matters when and how often an entry is asked for.
    pub(crate) fn notes_hits(&self) -> bool {
        self.renewal != Renewal::Never || self.schedule.is_some()
    }

    /// Whether entries have nothing but a ttl to live by.
    pub(crate) fn is_plain(&self) -> bool {
        self.window() == 0
            && self.beta.is_none()
            && self.refresh_ahead.is_none()
            && !self.notes_hits()
    }

    /// Whether callers wait for a while and no longer.
    pub(crate) fn limits_time(&self) -> bool {
        self.timeout.is_some() || self.soft_timeout.is_some()
    }

    /// The ttl before jitter; `None` if entries live for ever.
    #[must_use]
    pub fn ttl(&self) -> Option<Duration> {
        (self.ttl != NEVER).then(|| Duration::from_millis(self.ttl))
    }
}
