use cache_runtime::{Cacheable, cached};

#[cached(key = "made:<id>", ttl = "1h", tier = "all", ignore(make))]
fn made<T: Cacheable>(id: u64, make: fn(u64) -> T) -> T {
    make(id)
}

fn main() {}
