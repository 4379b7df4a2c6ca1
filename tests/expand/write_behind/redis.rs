//! A sink whose journal is in Redis, under another name of the runtime.

mod reexport {
    pub use cache_runtime as renamed;
}
use reexport::renamed::write_behind;

#[write_behind(
    key = "writes:score:<score.0>",
    item = score,
    ttl = "1d",
    journal = "redis",
    crate = ::cache_runtime
)]
async fn store(scores: Vec<(u64, u32)>) -> Result<(), String> {
    let _ = scores;
    Ok(())
}
