//! The same for a sync function, and one whose time is bounded.
use cache_runtime::cached;

#[derive(Debug, PartialEq, Eq)]
pub struct TooLate;

impl From<cache_runtime::LoadTimeout> for TooLate {
    fn from(_: cache_runtime::LoadTimeout) -> Self {
        Self
    }
}

#[cached(key = "words:<text>", ttl = "1h", refresh_ahead = 0.8)]
pub fn words(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}

#[cached(
    key = "longest:<words>",
    ttl = "1h",
    timeout = "2s",
    stale_if_error = "1d",
    soft_timeout = "100ms",
    tags = ["lengths", "length:<result>"]
)]
pub fn longest(words: &[String]) -> Result<usize, TooLate> {
    Ok(words.iter().map(String::len).max().unwrap_or(0))
}
