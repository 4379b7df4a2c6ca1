use cache_runtime::cached;

enum Side {
    Left(u64),
    Right(u64),
}

#[cached(ttl = "1h")]
fn square((Side::Left(n) | Side::Right(n)): Side) -> u64 {
    n * n
}

fn main() {}
