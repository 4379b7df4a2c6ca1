//! Methods: the receiver is lent to every run of the body; elements may be taken apart in the key.
use std::collections::HashMap;
use std::sync::Arc;
use cache_runtime::{Cache, cached};
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Place {
    pub row: u32,
    pub seat: u32,
}
pub struct Hall {
    pub cache: Cache,
    pub number: u64,
}
impl Hall {
    pub async fn prices(
        &self,
        places: &[Place],
        argument_1: (u32, u32),
    ) -> HashMap<Place, u32> {
        let batch = ::cache_runtime::__private::shape!(HashMap < Place, u32 >);
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < Place, u32 >))
        );
        ::cache_runtime::__private::load_batch_async(
                ::cache_runtime::__private::gather(
                    ::cache_runtime::__private::Call::all(Self::__prices_site())
                        .within(&self.cache)
                        .instance_generics(::core::any::type_name::<Self>()),
                    batch,
                    shape,
                    ::cache_runtime::__private::asked::<Place>(places),
                    |element| {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        let &place = &element;
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                            )
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&place.row)).part(),
                            )
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&place.seat)).part(),
                            )
                    },
                ),
                |_, _| {},
                |_, _, _| {},
                |some: ::cache_runtime::__private::Missing<Place>| {
                    let argument_1 = ::cache_runtime::__private::again_for_batch(
                        &argument_1,
                    );
                    let receiver = ::cache_runtime::__private::again_for_batch(&self);
                    async move { receiver.prices_uncached(&some, argument_1).await }
                },
            )
            .await
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __prices_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::prices"),
                ::cache_runtime::__private::Template::explicit(&["seat:", ":", ":", ""]),
            )
            .ttl(3600000)
            .batch()
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `prices`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn prices_key(&self, place: Place) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__prices_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&place.row)).part())
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&place.seat)).part(),
                        )
                },
            )
            .instance_generics(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `prices`, everywhere.
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
    pub fn invalidate_prices(
        &self,
        place: Place,
    ) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_async(
            ::cache_runtime::__private::Call::new(
                    Self::__prices_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                            )
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&place.row)).part(),
                            )
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&place.seat)).part(),
                            )
                    },
                )
                .within(&self.cache)
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `prices` as stale; it stays as a fallback.
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
    pub fn expire_prices(
        &self,
        place: Place,
    ) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::expire_async(
            ::cache_runtime::__private::Call::new(
                    Self::__prices_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                            )
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&place.row)).part(),
                            )
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&place.seat)).part(),
                            )
                    },
                )
                .within(&self.cache)
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `prices`, everywhere.
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
    pub fn invalidate_all_prices(&self) -> ::cache_runtime::__private::Invalidation {
        ::cache_runtime::__private::invalidate_all_async(
            ::cache_runtime::__private::Call::all(Self::__prices_site())
                .within(&self.cache),
        )
    }
    /// The entry of `prices` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_prices(
        &self,
        place: Place,
    ) -> impl ::core::future::Future<
        Output = ::core::option::Option<
            ::cache_runtime::__private::Cached<
                <HashMap<Place, u32> as ::cache_runtime::__private::Mapping>::Value,
            >,
        >,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__prices_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&place.row)).part())
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&place.seat)).part(),
                        )
                },
            )
            .within(&self.cache)
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < Place, u32 >))
        );
        ::cache_runtime::__private::peek_async(call, shape)
    }
    /// Stores a value as if `prices` had just returned it.
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
    pub fn put_prices(
        &self,
        place: Place,
        value: <HashMap<Place, u32> as ::cache_runtime::__private::Mapping>::Value,
    ) -> impl ::core::future::Future<
        Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
    > {
        ::cache_runtime::__private::put_async(self.__put_prices(place, value))
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_prices(
        &self,
        place: Place,
        value: <HashMap<Place, u32> as ::cache_runtime::__private::Mapping>::Value,
    ) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__prices_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&place.row)).part())
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&place.seat)).part(),
                        )
                },
            )
            .within(&self.cache)
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < Place, u32 >))
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
    pub fn __prices_key_of(&self, place: Place) -> ::cache_runtime::__private::CacheKey {
        self.prices_key(place)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_prices_of(
        &self,
        place: Place,
        value: <HashMap<Place, u32> as ::cache_runtime::__private::Mapping>::Value,
    ) -> ::cache_runtime::__private::Putting {
        self.__put_prices(place, value)
    }
    /// The body of `prices`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub async fn prices_uncached(
        &self,
        places: &[Place],
        (base, step): (u32, u32),
    ) -> HashMap<Place, u32> {
        let price = |place: &Place| (place.clone(), base + step * place.row);
        places.iter().map(price).collect()
    }
    pub fn open(self: Arc<Self>, rows: Vec<u32>) -> HashMap<u32, bool> {
        let batch = ::cache_runtime::__private::shape!(HashMap < u32, bool >);
        let shape = ::cache_runtime::__private::coded!(
            { let plain =
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < u32, bool >)); plain.weighed() }
        );
        ::cache_runtime::__private::load_batch(
            ::cache_runtime::__private::gather(
                ::cache_runtime::__private::Call::all(Self::__open_site())
                    .instance_generics(::core::any::type_name::<Self>()),
                batch,
                shape,
                ::cache_runtime::__private::asked::<u32>(rows),
                |element| {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    let &row = &element;
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(row)).part())
                },
            ),
            |_, _| {},
            |_, _, _| {},
            |some: ::cache_runtime::__private::Missing<u32>| {
                let receiver = ::cache_runtime::__private::again_for_batch(&self);
                receiver.open_uncached(some)
            },
        )
    }
    #[doc(hidden)]
    #[must_use]
    pub fn __open_site() -> &'static ::cache_runtime::__private::Site {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::open"),
                ::cache_runtime::__private::Template::explicit(&["open:", ":", ""]),
            )
            .ttl(3600000)
            .batch()
            .max_weight(1048576)
            .location(::core::file!(), ::core::line!(), ::core::column!());
        &SITE
    }
    /// The key of one entry of `open`.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn open_key(&self, row: u32) -> ::cache_runtime::__private::CacheKey {
        ::cache_runtime::__private::Call::new(
                Self::__open_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&row)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>())
            .key(::cache_runtime::__private::unlinked)
    }
    /// Removes one entry of `open`, everywhere.
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
    pub fn invalidate_open(
        &self,
        row: u32,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate(
            ::cache_runtime::__private::Call::new(
                    Self::__open_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                            )
                            .with((&&&&::cache_runtime::__private::Probe(&row)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Marks one entry of `open` as stale; it stays as a fallback.
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
    pub fn expire_open(
        &self,
        row: u32,
    ) -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::expire(
            ::cache_runtime::__private::Call::new(
                    Self::__open_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with(
                                (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                            )
                            .with((&&&&::cache_runtime::__private::Probe(&row)).part())
                    },
                )
                .instance_generics(::core::any::type_name::<Self>()),
        )
    }
    /// Removes every entry of `open`, everywhere.
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
    pub fn invalidate_all_open() -> ::core::result::Result<
        ::cache_runtime::__private::Invalidated,
        ::cache_runtime::__private::Error,
    > {
        ::cache_runtime::__private::invalidate_all(
            ::cache_runtime::__private::Call::all(Self::__open_site()),
        )
    }
    /// The entry of `open` as it stands in the cache; never loads.
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    #[must_use]
    pub fn peek_open(
        &self,
        row: u32,
    ) -> ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <HashMap<u32, bool> as ::cache_runtime::__private::Mapping>::Value,
        >,
    > {
        let call = ::cache_runtime::__private::Call::new(
                Self::__open_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&row)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            { let plain =
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < u32, bool >)); plain.weighed() }
        );
        ::cache_runtime::__private::peek(call, shape)
    }
    /// Stores a value as if `open` had just returned it.
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
    pub fn put_open(
        &self,
        row: u32,
        value: <HashMap<u32, bool> as ::cache_runtime::__private::Mapping>::Value,
    ) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
        ::cache_runtime::__private::put(self.__put_open(row, value))
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_open(
        &self,
        row: u32,
        value: <HashMap<u32, bool> as ::cache_runtime::__private::Mapping>::Value,
    ) -> ::cache_runtime::__private::Putting {
        let call = ::cache_runtime::__private::Call::new(
                Self::__open_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with(
                            (&&&&::cache_runtime::__private::Probe(&self.number)).part(),
                        )
                        .with((&&&&::cache_runtime::__private::Probe(&row)).part())
                },
            )
            .instance_generics(::core::any::type_name::<Self>());
        let shape = ::cache_runtime::__private::coded!(
            { let plain =
            ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(HashMap
            < u32, bool >)); plain.weighed() }
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
    pub fn __open_key_of(&self, row: u32) -> ::cache_runtime::__private::CacheKey {
        self.open_key(row)
    }
    #[doc(hidden)]
    #[inline]
    #[allow(
        dead_code,
        clippy::too_many_arguments,
        reason = "generated beside the function; not every program calls every helper"
    )]
    pub fn __put_open_of(
        &self,
        row: u32,
        value: <HashMap<u32, bool> as ::cache_runtime::__private::Mapping>::Value,
    ) -> ::cache_runtime::__private::Putting {
        self.__put_open(row, value)
    }
    /// The body of `open`, which never touches the cache.
    #[allow(
        dead_code,
        clippy::missing_const_for_fn,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc,
        clippy::must_use_candidate,
        clippy::too_many_arguments,
        reason = "generated with the function's signature; not every program calls every helper"
    )]
    pub fn open_uncached(self: Arc<Self>, rows: Vec<u32>) -> HashMap<u32, bool> {
        rows.into_iter().map(|row| (row, row < 10)).collect()
    }
}
