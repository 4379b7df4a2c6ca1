//! Enums as parts of keys.
use cache_runtime::CacheKey;

#[derive(CacheKey)]
#[cache_key(crate = ::cache_runtime)]
pub enum State {
    Draft,
    Live(u64, #[cache_key(skip)] f32),
    Moved { to: String, r#type: u8 },
}
