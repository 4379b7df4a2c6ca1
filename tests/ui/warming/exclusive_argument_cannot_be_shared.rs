use cache_runtime::cached;

#[cached(key = "user:<id>", ttl = "1h", ignore(reads))]
fn get_user(reads: &mut u64, id: u64) -> u64 {
    *reads += 1;
    id
}

fn main() {
    let mut reads = 0;
    let _ = get_user(&mut reads, 7);
    let _ = warm_get_user(&mut reads, 0..10, 8);
}
