//! [`PolicyFault`]: what is wrong with what was said of policies at run time.

use std::fmt;

/// One fault in a file of policies, in what the builder says of policies, or in how a function meets the two.
///
/// Displays as `cache.toml:7: what is wrong; what to do about it`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyFault {
    file: Option<String>,
    line: Option<usize>,
    message: String,
}

impl PolicyFault {
    /// `line` zero: it stands in no file.
    pub(crate) fn new(file: Option<&str>, line: usize, message: String) -> Self {
        let line = (line > 0).then_some(line);
        Self {
            file: file.filter(|_| line.is_some()).map(str::to_owned),
            line,
            message,
        }
    }

    #[cfg(feature = "policies")]
    pub(crate) fn of_file(file: &str, message: String) -> Self {
        Self {
            file: Some(file.to_owned()),
            line: None,
            message,
        }
    }

    /// The file, as [`policies_from`](crate::CacheBuilder::policies_from) names it; `None` for what stands in code.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The line in the file, counted from 1; `None` where it is about no line.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        self.line
    }

    /// What is wrong, and what to do about it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for PolicyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(formatter, "{file}:")?;
            if let Some(line) = self.line {
                write!(formatter, "{line}:")?;
            }
            formatter.write_str(" ")?;
        }
        formatter.write_str(&self.message)
    }
}
