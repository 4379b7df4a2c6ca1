//! Conditions over the arguments and over the value, written out in place.
use cache_runtime::cached;

#[cached(key = "found:<text>:<limit>", ttl = "1m", cache_if = |limit| *limit < 100, unless = |found: &Vec<String>| found.is_empty())]
pub fn found(text: &str, limit: usize) -> Vec<String> {
    text.split(' ').take(limit).map(str::to_owned).collect()
}
