//! Values and outcomes as words, and back.

use crate::functions::Failure;
use cache_runtime::{Cached, Error};
use std::fmt::Debug;

pub(crate) fn done<T: Debug>(outcome: Result<T, Error>) -> String {
    outcome.expect("Redis answers");
    "done".into()
}

pub(crate) fn peeked<V: Show>(cached: Option<Cached<V>>) -> String {
    match cached {
        None => "nothing".into(),
        Some(cached) if cached.stale => format!("stale {}", cached.value.show()),
        Some(cached) => cached.value.show(),
    }
}

/// Values as words, and back.
pub(crate) trait Show {
    fn show(&self) -> String;
    fn of(word: &str) -> Self;
}

impl Show for u64 {
    fn show(&self) -> String {
        self.to_string()
    }

    fn of(word: &str) -> Self {
        parse(word)
    }
}

impl Show for Option<u64> {
    fn show(&self) -> String {
        self.map_or("none".into(), |value| value.to_string())
    }

    fn of(word: &str) -> Self {
        (word != "none").then(|| parse(word))
    }
}

impl Show for Result<u64, Failure> {
    fn show(&self) -> String {
        match self {
            Ok(value) => value.to_string(),
            Err(Failure(number)) => format!("!{number}"),
        }
    }

    fn of(word: &str) -> Self {
        word.strip_prefix('!')
            .map_or_else(|| Ok(parse(word)), |number| Err(Failure(parse(number))))
    }
}

pub(crate) fn parse(word: &str) -> u64 {
    word.parse().expect("a number")
}
