//! A ttl that is an expression over the arguments.
use cache_runtime::cached;
use std::time::Duration;

#[cached(key = "computed:<id>", ttl = Duration::from_secs(seconds), ignore(seconds))]
pub async fn computed(id: u64, seconds: u64) -> u64 {
    id + seconds
}
