//! Errors of explicit calls. The loader's own errors are never wrapped; this type does not meet them.

use crate::policies::PolicyFault;
use std::fmt;

/// Why an explicit call to the cache did not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A cache is installed already, or one was made by the first annotated call.
    AlreadyInstalled,
    /// A setting makes no sense.
    Setting {
        /// The setter's name.
        name: &'static str,
        /// What is wrong and how to put it right.
        reason: String,
    },
    /// A Redis server that the cache was told to use does not take part.
    Unreachable {
        /// Where it was looked for: host, port and database, or the path of a socket. Never a password.
        endpoint: String,
        /// What happened and what to look at.
        reason: String,
    },
    /// An invalidation was done in this process and not, or not yet, in the shared tier.
    Untold(String),
    /// Two functions claim the same entries in ways that cannot both be right.
    Conflict(String),
    /// What is said of policies at run time cannot be: all that is wrong with it.
    Policies(Vec<PolicyFault>),
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyInstalled => formatter.write_str(
                "a cache is installed already; install yours before the first call of a function with `#[cached]`",
            ),
            Self::Setting { name, reason } => write!(formatter, "`{name}`: {reason}"),
            Self::Unreachable { endpoint, reason } => {
                write!(formatter, "cannot use Redis at `{endpoint}`: {reason}")
            }
            Self::Untold(reason) => write!(
                formatter,
                "other processes were not told of an invalidation: {reason}"
            ),
            Self::Conflict(conflict) => formatter.write_str(conflict),
            Self::Policies(faults) => {
                let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
                formatter.write_str(&lines.join("\n"))
            }
        }
    }
}

impl std::error::Error for Error {}

/// What a caller receives that waited for somebody else's load, when that load failed with an error that cannot be
/// cloned: the text of the error.
///
/// An error type takes part by implementing `From<LoadFailed>`; `anyhow::Error` and `Box<dyn Error + Send + Sync>` do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadFailed {
    message: std::sync::Arc<str>,
}

impl LoadFailed {
    pub(crate) fn new(error: &impl fmt::Display) -> Self {
        Self {
            message: error.to_string().into(),
        }
    }
}

impl fmt::Display for LoadFailed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the load that this call waited for failed: {}",
            self.message
        )
    }
}

impl std::error::Error for LoadFailed {}

/// What a caller receives that waited longer than its function's `timeout`.
///
/// The error type of a function with `timeout` implements `From<LoadTimeout>`; `anyhow::Error` and
/// `Box<dyn Error + Send + Sync>` do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LoadTimeout {
    after: std::time::Duration,
}

impl LoadTimeout {
    pub(crate) fn new(after: std::time::Duration) -> Self {
        Self { after }
    }

    /// The timeout that was over.
    #[must_use]
    pub fn after(&self) -> std::time::Duration {
        self.after
    }
}

impl fmt::Display for LoadTimeout {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "no value within {:?}", self.after)
    }
}

impl std::error::Error for LoadTimeout {}
