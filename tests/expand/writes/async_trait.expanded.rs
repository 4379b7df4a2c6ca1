//! What `#[async_trait]` leaves for the attribute to see.
use crate::writes;
use cache_runtime::cache_invalidate;
pub(crate) struct Shop;
impl Shop {
    pub(crate) fn close<'life0, 'async_trait>(
        &'life0 self,
        words: String,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Result<String, u64>,
            > + ::core::marker::Send + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let order = ::cache_runtime::__private::Invalidating::new();
            let body = async move {
                if false {
                    return ::cache_runtime::__private::never::<Result<String, u64>>();
                }
                let _ = self;
                let words = words;
                Ok(words)
            };
            let success = ::cache_runtime::__private::success!(once_awaited, body);
            ::cache_runtime::__private::invalidating_async(
                    order,
                    success,
                    body,
                    move |result| {
                        let result = result;
                        ::cache_runtime::__private::Invalidating::new()
                            .key(writes::search_key(&result))
                    },
                )
                .await
        })
    }
}
