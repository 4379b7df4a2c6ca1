//! Why a function of the service has no answer.

use cache_runtime::LoadTimeout;
use std::fmt;
use std::sync::Arc;

/// The error of every function that asks the database. It is cloned for those who waited for the same load.
#[derive(Debug, Clone)]
pub enum Failure {
    /// The database did not do what it was asked for.
    Database(Arc<str>),
    /// The call took longer than its function's `timeout`.
    Timeout(LoadTimeout),
    /// What was to be changed is not there.
    Missing,
    /// There is less of the product than was asked for.
    OutOfStock,
}

impl Failure {
    /// What a driver said.
    pub(crate) fn database(error: impl fmt::Display) -> Self {
        Self::Database(error.to_string().into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(reason) => write!(formatter, "the database did not answer: {reason}"),
            Self::Timeout(timeout) => timeout.fmt(formatter),
            Self::Missing => formatter.write_str("there is no such row"),
            Self::OutOfStock => formatter.write_str("there is not enough of it"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<LoadTimeout> for Failure {
    fn from(timeout: LoadTimeout) -> Self {
        Self::Timeout(timeout)
    }
}
