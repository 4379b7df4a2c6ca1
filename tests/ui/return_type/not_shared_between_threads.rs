use cache_runtime::cached;
use std::rc::Rc;

#[cached(ttl = "1h")]
fn shared(n: u8) -> Rc<u8> {
    Rc::new(n)
}

fn main() {}
