use cache_runtime::cached;

#[cached(key = "user:<name.length()>", ttl = "1h")]
fn greeting(name: &str) -> String {
    name.to_owned()
}

fn main() {}
