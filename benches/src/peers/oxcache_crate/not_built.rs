//! Without the feature there is nothing to measure.

use crate::competitor::Competitor;
use crate::form::{Calling, Form};
use crate::race::Contender;
use crate::stampede::Rush;

/// None.
#[must_use]
pub fn hits(_: Form) -> Vec<Competitor> {
    Vec::new()
}

/// None.
#[must_use]
pub fn misses(_: Calling) -> Vec<Competitor> {
    Vec::new()
}

/// None.
#[must_use]
pub fn stampede() -> Vec<Rush> {
    Vec::new()
}

/// None.
#[must_use]
pub fn race() -> Vec<Contender> {
    Vec::new()
}

/// None.
#[must_use]
pub fn fill(_: u64) -> Option<(u64, ())> {
    None
}
