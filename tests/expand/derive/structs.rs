//! Structs as parts of keys.
use cache_runtime::CacheKey;

#[derive(CacheKey)]
pub struct Tenant {
    pub region: String,
    pub id: u64,
    #[cache_key(skip)]
    pub ratio: f64,
}

#[derive(CacheKey)]
pub struct Wrapper<T: Clone>(pub T);

#[derive(CacheKey)]
pub struct Everything;
