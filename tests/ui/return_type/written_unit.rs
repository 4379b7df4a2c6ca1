use cache_runtime::cached;

#[cached(ttl = "1h")]
async fn store(n: u64) -> () {
    drop(n);
}

fn main() {}
