use cache_runtime::CacheKey;

#[derive(CacheKey)]
#[cache_key(crate = my_reexport::cache)]
struct Tenant {
    id: u64,
}

fn main() {}
