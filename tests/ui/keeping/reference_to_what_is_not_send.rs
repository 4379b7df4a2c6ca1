use cache_runtime::cached;

use std::rc::Rc;

#[cached(ttl = "1h", on_cancel = "finish", ignore(db))]
async fn load(db: &Rc<u64>, id: u64) -> u64 {
    **db + id
}

fn main() {}
