use cache_runtime::cached;

#[cached(ttl = "1h", crate = ::no_such_crate)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
