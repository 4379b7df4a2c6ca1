//! Functions whose load may outlive its caller: refreshes in the background, and loads that are to end although their
//! callers left.
//!
//! A load is run by its caller as long as there is one. Only when the caller leaves does it move to a task of its own
//! ([`attended`]): a load that nobody deserts costs no task, and its panic reaches its own caller. [`asynchronous`] and
//! [`blocking`] are the ways of the two kinds of functions, [`alone`] is what goes on without a caller, [`repeat`] what is
//! done again and again, [`audited`] what is done to compare; [`arguments`] makes arguments last that long.

mod alone;
mod arguments;
mod asynchronous;
mod attended;
mod audited;
mod blocking;
mod repeat;

pub use arguments::{hold, hold_again, keep, lend};
pub use asynchronous::{get_or_load_cached_kept_async, get_or_load_kept_async, refresh_kept_async};
pub use blocking::{get_or_load_cached_kept, get_or_load_kept, refresh_kept};

use crate::invalidation::Links;
use std::fmt;

/// A load that owns what it needs: what its entry is linked to, and how it begins.
pub struct Kept<B> {
    links: Links,
    begin: B,
    /// Makes a second one, where the load is to be repeated.
    copy: Option<fn(&B) -> B>,
}

/// A load that runs once.
pub fn once<B>(links: Links, begin: B) -> Kept<B> {
    Kept {
        links,
        begin,
        copy: None,
    }
}

/// A load that can be repeated.
pub fn again<B: Clone>(links: Links, begin: B) -> Kept<B> {
    Kept {
        links,
        begin,
        copy: Some(B::clone),
    }
}

impl<B> Kept<B> {
    /// Two of one that can be repeated.
    fn twice(self) -> (B, B) {
        let copy = self.copy.map(|copy| copy(&self.begin));
        let copy = copy.expect("only what can be copied is audited");
        (self.begin, copy)
    }

    fn copy(&self) -> Option<Self> {
        let copy = self.copy?;
        Some(Self {
            links: self.links.clone(),
            begin: copy(&self.begin),
            copy: self.copy,
        })
    }
}

impl<B> fmt::Debug for Kept<B> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Kept")
            .field("links", &self.links)
            .finish_non_exhaustive()
    }
}
