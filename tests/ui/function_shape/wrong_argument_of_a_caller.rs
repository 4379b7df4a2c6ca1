use cache_runtime::cached;

#[cached(ttl = "1h")]
fn square(n: u64) -> u64 {
    n * n
}

fn caller() -> u64 {
    square("seven")
}

fn main() {}
