//! Raw identifiers lose their `r#` in the names of helpers.
use cache_runtime::cached;

#[cached(key = "{type}", ttl = "1d")]
pub(crate) fn r#match(r#type: &str) -> usize {
    r#type.len()
}
