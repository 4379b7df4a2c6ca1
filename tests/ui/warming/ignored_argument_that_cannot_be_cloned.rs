use cache_runtime::cached;

struct Pool;

#[cached(key = "user:<id>", ttl = "1h", ignore(pool))]
async fn get_user(pool: Pool, id: u64) -> u64 {
    let _ = pool;
    id
}

async fn start() {
    let _ = get_user(Pool, 7).await;
    let _ = warm_get_user(Pool, 0..10, 8).await;
}

fn main() {
    let _ = start();
}
