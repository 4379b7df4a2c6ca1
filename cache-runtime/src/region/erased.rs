//! What invalidation, sweeping and statistics need of a region, whatever it holds.

use crate::clock::Millis;
use crate::inspection::Seen;
use crate::invalidation::{Invalidated, Number};
use crate::key::{EncodedKey, Render};
use std::any::Any;

/// A region without its value type.
#[cfg_attr(
    not(feature = "redis"),
    allow(dead_code, reason = "some of it only other processes ask for")
)]
pub(crate) trait AnyRegion: Any + Send + Sync {
    /// Removes one entry and dooms its loads, both at once.
    fn invalidate(&self, key: &EncodedKey) -> Invalidated;
    /// Marks one entry stale and dooms its loads.
    fn expire(&self, key: &EncodedKey) -> Invalidated;
    /// Removes the entries whose key `chosen` picks and dooms their loads.
    fn invalidate_where(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> Invalidated;
    /// The entries whose key `chosen` picks, as they are now, and how many loads are on their way for such keys.
    fn inspect(&self, chosen: &dyn Fn(&EncodedKey) -> bool) -> (Vec<Seen>, usize);
    /// The text of a key of this region.
    fn text(&self, key: &EncodedKey) -> String;
    /// Whether keys that `render` makes text of are of the types that the keys here are of. A wrong "no" is possible.
    fn renders_by(&self, render: Render) -> bool;
    /// The types of the parts of the keys here, as text.
    fn shape(&self) -> &str;
    /// The type arguments that every text of this region ends in; empty for most.
    fn instance(&self) -> &str;
    /// What every text of this region begins with.
    fn prefix(&self) -> &str;
    /// Makes every entry prove itself against invalidations up to `number` before it is served again.
    fn suspect(&self, number: Number);
    /// The same, if entries here rest on tags or on other entries.
    fn suspect_if_linked(&self, number: Number);
    /// Lets hits be served at once again, or lets every call take a second look. When the latter returns, nothing is on its way
    /// any more that was to be stored for a function that was switched off before.
    fn open_to_hits(&self, open: bool);
    /// Drops all entries.
    fn clear(&self);
    /// Lets entries that would be fresh beyond `limit` be so until `end` at the latest, if they are copies of what a shared
    /// tier has.
    fn shorten_copies(&self, limit: Millis, end: Millis);
    /// Drops the entries whose time is over or that were invalidated.
    fn sweep(&self, now: Millis);
    /// The same, where that can be any, and where it has not taken much of the time lately.
    fn sweep_if_due(&self, now: Millis);
    /// Adds entries, weight in bytes, evicted, expired, too heavy.
    fn fill(&self, stats: &mut crate::metrics::RegionStats);
    /// What is in it, as a share of what may be.
    fn fullness(&self) -> f64;
    /// Loads on their way.
    fn loads_running(&self) -> usize;
    fn as_any(self: std::sync::Arc<Self>) -> std::sync::Arc<dyn Any + Send + Sync>;
}
