use cache_runtime::cached;
pub fn by_name(id: u64) -> u64 {
    let call = ::cache_runtime::__private::Call::new(
        __by_name_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape.loading(move || by_name_uncached(id), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[doc(hidden)]
#[must_use]
pub fn __by_name_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::by_name"),
            ::cache_runtime::__private::Template::explicit(&["named-policy:", ""]),
        )
        .named_policy("hot")
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `by_name`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn by_name_key(id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __by_name_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `by_name`, everywhere.
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
pub fn invalidate_by_name(
    id: u64,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __by_name_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
    )
}
/// Marks one entry of `by_name` as stale; it stays as a fallback.
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
pub fn expire_by_name(
    id: u64,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __by_name_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
    )
}
/// Removes every entry of `by_name`, everywhere.
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
pub fn invalidate_all_by_name() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__by_name_site()),
    )
}
/// The body of `by_name`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn by_name_uncached(id: u64) -> u64 {
    id
}
/// Calls `by_name` and tells where the value came from.
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
pub fn by_name_cached(id: u64) -> ::cache_runtime::__private::Cached<u64> {
    let call = ::cache_runtime::__private::Call::new(
        __by_name_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape.loading(move || by_name_uncached(id), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `by_name` now and stores what it returns, whatever is cached.
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
pub fn refresh_by_name(id: u64) -> u64 {
    let call = ::cache_runtime::__private::Call::new(
        __by_name_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape.loading(move || by_name_uncached(id), ::cache_runtime::__private::nothing)
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `by_name` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_by_name(
    id: u64,
) -> ::core::option::Option<::cache_runtime::__private::Cached<u64>> {
    let call = ::cache_runtime::__private::Call::new(
        __by_name_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `by_name` had just returned it.
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
pub fn put_by_name(
    id: u64,
    value: u64,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_by_name(id, value))
}
/// Loads the entries of `by_name` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_by_name(
    keys: impl ::core::iter::IntoIterator<Item = u64, IntoIter: ::core::marker::Send>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |id| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __by_name_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (key, move || { ::cache_runtime::__private::warmed!(by_name_cached(id)) })
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
pub fn __put_by_name(id: u64, value: u64) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __by_name_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
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
pub fn by_name_and_written(id: u64) -> u64 {
    let site = {
        static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::by_name_and_written"),
                ::cache_runtime::__private::Template::explicit(
                    &["named-policy-written:", ""],
                ),
            )
            .named_policy("hot")
            .not_sliding()
            .jitter(0.1)
            .stampede(::cache_runtime::__private::Stampede::Coalesce)
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
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || {
                    if false {
                        return ::cache_runtime::__private::never::<u64>();
                    }
                    id
                },
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
