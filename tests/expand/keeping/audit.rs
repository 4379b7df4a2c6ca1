//! Hits that are audited: a load that can be done again, and values that can be compared.
use cache_runtime::cached;

#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: String,
}

#[cached(key = "row:<id>", ttl = "1h", audit = 0.001, ignore(prefix))]
pub async fn row(prefix: &str, id: u64) -> Result<Row, std::io::Error> {
    Ok(Row {
        name: format!("{prefix}{id}"),
    })
}

#[cached(ttl = "1h", audit = 1, tier = "memory")]
pub fn half(n: u64) -> Option<u64> {
    n.is_multiple_of(2).then_some(n / 2)
}
