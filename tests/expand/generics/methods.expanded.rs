//! The generic arguments of `Self` keep entries apart too.
use cache_runtime::cached;
use std::marker::PhantomData;
pub struct Store<T> {
    pub items: PhantomData<T>,
}
impl<T: Default + ToString> Store<T> {
    pub fn first(&self, id: u64) -> String {
        let call = ::cache_runtime::__private::Call::new(
                Self::__first_site(),
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
            ::cache_runtime::__private::shape!(String)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.first_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load(call, shape, load)
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __first_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::first"),
                ::cache_runtime::__private::Template::explicit(&["first:", ""]),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `first`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn first_key(id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__first_site(),
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
    /// Removes one entry of `first`, everywhere.
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
    pub fn invalidate_first(
        id: u64,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate(
            ::cache_runtime::__private::Call::new(
                    Self::__first_site(),
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
    /// Marks one entry of `first` as stale; it stays as a fallback.
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
    pub fn expire_first(
        id: u64,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::expire(
            ::cache_runtime::__private::Call::new(
                    Self::__first_site(),
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
    /// Removes every entry of `first`, everywhere.
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
    pub fn invalidate_all_first() -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate_all(
            ::cache_runtime::__private::Call::all(Self::__first_site()),
        )
    }
    /// The body of `first`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn first_uncached(&self, id: u64) -> String {
        format!("{id}{}", T::default().to_string())
    }
    /// Calls `first` and tells where the value came from.
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
    pub fn first_cached(&self, id: u64) -> ::cache_runtime::__private::Cached<String> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__first_site(),
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
            ::cache_runtime::__private::shape!(String)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.first_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load_cached(call, shape, load)
    }
    /// Runs `first` now and stores what it returns, whatever is cached.
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
    pub fn refresh_first(&self, id: u64) -> String {
        let call = ::cache_runtime::__private::Call::new(
                Self::__first_site(),
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
            ::cache_runtime::__private::shape!(String)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.first_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::refresh(call, shape, load)
    }
    /// The entry of `first` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_first(
        id: u64,
    ) -> ::core::option::Option<::cache_runtime::__private::Cached<String>> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__first_site(),
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
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::peek(call, shape)
    }
    /// Stores a value as if `first` had just returned it.
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
    pub fn put_first(
        id: u64,
        value: String,
    ) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
        ::cache_runtime::__private::put(Self::__put_first(id, value))
    }
    /// Loads the entries of `first` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_first(
        &self,
        keys: impl ::core::iter::IntoIterator<
            Item = u64,
            IntoIter: ::core::marker::Send,
        >,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> ::cache_runtime::__private::Warmed
    where
        for<'later> &'later Self: ::core::marker::Sync,
    {
        ::cache_runtime::__private::warm(
            keys,
            concurrency,
            move |id| {
                let key = {
                    ::cache_runtime::__private::Call::new(
                            Self::__first_site(),
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
                    move || {
                        ::cache_runtime::__private::warmed!(self.first_cached(id))
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
    pub fn __put_first(id: u64, value: String) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__first_site(),
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
            ::cache_runtime::__private::shape!(String)
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
    pub fn __first_key_of(&self, id: u64) -> ::cache_runtime::__private::CacheKey {
        Self::first_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_first_of(
        &self,
        id: u64,
        value: String,
    ) -> ::cache_runtime::__private::Putting {
        Self::__put_first(id, value)
    }
    pub async fn second(id: u64) -> String {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::get_or_load_async(
                ::cache_runtime::__private::Call::new(
                        Self::__second_site(),
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
                    shape
                        .loading(
                            Self::second_uncached(id),
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
            .await
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __second_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::second"),
                ::cache_runtime::__private::Template::by_default(1),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `second`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn second_key(id: u64) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__second_site(),
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
    /// Removes one entry of `second`, everywhere.
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
    pub fn invalidate_second(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_async(
            ::cache_runtime::__private::Call::new(
                    Self::__second_site(),
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
    /// Marks one entry of `second` as stale; it stays as a fallback.
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
    pub fn expire_second(id: u64) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::expire_async(
            ::cache_runtime::__private::Call::new(
                    Self::__second_site(),
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
    /// Removes every entry of `second`, everywhere.
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
    pub fn invalidate_all_second() -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_all_async(
            ::cache_runtime::__private::Call::all(Self::__second_site()),
        )
    }
    /// The body of `second`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub async fn second_uncached(id: u64) -> String {
        Self::text(id)
    }
    /// Calls `second` and tells where the value came from.
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
    pub fn second_cached(
        id: u64,
    ) -> impl ::core::future::Future<
        Output = ::cache_runtime::__private::Cached<String>,
    > {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::get_or_load_cached_async(
            ::cache_runtime::__private::Call::new(
                    Self::__second_site(),
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
                shape
                    .loading(
                        Self::second_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// Runs `second` now and stores what it returns, whatever is cached.
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
    pub fn refresh_second(id: u64) -> impl ::core::future::Future<Output = String> {
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::refresh_async(
            ::cache_runtime::__private::Call::new(
                    Self::__second_site(),
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
                shape
                    .loading(
                        Self::second_uncached(id),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    }
    /// The entry of `second` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_second(
        id: u64,
    ) -> impl ::core::future::Future<
        Output = ::core::option::Option<::cache_runtime::__private::Cached<String>>,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__second_site(),
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
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::peek_async(call, shape)
    }
    /// Stores a value as if `second` had just returned it.
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
    pub fn put_second(
        id: u64,
        value: String,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
    > {
        ::cache_runtime::__private::put_async(Self::__put_second(id, value))
    }
    /// Loads the entries of `second` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_second(
        keys: impl ::core::iter::IntoIterator<Item = u64>,
        concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
    ) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
        ::cache_runtime::__private::warm_async(
            keys,
            concurrency,
            move |id| {
                let key = {
                    ::cache_runtime::__private::Call::new(
                            Self::__second_site(),
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                            },
                        )
                        .instance(::core::any::type_name::<Self>())
                        .key(::cache_runtime::__private::unlinked)
                };
                (
                    key,
                    async move {
                        ::cache_runtime::__private::warmed!(
                            Self::second_cached(id). await
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
    pub fn __put_second(id: u64, value: String) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__second_site(),
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
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::storing(
            call,
            shape,
            ::cache_runtime::__private::unlinked,
            value,
            ::cache_runtime::__private::nothing,
        )
    }
    fn text(id: u64) -> String {
        format!("{id}{}", T::default().to_string())
    }
}
