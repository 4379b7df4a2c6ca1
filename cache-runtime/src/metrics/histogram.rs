//! How long things take: a live [`Histogram`] of fixed bounds, and a [`Distribution`], which is what it showed at some moment.
//! Who measures what is decided elsewhere.

use super::listeners::Listeners;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper bounds of the buckets in microseconds: from 100 µs to 10 s. What takes longer has a bucket without one.
pub(crate) const BOUNDS: [u32; 16] = [
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000,
    1_000_000, 2_500_000, 5_000_000, 10_000_000,
];

const BUCKETS: usize = BOUNDS.len() + 1;

/// Counts durations in buckets. Recording is two additions and loses none.
#[derive(Debug)]
pub(crate) struct Histogram {
    buckets: [AtomicU64; BUCKETS],
    sum: AtomicU64,
    listeners: Listeners,
}

impl Histogram {
    pub(crate) fn new() -> Self {
        Self {
            buckets: [const { AtomicU64::new(0) }; BUCKETS],
            sum: AtomicU64::new(0),
            listeners: Listeners::default(),
        }
    }

    /// From now on, `listener` is told of each duration too.
    #[cfg(any(feature = "metrics", feature = "otel"))]
    pub(crate) fn tell(&self, listener: super::listeners::Listener) {
        self.listeners.add(listener);
    }

    pub(crate) fn record(&self, micros: u32) {
        self.buckets[bucket_of(micros)].fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(u64::from(micros), Ordering::Relaxed);
        self.listeners.tell(micros);
    }

    /// What it shows now. A duration that is recorded meanwhile may be in the sum and not in the buckets, or the other way
    /// round.
    pub(crate) fn snapshot(&self) -> Distribution {
        Distribution {
            buckets: std::array::from_fn(|place| self.buckets[place].load(Ordering::Relaxed)),
            sum: Duration::from_micros(self.sum.load(Ordering::Relaxed)),
        }
    }
}

impl Default for Histogram {
    fn default() -> Self {
        Self::new()
    }
}

/// The first bucket whose bound is no less.
fn bucket_of(micros: u32) -> usize {
    BOUNDS.partition_point(|bound| *bound < micros)
}

/// How many things took how long: counts in buckets from 100 µs to 10 s, and one for all that took longer.
///
/// ```
/// # use cache_runtime::{Cache, cached};
/// # use std::time::Duration;
/// # let cache = Cache::memory();
/// # let region = cache.region::<u64>("numbers");
/// # let policy = cache_runtime::Policy::new(Duration::from_secs(60));
/// # region.get_or_load_blocking::<_, std::io::Error>(&7_u64, &policy, || Ok(7)).unwrap();
/// let loads = &cache.stats().functions[0].load_times;
/// assert_eq!(loads.count(), 1);
/// assert!(loads.quantile(0.99).is_some());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distribution {
    buckets: [u64; BUCKETS],
    sum: Duration,
}

impl Distribution {
    /// How many durations were recorded.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.buckets.iter().sum()
    }

    /// All of them together.
    #[must_use]
    pub fn sum(&self) -> Duration {
        self.sum
    }

    /// The buckets from the shortest to the longest: an upper bound, and how many durations were no longer than that. The
    /// last has no bound, and counts all.
    pub fn buckets(&self) -> impl Iterator<Item = (Option<Duration>, u64)> {
        let bounds = BOUNDS
            .iter()
            .map(|micros| Some(Duration::from_micros(u64::from(*micros))));
        let mut sum = 0;
        bounds
            .chain([None])
            .zip(self.buckets)
            .map(move |(bound, count)| {
                sum += count;
                (bound, sum)
            })
    }

    /// The duration that a share `quantile` of all did not exceed, as far as the buckets tell: interpolated between the bounds
    /// of the bucket that it falls into, and 10 s where it took longer. None, where nothing was recorded.
    #[must_use]
    pub fn quantile(&self, quantile: f64) -> Option<Duration> {
        let rank = quantile.clamp(0.0, 1.0) * lossy(self.count());
        let mut below = 0;
        for (place, count) in self.buckets.iter().enumerate() {
            if *count > 0 && lossy(below + count) >= rank {
                return Some(interpolated(place, (rank - lossy(below)) / lossy(*count)));
            }
            below += count;
        }
        None
    }

    /// What was recorded since this showed `earlier`.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        Self {
            buckets: std::array::from_fn(|place| {
                self.buckets[place].saturating_sub(earlier.buckets[place])
            }),
            sum: self.sum.saturating_sub(earlier.sum),
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self {
            buckets: std::array::from_fn(|place| self.buckets[place] + other.buckets[place]),
            sum: self.sum + other.sum,
        }
    }
}

/// The duration so far along a bucket.
fn interpolated(place: usize, share: f64) -> Duration {
    let last = BOUNDS[BOUNDS.len() - 1];
    let Some(upper) = BOUNDS.get(place) else {
        return Duration::from_micros(u64::from(last));
    };
    let lower = place.checked_sub(1).map_or(0, |before| BOUNDS[before]);
    let micros = f64::from(lower) + f64::from(upper - lower) * share.clamp(0.0, 1.0);
    Duration::from_secs_f64(micros / 1e6)
}

