//! The competitors, one file for each crate, each in the fastest form that its own documentation shows.
//!
//! A file has what its crate can do: `hits` for each [`Form`](crate::form::Form), `misses`, `stampede`, `race`, `redis` and so on.
//! What it cannot do, it leaves out, and the tables say "not offered".

/// The functions of a module, one for each key.
macro_rules! functions_of {
    ($module:ident) => {
        $crate::competitor::Functions {
            number: $module::number,
            text: $module::text,
            composite: $module::composite,
        }
    };
}

/// A module of sync functions under this attribute, one for each key.
macro_rules! functions_under {
    ($module:ident -> $value:ty, #[$($attribute:tt)*]) => {
        mod $module {
            use crate::user::{Loaded, User};

            #[$($attribute)*]
            pub(super) fn number(id: u64) -> $value {
                Loaded::loaded(id)
            }

            #[$($attribute)*]
            pub(super) fn text(name: &str) -> $value {
                Loaded::loaded(name.len() as u64)
            }

            #[$($attribute)*]
            pub(super) fn composite(tenant: u64, name: &str) -> $value {
                Loaded::loaded(tenant + name.len() as u64)
            }
        }
    };
}

/// A module of async functions under this attribute, one for each key.
macro_rules! async_functions_under {
    ($module:ident -> $value:ty, #[$($attribute:tt)*]) => {
        mod $module {
            use crate::user::{Loaded, User};
            use std::future::ready;

            #[$($attribute)*]
            pub(super) async fn number(id: u64) -> $value {
                ready(Loaded::loaded(id)).await
            }

            #[$($attribute)*]
            pub(super) async fn text(name: &str) -> $value {
                ready(Loaded::loaded(name.len() as u64)).await
            }

            #[$($attribute)*]
            pub(super) async fn composite(tenant: u64, name: &str) -> $value {
                ready(Loaded::loaded(tenant + name.len() as u64)).await
            }
        }
    };
}

pub mod cacheable_crate;
pub mod cached_crate;
pub mod cachekit_crate;
pub mod cachet_crate;
pub mod foyer_crate;
pub mod hitbox_crate;
pub mod memoize_crate;
pub mod moka_crate;
pub mod ours;
pub mod oxcache_crate;
pub mod quick_cache_by_hand;
mod tenant;

use crate::comparison::Absent;

/// The crates whose versions belong to the tables, as `Cargo.lock` names them, with the beginning of the rows that are about them.
pub const CRATES: [(&str, &str); 14] = [
    ("cache-runtime", "cache-runtime"),
    ("cacheable", "cacheable"),
    ("cached", "cached"),
    ("cachekit-rs", "cachekit-rs"),
    ("cachet", "cachet"),
    ("foyer-memory", "foyer"),
    ("hitbox-fn", "hitbox-fn"),
    ("hitbox-moka", "hitbox-fn, moka"),
    ("hitbox-redis", "hitbox-fn, Redis"),
    ("memoize", "memoize"),
    ("moka", "moka"),
    ("oxcache", "oxcache"),
    ("quick_cache", "quick_cache"),
    ("redis", "bare"),
];

/// Who could have a row, but is not in this program.
#[must_use]
pub fn absent() -> Vec<Absent> {
    oxcache_crate::absent().into_iter().collect()
}
