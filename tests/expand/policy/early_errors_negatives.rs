//! Early loads, cached errors and short-lived absences.
use cache_runtime::cached;

#[cached(
    key = "early:<id>",
    ttl = "1h",
    stampede = "early",
    beta = 1.5,
    negative_ttl = "10s",
    error_ttl = "1s",
    version = 3
)]
pub async fn early(id: u64) -> Result<Option<String>, String> {
    if id == 0 {
        Err("zero".to_owned())
    } else {
        Ok((id > 1).then(|| id.to_string()))
    }
}
