use cache_runtime::cached;

#[derive(Clone)]
struct Refusal;

#[cached(ttl = "1h", error_ttl = "1s", tier = "all")]
fn find(id: u64) -> Result<u64, Refusal> {
    (id > 0).then_some(id).ok_or(Refusal)
}

fn main() {}
