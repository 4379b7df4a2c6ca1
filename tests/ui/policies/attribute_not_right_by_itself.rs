use cache_runtime::cached;

#[cached(key = "square:<n>", policy = "hot", soft_timeout = "1s")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
