//! Users. What a change returns takes the place of the entry: the next reader asks nobody.

use crate::database::{Database, UserChange};
use crate::failure::Failure;
use crate::model::User;
use cache_runtime::{cache_put, cached};
use std::sync::Arc;

/// Kept as long as it is in use, and a day at the most.
#[cached(
    key = "user:<id>",
    ttl = "10m",
    sliding = true,
    max_age = "1d",
    negative_ttl = "30s",
    ignore(db)
)]
pub(crate) async fn get_user(db: &Database, id: u32) -> Result<Option<Arc<User>>, Failure> {
    Ok(db.user(id).await?.map(Arc::new))
}

/// Two changes at once may put in another order than they committed; by the version the newer one stays.
#[cache_put(get_user(id), order = result.version)]
pub(crate) async fn change_user(
    db: &Database,
    id: u32,
    change: &UserChange,
) -> Result<Arc<User>, Failure> {
    let user = db.change_user(id, change).await?;
    user.map(Arc::new).ok_or(Failure::Missing)
}
