//! A plain function: every helper, and no key but the default one.
use cache_runtime::cached;

/// Squares a number.
#[cached(ttl = "1h30m")]
pub fn square(n: u64) -> u64 {
    n * n
}
