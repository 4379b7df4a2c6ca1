//! What `#[async_trait]` leaves for `#[cached]` to see, when it stands on the `impl` block.
use cache_runtime::cached;
pub trait Prices {
    fn price<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Result<u64, String>,
            > + ::core::marker::Send + 'async_trait,
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
    fn price<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::core::pin::Pin<
        Box<
            dyn ::core::future::Future<
                Output = Result<u64, String>,
            > + ::core::marker::Send + 'async_trait,
        >,
    >
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        let site = {
            static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                    ::core::concat!(::core::module_path!(), "::price"),
                    ::cache_runtime::__private::Template::explicit(&["boxed:", ":", ""]),
                )
                .ttl(3600000)
                .location(::core::file!(), ::core::line!(), ::core::column!());
            &SITE
        };
        let call = ::cache_runtime::__private::Call::new(
                site,
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        Box::pin(async move {
            let shape = ::cache_runtime::__private::coded!(
                ::cache_runtime::__private::shape!(Result < u64, String >)
            );
            let load = move |links: &mut ::cache_runtime::__private::Links| {
                links
                    .tag(
                        ::cache_runtime::__private::tag(
                            &["region:", ""],
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                                    )
                            },
                        ),
                    );
                shape
                    .loading(
                        async move {
                            if false {
                                return ::cache_runtime::__private::never::<
                                    Result<u64, String>,
                                >();
                            }
                            let __self = self;
                            let id = id;
                            let __ret: Result<u64, String> = {
                                Ok(id + u64::from(__self.region))
                            };
                            #[allow(unreachable_code)] __ret
                        },
                        ::cache_runtime::__private::nothing,
                    )
            };
            ::cache_runtime::__private::get_or_load_async(call, shape, load).await
        })
    }
}
