//! Conditions over the arguments and over the value, written out in place.
use cache_runtime::cached;
pub fn found(text: &str, limit: usize) -> Vec<String> {
    let call = ::cache_runtime::__private::Call::new(
            __found_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
            },
        )
        .only_if({
            let limit = &limit;
            *limit < 100
        });
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Vec < String >)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || found_uncached(text, limit),
                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                    draft
                        .unless({
                            let found: &Vec<String> = value;
                            found.is_empty()
                        });
                },
            )
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[doc(hidden)]
#[must_use]
pub fn __found_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::found"),
            ::cache_runtime::__private::Template::explicit(&["found:", ":", ""]),
        )
        .ttl(60000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `found`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn found_key(text: &str, limit: usize) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __found_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `found`, everywhere.
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
pub fn invalidate_found(
    text: &str,
    limit: usize,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __found_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
            },
        ),
    )
}
/// Marks one entry of `found` as stale; it stays as a fallback.
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
pub fn expire_found(
    text: &str,
    limit: usize,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __found_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
            },
        ),
    )
}
/// Removes every entry of `found`, everywhere.
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
pub fn invalidate_all_found() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__found_site()),
    )
}
/// The body of `found`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn found_uncached(text: &str, limit: usize) -> Vec<String> {
    text.split(' ').take(limit).map(str::to_owned).collect()
}
/// Calls `found` and tells where the value came from.
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
pub fn found_cached(
    text: &str,
    limit: usize,
) -> ::cache_runtime::__private::Cached<Vec<String>> {
    let call = ::cache_runtime::__private::Call::new(
            __found_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
            },
        )
        .only_if({
            let limit = &limit;
            *limit < 100
        });
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Vec < String >)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || found_uncached(text, limit),
                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                    draft
                        .unless({
                            let found: &Vec<String> = value;
                            found.is_empty()
                        });
                },
            )
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `found` now and stores what it returns, whatever is cached.
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
pub fn refresh_found(text: &str, limit: usize) -> Vec<String> {
    let call = ::cache_runtime::__private::Call::new(
            __found_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
            },
        )
        .only_if({
            let limit = &limit;
            *limit < 100
        });
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Vec < String >)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || found_uncached(text, limit),
                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                    draft
                        .unless({
                            let found: &Vec<String> = value;
                            found.is_empty()
                        });
                },
            )
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `found` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_found(
    text: &str,
    limit: usize,
) -> ::core::option::Option<::cache_runtime::__private::Cached<Vec<String>>> {
    let call = ::cache_runtime::__private::Call::new(
        __found_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Vec < String >)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `found` had just returned it.
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
pub fn put_found(
    text: &str,
    limit: usize,
    value: Vec<String>,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_found(text, limit, value))
}
/// Loads the entries of `found` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_found(
    keys: impl ::core::iter::IntoIterator<
        Item = (impl ::core::borrow::Borrow<str>, usize),
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |(text, limit)| {
            let key = {
                let text = ::core::borrow::Borrow::<str>::borrow(&text);
                ::cache_runtime::__private::Call::new(
                        __found_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&limit)).part(),
                                )
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let text = ::core::borrow::Borrow::<str>::borrow(&text);
                    ::cache_runtime::__private::warmed!(found_cached(text, limit))
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
pub fn __put_found(
    text: &str,
    limit: usize,
    value: Vec<String>,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __found_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                .with((&&&&::cache_runtime::__private::Probe(&limit)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Vec < String >)
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            draft
                .unless({
                    let found: &Vec<String> = value;
                    found.is_empty()
                });
        },
    )
}
