use cache_runtime::cached;

#[cached(ttl = "1h", crate = my_reexport::cache)]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
