use cache_runtime::CacheKey;

#[derive(CacheKey)]
#[cache_key(crate)]
struct Tenant {
    id: u64,
}

fn main() {}
