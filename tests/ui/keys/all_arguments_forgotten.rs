use cache_runtime::cached;

#[cached(key = "price", ttl = "1h")]
fn price(item: u64, currency: &str) -> String {
    format!("{item} {currency}")
}

fn main() {}
