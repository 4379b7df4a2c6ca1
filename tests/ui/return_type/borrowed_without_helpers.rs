use cache_runtime::cached;

#[cached(ttl = "1h", helpers = false)]
fn first(text: &str) -> &str {
    text.split(' ').next().unwrap_or(text)
}

fn main() {}
