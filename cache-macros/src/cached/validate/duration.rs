//! Durations that must have a length and an end.

use super::super::args::Written;
use crate::diagnostics::Errors;
use crate::literal::duration::{DurationLit, Length};

/// What is said of a duration without a length, and of one without an end.
pub(super) struct Refusals {
    pub(super) zero: &'static str,
    pub(super) forever: &'static str,
}

/// The milliseconds of a duration that has both.
pub(super) fn finite(
    written: Option<&Written<DurationLit>>,
    refusals: &Refusals,
    errors: &mut Errors,
) -> Option<u64> {
    let duration = &written?.value;
    match duration.length {
        Length::Milliseconds(0) => errors.at(&duration.literal, refusals.zero),
        Length::Forever => errors.at(&duration.literal, refusals.forever),
        Length::Milliseconds(milliseconds) => return Some(milliseconds),
    }
    None
}
