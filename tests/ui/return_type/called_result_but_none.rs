use cache_runtime::cached;

#[derive(Clone)]
struct Result {
    id: u64,
}

#[cached(ttl = "1h")]
fn user(id: u64) -> Result {
    Result { id }
}

fn main() {}
