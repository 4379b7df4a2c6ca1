//! The competitors, one file for each crate, each in the forms that its own documentation shows.

pub mod cached_crate;
pub mod hitbox_crate;
pub mod memoize_crate;
pub mod moka_crate;
pub mod ours;
pub mod quick_cache_by_hand;
