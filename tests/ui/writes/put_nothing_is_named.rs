use cache_runtime::cache_put;

#[cache_put]
fn update(id: u64) -> u64 {
    id
}

fn main() {}
