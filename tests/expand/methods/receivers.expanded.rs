//! Methods with each receiver, and an associated function without one.
use cache_runtime::cached;
use std::sync::Arc;
#[derive(Clone)]
pub struct Repository {
    pub region: String,
    pub calls: u64,
}
impl Repository {
    pub async fn price(&self, id: u64) -> u64 {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::get_or_load_async(
                ::cache_runtime::__private::Call::new(
                        Self::__price_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                                )
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .instance_generics(::core::any::type_name::<Self>()),
                shape,
                move |_: &mut ::cache_runtime::__private::Links| {
                    shape
                        .loading(
                            self.price_uncached(id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
            .await
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __price_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::price"),
                ::cache_runtime::__private::Template::explicit(&["price:", ":", ""]),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `price`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn price_key(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__price_site(),
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
            .instance_generics(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `price`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_price(&self, id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_async(
            ::cache_runtime::__private::Call::new(
                    Self::__price_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                            )
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `price` as stale; it stays as a fallback.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn expire_price(&self, id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::expire_async(
            ::cache_runtime::__private::Call::new(
                    Self::__price_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                            )
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `price`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_all_price() -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_all_async(
            ::cache_runtime::__private::Call::all(Self::__price_site()),
        )
    }
    /// The body of `price`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub async fn price_uncached(&self, id: u64) -> u64 {
        id + self.calls
    }
    /// Calls `price` and tells where the value came from.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn price_cached(
        &self,
        id: u64,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<u64>> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::get_or_load_cached_async(
            ::cache_runtime::__private::Call::new(
                    Self::__price_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                            )
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(
                        self.price_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// Runs `price` now and stores what it returns, whatever is cached.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn refresh_price(&self, id: u64) -> impl ::core::future::Future<Output = u64> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::refresh_async(
            ::cache_runtime::__private::Call::new(
                    Self::__price_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                            )
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(
                        self.price_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// The entry of `price` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_price(
        &self,
        id: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::option::Option<::cache_runtime::__private::Cached<u64>>,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__price_site(),
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
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::peek_async(call, shape)
    }
    /// Stores a value as if `price` had just returned it.
    ///
    /// # Errors
    ///
    /// If a tier could not store it.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn put_price(
        &self,
        id: u64,
        value: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
    > {
        ::cache_runtime::__private::put_async(self.__put_price(id, value))
    }
    /// Loads the entries of `price` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_price(
        &self,
        keys: impl ::core::iter::IntoIterator<Item = u64>,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
        ::cache_runtime::__private::warm_async(
            keys,
            concurrency,
            move |id| {
                let key = {
                    ::cache_runtime::__private::Call::new(
                            Self::__price_site(),
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&self.region)).part(),
                                    )
                                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                            },
                        )
                        .instance_generics(::core::any::type_name::<Self>())
                        .key(::cache_runtime::__private::unlinked)
                };
                (
                    key,
                    async move {
                        ::cache_runtime::__private::warmed!(self.price_cached(id). await)
                    },
                )
            },
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_price(
        &self,
        id: u64,
        value: u64,
    ) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__price_site(),
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
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            ::cache_runtime::__private::nothing,
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __price_key_of(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        self.price_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_price_of(
        &self,
        id: u64,
        value: u64,
    ) -> ::cache_runtime::__private::Putting {
        self.__put_price(id, value)
    }
    pub async fn counted(&mut self, id: u64) -> u64 {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::get_or_load_async(
                ::cache_runtime::__private::Call::new(
                        Self::__counted_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .instance(::core::any::type_name::<Self>()),
                shape,
                move |_: &mut ::cache_runtime::__private::Links| {
                    let exclusive_self = self;
                    shape
                        .loading(
                            exclusive_self.counted_uncached(id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
            .await
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __counted_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::counted"),
                ::cache_runtime::__private::Template::by_default(1),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `counted`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn counted_key(id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__counted_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `counted`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_counted(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_async(
            ::cache_runtime::__private::Call::new(
                    Self::__counted_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `counted` as stale; it stays as a fallback.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn expire_counted(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::expire_async(
            ::cache_runtime::__private::Call::new(
                    Self::__counted_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `counted`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_all_counted() -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_all_async(
            ::cache_runtime::__private::Call::all(Self::__counted_site()),
        )
    }
    /// The body of `counted`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub async fn counted_uncached(&mut self, id: u64) -> u64 {
        self.calls += 1;
        id
    }
    /// Calls `counted` and tells where the value came from.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn counted_cached(
        &mut self,
        id: u64,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<u64>> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::get_or_load_cached_async(
            ::cache_runtime::__private::Call::new(
                    Self::__counted_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance(::core::any::type_name::<Self>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                let exclusive_self = self;
                shape
                    .loading(
                        exclusive_self.counted_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// Runs `counted` now and stores what it returns, whatever is cached.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn refresh_counted(
        &mut self,
        id: u64,
    ) -> impl ::core::future::Future<Output = u64> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::refresh_async(
            ::cache_runtime::__private::Call::new(
                    Self::__counted_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance(::core::any::type_name::<Self>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                let exclusive_self = self;
                shape
                    .loading(
                        exclusive_self.counted_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// The entry of `counted` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_counted(
        id: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::option::Option<::cache_runtime::__private::Cached<u64>>,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__counted_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::peek_async(call, shape)
    }
    /// Stores a value as if `counted` had just returned it.
    ///
    /// # Errors
    ///
    /// If a tier could not store it.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn put_counted(
        id: u64,
        value: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
    > {
        ::cache_runtime::__private::put_async(Self::__put_counted(id, value))
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_counted(id: u64, value: u64) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__counted_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            ::cache_runtime::__private::nothing,
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __counted_key_of(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        Self::counted_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_counted_of(
        &self,
        id: u64,
        value: u64,
    ) -> ::cache_runtime::__private::Putting {
        Self::__put_counted(id, value)
    }
    pub fn owned(self, id: u64) -> u64 {
        let call = ::cache_runtime::__private::Call::new(
                Self::__owned_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.owned_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load(call, shape, load)
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __owned_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::owned"),
                ::cache_runtime::__private::Template::explicit(&["owned:", ""]),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `owned`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn owned_key(id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__owned_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `owned`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_owned(
        id: u64,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate(
            ::cache_runtime::__private::Call::new(
                    Self::__owned_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `owned` as stale; it stays as a fallback.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn expire_owned(
        id: u64,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::expire(
            ::cache_runtime::__private::Call::new(
                    Self::__owned_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `owned`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_all_owned() -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate_all(
            ::cache_runtime::__private::Call::all(Self::__owned_site()),
        )
    }
    /// The body of `owned`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn owned_uncached(mut self, id: u64) -> u64 {
        self.calls += id;
        self.calls
    }
    /// Calls `owned` and tells where the value came from.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn owned_cached(self, id: u64) -> ::cache_runtime::__private::Cached<u64> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__owned_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.owned_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load_cached(call, shape, load)
    }
    /// Runs `owned` now and stores what it returns, whatever is cached.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn refresh_owned(self, id: u64) -> u64 {
        let call = ::cache_runtime::__private::Call::new(
                Self::__owned_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.owned_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::refresh(call, shape, load)
    }
    /// The entry of `owned` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_owned(
        id: u64,
    ) -> ::core::option::Option<::cache_runtime::__private::Cached<u64>> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__owned_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::peek(call, shape)
    }
    /// Stores a value as if `owned` had just returned it.
    ///
    /// # Errors
    ///
    /// If a tier could not store it.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn put_owned(
        id: u64,
        value: u64,
    ) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
        ::cache_runtime::__private::put(Self::__put_owned(id, value))
    }
    /// Loads the entries of `owned` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_owned(
        self,
        keys: impl ::core::iter::IntoIterator<
            Item = u64,
            IntoIter: ::core::marker::Send,
        >,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> ::cache_runtime::__private::Warmed
    where
        for<'later> Self: ::core::clone::Clone + ::core::marker::Sync,
    {
        ::cache_runtime::__private::warm(
            keys,
            concurrency,
            move |id| {
                let key = {
                    ::cache_runtime::__private::Call::new(
                            Self::__owned_site(),
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                            },
                        )
                        .instance_generics(::core::any::type_name::<Self>())
                        .key(::cache_runtime::__private::unlinked)
                };
                let own_self = ::core::clone::Clone::clone(&self);
                (
                    key,
                    move || {
                        ::cache_runtime::__private::warmed!(own_self.owned_cached(id))
                    },
                )
            },
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_owned(id: u64, value: u64) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__owned_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            ::cache_runtime::__private::nothing,
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __owned_key_of(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        Self::owned_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_owned_of(
        &self,
        id: u64,
        value: u64,
    ) -> ::cache_runtime::__private::Putting {
        Self::__put_owned(id, value)
    }
    pub async fn shared(self: Arc<Self>, id: u64) -> u64 {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::get_or_load_async(
                ::cache_runtime::__private::Call::new(
                        Self::__shared_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .instance_generics(::core::any::type_name::<Self>()),
                shape,
                move |_: &mut ::cache_runtime::__private::Links| {
                    shape
                        .loading(
                            self.shared_uncached(id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
            .await
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __shared_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::shared"),
                ::cache_runtime::__private::Template::explicit(&["shared:", ""]),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `shared`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn shared_key(id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__shared_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `shared`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_shared(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_async(
            ::cache_runtime::__private::Call::new(
                    Self::__shared_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `shared` as stale; it stays as a fallback.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn expire_shared(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::expire_async(
            ::cache_runtime::__private::Call::new(
                    Self::__shared_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `shared`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_all_shared() -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_all_async(
            ::cache_runtime::__private::Call::all(Self::__shared_site()),
        )
    }
    /// The body of `shared`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub async fn shared_uncached(self: Arc<Self>, id: u64) -> u64 {
        id + self.calls
    }
    /// Calls `shared` and tells where the value came from.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn shared_cached(
        self: Arc<Self>,
        id: u64,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<u64>> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::get_or_load_cached_async(
            ::cache_runtime::__private::Call::new(
                    Self::__shared_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(
                        self.shared_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// Runs `shared` now and stores what it returns, whatever is cached.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn refresh_shared(
        self: Arc<Self>,
        id: u64,
    ) -> impl ::core::future::Future<Output = u64> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::refresh_async(
            ::cache_runtime::__private::Call::new(
                    Self::__shared_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(
                        self.shared_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// The entry of `shared` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_shared(
        id: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::option::Option<::cache_runtime::__private::Cached<u64>>,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__shared_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::peek_async(call, shape)
    }
    /// Stores a value as if `shared` had just returned it.
    ///
    /// # Errors
    ///
    /// If a tier could not store it.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn put_shared(
        id: u64,
        value: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
    > {
        ::cache_runtime::__private::put_async(Self::__put_shared(id, value))
    }
    /// Loads the entries of `shared` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_shared(
        self: Arc<Self>,
        keys: impl ::core::iter::IntoIterator<Item = u64>,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed>
    where
        for<'later> Arc<Self>: ::core::clone::Clone,
    {
        ::cache_runtime::__private::warm_async(
            keys,
            concurrency,
            move |id| {
                let key = {
                    ::cache_runtime::__private::Call::new(
                            Self::__shared_site(),
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                            },
                        )
                        .instance_generics(::core::any::type_name::<Self>())
                        .key(::cache_runtime::__private::unlinked)
                };
                let own_self = ::core::clone::Clone::clone(&self);
                (
                    key,
                    async move {
                        ::cache_runtime::__private::warmed!(
                            own_self.shared_cached(id). await
                        )
                    },
                )
            },
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_shared(id: u64, value: u64) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__shared_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(u64)
        );
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            ::cache_runtime::__private::nothing,
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __shared_key_of(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        Self::shared_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_shared_of(
        &self,
        id: u64,
        value: u64,
    ) -> ::cache_runtime::__private::Putting {
        Self::__put_shared(id, value)
    }
    pub fn fresh(region: &str) -> Option<u64> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__fresh_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&region)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(Option < u64 >)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || Self::fresh_uncached(region),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load(call, shape, load)
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __fresh_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::fresh"),
                ::cache_runtime::__private::Template::explicit(&["fresh:", ""]),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `fresh`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn fresh_key(region: &str) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__fresh_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&region)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `fresh`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_fresh(
        region: &str,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate(
            ::cache_runtime::__private::Call::new(
                    Self::__fresh_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&region)).part(),
                            )
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `fresh` as stale; it stays as a fallback.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn expire_fresh(
        region: &str,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::expire(
            ::cache_runtime::__private::Call::new(
                    Self::__fresh_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&region)).part(),
                            )
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `fresh`, everywhere.
    ///
    /// # Errors
    ///
    /// If a tier could not be told.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[track_caller]
    pub fn invalidate_all_fresh() -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate_all(
            ::cache_runtime::__private::Call::all(Self::__fresh_site()),
        )
    }
    /// The body of `fresh`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn fresh_uncached(region: &str) -> Option<u64> {
        Self::known(region)
    }
    /// Calls `fresh` and tells where the value came from.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn fresh_cached(
        region: &str,
    ) -> ::cache_runtime::__private::Cached<Option<u64>> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__fresh_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&region)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(Option < u64 >)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || Self::fresh_uncached(region),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load_cached(call, shape, load)
    }
    /// Runs `fresh` now and stores what it returns, whatever is cached.
    #[inline]
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn refresh_fresh(region: &str) -> Option<u64> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__fresh_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&region)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(Option < u64 >)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || Self::fresh_uncached(region),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::refresh(call, shape, load)
    }
    /// The entry of `fresh` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_fresh(
        region: &str,
    ) -> ::core::option::Option<::cache_runtime::__private::Cached<Option<u64>>> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__fresh_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&region)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(Option < u64 >)
        );
        ::cache_runtime::__private::peek(call, shape)
    }
    /// Stores a value as if `fresh` had just returned it.
    ///
    /// # Errors
    ///
    /// If a tier could not store it.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn put_fresh(
        region: &str,
        value: Option<u64>,
    ) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
        ::cache_runtime::__private::put(Self::__put_fresh(region, value))
    }
    /// Loads the entries of `fresh` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_fresh(
        keys: impl ::core::iter::IntoIterator<
            Item = impl ::core::borrow::Borrow<str>,
            IntoIter: ::core::marker::Send,
        >,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> ::cache_runtime::__private::Warmed {
        ::cache_runtime::__private::warm(
            keys,
            concurrency,
            move |region| {
                let key = {
                    let region = ::core::borrow::Borrow::<str>::borrow(&region);
                    ::cache_runtime::__private::Call::new(
                            Self::__fresh_site(),
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&region)).part(),
                                    )
                            },
                        )
                        .instance_generics(::core::any::type_name::<Self>())
                        .key(::cache_runtime::__private::unlinked)
                };
                (
                    key,
                    move || {
                        let region = ::core::borrow::Borrow::<str>::borrow(&region);
                        ::cache_runtime::__private::warmed!(Self::fresh_cached(region))
                    },
                )
            },
        )
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_fresh(
        region: &str,
        value: Option<u64>,
    ) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__fresh_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&region)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(Option < u64 >)
        );
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            ::cache_runtime::__private::nothing,
        )
    }
    fn known(region: &str) -> Option<u64> {
        u64::try_from(region.len()).ok()
    }
}
