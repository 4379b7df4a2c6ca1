//! Ttls that hits prolong.
use cache_runtime::cached;

#[cached(ttl = "30m", sliding = true, max_age = "1d", stale_if_error = "2d")]
pub fn session(id: u64) -> Result<u64, String> {
    Ok(id)
}

#[cached(adaptive_ttl = "5m..1h", jitter = 0.1)]
pub async fn popular(id: u64) -> u64 {
    id
}
