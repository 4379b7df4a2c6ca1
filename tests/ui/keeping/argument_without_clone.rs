use cache_runtime::cached;

struct Db;

#[cached(ttl = "1h", stale_while_revalidate = "1m", ignore(db))]
async fn load(db: &Db, id: u64) -> u64 {
    let _ = db;
    id
}

fn main() {}
