use cache_runtime::cached;

use std::fmt::Display;

#[cached(key = "text:<id>", ttl = "1h", refresh_ahead = 0.8, ignore(source))]
async fn text(source: &impl Display, id: u64) -> String {
    format!("{source}{id}")
}

fn main() {}
