//! Where the faults strike: pure, and told by the seed alone, so that a failure can be played again. No sockets, no time.

use super::faults::{Direction, Faults};
use fastrand::Rng;
use std::time::Duration;

/// The faults of one direction of one connection, with the places that were reached.
#[derive(Debug)]
pub(super) struct Strikes {
    direction: Direction,
    places: Rng,
    delays: Rng,
    faults: Faults,
    /// Bytes that have passed since the faults were set.
    passed: u64,
    /// How many bytes pass before the next one is corrupted.
    until_corrupted: Option<u64>,
}

/// What becomes of a chunk.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub(super) delay: Duration,
    /// Set where bytes pass one at a time: the time from one to the next.
    pub(super) pace: Option<Duration>,
    pub(super) then: Then,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Then {
    GoOn,
    Cut,
}

impl Strikes {
    pub(super) fn new(seed: u64, connection: u64, direction: Direction) -> Strikes {
        let mut source = Rng::with_seed(seed);
        let stream = source.u64(..) ^ (connection * 2 + u64::from(direction == Direction::Replies));
        let mut source = Rng::with_seed(stream);
        Strikes {
            direction,
            places: source.fork(),
            delays: source.fork(),
            faults: Faults::none(),
            passed: 0,
            until_corrupted: None,
        }
    }

    /// Other faults from here on.
    pub(super) fn set(&mut self, faults: Faults) {
        self.faults = faults;
        self.passed = 0;
        self.until_corrupted = self.next_corruption();
    }

    /// Changes the chunk as the faults want it, and says when and how it is to be passed on.
    pub(super) fn judge(&mut self, chunk: &mut Vec<u8>) -> Verdict {
        if self.faults.swallows {
            chunk.clear();
        }
        self.corrupt(chunk);
        let mut verdict = Verdict {
            delay: Duration::ZERO,
            pace: None,
            then: Then::GoOn,
        };
        if self.direction == Direction::Replies && !chunk.is_empty() {
            self.hold_up(chunk, &mut verdict);
        }
        self.passed += chunk.len() as u64;
        verdict
    }

    fn hold_up(&mut self, chunk: &mut Vec<u8>, verdict: &mut Verdict) {
        if let Some(bytes) = self.faults.truncate_to {
            chunk.truncate(bytes);
        }
        if let Some(limit) = self.faults.cut_after {
            let left = usize::try_from(limit.saturating_sub(self.passed)).unwrap_or(usize::MAX);
            if chunk.len() >= left {
                chunk.truncate(left);
                verdict.then = Then::Cut;
            }
        }
        verdict.delay = self.next_delay();
        verdict.pace = self.faults.drip.map(|bytes| Duration::from_secs(1) / bytes);
    }

    fn next_delay(&mut self) -> Duration {
        let Some(between) = &self.faults.latency else {
            return Duration::ZERO;
        };
        let width = between.end.saturating_sub(between.start);
        between.start + width.mul_f64(self.delays.f64())
    }

    /// Counted in bytes of the stream, not of chunks: those end where the scheduler pleases.
    fn corrupt(&mut self, chunk: &mut [u8]) {
        let mut from = 0;
        while let Some(gap) = self.until_corrupted {
            let left = (chunk.len() - from) as u64;
            if gap >= left {
                self.until_corrupted = Some(gap - left);
                return;
            }
            let place = from + usize::try_from(gap).expect("less than the length of a chunk");
            chunk[place] ^= 1 << self.places.u8(0..8);
            from = place + 1;
            self.until_corrupted = self.next_corruption();
        }
    }

    /// Uniform gaps with the mean that was asked for.
    fn next_corruption(&mut self) -> Option<u64> {
        let one_in = self.faults.corruption(self.direction)?;
        Some(self.places.u64(0..=(one_in - 1) * 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrupted(seed: u64, connection: u64, chunk_length: usize) -> Vec<u8> {
        let mut strikes = Strikes::new(seed, connection, Direction::Replies);
        strikes.set(Faults::none().with_corruption(Direction::Replies, 50));
        let mut stream = Vec::new();
        for chunk in [0; 5_000].chunks(chunk_length) {
            let mut chunk = chunk.to_vec();
            strikes.judge(&mut chunk);
            stream.extend(chunk);
        }
        stream
    }

    #[test]
    fn the_same_seed_strikes_the_same_bytes_however_they_arrive() {
        assert_eq!(corrupted(1, 0, 5_000), corrupted(1, 0, 7));
    }

    #[test]
    fn another_seed_or_connection_strikes_other_bytes() {
        assert_ne!(corrupted(1, 0, 100), corrupted(2, 0, 100));
        assert_ne!(corrupted(1, 0, 100), corrupted(1, 1, 100));
    }

    #[test]
    fn one_bit_is_flipped_in_about_as_many_bytes_as_was_asked_for() {
        let struck: Vec<u8> = corrupted(3, 0, 100)
            .into_iter()
            .filter(|&byte| byte != 0)
            .collect();

        assert!((50..200).contains(&struck.len()), "{}", struck.len());
        assert!(struck.iter().all(|byte| byte.is_power_of_two()));
    }

    #[test]
    fn the_other_direction_stays_as_it_is() {
        let mut strikes = Strikes::new(1, 0, Direction::Requests);
        strikes.set(Faults::none().with_corruption(Direction::Replies, 1));
        let mut chunk = vec![0; 100];

        strikes.judge(&mut chunk);

        assert_eq!(chunk, [0; 100]);
    }

    #[test]
    fn a_cut_falls_in_the_middle_of_a_chunk() {
        let mut strikes = Strikes::new(1, 0, Direction::Replies);
        strikes.set(Faults::none().with_cut_after(15));
        let (mut first, mut second) = (vec![0; 10], vec![0; 10]);

        assert_eq!(strikes.judge(&mut first).then, Then::GoOn);
        assert_eq!(strikes.judge(&mut second).then, Then::Cut);
        assert_eq!((first.len(), second.len()), (10, 5));
    }

    #[test]
    fn delays_lie_between_the_two() {
        let (least, most) = (Duration::from_millis(5), Duration::from_millis(9));
        let mut strikes = Strikes::new(1, 0, Direction::Replies);
        strikes.set(Faults::none().with_latency(least..most));

        for _ in 0..100 {
            let delay = strikes.judge(&mut vec![0]).delay;
            assert!((least..most).contains(&delay), "{delay:?}");
        }
    }
}
