//! Every receiver that can be kept, patterns, generic arguments and those of type `impl Trait`.
use cache_runtime::cached;
use std::fmt::Display;
use std::sync::Arc;
#[derive(Clone)]
pub struct Repository {
    pub region: String,
    pub calls: u64,
}
impl Repository {
    pub async fn price(&self, id: u64) -> u64 {
        let shape = ::cache_runtime::__private::coded!(
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::get_or_load_kept_async(
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
                move || {
                    let kept_0 = ::core::clone::Clone::clone(&self.calls);
                    let described_self = ::cache_runtime::__private::keep(self);
                    let kept_self = ::cache_runtime::__private::keep(self);
                    let id = ::cache_runtime::__private::hold(id);
                    ::cache_runtime::__private::once(
                        ::cache_runtime::__private::Links::default(),
                        move || {
                            shape
                                .loading(
                                    async move {
                                        Self::price_uncached(
                                                ::cache_runtime::__private::lend(&kept_self),
                                                id,
                                            )
                                            .await
                                    },
                                    move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                        let own_self: &Self = ::cache_runtime::__private::lend(
                                            &described_self,
                                        );
                                        shape
                                            .present(
                                                value,
                                                |result| {
                                                    draft
                                                        .tag(
                                                            ::cache_runtime::__private::tag(
                                                                &["price:", ":", ":", ""],
                                                                {
                                                                    use ::cache_runtime::__private::{
                                                                        NativePart as _, DisplayPart as _, RefusedPart as _,
                                                                        AnyPart as _,
                                                                    };
                                                                    ::cache_runtime::__private::Key::new()
                                                                        .with(
                                                                            (&&&&::cache_runtime::__private::Probe(&own_self.label()))
                                                                                .part(),
                                                                        )
                                                                        .with(
                                                                            (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                                        )
                                                                        .with(
                                                                            (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                                        )
                                                                },
                                                            ),
                                                        );
                                                },
                                            );
                                    },
                                )
                        },
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
            .finish()
            .kept()
            .result_tags()
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::get_or_load_cached_kept_async(
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
            move || {
                let kept_0 = ::core::clone::Clone::clone(&self.calls);
                let described_self = ::cache_runtime::__private::keep(self);
                let kept_self = ::cache_runtime::__private::keep(self);
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move {
                                    Self::price_uncached(
                                            ::cache_runtime::__private::lend(&kept_self),
                                            id,
                                        )
                                        .await
                                },
                                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                    let own_self: &Self = ::cache_runtime::__private::lend(
                                        &described_self,
                                    );
                                    shape
                                        .present(
                                            value,
                                            |result| {
                                                draft
                                                    .tag(
                                                        ::cache_runtime::__private::tag(
                                                            &["price:", ":", ":", ""],
                                                            {
                                                                use ::cache_runtime::__private::{
                                                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                                                    AnyPart as _,
                                                                };
                                                                ::cache_runtime::__private::Key::new()
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&own_self.label()))
                                                                            .part(),
                                                                    )
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                                    )
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                                    )
                                                            },
                                                        ),
                                                    );
                                            },
                                        );
                                },
                            )
                    },
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::refresh_kept_async(
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
            move || {
                let kept_0 = ::core::clone::Clone::clone(&self.calls);
                let described_self = ::cache_runtime::__private::keep(self);
                let kept_self = ::cache_runtime::__private::keep(self);
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move {
                                    Self::price_uncached(
                                            ::cache_runtime::__private::lend(&kept_self),
                                            id,
                                        )
                                        .await
                                },
                                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                    let own_self: &Self = ::cache_runtime::__private::lend(
                                        &described_self,
                                    );
                                    shape
                                        .present(
                                            value,
                                            |result| {
                                                draft
                                                    .tag(
                                                        ::cache_runtime::__private::tag(
                                                            &["price:", ":", ":", ""],
                                                            {
                                                                use ::cache_runtime::__private::{
                                                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                                                    AnyPart as _,
                                                                };
                                                                ::cache_runtime::__private::Key::new()
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&own_self.label()))
                                                                            .part(),
                                                                    )
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                                    )
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                                    )
                                                            },
                                                        ),
                                                    );
                                            },
                                        );
                                },
                            )
                    },
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        let kept_0 = ::core::clone::Clone::clone(&self.label());
        let kept_1 = ::core::clone::Clone::clone(&self.calls);
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            move |value, draft: &mut ::cache_runtime::__private::Draft| {
                shape
                    .present(
                        value,
                        |result| {
                            draft
                                .tag(
                                    ::cache_runtime::__private::tag(
                                        &["price:", ":", ":", ""],
                                        {
                                            use ::cache_runtime::__private::{
                                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                                AnyPart as _,
                                            };
                                            ::cache_runtime::__private::Key::new()
                                                .with(
                                                    (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                )
                                                .with(
                                                    (&&&&::cache_runtime::__private::Probe(&kept_1)).part(),
                                                )
                                                .with(
                                                    (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                )
                                        },
                                    ),
                                );
                        },
                    );
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
    pub async fn lent(self: &Arc<Self>, id: u64) -> u64 {
        let shape = ::cache_runtime::__private::coded!(
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::get_or_load_kept_async(
                ::cache_runtime::__private::Call::new(
                        Self::__lent_site(),
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
                move || {
                    let kept_self = ::cache_runtime::__private::keep(self);
                    let id = ::cache_runtime::__private::hold(id);
                    ::cache_runtime::__private::once(
                        ::cache_runtime::__private::Links::default(),
                        move || {
                            shape
                                .loading(
                                    async move {
                                        Self::lent_uncached(
                                                ::cache_runtime::__private::lend(&kept_self),
                                                id,
                                            )
                                            .await
                                    },
                                    ::cache_runtime::__private::nothing,
                                )
                        },
                    )
                },
            )
            .await
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __lent_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::lent"),
                ::cache_runtime::__private::Template::explicit(&["lent:", ""]),
            )
            .ttl(3600000)
            .early()
            .beta(2.0)
            .finish()
            .kept()
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `lent`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn lent_key(id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__lent_site(),
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
    /// Removes one entry of `lent`, everywhere.
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
    pub fn invalidate_lent(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_async(
            ::cache_runtime::__private::Call::new(
                    Self::__lent_site(),
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
    /// Marks one entry of `lent` as stale; it stays as a fallback.
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
    pub fn expire_lent(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::expire_async(
            ::cache_runtime::__private::Call::new(
                    Self::__lent_site(),
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
    /// Removes every entry of `lent`, everywhere.
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
    pub fn invalidate_all_lent() -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_all_async(
            ::cache_runtime::__private::Call::all(Self::__lent_site()),
        )
    }
    /// The body of `lent`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub async fn lent_uncached(self: &Arc<Self>, id: u64) -> u64 {
        id + self.calls
    }
    /// Calls `lent` and tells where the value came from.
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
    pub fn lent_cached(
        self: &Arc<Self>,
        id: u64,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<u64>> {
        let shape = ::cache_runtime::__private::coded!(
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::get_or_load_cached_kept_async(
            ::cache_runtime::__private::Call::new(
                    Self::__lent_site(),
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
            move || {
                let kept_self = ::cache_runtime::__private::keep(self);
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move {
                                    Self::lent_uncached(
                                            ::cache_runtime::__private::lend(&kept_self),
                                            id,
                                        )
                                        .await
                                },
                                ::cache_runtime::__private::nothing,
                            )
                    },
                )
            },
        )
    }
    /// Runs `lent` now and stores what it returns, whatever is cached.
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
    pub fn refresh_lent(
        self: &Arc<Self>,
        id: u64,
    ) -> impl ::core::future::Future<Output = u64> {
        let shape = ::cache_runtime::__private::coded!(
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::refresh_kept_async(
            ::cache_runtime::__private::Call::new(
                    Self::__lent_site(),
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
            move || {
                let kept_self = ::cache_runtime::__private::keep(self);
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move {
                                    Self::lent_uncached(
                                            ::cache_runtime::__private::lend(&kept_self),
                                            id,
                                        )
                                        .await
                                },
                                ::cache_runtime::__private::nothing,
                            )
                    },
                )
            },
        )
    }
    /// The entry of `lent` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_lent(
        id: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::option::Option<::cache_runtime::__private::Cached<u64>>,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__lent_site(),
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::peek_async(call, shape)
    }
    /// Stores a value as if `lent` had just returned it.
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
    pub fn put_lent(
        id: u64,
        value: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
    > {
        ::cache_runtime::__private::put_async(Self::__put_lent(id, value))
    }
    /// Loads the entries of `lent` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_lent(
        self: &Arc<Self>,
        keys: impl ::core::iter::IntoIterator<Item = u64>,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
        ::cache_runtime::__private::warm_async(
            keys,
            concurrency,
            move |id| {
                let key = {
                    ::cache_runtime::__private::Call::new(
                            Self::__lent_site(),
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
                (
                    key,
                    async move {
                        ::cache_runtime::__private::warmed!(self.lent_cached(id). await)
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
    pub fn __put_lent(id: u64, value: u64) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__lent_site(),
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
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
    pub fn __lent_key_of(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        Self::lent_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_lent_of(
        &self,
        id: u64,
        value: u64,
    ) -> ::cache_runtime::__private::Putting {
        Self::__put_lent(id, value)
    }
    pub async fn shared(self: Arc<Self>, id: u64) -> u64 {
        let shape = ::cache_runtime::__private::coded!(
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::get_or_load_kept_async(
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
                move || {
                    let kept_self = ::cache_runtime::__private::hold(self);
                    let id = ::cache_runtime::__private::hold(id);
                    ::cache_runtime::__private::once(
                        ::cache_runtime::__private::Links::default(),
                        move || {
                            shape
                                .loading(
                                    async move { Self::shared_uncached(kept_self, id).await },
                                    ::cache_runtime::__private::nothing,
                                )
                        },
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
            .refresh_ahead(0.5)
            .finish()
            .kept()
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::get_or_load_cached_kept_async(
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
            move || {
                let kept_self = ::cache_runtime::__private::hold(self);
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move { Self::shared_uncached(kept_self, id).await },
                                ::cache_runtime::__private::nothing,
                            )
                    },
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        ::cache_runtime::__private::refresh_kept_async(
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
            move || {
                let kept_self = ::cache_runtime::__private::hold(self);
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move { Self::shared_uncached(kept_self, id).await },
                                ::cache_runtime::__private::nothing,
                            )
                    },
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        let keep = move || {
            let kept_self = ::cache_runtime::__private::hold(self);
            let id = ::cache_runtime::__private::hold(id);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            move || Self::owned_uncached(kept_self, id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        };
        ::cache_runtime::__private::get_or_load_kept(call, shape, keep)
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __owned_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::owned"),
                ::cache_runtime::__private::Template::explicit(&["owned:", ""]),
            )
            .ttl(3600000)
            .refresh_ahead(0.5)
            .kept()
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        let keep = move || {
            let kept_self = ::cache_runtime::__private::hold(self);
            let id = ::cache_runtime::__private::hold(id);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            move || Self::owned_uncached(kept_self, id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        };
        ::cache_runtime::__private::get_or_load_cached_kept(call, shape, keep)
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
        );
        let keep = move || {
            let kept_self = ::cache_runtime::__private::hold(self);
            let id = ::cache_runtime::__private::hold(id);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            move || Self::owned_uncached(kept_self, id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        };
        ::cache_runtime::__private::refresh_kept(call, shape, keep)
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
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
            { let plain = ::cache_runtime::__private::shape!(u64);
            ::cache_runtime::__private::sent!(plain) .outliving() }
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
    fn label(&self) -> &str {
        &self.region
    }
}
#[derive(Clone)]
pub struct Point {
    pub x: i32,
    pub y: i32,
}
pub fn area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
    argument_3: &'static str,
) -> i32 {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, height) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(height)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(i32);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let keep = move || {
        let mut links = ::cache_runtime::__private::Links::default();
        links.tag("areas");
        let kept_0 = {
            let (width, _) = &argument_1;
            ::core::clone::Clone::clone(width)
        };
        let described_argument_0 = ::cache_runtime::__private::keep(argument_0);
        let kept_argument_0 = ::cache_runtime::__private::keep(argument_0);
        let argument_1 = ::cache_runtime::__private::hold(argument_1);
        let scale = ::cache_runtime::__private::hold(scale);
        let argument_3 = ::cache_runtime::__private::hold(argument_3);
        ::cache_runtime::__private::once(
            links,
            move || {
                shape
                    .loading(
                        move || area_uncached(
                            ::cache_runtime::__private::lend(&kept_argument_0),
                            argument_1,
                            scale,
                            argument_3,
                        ),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            let argument_0: &Point = ::cache_runtime::__private::lend(
                                &described_argument_0,
                            );
                            draft
                                .unless({
                                    let area = value;
                                    *area == 0
                                });
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["area:", ":", ":", ""],
                                                    {
                                                        use ::cache_runtime::__private::{
                                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                                            AnyPart as _,
                                                        };
                                                        let Point { x, y: _ } = &argument_0;
                                                        ::cache_runtime::__private::Key::new()
                                                            .with((&&&&::cache_runtime::__private::Probe(x)).part())
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                            )
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                            )
                                                    },
                                                ),
                                            );
                                    },
                                );
                        },
                    )
            },
        )
    };
    ::cache_runtime::__private::get_or_load_kept(call, shape, keep)
}
#[doc(hidden)]
#[must_use]
pub fn __area_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::area"),
            ::cache_runtime::__private::Template::explicit(
                &["area:", ":", ":", ":", ":", ""],
            ),
        )
        .ttl(300000)
        .stale_while_revalidate(60000)
        .kept()
        .result_tags()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `area`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn area_key(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, height) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(height)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        )
        .key(move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("areas");
        })
}
/// Removes one entry of `area`, everywhere.
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
pub fn invalidate_area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, height) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(height)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        ),
    )
}
/// Marks one entry of `area` as stale; it stays as a fallback.
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
pub fn expire_area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, height) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(height)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        ),
    )
}
/// Removes every entry of `area`, everywhere.
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
pub fn invalidate_all_area() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__area_site()),
    )
}
/// The body of `area`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn area_uncached(
    Point { x, y }: &Point,
    (width, mut height): (i32, i32),
    mut scale: i32,
    _trace: &'static str,
) -> i32 {
    height += y;
    scale += x;
    width * height * scale
}
/// Calls `area` and tells where the value came from.
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
pub fn area_cached(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
    argument_3: &'static str,
) -> ::cache_runtime::__private::Cached<i32> {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, height) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(height)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(i32);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let keep = move || {
        let mut links = ::cache_runtime::__private::Links::default();
        links.tag("areas");
        let kept_0 = {
            let (width, _) = &argument_1;
            ::core::clone::Clone::clone(width)
        };
        let described_argument_0 = ::cache_runtime::__private::keep(argument_0);
        let kept_argument_0 = ::cache_runtime::__private::keep(argument_0);
        let argument_1 = ::cache_runtime::__private::hold(argument_1);
        let scale = ::cache_runtime::__private::hold(scale);
        let argument_3 = ::cache_runtime::__private::hold(argument_3);
        ::cache_runtime::__private::once(
            links,
            move || {
                shape
                    .loading(
                        move || area_uncached(
                            ::cache_runtime::__private::lend(&kept_argument_0),
                            argument_1,
                            scale,
                            argument_3,
                        ),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            let argument_0: &Point = ::cache_runtime::__private::lend(
                                &described_argument_0,
                            );
                            draft
                                .unless({
                                    let area = value;
                                    *area == 0
                                });
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["area:", ":", ":", ""],
                                                    {
                                                        use ::cache_runtime::__private::{
                                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                                            AnyPart as _,
                                                        };
                                                        let Point { x, y: _ } = &argument_0;
                                                        ::cache_runtime::__private::Key::new()
                                                            .with((&&&&::cache_runtime::__private::Probe(x)).part())
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                            )
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                            )
                                                    },
                                                ),
                                            );
                                    },
                                );
                        },
                    )
            },
        )
    };
    ::cache_runtime::__private::get_or_load_cached_kept(call, shape, keep)
}
/// Runs `area` now and stores what it returns, whatever is cached.
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
pub fn refresh_area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
    argument_3: &'static str,
) -> i32 {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, height) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(height)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(i32);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let keep = move || {
        let mut links = ::cache_runtime::__private::Links::default();
        links.tag("areas");
        let kept_0 = {
            let (width, _) = &argument_1;
            ::core::clone::Clone::clone(width)
        };
        let described_argument_0 = ::cache_runtime::__private::keep(argument_0);
        let kept_argument_0 = ::cache_runtime::__private::keep(argument_0);
        let argument_1 = ::cache_runtime::__private::hold(argument_1);
        let scale = ::cache_runtime::__private::hold(scale);
        let argument_3 = ::cache_runtime::__private::hold(argument_3);
        ::cache_runtime::__private::once(
            links,
            move || {
                shape
                    .loading(
                        move || area_uncached(
                            ::cache_runtime::__private::lend(&kept_argument_0),
                            argument_1,
                            scale,
                            argument_3,
                        ),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            let argument_0: &Point = ::cache_runtime::__private::lend(
                                &described_argument_0,
                            );
                            draft
                                .unless({
                                    let area = value;
                                    *area == 0
                                });
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["area:", ":", ":", ""],
                                                    {
                                                        use ::cache_runtime::__private::{
                                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                                            AnyPart as _,
                                                        };
                                                        let Point { x, y: _ } = &argument_0;
                                                        ::cache_runtime::__private::Key::new()
                                                            .with((&&&&::cache_runtime::__private::Probe(x)).part())
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                            )
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                                            )
                                                    },
                                                ),
                                            );
                                    },
                                );
                        },
                    )
            },
        )
    };
    ::cache_runtime::__private::refresh_kept(call, shape, keep)
}
/// The entry of `area` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::core::option::Option<::cache_runtime::__private::Cached<i32>> {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, height) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(height)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(i32);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `area` had just returned it.
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
pub fn put_area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
    value: i32,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_area(argument_0, argument_1, scale, value))
}
/// Loads the entries of `area` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_area(
    argument_3: &'static str,
    keys: impl ::core::iter::IntoIterator<
        Item = (impl ::core::borrow::Borrow<Point>, (i32, i32), i32),
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed
where
    for<'later> &'static str: ::core::marker::Sync,
{
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |(argument_0, argument_1, scale)| {
            let key = {
                let argument_0 = ::core::borrow::Borrow::<Point>::borrow(&argument_0);
                ::cache_runtime::__private::Call::new(
                        __area_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            let Point { x, y } = &argument_0;
                            let (width, height) = &argument_1;
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(height)).part(),
                                )
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&scale)).part(),
                                )
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let argument_0 = ::core::borrow::Borrow::<
                        Point,
                    >::borrow(&argument_0);
                    ::cache_runtime::__private::warmed!(
                        area_cached(argument_0, argument_1, scale, argument_3)
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
pub fn __put_area(
    argument_0: &Point,
    argument_1: (i32, i32),
    scale: i32,
    value: i32,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, height) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(height)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(i32);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let kept_0 = {
        let Point { x, y: _ } = &argument_0;
        ::core::clone::Clone::clone(x)
    };
    let kept_1 = {
        let (width, _) = &argument_1;
        ::core::clone::Clone::clone(width)
    };
    ::cache_runtime::__private::storing(
        call,
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("areas");
        },
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            draft
                .unless({
                    let area = value;
                    *area == 0
                });
            shape
                .present(
                    value,
                    |result| {
                        draft
                            .tag(
                                ::cache_runtime::__private::tag(
                                    &["area:", ":", ":", ""],
                                    {
                                        use ::cache_runtime::__private::{
                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                            AnyPart as _,
                                        };
                                        ::cache_runtime::__private::Key::new()
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                            )
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&kept_1)).part(),
                                            )
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                            )
                                    },
                                ),
                            );
                    },
                );
        },
    )
}
pub async fn parsed<'a, S, T, const N: usize>(
    source: &'a S,
    text: &'a str,
    context: &impl Context,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> Option<T>
