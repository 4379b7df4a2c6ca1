//! Without helpers nothing stands beside the function: its body is spliced.
use cache_runtime::cached;

#[cached(key = "sum:<a>:<b>:<c>", ttl = "10s", helpers = false)]
pub async fn sum((a, b): (u64, u64), mut c: u64) -> Result<u64, String> {
    if a > 100 {
        return Err(format!("{a} is too much"));
    }
    c += a;
    Ok(c + b)
}

#[cached(ttl = "10s", helpers = false)]
pub fn difference(a: u64, b: u64) -> Option<u64> {
    let difference = a.checked_sub(b)?;
    Some(difference)
}
