//! What stands around the body of a function that changes the source: shared by `#[cache_invalidate]` and `#[cache_put]`.
//!
//! [`target`] reads which cached functions are named, [`attribute`] what else is written; [`moment`] decides what is known
//! before the body runs and what only afterwards, and [`body`] writes the function with what happens then.

pub(crate) mod attribute;
pub(crate) mod body;
pub(crate) mod moment;
pub(crate) mod shape;
pub(crate) mod target;
