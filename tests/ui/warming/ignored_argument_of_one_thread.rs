use cache_runtime::cached;
use std::cell::Cell;

#[cached(key = "user:<id>", ttl = "1h", ignore(reads))]
fn get_user(reads: &Cell<u64>, id: u64) -> u64 {
    reads.set(reads.get() + 1);
    id
}

fn main() {
    let reads = Cell::new(0);
    let _ = get_user(&reads, 7);
    let _ = warm_get_user(&reads, 0..10, 8);
}
