//! Regions: the entries of one key template, one binary key shape and one value type.
//!
//! [`typed`] holds the entries and says what they are worth; [`family`] gathers the regions of one template, which is
//! what an invalidation by name reaches; [`direct`] is the interface for code that cannot be annotated.

mod direct;
mod erased;
mod family;
mod typed;

pub use direct::Region;
pub(crate) use erased::AnyRegion;
pub(crate) use family::{Claim, Family};
pub(crate) use typed::{Admission, Entry, Offer, TypedRegion};
