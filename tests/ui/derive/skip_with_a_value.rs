use cache_runtime::CacheKey;

#[derive(CacheKey)]
struct Tenant {
    #[cache_key(skip = true)]
    id: u64,
}

fn main() {}
