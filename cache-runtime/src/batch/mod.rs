//! Functions that load many entries at once (`batch`): each element of the batch has an entry, a flight and a lease of its own,
//! as if it had been asked for by itself, and what is missing is loaded together.
//!
//! [`gather`](gather()) answers from memory, [`load`] knows the user's body. What lies between is a [`Crossing`], the many-form of a
//! `Passage`; it is compiled once for each value type. A batch loads what it leads before it waits for anybody: so two batches
//! that want the same elements in another order cannot wait for each other. [`mapping`] is what the body returns, [`element`]
//! what is asked for, [`holding`] what a region keeps of a value.

mod crossing;
mod element;
mod foreign;
mod gather;
mod holding;
mod load;
mod mapping;
mod roster;
mod seat;

pub use element::{Missing, again_for_batch, asked};
pub use gather::gather;
pub use load::{load_batch, load_batch_async};
pub use mapping::{AnyElement, Elements, Mapping, MaybeElement};
