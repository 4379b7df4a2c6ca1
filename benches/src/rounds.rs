//! Measures competitors in turn: whatever disturbs the machine, disturbs all of them.

use crate::competitor::Competitor;
use std::time::{Duration, Instant};

/// Each competitor is measured once in each.
const ROUNDS: usize = 31;
/// Times that one measurement goes through the sequence.
const PASSES: u32 = 3;

/// A pass through a sequence need not take longer.
const LONG: Duration = Duration::from_millis(20);
const THOUSAND: u32 = 1_000;

/// What was measured of one competitor.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Its name.
    pub name: &'static str,
    /// The median, in nanoseconds for one call.
    pub nanos: f64,
    /// The median of the ratios to the first competitor in the same round.
    pub ratio: f64,
}

/// Warms all and measures all; the first is the reference. Times are of one call.
///
/// # Panics
/// If the sequence is empty.
#[must_use]
pub fn compare(competitors: &[Competitor], sequence: &[u32]) -> Vec<Measured> {
    competitors.iter().for_each(Competitor::warm);
    let asked: Vec<(&str, usize)> = competitors
        .iter()
        .map(|competitor| (competitor.name, enough(competitor, sequence)))
        .collect();
    let measure = |competitor: &Competitor| {
        let (_, calls) = asked
            .iter()
            .find(|(name, _)| *name == competitor.name)
            .expect("all were asked");
        let start = Instant::now();
        (0..PASSES).for_each(|_| competitor.run(&sequence[..*calls]));
        let calls = PASSES * u32::try_from(*calls).expect("a sequence fits");
        // A time of one call has no nanoseconds to lose: it is counted in a thousandth of them.
        start.elapsed() * THOUSAND / calls
    };
    interleave(competitors, measure)
        .into_iter()
        .map(|measured| per_call(measured, THOUSAND as usize))
        .collect()
}

/// How many calls of a sequence tell enough: all, or a part where that takes long.
fn enough(competitor: &Competitor, sequence: &[u32]) -> usize {
    let start = Instant::now();
    competitor.run(sequence);
    part(start.elapsed(), sequence.len())
}

/// A sequence that takes longer is shortened, to a sixteenth at most.
fn part(took: Duration, calls: usize) -> usize {
    let times = took.as_nanos().div_ceil(LONG.as_nanos()).clamp(1, 16);
    calls.div_ceil(usize::try_from(times).expect("sixteen at most"))
}

/// Measures all by `measure`, in rounds whose order rotates.
pub fn interleave(
    competitors: &[Competitor],
    measure: impl Fn(&Competitor) -> Duration,
) -> Vec<Measured> {
    let count = competitors.len();
    let mut nanos = vec![Vec::with_capacity(ROUNDS); count];
    for round in 0..ROUNDS {
        for turn in 0..count {
            let index = (round + turn) % count;
            nanos[index].push(measure(&competitors[index]).as_secs_f64() * 1e9);
        }
    }
    let reference = &nanos[0];
    let ratios = |own: &[f64]| {
        own.iter()
            .zip(reference)
            .map(|(own, reference)| own / reference)
            .collect()
    };
    let row = |(competitor, own): (&Competitor, &Vec<f64>)| Measured {
        name: competitor.name,
        nanos: median(own.clone()),
        ratio: median(ratios(own)),
    };
    competitors.iter().zip(&nanos).map(row).collect()
}

/// Shares a time out among calls.
#[must_use]
pub fn per_call(measured: Measured, calls: usize) -> Measured {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred thousand")]
    let nanos = measured.nanos / calls as f64;
    Measured { nanos, ..measured }
}

/// The value in the middle.
///
/// # Panics
/// If there is none.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_value_in_the_middle_and_no_mean() {
        assert!((median(vec![900.0, 1.0, 3.0]) - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn who_is_slow_is_asked_for_a_part_of_the_sequence() {
        assert_eq!(part(Duration::from_millis(3), 64_000), 64_000);
        assert_eq!(part(Duration::from_millis(40), 64_000), 32_000);
        assert_eq!(part(Duration::from_secs(9), 64_000), 4_000);
    }

    #[test]
    fn everybody_is_measured_once_in_each_round_and_in_turn_the_first() {
        let asked = std::cell::RefCell::new(Vec::new());
        let competitors = ["one", "two"].map(|name| Competitor::sync(name, |_| ()));
        let measured = interleave(&competitors, |competitor| {
            asked.borrow_mut().push(competitor.name);
            Duration::from_nanos(if competitor.name == "one" { 10 } else { 20 })
        });
        let asked = asked.into_inner();
        assert_eq!(asked[..4], ["one", "two", "two", "one"]);
        assert_eq!(asked.len(), 2 * ROUNDS);
        assert!((measured[1].nanos - 20.0).abs() < 1e-6);
        assert!((measured[1].ratio - 2.0).abs() < 1e-6);
    }
}
