use cache_runtime::cached;

#[cached(ttl = "1h")]
fn store(n: u64) -> ! {
    panic!("{n}")
}

fn main() {}
