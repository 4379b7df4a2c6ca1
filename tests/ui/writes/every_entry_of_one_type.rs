use cache_runtime::{cache_invalidate, cached};

#[cached(key = "item:<id>", ttl = "1h")]
fn get_item<T: From<u8> + Clone + Send + Sync + 'static>(id: u64) -> T {
    T::from(id as u8)
}

#[cache_invalidate(get_item::<u64>(..))]
fn update() {}

fn main() {}
