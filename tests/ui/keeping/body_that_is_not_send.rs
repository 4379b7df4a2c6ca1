use cache_runtime::cached;

use std::rc::Rc;

#[cached(ttl = "1h", stale_while_revalidate = "1m")]
async fn load(id: u64) -> u64 {
    let counted = Rc::new(id);
    std::future::ready(()).await;
    *counted
}

fn main() {}
