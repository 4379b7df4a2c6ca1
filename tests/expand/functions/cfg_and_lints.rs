//! Conditions go to every sibling, lints to those with the same body or signature, other attributes to the function alone.
use cache_runtime::cached;

#[cfg(not(any()))]
#[expect(clippy::trivially_copy_pass_by_ref)]
#[inline]
#[cached(key = "twice:<n>", ttl = "1s", helpers = "pub(crate)")]
pub fn twice(n: &u32) -> u32 {
    n * 2
}
