use cache_runtime::CacheKey;

#[derive(CacheKey)]
struct Tenant {
    #[cache_key(ignore)]
    id: u64,
}

fn main() {}
