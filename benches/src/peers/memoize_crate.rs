//! `memoize`. It is sync only, and its arguments are owned.

use crate::competitor::{Competitor, Functions};
use crate::form::{Calling, Form, Value};
use crate::misses::unseen;
use crate::race::{self, Contender};
use memoize::memoize;

const DEFAULT: &str = "memoize, a cache per thread: no ttl, no bound";
const SHARED: &str = "memoize, SharedCache: no ttl, no bound";
const BOUNDED: &str = "memoize, Capacity, a cache per thread: no ttl";
const SHARED_BOUNDED: &str = "memoize, Capacity, SharedCache: no ttl";

macro_rules! owned_functions_under {
    ($module:ident -> $value:ty, #[$($attribute:tt)*]) => {
        #[allow(dead_code, reason = "the attribute makes helpers that are not measured")]
        mod $module {
            use crate::user::{Loaded, User};
            use memoize::memoize;

            #[$($attribute)*]
            pub(super) fn number(id: u64) -> $value {
                Loaded::loaded(id)
            }

            #[$($attribute)*]
            pub(super) fn text(name: String) -> $value {
                Loaded::loaded(name.len() as u64)
            }

            #[$($attribute)*]
            pub(super) fn composite(tenant: u64, name: String) -> $value {
                Loaded::loaded(tenant + name.len() as u64)
            }
        }
    };
}

owned_functions_under! { shared -> std::sync::Arc<User>, #[memoize] }
owned_functions_under! { cloned -> User, #[memoize] }
owned_functions_under! { shared_in_one -> std::sync::Arc<User>, #[memoize(SharedCache)] }
owned_functions_under! { cloned_in_one -> User, #[memoize(SharedCache)] }

#[memoize(Capacity: 20_000)]
fn missed(id: u64) -> u64 {
    id
}

#[memoize(SharedCache, Capacity: 20_000)]
fn missed_in_one(id: u64) -> u64 {
    id
}

#[memoize(SharedCache)]
fn raced(id: u64) -> u64 {
    race::read(id)
}

#[memoize(SharedCache)]
fn held(id: u64) -> u64 {
    id
}

macro_rules! hit {
    ($module:ident, $name:expr, $key:expr) => {
        Functions {
            number: $module::number,
            text: |name: &str| $module::text(name.to_owned()),
            composite: |tenant, name: &str| $module::composite(tenant, name.to_owned()),
        }
        .sync($name, $key)
    };
}

/// As it is by default, each thread with a cache of its own, and with one cache for all threads.
#[must_use]
pub fn hits(form: Form) -> Vec<Competitor> {
    match (form.calling, form.value) {
        (Calling::Sync, Value::Shared) => vec![
            hit!(shared, DEFAULT, form.key),
            hit!(shared_in_one, SHARED, form.key),
        ],
        (Calling::Sync, Value::Cloned) => vec![
            hit!(cloned, DEFAULT, form.key),
            hit!(cloned_in_one, SHARED, form.key),
        ],
        (Calling::Async, _) => Vec::new(),
    }
}

/// Calls that load, and store in a full cache.
#[must_use]
pub fn misses(calling: Calling) -> Vec<Competitor> {
    match calling {
        Calling::Sync => vec![
            Competitor::sync(BOUNDED, |_| missed(unseen())),
            Competitor::sync(SHARED_BOUNDED, |_| missed_in_one(unseen())),
        ],
        Calling::Async => Vec::new(),
    }
}

/// The call that races, and what is done meanwhile: it can remove everything, and nothing else.
#[must_use]
pub fn race() -> Contender {
    Contender {
        name: "memoize, SharedCache",
        call: || raced(1),
        invalidate: || memoized_flush_raced(),
    }
}

/// A function without a bound, filled, and how many it holds: all.
#[must_use]
pub fn fill(entries: u64) -> u64 {
    (0..entries).for_each(|id| {
        held(id);
    });
    entries
}
