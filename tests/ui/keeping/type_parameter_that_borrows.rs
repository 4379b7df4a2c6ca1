use cache_runtime::cached;

use std::fmt::Display;

#[cached(key = "text:<id>", ttl = "1h", refresh_ahead = 0.8)]
async fn text<T: Display + Send>(id: T) -> String {
    id.to_string()
}

fn main() {}