where
    S: Display + Clone + Send + Sync + 'static,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Option < T >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_kept_async(
            ::cache_runtime::__private::Call::new(
                    __parsed_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&suffix)).part(),
                            )
                    },
                )
                .instance(::core::any::type_name::<(T, [(); N])>()),
            shape,
            move || {
                let kept_source = ::cache_runtime::__private::keep(source);
                let kept_text = ::cache_runtime::__private::keep(text);
                let kept_context = ::cache_runtime::__private::keep(context);
                let suffix = ::cache_runtime::__private::hold(suffix);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move {
                                    parsed_uncached::<
                                        S,
                                        T,
                                        N,
                                    >(
                                            ::cache_runtime::__private::lend(&kept_source),
                                            ::cache_runtime::__private::lend(&kept_text),
                                            ::cache_runtime::__private::lend(&kept_context),
                                            suffix,
                                        )
                                        .await
                                },
                                ::cache_runtime::__private::nothing,
                            )
                    },
                )
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __parsed_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::parsed"),
            ::cache_runtime::__private::Template::explicit(&["parsed:", ":", ""]),
        )
        .ttl(3600000)
        .stale_while_revalidate(60000)
        .finish()
        .kept()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `parsed`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn parsed_key<'a, T, const N: usize>(
    text: &'a str,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> ::cache_runtime::__private::CacheKey
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::Call::new(
            __parsed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
            },
        )
        .instance(::core::any::type_name::<(T, [(); N])>())
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `parsed`, everywhere.
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
pub fn invalidate_parsed<'a, T, const N: usize>(
    text: &'a str,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> ::cache_runtime::__private::Invalidation
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
    )
}
/// Marks one entry of `parsed` as stale; it stays as a fallback.
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
pub fn expire_parsed<'a, T, const N: usize>(
    text: &'a str,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> ::cache_runtime::__private::Invalidation
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
    )
}
/// Removes every entry of `parsed`, everywhere.
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
pub fn invalidate_all_parsed() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__parsed_site()),
    )
}
/// The body of `parsed`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn parsed_uncached<'a, S, T, const N: usize>(
    source: &'a S,
    text: &'a str,
    context: &impl Context,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> Option<T>
