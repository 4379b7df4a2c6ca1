//! A ttl that is an expression over the arguments, of which the body reads none: the attribute's use counts.
use cache_runtime::cached;
use std::time::Duration;
pub async fn computed(id: u64, seconds: u64) -> u64 {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __computed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            ),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                let ttl: ::core::time::Duration = Duration::from_secs(seconds);
                shape
                    .loading(
                        computed_uncached(id, seconds),
                        move |_, draft: &mut ::cache_runtime::__private::Draft| {
                            draft.ttl(ttl);
                        },
                    )
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __computed_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::computed"),
            ::cache_runtime::__private::Template::explicit(&["computed:", ""]),
        )
        .ttl_computed()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `computed`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn computed_key(id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __computed_site(),
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
/// Removes one entry of `computed`, everywhere.
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
pub fn invalidate_computed(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __computed_site(),
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
/// Marks one entry of `computed` as stale; it stays as a fallback.
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
pub fn expire_computed(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __computed_site(),
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
/// Removes every entry of `computed`, everywhere.
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
pub fn invalidate_all_computed() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__computed_site()),
    )
}
/// The body of `computed`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn computed_uncached(id: u64, seconds: u64) -> u64 {
    let _ = &seconds;
    id
}
/// Calls `computed` and tells where the value came from.
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
pub fn computed_cached(
    id: u64,
    seconds: u64,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<u64>> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __computed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            let ttl: ::core::time::Duration = Duration::from_secs(seconds);
            shape
                .loading(
                    computed_uncached(id, seconds),
                    move |_, draft: &mut ::cache_runtime::__private::Draft| {
                        draft.ttl(ttl);
                    },
                )
        },
    )
}
/// Runs `computed` now and stores what it returns, whatever is cached.
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
pub fn refresh_computed(
    id: u64,
    seconds: u64,
) -> impl ::core::future::Future<Output = u64> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __computed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            let ttl: ::core::time::Duration = Duration::from_secs(seconds);
            shape
                .loading(
                    computed_uncached(id, seconds),
                    move |_, draft: &mut ::cache_runtime::__private::Draft| {
                        draft.ttl(ttl);
                    },
                )
        },
    )
}
/// The entry of `computed` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_computed(
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<u64>>,
> {
    let call = ::cache_runtime::__private::Call::new(
        __computed_site(),
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
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `computed` had just returned it.
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
pub fn put_computed(
    id: u64,
    seconds: u64,
    value: u64,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_computed(id, seconds, value))
}
/// Loads the entries of `computed` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_computed(
    seconds: u64,
    keys: impl ::core::iter::IntoIterator<Item = u64>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed>
where
    for<'later> u64: ::core::clone::Clone,
{
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |id| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __computed_site(),
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
            let seconds = ::core::clone::Clone::clone(&seconds);
            (
                key,
                async move {
                    ::cache_runtime::__private::warmed!(
                        computed_cached(id, seconds). await
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
pub fn __put_computed(
    id: u64,
    seconds: u64,
    value: u64,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __computed_site(),
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
    let ttl: ::core::time::Duration = Duration::from_secs(seconds);
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        move |_, draft: &mut ::cache_runtime::__private::Draft| {
            draft.ttl(ttl);
        },
    )
}
