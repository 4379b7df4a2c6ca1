//! Dependencies that are recorded.
use cache_runtime::cached;

#[cached(key = "sum:<first>:<second>", ttl = "1h", track = true)]
pub fn sum(first: u64, second: u64) -> u64 {
    first + second
}
