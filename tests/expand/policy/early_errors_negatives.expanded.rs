//! Early loads, cached errors and short-lived absences.
use cache_runtime::cached;
pub async fn early(id: u64) -> Result<Option<String>, String> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = { let plain =
        ::cache_runtime::__private::shape!(Result < Option < String >, String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }; plain.caching_errors()
        }; plain.checking_negatives() }
    );
    ::cache_runtime::__private::get_or_load_kept_async(
            ::cache_runtime::__private::Call::new(
                __early_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            ),
            shape,
            move || {
                let id = ::cache_runtime::__private::hold(id);
                ::cache_runtime::__private::once(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move { early_uncached(id).await },
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
pub fn __early_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::early"),
            ::cache_runtime::__private::Template::explicit(&["early:", ""]),
        )
        .ttl(3600000)
        .early()
        .beta(1.5)
        .finish()
        .kept()
        .negative_ttl(10000)
        .error_ttl(1000)
        .version(3)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `early`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn early_key(id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __early_site(),
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
/// Removes one entry of `early`, everywhere.
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
pub fn invalidate_early(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __early_site(),
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
/// Marks one entry of `early` as stale; it stays as a fallback.
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
pub fn expire_early(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __early_site(),
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
/// Removes every entry of `early`, everywhere.
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
pub fn invalidate_all_early() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__early_site()),
    )
}
/// The body of `early`, which never touches the cache.
///
/// # Errors
///
/// Whatever the body returns.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn early_uncached(id: u64) -> Result<Option<String>, String> {
    if id == 0 { Err("zero".to_owned()) } else { Ok((id > 1).then(|| id.to_string())) }
}
/// Calls `early` and tells where the value came from.
///
/// # Errors
///
/// As the function itself.
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
pub fn early_cached(
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Cached<
            <Result<
                Option<String>,
                String,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
        <Result<Option<String>, String> as ::cache_runtime::__private::ResultLike>::Error,
    >,
> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = { let plain =
        ::cache_runtime::__private::shape!(Result < Option < String >, String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }; plain.caching_errors()
        }; plain.checking_negatives() }
    );
    ::cache_runtime::__private::get_or_load_cached_kept_async(
        ::cache_runtime::__private::Call::new(
            __early_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move || {
            let id = ::cache_runtime::__private::hold(id);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move { early_uncached(id).await },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// Runs `early` now and stores what it returns, whatever is cached.
///
/// # Errors
///
/// As the function itself.
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
pub fn refresh_early(
    id: u64,
) -> impl ::core::future::Future<Output = Result<Option<String>, String>> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = { let plain =
        ::cache_runtime::__private::shape!(Result < Option < String >, String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }; plain.caching_errors()
        }; plain.checking_negatives() }
    );
    ::cache_runtime::__private::refresh_kept_async(
        ::cache_runtime::__private::Call::new(
            __early_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move || {
            let id = ::cache_runtime::__private::hold(id);
            ::cache_runtime::__private::once(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move { early_uncached(id).await },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// The entry of `early` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_early(
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <Result<
                Option<String>,
                String,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __early_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = { let plain =
        ::cache_runtime::__private::shape!(Result < Option < String >, String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }; plain.caching_errors()
        }; plain.checking_negatives() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `early` had just returned it.
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
pub fn put_early(
    id: u64,
    value: <Result<
        Option<String>,
        String,
    > as ::cache_runtime::__private::ResultLike>::Value,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_early(id, value))
}
/// Loads the entries of `early` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_early(
    keys: impl ::core::iter::IntoIterator<Item = u64>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |id| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __early_site(),
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
            (
                key,
                async move {
                    ::cache_runtime::__private::warmed!(early_cached(id). await)
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
pub fn __put_early(
    id: u64,
    value: <Result<
        Option<String>,
        String,
    > as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __early_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = { let plain =
        ::cache_runtime::__private::shape!(Result < Option < String >, String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }; plain.caching_errors()
        }; plain.checking_negatives() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