#[allow(
    clippy::cast_precision_loss,
    reason = "a share of a bucket needs no more than 52 bits"
)]
fn lossy(count: u64) -> f64 {
    count as f64
}

#[cfg(feature = "serde")]
impl serde::Serialize for Distribution {
    /// As `count`, `sum` in seconds, and `buckets` as pairs of a bound in seconds and a count; the bound of the last is null.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let buckets: Vec<(Option<f64>, u64)> = self
            .buckets()
            .map(|(bound, count)| (bound.map(|bound| bound.as_secs_f64()), count))
            .collect();
        let mut distribution = serializer.serialize_struct("Distribution", 3)?;
        distribution.serialize_field("count", &self.count())?;
        distribution.serialize_field("sum", &self.sum.as_secs_f64())?;
        distribution.serialize_field("buckets", &buckets)?;
        distribution.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(durations: &[u32]) -> Distribution {
        let histogram = Histogram::new();
        for micros in durations {
            histogram.record(*micros);
        }
        histogram.snapshot()
    }

    #[test]
    fn a_bound_belongs_to_the_bucket_below_it() {
        assert_eq!((bucket_of(0), bucket_of(100), bucket_of(101)), (0, 0, 1));
        assert_eq!(bucket_of(10_000_000), BUCKETS - 2);
        assert_eq!(bucket_of(10_000_001), BUCKETS - 1);
    }

    #[test]
    fn nothing_has_no_quantile() {
        assert_eq!(of(&[]).quantile(0.5), None);
    }

    #[test]
    fn what_took_too_long_counts_as_the_last_bound() {
        assert_eq!(of(&[u32::MAX]).quantile(0.5), Some(Duration::from_secs(10)));
    }

    #[test]
    fn a_quantile_lies_where_its_share_of_the_bucket_ends() {
        let distribution = of(&[300, 300, 300, 300]);
        assert_eq!(distribution.quantile(0.5), Some(Duration::from_micros(375)));
        assert_eq!(distribution.quantile(1.0), Some(Duration::from_micros(500)));
    }

    proptest! {
        #[test]
        fn a_quantile_is_never_further_away_than_its_bucket_is_wide(
            mut durations in prop::collection::vec(0_u32..10_000_000, 1..200),
            quantile in 0.001_f64..=1.0,
        ) {
            let found = of(&durations).quantile(quantile).unwrap();
            durations.sort_unstable();
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                clippy::cast_sign_loss,
                reason = "a rank among two hundred"
            )]
            let rank = ((quantile * durations.len() as f64).ceil() as usize).max(1);
            let place = bucket_of(durations[rank - 1]);
            let lower = place.checked_sub(1).map_or(0, |before| BOUNDS[before]);
            prop_assert!(found >= Duration::from_micros(u64::from(lower)));
            prop_assert!(found <= Duration::from_micros(u64::from(BOUNDS[place]) + 1));
        }

        #[test]
        fn quantiles_rise_with_their_share(
            durations in prop::collection::vec(any::<u32>(), 1..100),
            one in 0.0_f64..=1.0,
            other in 0.0_f64..=1.0,
        ) {
            let distribution = of(&durations);
            let (less, more) = if one < other { (one, other) } else { (other, one) };
            prop_assert!(distribution.quantile(less) <= distribution.quantile(more));
        }

        #[test]
        fn count_and_sum_are_those_of_what_was_recorded(durations in prop::collection::vec(any::<u32>(), 0..100)) {
            let distribution = of(&durations);
            prop_assert_eq!(distribution.count(), durations.len() as u64);
            let sum: u64 = durations.iter().map(|micros| u64::from(*micros)).sum();
            prop_assert_eq!(distribution.sum(), Duration::from_micros(sum));
            let last = distribution.buckets().last();
            prop_assert_eq!(last, Some((None, durations.len() as u64)));
        }

        #[test]
        fn what_came_since_is_what_was_recorded_since(
            before in prop::collection::vec(any::<u32>(), 0..50),
            after in prop::collection::vec(any::<u32>(), 0..50),
        ) {
            let all: Vec<u32> = before.iter().chain(&after).copied().collect();
            prop_assert_eq!(of(&all).since(&of(&before)), of(&after));
            prop_assert_eq!(of(&before).and(&of(&after)), of(&all));
        }
    }

    #[test]
    fn nothing_is_lost_when_all_record_at_once() {
        let histogram = Histogram::new();
        std::thread::scope(|scope| {
            for thread in 0..4_u32 {
                let histogram = &histogram;
                scope.spawn(move || {
                    for micros in 0..1000 {
                        histogram.record(thread * 1000 + micros);
                    }
                });
            }
        });
        assert_eq!(histogram.snapshot(), of(&(0..4000).collect::<Vec<_>>()));
    }
}
