//! Work that goes on without the callers that set it off: refreshes, and loads that are to end although nobody waits.
//!
//! [`executor`] is where it runs, [`tasks`] what runs and how much of it may, [`schedule`] what is refreshed with nobody
//! asking. What a task does is in `kept/`.

mod caught;
mod executor;
mod schedule;
mod shutdown;
mod tasks;

pub(crate) use caught::{Panic, caught, message, report};
pub(crate) use executor::{Executor, Running};
pub(crate) use schedule::{Job, Schedule};
pub use shutdown::{ShuttingDown, Stopped};
pub(crate) use tasks::{Permit, Tasks, Work};

use crate::clock::{Clock, Millis};
use crate::write_behind::WriteQueues;
use std::sync::Arc;

/// How much of it one cache may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    /// How long a source is left alone that has failed while there was a value to go on with.
    pub(crate) stale_throttle: Millis,
    /// Refreshes that run at the same time.
    pub(crate) refreshes: usize,
    /// Audits that run at the same time.
    pub(crate) audits: usize,
    /// Keys that are refreshed with nobody asking.
    pub(crate) scheduled_keys: usize,
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            stale_throttle: 30_000,
            refreshes: 100,
            audits: 10,
            scheduled_keys: 10_000,
        }
    }
}

/// The background work of one cache.
pub(crate) struct Background {
    pub(crate) stale_throttle: Millis,
    pub(crate) tasks: Arc<Tasks>,
    pub(crate) schedule: Arc<Schedule>,
    pub(crate) writes: WriteQueues,
}

impl Background {
    pub(crate) fn new(limits: Allowance, clock: &Clock) -> Self {
        Self {
            stale_throttle: limits.stale_throttle,
            tasks: Arc::new(Tasks::new(limits.refreshes, limits.audits)),
            schedule: Arc::new(Schedule::new(limits.scheduled_keys, clock.clone())),
            writes: WriteQueues::default(),
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        // What runs still holds what it needs, and may end; nothing new begins.
        self.schedule.close();
        self.tasks.close();
    }
}
