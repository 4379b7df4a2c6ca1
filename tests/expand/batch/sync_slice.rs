//! Elements in a slice, a plain map, and closures over the value and the arguments.
use std::collections::BTreeMap;
use std::time::Duration;

use cache_runtime::cached;

#[cached(
    key = "length:<word>:<unit>", batch = words, ttl = "1h",
    ttl_with = |length, word, unit| Duration::from_secs((*length + word.len() + unit.len()) as u64),
    unless = |length| *length == 0,
    cache_if = |unit| !unit.is_empty()
)]
pub fn lengths(words: &[String], unit: &str) -> BTreeMap<String, usize> {
    let length = |word: &String| (word.clone(), word.len() * unit.len());
    words.iter().map(length).collect()
}
