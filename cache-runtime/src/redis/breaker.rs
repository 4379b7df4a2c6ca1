//! The circuit breaker of a node: after some faults in a row nothing is sent for a pause, then one call goes through as a
//! probe. A pure machine ([`State`]) over pass, outcome and time; [`Breaker`] keeps it in one word. What counts as a fault
//! is decided in `gate.rs`.

use crate::clock::Millis;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// When a breaker opens, and for how long.
///
/// # Default
/// 5 faults in a row; the first pause lasts 100 ms, each further one twice as long, up to 5 s.
///
/// Rare calls need no rule of their own: a server that stopped is found by the PING of the link, and from then on there is no
/// connection to wait for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) faults: u8,
    pub(crate) first_pause: Duration,
    pub(crate) longest_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            faults: 5,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(5),
        }
    }
}

impl Limits {
    fn pause(&self, trips: u8) -> Millis {
        let pause = self
            .first_pause
            .saturating_mul(1 << trips.min(16))
            .min(self.longest_pause);
        crate::clock::millis(pause).max(1)
    }
}

/// Leave to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    Ordinary,
    /// This call finds out whether the server is back.
    Probe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The server answered, be it with a refusal.
    Answered,
    /// No answer, or no connection.
    Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Everything goes through; so many faults came in a row.
    Closed { faults: u8 },
    /// Nothing goes through until then; the server was given up so many times in a row.
    Open { trips: u8, until: Millis },
    /// A probe is on its way. Should it never report (its caller went away), the next one may go then.
    Probing { trips: u8, until: Millis },
}

impl State {
    const HEALTHY: Self = Self::Closed { faults: 0 };

    /// Whether a call may go, and the state after it went.
    fn admit(self, now: Millis, limits: &Limits) -> (Self, Option<Pass>) {
        match self {
            Self::Closed { .. } => (self, Some(Pass::Ordinary)),
            Self::Open { until, .. } | Self::Probing { until, .. } if now < until => (self, None),
            Self::Open { trips, .. } | Self::Probing { trips, .. } => {
                let until = now + limits.pause(trips);
                (Self::Probing { trips, until }, Some(Pass::Probe))
            }
        }
    }

    /// The state after a call that went with `pass` came to `outcome`.
    fn settle(self, pass: Pass, outcome: Outcome, now: Millis, limits: &Limits) -> Self {
        match (self, outcome) {
            (_, Outcome::Answered) => Self::HEALTHY,
            (Self::Closed { faults }, Outcome::Fault) if faults + 1 < limits.faults => {
                Self::Closed { faults: faults + 1 }
            }
            (Self::Closed { .. }, Outcome::Fault) => Self::open(0, now, limits),
            (Self::Probing { trips, .. }, Outcome::Fault) if pass == Pass::Probe => {
                Self::open(trips.saturating_add(1), now, limits)
            }
            // Calls that left before the breaker opened: they say nothing new.
            (Self::Open { .. } | Self::Probing { .. }, Outcome::Fault) => self,
        }
    }

    fn open(trips: u8, now: Millis, limits: &Limits) -> Self {
        let until = now + limits.pause(trips);
        Self::Open { trips, until }
    }

    const TIME_BITS: u32 = 48;

    /// Two bits of kind, eight of count, 48 of time: nine thousand years of milliseconds.
    fn to_word(self) -> u64 {
        let (kind, count, time) = match self {
            Self::Closed { faults } => (0, faults, 0),
            Self::Open { trips, until } => (1, trips, until),
            Self::Probing { trips, until } => (2, trips, until),
        };
        let time = time & ((1 << Self::TIME_BITS) - 1);
        kind << 56 | u64::from(count) << Self::TIME_BITS | time
    }

    fn of_word(word: u64) -> Self {
        let [kind, count, ..] = word.to_be_bytes();
        let until = word & ((1 << Self::TIME_BITS) - 1);
        match kind {
            0 => Self::Closed { faults: count },
            1 => Self::Open {
                trips: count,
                until,
            },
            _ => Self::Probing {
                trips: count,
                until,
            },
        }
    }
}

#[derive(Debug)]
pub(super) struct Breaker {
    limits: Limits,
    word: AtomicU64,
}

