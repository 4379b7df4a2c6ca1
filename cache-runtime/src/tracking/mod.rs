//! Dependencies that are recorded and not declared (`track = true`): a load rests on the entries of the cached functions
//! that it calls.
//!
//! A [`Recording`] is what one such load has rested on so far. The thread that polls the load bears it
//! ([`context`](crate::context)), and so do tasks and threads that were started through [`carried`]. A call that meets one
//! [observes](Observer): it notes the key of its entry *before* it looks for it, and what the entry rests on with the value.
//!
//! In memory each part is noted with the number of the latest invalidation before it was looked for: the load may be stored
//! while no part carries a later one. That takes nothing from the order in `invalidation/`: what was noted too early is
//! refused without need, never admitted. In a shared tier the versions of all that is noted must have been read before the
//! value was, with memory as far as they are: [`proof`] sees to that, and where it cannot, the load stays out of the tier.
//!
//! A hit has no time to look for a recording. While a thread bears one, its hits are [watched](crate::metrics) and take the
//! slow way.

mod carried;
mod observer;
mod proof;
mod recording;

pub use carried::{Tracked, tracked, tracked_fn};
pub(crate) use observer::Observer;
pub(crate) use recording::Recording;
