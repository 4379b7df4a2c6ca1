use cache_runtime::cached;

#[cached(ttl = "1h")]
async fn first(text: &str) -> Option<&str> {
    text.split(' ').next()
}

fn main() {}
