//! Two attributes: what the first makes is what the second finds.
use crate::writes::{self, User};
use cache_runtime::{cache_invalidate, cache_put};

#[cache_put(writes::get_user(&result.tenant, result.id))]
#[cache_invalidate(writes::search(..))]
pub(crate) fn replace(user: User) -> User {
    user
}
