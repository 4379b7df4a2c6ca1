use cache_runtime::cached;

#[cached(key = "text:<id>", ttl = "1h", refresh_ahead = 0.8, ignore(source))]
async fn text<S: Send + Sync + 'static>(source: &S, id: u64) -> String {
    let _ = source;
    id.to_string()
}

fn main() {}
