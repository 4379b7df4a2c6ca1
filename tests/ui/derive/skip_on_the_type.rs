use cache_runtime::CacheKey;

#[derive(CacheKey)]
#[cache_key(skip)]
struct Tenant {
    id: u64,
}

fn main() {}
