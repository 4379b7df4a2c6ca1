use cache_runtime::{cache_put, cached};

struct Id(u64);

#[cached(key = "team:<id.0>", ttl = "1h")]
fn get_team(id: Id) -> u64 {
    id.0
}

#[cache_put(get_team(id))]
fn update(id: Id) -> u64 {
    id.0
}

fn main() {}
