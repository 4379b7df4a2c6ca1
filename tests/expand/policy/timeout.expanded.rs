//! A bound on the time of a load that nothing else lets outlive its call: it borrows as ever.
use cache_runtime::cached;
type Error = Box<dyn std::error::Error + Send + Sync>;
pub async fn rows(table: &str, names: &[&str]) -> Result<u64, Error> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < u64, Error >);
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __rows_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&names)).part())
                },
            ),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(
                        rows_uncached(table, names),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __rows_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::rows"),
            ::cache_runtime::__private::Template::explicit(&["rows:", ":", ""]),
        )
        .ttl(3600000)
        .stampede(::cache_runtime::__private::Stampede::Lock)
        .lock_wait(1000)
        .timeout(2000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `rows`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn rows_key(table: &str, names: &[&str]) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __rows_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&names)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `rows`, everywhere.
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
pub fn invalidate_rows(
    table: &str,
    names: &[&str],
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __rows_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&names)).part())
            },
        ),
    )
}
/// Marks one entry of `rows` as stale; it stays as a fallback.
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
pub fn expire_rows(
    table: &str,
    names: &[&str],
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __rows_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&names)).part())
            },
        ),
    )
}
/// Removes every entry of `rows`, everywhere.
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
pub fn invalidate_all_rows() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__rows_site()),
    )
}
/// The body of `rows`, which never touches the cache.
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
pub async fn rows_uncached(table: &str, names: &[&str]) -> Result<u64, Error> {
    Ok(u64::try_from(table.len() + names.len())?)
}
/// Calls `rows` and tells where the value came from.
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
pub fn rows_cached(
    table: &str,
    names: &[&str],
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Cached<
            <Result<u64, Error> as ::cache_runtime::__private::ResultLike>::Value,
        >,
        <Result<u64, Error> as ::cache_runtime::__private::ResultLike>::Error,
    >,
> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < u64, Error >);
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __rows_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&names)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    rows_uncached(table, names),
                    ::cache_runtime::__private::nothing,
                )
        },
    )
}
/// Runs `rows` now and stores what it returns, whatever is cached.
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
pub fn refresh_rows(
    table: &str,
    names: &[&str],
) -> impl ::core::future::Future<Output = Result<u64, Error>> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < u64, Error >);
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __rows_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&names)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    rows_uncached(table, names),
                    ::cache_runtime::__private::nothing,
                )
        },
    )
}
/// The entry of `rows` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_rows(
    table: &str,
    names: &[&str],
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <Result<u64, Error> as ::cache_runtime::__private::ResultLike>::Value,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __rows_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                .with((&&&&::cache_runtime::__private::Probe(&names)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < u64, Error >);
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `rows` had just returned it.
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
pub fn put_rows(
    table: &str,
    names: &[&str],
    value: <Result<u64, Error> as ::cache_runtime::__private::ResultLike>::Value,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_rows(table, names, value))
}
/// Loads the entries of `rows` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_rows<'a0>(
    keys: impl ::core::iter::IntoIterator<
        Item = (impl ::core::borrow::Borrow<str>, &'a0 [&'a0 str]),
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |(table, names)| {
            let key = {
                let table = ::core::borrow::Borrow::<str>::borrow(&table);
                ::cache_runtime::__private::Call::new(
                        __rows_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&table)).part(),
                                )
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&names)).part(),
                                )
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    let table = ::core::borrow::Borrow::<str>::borrow(&table);
                    ::cache_runtime::__private::warmed!(rows_cached(table, names). await)
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
pub fn __put_rows(
    table: &str,
    names: &[&str],
    value: <Result<u64, Error> as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __rows_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&table)).part())
                .with((&&&&::cache_runtime::__private::Probe(&names)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < u64, Error >);
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
