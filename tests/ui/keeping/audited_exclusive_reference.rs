use cache_runtime::cached;

struct Db(u64);

#[cached(ttl = "1h", audit = 0.001, ignore(db))]
fn load(db: &mut Db, id: u64) -> u64 {
    db.0 + id
}

fn main() {}
