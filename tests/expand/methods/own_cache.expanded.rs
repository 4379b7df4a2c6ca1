//! A cache of the value's own: every helper that asks it takes `&self`.
use cache_runtime::{Cache, cached};
pub struct Service {
    pub cache: Cache,
}
impl Service {
    pub fn name(&self, id: u32) -> String {
        let call = ::cache_runtime::__private::Call::new(
                Self::__name_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .within(&self.cache)
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.name_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load(call, shape, load)
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __name_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::name"),
                ::cache_runtime::__private::Template::explicit(&["name:", ""]),
            )
            .ttl(3600000)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `name`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn name_key(id: u32) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__name_site(),
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
    /// Removes one entry of `name`, everywhere.
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
    pub fn invalidate_name(
        &self,
        id: u32,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate(
            ::cache_runtime::__private::Call::new(
                    Self::__name_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .within(&self.cache)
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `name` as stale; it stays as a fallback.
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
    pub fn expire_name(
        &self,
        id: u32,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::expire(
            ::cache_runtime::__private::Call::new(
                    Self::__name_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                    },
                )
                .within(&self.cache)
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `name`, everywhere.
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
    pub fn invalidate_all_name(
        &self,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate_all(
            ::cache_runtime::__private::Call::all(Self::__name_site())
                .within(&self.cache),
        )
    }
    /// The body of `name`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn name_uncached(&self, id: u32) -> String {
        format!("service {id}")
    }
    /// Calls `name` and tells where the value came from.
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
    pub fn name_cached(&self, id: u32) -> ::cache_runtime::__private::Cached<String> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__name_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .within(&self.cache)
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.name_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::get_or_load_cached(call, shape, load)
    }
    /// Runs `name` now and stores what it returns, whatever is cached.
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
    pub fn refresh_name(&self, id: u32) -> String {
        let call = ::cache_runtime::__private::Call::new(
                Self::__name_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .within(&self.cache)
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        let load = move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    move || self.name_uncached(id),
                    ::cache_runtime::__private::nothing,
                )
        };
        ::cache_runtime::__private::refresh(call, shape, load)
    }
    /// The entry of `name` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_name(
        &self,
        id: u32,
    ) -> ::core::option::Option<::cache_runtime::__private::Cached<String>> {
        let call = ::cache_runtime::__private::Call::new(
                Self::__name_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .within(&self.cache)
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::shape!(String)
        );
        ::cache_runtime::__private::peek(call, shape)
    }
    /// Stores a value as if `name` had just returned it.
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
    pub fn put_name(
        &self,
        id: u32,
        value: String,
    ) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
        ::cache_runtime::__private::put(self.__put_name(id, value))
    }
    /// Loads the entries of `name` that are not there, so many at a time.
    #[inline]
    #[allow(
        dead_code,
        clippy::multiple_bound_locations,
        clippy::too_many_arguments,
        clippy::type_complexity,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn warm_name(
        &self,
        keys: impl ::core::iter::IntoIterator<
            Item = u32,
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
                            Self::__name_site(),
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
                    move || { ::cache_runtime::__private::warmed!(self.name_cached(id)) },
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
    pub fn __put_name(
        &self,
        id: u32,
        value: String,
    ) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__name_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            )
            .within(&self.cache)
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
    pub fn __name_key_of(&self, id: u32) -> ::cache_runtime::__private::CacheKey {
        Self::name_key(id)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_name_of(
        &self,
        id: u32,
        value: String,
    ) -> ::cache_runtime::__private::Putting {
        self.__put_name(id, value)
    }
}
