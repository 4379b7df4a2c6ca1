//! The runtime under another name.
use cache_runtime::cached;

#[cached(ttl = "1h", crate = ::cache_runtime)]
pub fn renamed(n: u64) -> u64 {
    n
}
