use cache_runtime::cached;

#[cached(ttl = "1h", stampede = "early", helpers = false)]
async fn load(id: u64) -> u64 {
    id
}

fn main() {}
