use cache_runtime::cached;
use std::rc::Rc;

#[cached(ttl = "1h")]
async fn shared(n: u8) -> Result<Rc<u8>, String> {
    Ok(Rc::new(n))
}

fn main() {}
