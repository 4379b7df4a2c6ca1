use cache_runtime::cached;

type Error = Box<dyn std::error::Error>;

#[cached(ttl = "1h", stale_while_revalidate = "1m")]
async fn load(id: u64) -> Result<u64, Error> {
    Ok(id)
}

fn main() {}
