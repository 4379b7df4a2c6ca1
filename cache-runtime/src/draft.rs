//! What is said about a value after it was loaded and before it is stored.
//! Who decides: the closures of the attribute. Who acts: `commit.rs`.

use crate::clock::{Millis, millis};
use crate::invalidation::Linked;
use crate::tracking::Recording;
use std::sync::Arc;
use std::time::Duration;

/// The entry that is about to be stored, as far as the value itself has a say in it.
#[derive(Debug, Default)]
pub struct Draft {
    pub(crate) ttl: Option<Millis>,
    /// What the loader itself has said counts for more.
    pub(crate) said_ttl: Option<Millis>,
    pub(crate) unwanted: bool,
    pub(crate) tags: Vec<String>,
    /// What a copy from the shared tier rests on beyond that.
    pub(crate) linked: Vec<Linked>,
    /// What the load has called, where that is recorded.
    pub(crate) recording: Option<Arc<Recording>>,
}

impl Draft {
    /// Sets the ttl of this entry. Zero means: do not store it.
    pub fn ttl(&mut self, ttl: Duration) {
        self.ttl = Some(millis(ttl));
    }

    /// Keeps the value out of the cache if `unwanted`.
    pub fn unless(&mut self, unwanted: bool) {
        self.unwanted |= unwanted;
    }

    /// Links the entry to a tag.
    pub fn tag(&mut self, tag: impl Into<String>) {
        self.tags.push(tag.into());
    }
}

/// Says nothing about a value.
pub fn nothing<V>(_: &V, _: &mut Draft) {}
