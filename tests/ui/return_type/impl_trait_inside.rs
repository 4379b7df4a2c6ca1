use cache_runtime::cached;

#[cached(ttl = "1h")]
fn shown(n: u64) -> Option<impl std::fmt::Display> {
    Some(n)
}

fn main() {}
