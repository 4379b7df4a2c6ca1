use cache_runtime::cache_put;

fn get_user(id: u64) -> u64 {
    id
}

#[cache_put(get_user(id))]
fn update(id: u64) -> u64 {
    id
}

fn main() {}
