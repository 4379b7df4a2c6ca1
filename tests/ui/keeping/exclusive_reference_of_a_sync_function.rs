use cache_runtime::cached;

struct Db(u64);

type Error = Box<dyn std::error::Error + Send + Sync>;

#[cached(ttl = "1h", timeout = "1s", ignore(db))]
fn load(db: &mut Db, id: u64) -> Result<u64, Error> {
    Ok(db.0 + id)
}

fn main() {}
