//! The memory tier: typed entries in a bounded table. Admission and eviction are `quick_cache`'s; what an entry is worth
//! is decided by `freshness.rs` and by the region that owns the store.

mod due;
mod past;
mod slot;
mod store;
mod weight;

pub(crate) use due::Due;
pub(crate) use slot::Slot;
pub(crate) use store::{Bound, Leaver, Leaving, Store};
pub use weight::Weigh;
