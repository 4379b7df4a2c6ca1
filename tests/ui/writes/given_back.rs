use cache_runtime::{cache_invalidate, cached};

#[cached(key = "user:<id>", ttl = "1h")]
fn get_user(id: u64) -> u64 {
    id
}

trait Users {
    fn update(&self, id: u64) -> u64;
}

struct Table;

impl Users for Table {
    #[cache_invalidate(get_user(id), on = "error")]
    fn update(&self, id: u64) -> u64 {
        id
    }
}

fn main() {
    Table.update(7);
}
