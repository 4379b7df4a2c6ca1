//! A sink with all that can be said of its queue.

use cache_runtime::write_behind;

#[derive(Clone)]
pub struct Db;

#[derive(Clone)]
pub struct User {
    pub id: u64,
    pub team: String,
}

/// Saves users.
#[write_behind(
    key = "writes:user:<user.id>",
    item = user,
    ttl = "1h",
    flush_every = "5s",
    batch = 200,
    queue = 1_000,
    retries = 3,
    backoff = "50ms..2s",
    timeout = "10s",
    tags = ["writes", "writes:team:<user.team>"]
)]
pub async fn save(db: &Db, users: Vec<User>, note: String) -> Result<(), std::io::Error> {
    let _ = (db, users, note);
    Ok(())
}
