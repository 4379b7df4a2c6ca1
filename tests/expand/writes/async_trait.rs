//! What `#[async_trait]` leaves for the attribute to see.
use crate::writes;
use cache_runtime::cache_invalidate;

pub(crate) struct Shop;

impl Shop {
    #[cache_invalidate(writes::search(&result))]
    pub(crate) fn close<'life0, 'async_trait>(
        &'life0 self,
        words: String,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<Output = Result<String, u64>>
                + ::core::marker::Send
                + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let _ = self;
            let words = words;
            Ok(words)
        })
    }
}
