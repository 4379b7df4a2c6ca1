//! Whether a token is the right one, and how often somebody may try. Time is passed in.

use crate::clock::Millis;
use crate::sync::{Mutex, lock};
use std::collections::VecDeque;

/// Wrong tokens within [`WINDOW`] after which none is looked at, not even the right one: else a guess would cost nothing.
const MOST: usize = 5;
/// In milliseconds.
const WINDOW: Millis = 10_000;

/// A token, of which only the hash is known.
#[derive(Clone)]
pub(super) struct Token(blake3::Hash);

impl Token {
    pub(super) fn new(token: &str) -> Self {
        Self(blake3::hash(token.as_bytes()))
    }

    /// Takes the same time whatever is right about `offered`: hashes are compared, and those in constant time.
    fn is(&self, offered: &[u8]) -> bool {
        self.0 == blake3::hash(offered)
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Attempt {
    Granted,
    Wrong,
    /// There were too many wrong ones just now; this one was not looked at.
    NotLookedAt,
}

/// When wrong tokens were offered lately, the latest last.
#[derive(Debug, Default)]
pub(super) struct Attempts(Mutex<VecDeque<Millis>>);

impl Attempts {
    /// One at a time, so that many at once are not more than many one after the other.
    pub(super) fn attempt(&self, token: &Token, offered: &[u8], now: Millis) -> Attempt {
        let mut wrong = lock(&self.0);
        wrong.retain(|at| now < at.saturating_add(WINDOW));
        if wrong.len() >= MOST {
            return Attempt::NotLookedAt;
        }
        if token.is(offered) {
            return Attempt::Granted;
        }
        wrong.push_back(now);
        Attempt::Wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &[u8] = b"0123456789abcdef";

    fn token() -> Token {
        Token::new("0123456789abcdef")
    }

    #[test]
    fn a_token_is_right_as_a_whole_or_not_at_all() {
        let token = token();
        assert!(token.is(RIGHT));
        for wrong in [
            &b""[..],
            b"0123456789abcde",
            b"0123456789abcdef0",
            b"0123456789abcdeF",
        ] {
            assert!(!token.is(wrong), "{wrong:?}");
        }
    }

    #[test]
    fn after_five_wrong_tokens_none_is_looked_at_until_ten_seconds_are_over() {
        let (attempts, token) = (Attempts::default(), token());
        for second in 0..5 {
            let attempt = attempts.attempt(&token, b"wrong", second * 1_000);
            assert_eq!(attempt, Attempt::Wrong);
        }
        let at = |now| attempts.attempt(&token, RIGHT, now);
        assert_eq!(at(4_001), Attempt::NotLookedAt);
        assert_eq!(at(9_999), Attempt::NotLookedAt);
        assert_eq!(
            at(10_000),
            Attempt::Granted,
            "the first of them is forgotten"
        );
    }

    #[test]
    fn right_tokens_and_those_not_looked_at_do_not_count_as_wrong() {
        let (attempts, token) = (Attempts::default(), token());
        for _ in 0..100 {
            assert_eq!(attempts.attempt(&token, RIGHT, 0), Attempt::Granted);
        }
        for _ in 0..100 {
            attempts.attempt(&token, b"wrong", 0);
        }
        assert_eq!(attempts.attempt(&token, RIGHT, 10_000), Attempt::Granted);
    }
}
