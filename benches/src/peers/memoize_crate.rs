//! `memoize`.

use crate::competitor::Competitor;
use crate::user::User;
use memoize::memoize;
use std::sync::Arc;

#[memoize]
fn per_thread(id: u64) -> Arc<User> {
    User::load_shared(id)
}

#[memoize(SharedCache)]
fn in_one_cache(id: u64) -> Arc<User> {
    User::load_shared(id)
}

/// As it is by default: each thread has a cache of its own.
#[must_use]
pub fn default() -> Competitor {
    Competitor::sync("memoize, a cache per thread", |position| {
        per_thread(position.into())
    })
}

/// One cache for all threads.
#[must_use]
pub fn shared() -> Competitor {
    Competitor::sync("memoize, SharedCache", |position| {
        in_one_cache(position.into())
    })
}
