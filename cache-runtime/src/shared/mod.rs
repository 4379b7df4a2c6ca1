//! The shared tier, as the rest of the cache meets it. With the feature `redis` it is in [`tier`]; without it there is
//! none, and the compiler sees that nothing here is ever reached ([`absent`]).

mod crowd;
mod outcome;
#[cfg(feature = "testing")]
mod standing;
#[cfg(feature = "redis")]
pub(crate) mod tier;
#[cfg(not(feature = "redis"))]
#[path = "absent.rs"]
pub(crate) mod tier;

pub(crate) use crowd::{Crowd, Present};
pub(crate) use outcome::{Each, Filling, Finding, Found, Glance, Named, Need, Placement, Verdict};
#[cfg(feature = "testing")]
pub use standing::Standing;
pub(crate) use tier::{Glanced, Shared, Sharing, Tier};
