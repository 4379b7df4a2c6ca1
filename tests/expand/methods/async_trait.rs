//! What `#[async_trait]` leaves for `#[cached]` to see, when it stands on the `impl` block.
use cache_runtime::cached;

pub trait Prices {
    fn price<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<Output = Result<u64, String>>
                + ::core::marker::Send
                + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}

pub struct Shop {
    pub region: u8,
}

impl Prices for Shop {
    #[cached(key = "boxed:<self.region>:<id>", ttl = "1h", tags = ["region:<self.region>"], helpers = false)]
    fn price<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<Output = Result<u64, String>>
                + ::core::marker::Send
                + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Box::pin(async move {
            let __self = self;
            let id = id;
            let __ret: Result<u64, String> = { Ok(id + u64::from(__self.region)) };
            #[allow(unreachable_code)]
            __ret
        })
    }
}
