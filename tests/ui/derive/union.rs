use cache_runtime::CacheKey;

#[derive(CacheKey)]
union Number {
    small: u8,
    large: u64,
}

fn main() {}
