//! Bounds, tiers and strategies.
use cache_runtime::cached;

#[cached(ttl = "1w", tier = "memory", capacity = 10_000, stampede = "none")]
pub fn counted(n: u64) -> u64 {
    n
}

#[cached(ttl = "1h", tier = "redis")]
pub fn shared(n: u64) -> u64 {
    n
}

#[cached(ttl = "1h", tier = "all", memory_ttl = "30s", stampede = "lock", lock_wait = "2s")]
pub async fn everywhere(n: u64) -> Result<Option<String>, String> {
    Ok(Some(n.to_string()))
}

#[cached(ttl = "1w", max_weight = "64MiB")]
pub fn weighed(n: u64) -> String {
    n.to_string()
}
