use cache_runtime::CacheKey;

#[derive(CacheKey)]
struct Tenant {
    #[cache_key]
    id: u64,
}

fn main() {}