where
    S: Display + Clone + Send + Sync + 'static,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let text = format!("{source}{text}{}{suffix}", context.name());
    text.get(N..)?.parse().ok()
}
/// Calls `parsed` and tells where the value came from.
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
pub fn parsed_cached<'a, S, T, const N: usize>(
    source: &'a S,
    text: &'a str,
    context: &impl Context,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<Option<T>>>
where
    S: Display + Clone + Send + Sync + 'static,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Option < T >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_cached_kept_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
        shape,
        move || {
            let kept_source = ::cache_runtime::__private::keep(source);
            let kept_text = ::cache_runtime::__private::keep(text);
            let kept_context = ::cache_runtime::__private::keep(context);
            let suffix = ::cache_runtime::__private::hold(suffix);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move {
                                parsed_uncached::<
                                    S,
                                    T,
                                    N,
                                >(
                                        ::cache_runtime::__private::lend(&kept_source),
                                        ::cache_runtime::__private::lend(&kept_text),
                                        ::cache_runtime::__private::lend(&kept_context),
                                        suffix,
                                    )
                                    .await
                            },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// Runs `parsed` now and stores what it returns, whatever is cached.
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
pub fn refresh_parsed<'a, S, T, const N: usize>(
    source: &'a S,
    text: &'a str,
    context: &impl Context,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> impl ::core::future::Future<Output = Option<T>>
where
    S: Display + Clone + Send + Sync + 'static,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Option < T >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::refresh_kept_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
        shape,
        move || {
            let kept_source = ::cache_runtime::__private::keep(source);
            let kept_text = ::cache_runtime::__private::keep(text);
            let kept_context = ::cache_runtime::__private::keep(context);
            let suffix = ::cache_runtime::__private::hold(suffix);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move {
                                parsed_uncached::<
                                    S,
                                    T,
                                    N,
                                >(
                                        ::cache_runtime::__private::lend(&kept_source),
                                        ::cache_runtime::__private::lend(&kept_text),
                                        ::cache_runtime::__private::lend(&kept_context),
                                        suffix,
                                    )
                                    .await
                            },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// The entry of `parsed` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_parsed<'a, T, const N: usize>(
    text: &'a str,
    suffix: impl Display + Clone + Send + Sync + 'static,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<Option<T>>>,
>
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let call = ::cache_runtime::__private::Call::new(
            __parsed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
            },
        )
        .instance(::core::any::type_name::<(T, [(); N])>());
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Option < T >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `parsed` had just returned it.
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
pub fn put_parsed<'a, T, const N: usize>(
    text: &'a str,
    suffix: impl Display + Clone + Send + Sync + 'static,
    value: Option<T>,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
>
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::put_async(__put_parsed::<T, N>(text, suffix, value))
}
/// Loads the entries of `parsed` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_parsed<'a0, 'a, S, T, const N: usize>(
    source: &'a S,
    context: &'a0 impl Context,
    keys: impl ::core::iter::IntoIterator<
        Item = (
            impl ::core::borrow::Borrow<str>,
            impl Display + Clone + Send + Sync + 'static,
        ),
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed>
where
    S: Display + Clone + Send + Sync + 'static,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |(text, suffix)| {
            let key = {
                let text = ::core::borrow::Borrow::<str>::borrow(&text);
                ::cache_runtime::__private::Call::new(
                        __parsed_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&suffix)).part(),
                                )
                        },
                    )
                    .instance(::core::any::type_name::<(T, [(); N])>())
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    let text = ::core::borrow::Borrow::<str>::borrow(&text);
                    ::cache_runtime::__private::warmed!(
                        parsed_cached:: < S, T, N > (source, text, context, suffix).
                        await
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
pub fn __put_parsed<'a, T, const N: usize>(
    text: &'a str,
    suffix: impl Display + Clone + Send + Sync + 'static,
    value: Option<T>,
) -> ::cache_runtime::__private::Putting
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let call = ::cache_runtime::__private::Call::new(
            __parsed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&suffix)).part())
            },
        )
        .instance(::core::any::type_name::<(T, [(); N])>());
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Option < T >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
pub trait Context: Clone + Send + Sync + 'static {
    fn name(&self) -> &'static str;
}
