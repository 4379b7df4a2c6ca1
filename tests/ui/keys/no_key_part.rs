use cache_runtime::cached;

struct Query;

#[cached(ttl = "1h")]
async fn run(query: Query, limit: u64) -> u64 {
    let Query = query;
    limit
}

fn main() {}
