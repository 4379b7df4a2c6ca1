//! Those who are told of each duration when it is measured: exporters keep histograms of their own.

use super::table::Metric;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// Told of durations in seconds.
pub(crate) type Listener = Arc<dyn Fn(f64) + Send + Sync>;

/// Something that keeps histograms of its own.
pub(crate) trait Audience: Send + Sync {
    /// Who is to be told of what this metric with these labels measures.
    fn listener(&self, metric: &'static Metric, labels: &[(&'static str, &str)]) -> Listener;
}

/// The listeners of one histogram.
#[derive(Default)]
pub(super) struct Listeners(RwLock<Vec<Listener>>);

impl Listeners {
    pub(super) fn add(&self, listener: Listener) {
        let mut listeners = self.0.write().unwrap_or_else(PoisonError::into_inner);
        listeners.push(listener);
    }

    pub(super) fn tell(&self, micros: u32) {
        // Told outside the lock: what they do is not ours.
        let listeners = {
            let listeners = self.0.read().unwrap_or_else(PoisonError::into_inner);
            if listeners.is_empty() {
                return;
            }
            listeners.clone()
        };
        for listener in listeners {
            listener(f64::from(micros) / 1e6);
        }
    }
}

impl fmt::Debug for Listeners {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Listeners")
    }
}
