use cache_runtime::cached;

struct Query(u64);

#[cached(ttl = "1h", audit = 0.001, ignore(query))]
async fn load(query: Query, id: u64) -> u64 {
    query.0 + id
}

fn main() {}
