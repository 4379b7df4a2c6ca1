//! Raw identifiers lose their `r#` in the names of helpers.
use cache_runtime::cached;
pub(crate) fn r#match(r#type: &str) -> usize {
    let call = ::cache_runtime::__private::Call::new(
        __match_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(usize)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(move || match_uncached(r#type), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[doc(hidden)]
#[must_use]
pub(crate) fn __match_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::match"),
            ::cache_runtime::__private::Template::explicit(&["", ""]),
        )
        .ttl(86400000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `match`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub(crate) fn match_key(r#type: &str) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __match_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `match`, everywhere.
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
pub(crate) fn invalidate_match(
    r#type: &str,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __match_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
            },
        ),
    )
}
/// Marks one entry of `match` as stale; it stays as a fallback.
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
pub(crate) fn expire_match(
    r#type: &str,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __match_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
            },
        ),
    )
}
/// Removes every entry of `match`, everywhere.
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
pub(crate) fn invalidate_all_match() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__match_site()),
    )
}
/// The body of `match`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub(crate) fn match_uncached(r#type: &str) -> usize {
    r#type.len()
}
/// Calls `match` and tells where the value came from.
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
pub(crate) fn match_cached(r#type: &str) -> ::cache_runtime::__private::Cached<usize> {
    let call = ::cache_runtime::__private::Call::new(
        __match_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(usize)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(move || match_uncached(r#type), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `match` now and stores what it returns, whatever is cached.
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
pub(crate) fn refresh_match(r#type: &str) -> usize {
    let call = ::cache_runtime::__private::Call::new(
        __match_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(usize)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(move || match_uncached(r#type), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `match` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub(crate) fn peek_match(
    r#type: &str,
) -> ::core::option::Option<::cache_runtime::__private::Cached<usize>> {
    let call = ::cache_runtime::__private::Call::new(
        __match_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(usize)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `match` had just returned it.
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
pub(crate) fn put_match(
    r#type: &str,
    value: usize,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_match(r#type, value))
}
/// Loads the entries of `match` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub(crate) fn warm_match(
    keys: impl ::core::iter::IntoIterator<
        Item = impl ::core::borrow::Borrow<str>,
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |r#type| {
            let key = {
                let r#type = ::core::borrow::Borrow::<str>::borrow(&r#type);
                ::cache_runtime::__private::Call::new(
                        __match_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&r#type)).part(),
                                )
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let r#type = ::core::borrow::Borrow::<str>::borrow(&r#type);
                    ::cache_runtime::__private::warmed!(match_cached(r#type))
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
pub(crate) fn __put_match(
    r#type: &str,
    value: usize,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __match_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&r#type)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(usize)
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
