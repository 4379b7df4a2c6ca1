use cache_runtime::cached;

struct Db(u64);

#[cached(ttl = "1h", refresh_ahead = 0.8, ignore(db))]
async fn load(db: &mut Db, id: u64) -> u64 {
    db.0 + id
}

fn main() {}
