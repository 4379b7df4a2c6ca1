use cache_runtime::cached;

#[cached(key = "square:<n>", polcy = "hot")]
fn square(n: u64) -> u64 {
    n * n
}

fn main() {}
