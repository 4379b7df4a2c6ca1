//! Why a value could not be written or read. What follows from it (a miss, a counter) is for the tier.

use std::fmt::{self, Display};

use super::Content;

/// Why a value could not be written, or bytes could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecError(String);

impl CodecError {
    pub(super) fn new(reason: impl Display) -> CodecError {
        CodecError(reason.to_string())
    }

    pub(crate) fn unexpected(content: Content) -> CodecError {
        CodecError(format!("the type has no {content:?}"))
    }

    pub(super) fn left_over(count: usize) -> CodecError {
        CodecError(format!("{count} bytes are left over after the value"))
    }
}

impl Display for CodecError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for CodecError {}

impl serde::de::Error for CodecError {
    fn custom<T: Display>(message: T) -> CodecError {
        CodecError::new(message)
    }
}

impl serde::ser::Error for CodecError {
    fn custom<T: Display>(message: T) -> CodecError {
        CodecError::new(message)
    }
}