impl Breaker {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            word: AtomicU64::new(State::HEALTHY.to_word()),
        }
    }

    /// Leave to send, or `None` while the breaker is open.
    pub(super) fn admit(&self, now: Millis) -> Option<Pass> {
        self.change(|state| state.admit(now, &self.limits))
    }

    pub(super) fn settle(&self, pass: Pass, outcome: Outcome, now: Millis) {
        self.change(|state| (state.settle(pass, outcome, now, &self.limits), ()));
    }

    /// The server has just answered somebody else.
    pub(super) fn reset(&self) {
        self.word.store(State::HEALTHY.to_word(), Ordering::Relaxed);
    }

    /// Whether a call that comes now would go through.
    pub(super) fn admits(&self, now: Millis) -> bool {
        let state = State::of_word(self.word.load(Ordering::Relaxed));
        state.admit(now, &self.limits).1.is_some()
    }

    /// Relaxed throughout: the word is all there is. A healthy breaker is only read.
    fn change<T>(&self, step: impl Fn(State) -> (State, T)) -> T {
        let mut word = self.word.load(Ordering::Relaxed);
        loop {
            let (next, answer) = step(State::of_word(word));
            let next = next.to_word();
            if next == word {
                return answer;
            }
            match self
                .word
                .compare_exchange_weak(word, next, Ordering::Relaxed, Ordering::Relaxed)
            {
                Ok(_) => return answer,
                Err(current) => word = current,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker() -> Breaker {
        Breaker::new(Limits::default())
    }

    fn fail(breaker: &Breaker, times: usize, now: Millis) {
        for _ in 0..times {
            let pass = breaker.admit(now).expect("admitted");
            breaker.settle(pass, Outcome::Fault, now);
        }
    }

    #[test]
    fn a_state_survives_its_word() {
        for state in [
            State::HEALTHY,
            State::Closed { faults: 255 },
            State::Open {
                trips: 7,
                until: 123_456_789_012,
            },
            State::Probing {
                trips: 255,
                until: 1,
            },
        ] {
            assert_eq!(State::of_word(state.to_word()), state);
        }
    }

    #[test]
    fn it_opens_at_the_fifth_fault_in_a_row() {
        let breaker = breaker();
        fail(&breaker, 4, 10);
        breaker.settle(Pass::Ordinary, Outcome::Answered, 10);
        fail(&breaker, 4, 10);
        assert!(breaker.admits(10));
        fail(&breaker, 1, 10);
        assert_eq!(breaker.admit(10), None);
    }

    #[test]
    fn one_probe_goes_after_the_pause_and_an_answer_closes_it() {
        let breaker = breaker();
        fail(&breaker, 5, 10);
        assert_eq!(breaker.admit(109), None);
        assert_eq!(breaker.admit(110), Some(Pass::Probe));
        assert_eq!(breaker.admit(110), None);
        breaker.settle(Pass::Probe, Outcome::Answered, 111);
        assert_eq!(breaker.admit(111), Some(Pass::Ordinary));
    }

    #[test]
    fn pauses_double_while_probes_fail() {
        let breaker = breaker();
        fail(&breaker, 5, 0);
        fail(&breaker, 1, 100);
        assert_eq!(breaker.admit(299), None);
        fail(&breaker, 1, 300);
        assert_eq!(breaker.admit(699), None);
        assert_eq!(breaker.admit(700), Some(Pass::Probe));
    }

    #[test]
    fn a_probe_that_never_reports_is_followed_by_another() {
        let breaker = breaker();
        fail(&breaker, 5, 0);
        assert_eq!(breaker.admit(100), Some(Pass::Probe));
        assert_eq!(breaker.admit(199), None);
        assert_eq!(breaker.admit(200), Some(Pass::Probe));
    }

    #[test]
    fn late_faults_of_earlier_calls_change_nothing_while_it_is_open() {
        let breaker = breaker();
        fail(&breaker, 5, 0);
        breaker.settle(Pass::Ordinary, Outcome::Fault, 90);
        assert_eq!(breaker.admit(100), Some(Pass::Probe));
        breaker.settle(Pass::Ordinary, Outcome::Fault, 101);
        breaker.settle(Pass::Probe, Outcome::Answered, 102);
        assert!(breaker.admits(102));
    }
}
