//! Which faults of the shared tier are told of: in an outage every call has one, and a log that says so for each is of no use.

use super::TARGET;
use crate::clock::Millis;
use crate::redis::Fault;
use crate::sync::{Mutex, lock};
use std::collections::HashMap;
use tracing::{Level, level_enabled, warn};

/// For so long faults with a reason that was told are counted only.
const PAUSE: Millis = 1_000;

/// What was told of one cache.
#[derive(Debug, Default)]
pub(crate) struct FaultLog(Mutex<HashMap<&'static str, Told>>);

#[derive(Debug)]
struct Told {
    at: Millis,
    /// Faults since then.
    more: u64,
}

impl FaultLog {
    /// Tells of a fault, or of all with its reason since the last time. What the server says in words is left out: it may
    /// quote a key.
    pub(crate) fn note(&self, namespace: &str, fault: &Fault, now: Millis) {
        if !level_enabled!(Level::WARN) {
            return;
        }
        let reason = fault.name();
        if let Some(count) = self.due(reason, now) {
            let code = fault.code();
            warn!(
                name: "cache.fault",
                target: TARGET,
                namespace,
                reason,
                code,
                count,
                "Redis did not do an operation"
            );
        }
    }

    /// How many faults to tell of; none, if it is too early for that.
    fn due(&self, reason: &'static str, now: Millis) -> Option<u64> {
        let mut told = lock(&self.0);
        match told.get_mut(reason) {
            Some(told) if now < told.at.saturating_add(PAUSE) => {
                told.more += 1;
                None
            }
            known => {
                let count = 1 + known.map_or(0, |told| told.more);
                told.insert(reason, Told { at: now, more: 0 });
                Some(count)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_told_once_a_second_with_how_often_it_came() {
        let log = FaultLog::default();
        assert_eq!(log.due("timeout", 5_000), Some(1));
        assert_eq!(log.due("timeout", 5_000), None);
        assert_eq!(log.due("open", 5_500), Some(1));
        assert_eq!(log.due("timeout", 5_999), None);
        assert_eq!(log.due("timeout", 6_000), Some(3));
        assert_eq!(log.due("timeout", 9_000), Some(1));
    }
}
