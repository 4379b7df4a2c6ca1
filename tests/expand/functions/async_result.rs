//! The example of the documentation.
use cache_runtime::{CacheKey, cached};

#[derive(Clone, Debug)]
pub struct User {
    pub id: u64,
    pub team: u64,
}

#[derive(Clone, Debug)]
pub struct DbError;

#[derive(Clone, Copy, CacheKey)]
pub struct TenantId(pub u32);

pub struct Db;

/// Finds a user.
#[cached(key = "user:<tenant>:<id>", ttl = "1h", jitter = 0.1, tags = ["users", "tenant:<tenant>", "team:<result.team>"], stampede = "lock", ignore(db))]
#[must_use = "a user"]
pub async fn get_user(db: &Db, tenant: TenantId, id: u64) -> Result<User, DbError> {
    let _ = db;
    if tenant.0 == 0 {
        return Err(DbError);
    }
    Ok(User { id, team: 7 })
}
