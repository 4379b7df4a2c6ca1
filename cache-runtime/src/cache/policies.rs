//! What is said of policies at run time, and when it comes into force. What follows from it for a function is decided in
//! `policies/`, what happens when the file is read again in `reload.rs`.

use super::Cache;
use super::sites::Functions;
use crate::error::Error;
use crate::policies::{Book, PolicyFault, did_you_mean};
#[cfg(feature = "policies")]
use std::{path::PathBuf, sync::Mutex};

/// What the builder was told.
#[derive(Debug, Clone, Default)]
pub(super) struct Spoken {
    pub(super) book: Book,
    #[cfg(feature = "policies")]
    pub(super) file: Option<PathBuf>,
}

/// What a cache begins with.
#[derive(Default)]
pub(super) struct Policies {
    pub(super) book: Book,
    #[cfg(feature = "policies")]
    pub(super) source: Source,
}

/// Where what is said is read again.
#[cfg(feature = "policies")]
#[derive(Debug, Default)]
pub(super) struct Source {
    /// One reload after the other: what was read first must not come into force last.
    pub(super) spoken: Mutex<Spoken>,
}

impl Spoken {
    /// All of it together.
    pub(super) fn read(&self) -> Result<Policies, Error> {
        let (book, faults) = self.book()?;
        if faults.is_empty() {
            return Ok(Policies {
                book,
                #[cfg(feature = "policies")]
                source: Source {
                    spoken: Mutex::new(self.clone()),
                },
            });
        }
        Err(Error::Policies(faults))
    }

    #[cfg(feature = "policies")]
    pub(super) fn book(&self) -> Result<(Book, Vec<PolicyFault>), Error> {
        let book = match &self.file {
            Some(path) => crate::policies::read(path)
                .map_err(Error::Policies)?
                .over(&self.book),
            None => self.book.clone(),
        };
        let faults = book.faults();
        Ok((book, faults))
    }

    #[cfg(not(feature = "policies"))]
    #[allow(
        clippy::unnecessary_wraps,
        reason = "a file can be one that cannot be read"
    )]
    pub(super) fn book(&self) -> Result<(Book, Vec<PolicyFault>), Error> {
        Ok((self.book.clone(), self.book.faults()))
    }
}

impl Cache {
    /// All that is wrong with the policies of the functions called so far.
    pub(super) fn check_policies(&self) -> Result<(), Error> {
        let functions = self.inner.sites.functions();
        let mut faults = Vec::new();
        for row in functions.rows.values() {
            add(&mut faults, &functions.book.decide(&row.function).faults);
        }
        faults.extend(functions.strangers());
        faults.sort_by_key(PolicyFault::line);
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Error::Policies(faults))
        }
    }
}

/// Adds what is not said yet: one line may be wrong for several reasons, and for several functions.
pub(super) fn add(faults: &mut Vec<PolicyFault>, further: &[PolicyFault]) {
    for fault in further {
        let known = faults.iter().any(|known| {
            known == fault
                || (known.line().is_some()
                    && known.line() == fault.line()
                    && fault.message().ends_with(known.message()))
        });
        if !known {
            faults.push(fault.clone());
        }
    }
}

impl Functions {
    /// The functions that something is said of and that were not called.
    fn strangers(&self) -> Vec<PolicyFault> {
        let called = || self.rows.values().map(|row| row.function.name.as_str());
        let stranger = |(path, line): (&str, usize)| {
            let message = format!(
                "no function called so far is `{path}`{}; write its path as `stats()` names it, or call it before `check()`",
                did_you_mean(path, called())
            );
            (!called().any(|name| name == path)).then(|| self.book.fault_at(line, message))
        };
        self.book.functions().filter_map(stranger).collect()
    }
}
