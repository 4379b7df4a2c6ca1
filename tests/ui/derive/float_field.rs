use cache_runtime::CacheKey;

#[derive(CacheKey)]
struct Point {
    x: f64,
    name: String,
}

fn main() {}
