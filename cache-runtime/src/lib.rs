//! Annotate a function, and it is cached correctly.
//!
//! ```
//! use cache_runtime::cached;
//!
//! #[derive(Clone)]
//! struct User {
//!     name: String,
//! }
//!
//! #[cached(key = "user:<id>", ttl = "1h", jitter = 0.1, tags = ["users"])]
//! fn get_user(id: u64) -> Result<User, std::io::Error> {
//!     Ok(User { name: format!("user {id}") }) // a query, in truth
//! }
//!
//! let user = get_user(7)?; // runs the body
//! let user = get_user(7)?; // does not
//! invalidate_get_user(7).unwrap();
//! # Ok::<_, std::io::Error>(())
//! ```
//!
//! What can be written in the attribute stands with [`cached`](macro@cached); how its options of freshness work together, with a
//! picture, in [`freshness_and_resilience`].
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate self as cache_runtime;

mod audit;
mod background;
mod batch;
mod cache;
mod cached;
mod call;
mod clock;
#[cfg(feature = "redis")]
mod codec;
mod commit;
pub mod context;
#[cfg(feature = "dashboard")]
pub mod dashboard;
mod draft;
mod error;
mod flight;
#[cfg(feature = "redis")]
mod frame;
mod freshness;
mod glance;
// A page, and nothing to call.
#[cfg(doc)]
#[doc = include_str!("../docs/FRESHNESS.md")]
pub mod freshness_and_resilience {}
// A page, and nothing to call.
#[cfg(doc)]
#[doc = include_str!("../docs/TRACING.md")]
pub mod spans_and_events {}
#[cfg(all(feature = "redis", any(fuzzing, test)))]
#[doc(hidden)]
pub mod fuzzing;
pub mod health;
mod inspection;
mod invalidation;
mod kept;
mod key;
mod limits;
mod load;
mod memory;
mod metrics;
// A page, and nothing to call.
#[cfg(doc)]
#[doc = include_str!("../docs/METRICS.md")]
pub mod metrics_and_their_names {}
mod operations;
mod passage;
mod policies;
mod policy;
#[cfg(feature = "redis")]
mod redis;
mod region;
mod shape;
mod shared;
mod site;
mod stage;
mod sync;
#[cfg(feature = "testing")]
pub mod testing;
mod timer;
mod trace;
mod tracking;
mod warming;
mod write_behind;
mod writes;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "redis")]
pub use self::metrics::SharedStats;
pub use self::metrics::{
    AuditStats, Distribution, FunctionStats, Gets, QueueStats, RegionStats, Stats,
};
pub use background::{ShuttingDown, Stopped};
pub use cache::{Cache, CacheBuilder, KeyRef};
pub use cache_macros::{CacheKey, cache_invalidate, cache_put, cached, write_behind};
pub use cached::{Cached, Source};
#[cfg(feature = "redis")]
pub use codec::Codec;
pub use error::{Error, LoadFailed, LoadTimeout};
#[cfg(feature = "redis")]
pub use frame::Compression;
#[cfg(feature = "encryption")]
pub use frame::Keys;
pub use inspection::{EntryLife, EntryState, Inspection, MemoryEntry, MemoryInspection, RestsOn};
#[cfg(feature = "redis")]
pub use inspection::{SharedEntry, SharedInspection};
pub use invalidation::{
    Invalidated, Invalidation, InvalidationCount, InvalidationKind, InvalidationSource,
    RecentInvalidation,
};
pub use key::{CacheKey, KeyEncoder, KeyPart, KeyReader, KeyShape, KeyText, escape};
pub use memory::Weigh;
pub use policies::{Override, PolicyFault};
pub use policy::{Policy, Stampede};
pub use region::Region;
pub use shape::Cacheable;
pub use warming::{Progress, Summaries, Unwarmed, Warmed, Warming};
pub use write_behind::{DeadItem, DeadLetter, Flushed, WriteBehindError, WriteQueue};
