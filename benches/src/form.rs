//! [`Form`]: the shape of a cached function, as far as it changes what a hit costs.

use std::fmt;

/// How it is called, what it takes, and what it gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// On a thread or in a task.
    pub calling: Calling,
    /// The arguments.
    pub key: Key,
    /// The result.
    pub value: Value,
}

/// How a function is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calling {
    /// `fn`.
    Sync,
    /// `async fn`.
    Async,
}

/// What a function takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A `u64`.
    Number,
    /// A `&str` of twelve bytes.
    Text,
    /// Both.
    Composite,
}

/// What a function gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A struct behind an `Arc`.
    Shared,
    /// The struct itself, two strings among its fields: each hit clones it.
    Cloned,
}

impl Form {
    /// The plainest sync function: a number, and a value behind an `Arc`.
    pub const SYNC: Self = Self {
        calling: Calling::Sync,
        key: Key::Number,
        value: Value::Shared,
    };

    /// The same as an async function.
    pub const ASYNC: Self = Self {
        calling: Calling::Async,
        ..Self::SYNC
    };

    /// All forms that are called so.
    pub fn all(calling: Calling) -> impl Iterator<Item = Self> {
        [Value::Shared, Value::Cloned]
            .into_iter()
            .flat_map(move |value| {
                [Key::Number, Key::Text, Key::Composite].map(|key| Self {
                    calling,
                    key,
                    value,
                })
            })
    }
}

impl fmt::Display for Calling {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Sync => "sync",
            Self::Async => "async",
        })
    }
}

/// The key and the value; how it is called stands in the heading.
impl fmt::Display for Form {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = match self.key {
            Key::Number => "`u64`",
            Key::Text => "`&str`",
            Key::Composite => "`(u64, &str)`",
        };
        let value = match self.value {
            Value::Shared => "`Arc`",
            Value::Cloned => "clone",
        };
        write!(formatter, "{key} → {value}")
    }
}
