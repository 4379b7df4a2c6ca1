//! What happens after a function that changes the source: entries are invalidated (`#[cache_invalidate]`, [`invalidating`])
//! or replaced (`#[cache_put]`, [`putting`]).
//!
//! The order is: the body has returned, the shared tier, the message to the other processes, memory, and then the caller
//! gets the value. A fault of the shared tier is counted and made up for later; it is never the caller's. [`success`] tells
//! by its type whether a body has done what it was asked; [`keeping`] is how arguments last until then.

mod invalidating;
mod keeping;
mod putting;
mod success;

pub use invalidating::{Invalidating, invalidating, invalidating_async, nothing_more};
pub use keeping::{Aftermath, KeepsFor, kept_for_result};
pub use putting::{Placed, Putting, put, put_async, putting, putting_async, replacement, storing};
pub use success::{AnyReturned, Fallible, Success, WhetherOk, Whole, Yields, call};
