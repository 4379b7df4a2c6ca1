//! Without the feature `redis` there is no journal in Redis.

use super::Writes;
use crate::write_behind::{SinkSite, WriteBehindError};

/// What can be put into a journal in Redis. Without the feature, nothing can.
#[diagnostic::on_unimplemented(
    message = "`journal = \"redis\"` needs the feature `redis` of `cache-runtime`",
    label = "no journal in Redis without the feature",
    note = "write `cache-runtime = {{ version = \"…\", features = [\"redis\"] }}`, or `journal = \"memory\"`"
)]
pub trait Journaled {}

/// Refuses to compile.
#[must_use]
pub fn in_redis<T: Journaled>(site: &'static SinkSite) -> Writes<T> {
    Writes {
        site,
        open: |_, _, _| Err(WriteBehindError::NoRedis),
    }
}
