//! A ttl that is an expression over the arguments, of which the body reads none: the attribute's use counts.
use cache_runtime::cached;
use std::time::Duration;

#[cached(key = "computed:<id>", ttl = Duration::from_secs(seconds), ignore(seconds))]
pub async fn computed(id: u64, seconds: u64) -> u64 {
    id
}
