//! The generic arguments of `Self` keep entries apart too.
use cache_runtime::cached;
use std::marker::PhantomData;

pub struct Store<T> {
    pub items: PhantomData<T>,
}

impl<T: Default + ToString> Store<T> {
    #[cached(key = "first:<id>", ttl = "1h", ignore(self))]
    pub fn first(&self, id: u64) -> String {
        format!("{id}{}", T::default().to_string())
    }

    #[cached(ttl = "1h")]
    pub async fn second(id: u64) -> String {
        Self::text(id)
    }

    fn text(id: u64) -> String {
        format!("{id}{}", T::default().to_string())
    }
}
