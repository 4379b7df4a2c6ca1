use cache_runtime::cached;

#[cached(key = "square:<n>", policy = "hot", policy = "cold")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
