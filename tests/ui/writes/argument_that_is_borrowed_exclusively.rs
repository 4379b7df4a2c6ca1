use cache_runtime::{cache_invalidate, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

struct Connection {
    shard: u64,
}

#[cache_invalidate(get_user(result + connection.shard))]
fn update(connection: &mut Connection) -> u64 {
    connection.shard
}

fn main() {}
