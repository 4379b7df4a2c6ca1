//! A [`SinkSite`]: one function with `#[write_behind]`, as the macro describes it in a static.

use super::retry::Backoff;
use crate::clock::Millis;
use crate::site::Site;

/// One sink: where its items lie in the cache, and how its queue is to be delivered.
#[derive(Debug)]
pub struct SinkSite {
    pub(crate) entries: Site,
    pub(crate) settings: Settings,
}

/// How a queue is delivered. Times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) flush_every: Millis,
    /// Entries that the sink gets at once.
    pub(crate) batch: usize,
    /// Writes that may wait.
    pub(crate) queue: usize,
    pub(crate) retries: u32,
    pub(crate) backoff: Backoff,
    pub(crate) timeout: Millis,
}

impl SinkSite {
    /// A sink with all defaults.
    #[must_use]
    pub const fn new(entries: Site) -> Self {
        Self {
            entries,
            settings: Settings {
                flush_every: 1_000,
                batch: 100,
                queue: 10_000,
                retries: 5,
                backoff: Backoff {
                    shortest: 100,
                    longest: 10_000,
                },
                timeout: 30_000,
            },
        }
    }

    /// How old a write may be before its batch goes out, in milliseconds.
    #[must_use]
    pub const fn flush_every(mut self, millis: u64) -> Self {
        self.settings.flush_every = millis;
        self
    }

    /// How many items the sink gets at once.
    #[must_use]
    pub const fn batch(mut self, items: usize) -> Self {
        self.settings.batch = items;
        self
    }

    /// How many writes may wait.
    #[must_use]
    pub const fn queue(mut self, writes: usize) -> Self {
        self.settings.queue = writes;
        self
    }

    /// How often a batch fails as a whole before its items are tried one by one.
    #[must_use]
    pub const fn retries(mut self, retries: u32) -> Self {
        self.settings.retries = retries;
        self
    }

    /// The shortest and the longest pause after a failure, in milliseconds.
    #[must_use]
    pub const fn backoff(mut self, shortest: u64, longest: u64) -> Self {
        self.settings.backoff = Backoff { shortest, longest };
        self
    }

    /// How long one call of the sink may take, in milliseconds.
    #[must_use]
    pub const fn timeout(mut self, millis: u64) -> Self {
        self.settings.timeout = millis;
        self
    }
}
