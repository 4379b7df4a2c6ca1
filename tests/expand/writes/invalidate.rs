//! Every form of a target, on an async function and on a sync one.
use crate::writes::{self, User};
use cache_runtime::cache_invalidate;

#[cache_invalidate(
    writes::get_user(&user.tenant, user.id),
    writes::get_posts(..),
    all(writes::search),
    tags = ["write-users", "write-team:<result.team>:<user.tenant>"],
    pattern = "write-search:<user.id>:*",
)]
pub(crate) async fn update_user(mut user: User) -> Result<User, String> {
    if user.id == 0 {
        return Err("nobody".to_owned());
    }
    user.version += 1;
    Ok(user)
}

#[cache_invalidate(writes::get_user(&user.tenant, result + offset + user.id), soft = true)]
pub(crate) fn follow(user: &User, offset: u64) -> u64 {
    user.id + offset
}
