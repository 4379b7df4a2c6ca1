//! Spans of time, as tests write them.

use std::time::Duration;

pub(crate) const MILLISECOND: Duration = millis(1);

pub(crate) const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

pub(crate) const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The last millisecond before `end`.
pub(crate) const fn just_before(end: Duration) -> Duration {
    end.saturating_sub(MILLISECOND)
}
