//! Conditions go to every sibling, lints to those with the same body or signature, other attributes to the function alone.
use cache_runtime::cached;
#[cfg(not(any()))]
#[allow(clippy::trivially_copy_pass_by_ref)]
#[inline]
pub fn twice(n: &u32) -> u32 {
    let call = ::cache_runtime::__private::Call::new(
        __twice_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u32)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape.loading(move || twice_uncached(n), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[cfg(not(any()))]
#[doc(hidden)]
#[must_use]
pub(crate) fn __twice_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::twice"),
            ::cache_runtime::__private::Template::explicit(&["twice:", ""]),
        )
        .ttl(1000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `twice`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[cfg(not(any()))]
#[must_use]
pub(crate) fn twice_key(n: &u32) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __twice_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&n)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `twice`, everywhere.
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
#[cfg(not(any()))]
#[track_caller]
pub(crate) fn invalidate_twice(
    n: &u32,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __twice_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&n)).part())
            },
        ),
    )
}
/// Marks one entry of `twice` as stale; it stays as a fallback.
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
#[cfg(not(any()))]
#[track_caller]
pub(crate) fn expire_twice(
    n: &u32,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __twice_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&n)).part())
            },
        ),
    )
}
/// Removes every entry of `twice`, everywhere.
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
#[cfg(not(any()))]
#[track_caller]
pub(crate) fn invalidate_all_twice() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__twice_site()),
    )
}
/// The body of `twice`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
#[cfg(not(any()))]
#[expect(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn twice_uncached(n: &u32) -> u32 {
    n * 2
}
/// Calls `twice` and tells where the value came from.
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
#[cfg(not(any()))]
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn twice_cached(n: &u32) -> ::cache_runtime::__private::Cached<u32> {
    let call = ::cache_runtime::__private::Call::new(
        __twice_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u32)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape.loading(move || twice_uncached(n), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `twice` now and stores what it returns, whatever is cached.
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
#[cfg(not(any()))]
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn refresh_twice(n: &u32) -> u32 {
    let call = ::cache_runtime::__private::Call::new(
        __twice_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u32)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape.loading(move || twice_uncached(n), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `twice` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[cfg(not(any()))]
#[must_use]
pub(crate) fn peek_twice(
    n: &u32,
) -> ::core::option::Option<::cache_runtime::__private::Cached<u32>> {
    let call = ::cache_runtime::__private::Call::new(
        __twice_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u32)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `twice` had just returned it.
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
#[cfg(not(any()))]
pub(crate) fn put_twice(
    n: &u32,
    value: u32,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_twice(n, value))
}
/// Loads the entries of `twice` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
#[cfg(not(any()))]
#[allow(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn warm_twice(
    keys: impl ::core::iter::IntoIterator<
        Item = impl ::core::borrow::Borrow<u32>,
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |n| {
            let key = {
                let n = ::core::borrow::Borrow::<u32>::borrow(&n);
                ::cache_runtime::__private::Call::new(
                        __twice_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let n = ::core::borrow::Borrow::<u32>::borrow(&n);
                    ::cache_runtime::__private::warmed!(twice_cached(n))
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
#[cfg(not(any()))]
pub(crate) fn __put_twice(n: &u32, value: u32) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __twice_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u32)
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
