//! Many elements at once: one call of the runtime, and helpers about one element.
use std::collections::HashMap;

use cache_runtime::cached;

#[derive(Clone, Debug, PartialEq)]
pub struct User {
    pub id: u64,
    pub team: u64,
}

pub struct Db;

#[cached(key = "team:<id>", ttl = "1h")]
pub async fn get_team(id: u64) -> u64 {
    id
}

/// Finds users.
#[cached(
    key = "user:<tenant>:<id>", batch = ids, ttl = "1h", stampede = "lock", negative_ttl = "1m",
    tags = ["users", "tenant:<tenant>", "user:<id>", "team:<result.team>"],
    depends_on(get_team(tenant)), ignore(db)
)]
pub async fn load_users(db: &Db, tenant: u64, ids: Vec<u64>) -> Result<HashMap<u64, User>, String> {
    let _ = (db, tenant);
    Ok(ids.into_iter().map(|id| (id, User { id, team: 1 })).collect())
}
