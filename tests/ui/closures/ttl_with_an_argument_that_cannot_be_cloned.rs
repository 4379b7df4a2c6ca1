use cache_runtime::cached;
use std::time::Duration;

struct Settings {
    ttl: u64,
}

#[cached(key = "rows:<limit>", ttl = "1h", ttl_with = |_, settings| Duration::from_secs(settings.ttl), ignore(settings))]
fn rows(settings: Settings, limit: u64) -> u64 {
    settings.ttl + limit
}

fn main() {}
