//! Types that the key does not tell keep their entries apart by name; types of ignored arguments do not.
use cache_runtime::cached;
use std::fmt::Display;
pub trait Source: Send + Sync {
    fn read(&self, name: &str) -> String;
}
pub async fn parsed<'a, S, T, const N: usize>(source: &'a S, name: &'a str) -> Option<T>
where
    S: Source,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Option < T >)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                    __parsed_site(),
                    {
                        use ::cache_runtime::__private::{
                            NativePart as _, DisplayPart as _, RefusedPart as _,
                            AnyPart as _,
                        };
                        ::cache_runtime::__private::Key::new()
                            .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                    },
                )
                .instance(::core::any::type_name::<(T, [(); N])>()),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(
                        parsed_uncached::<S, T, N>(source, name),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __parsed_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::parsed"),
            ::cache_runtime::__private::Template::explicit(&["parsed:", ""]),
        )
        .ttl(3600000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `parsed`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn parsed_key<'a, T, const N: usize>(
    name: &'a str,
) -> ::cache_runtime::__private::CacheKey
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::Call::new(
            __parsed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        )
        .instance(::core::any::type_name::<(T, [(); N])>())
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `parsed`, everywhere.
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
pub fn invalidate_parsed<'a, T, const N: usize>(
    name: &'a str,
) -> ::cache_runtime::__private::Invalidation
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
    )
}
/// Marks one entry of `parsed` as stale; it stays as a fallback.
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
pub fn expire_parsed<'a, T, const N: usize>(
    name: &'a str,
) -> ::cache_runtime::__private::Invalidation
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
    )
}
/// Removes every entry of `parsed`, everywhere.
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
pub fn invalidate_all_parsed() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__parsed_site()),
    )
}
/// The body of `parsed`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn parsed_uncached<'a, S, T, const N: usize>(
    source: &'a S,
    name: &'a str,
) -> Option<T>
where
    S: Source,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    source.read(name).get(N..)?.parse().ok()
}
/// Calls `parsed` and tells where the value came from.
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
pub fn parsed_cached<'a, S, T, const N: usize>(
    source: &'a S,
    name: &'a str,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<Option<T>>>
where
    S: Source,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Option < T >)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    parsed_uncached::<S, T, N>(source, name),
                    ::cache_runtime::__private::nothing,
                )
        },
    )
}
/// Runs `parsed` now and stores what it returns, whatever is cached.
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
pub fn refresh_parsed<'a, S, T, const N: usize>(
    source: &'a S,
    name: &'a str,
) -> impl ::core::future::Future<Output = Option<T>>
where
    S: Source,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Option < T >)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
                __parsed_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                },
            )
            .instance(::core::any::type_name::<(T, [(); N])>()),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape
                .loading(
                    parsed_uncached::<S, T, N>(source, name),
                    ::cache_runtime::__private::nothing,
                )
        },
    )
}
/// The entry of `parsed` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_parsed<'a, T, const N: usize>(
    name: &'a str,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<Option<T>>>,
>
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let call = ::cache_runtime::__private::Call::new(
            __parsed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        )
        .instance(::core::any::type_name::<(T, [(); N])>());
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Option < T >)
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `parsed` had just returned it.
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
pub fn put_parsed<'a, T, const N: usize>(
    name: &'a str,
    value: Option<T>,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
>
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::put_async(__put_parsed::<T, N>(name, value))
}
/// Loads the entries of `parsed` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_parsed<'a, S, T, const N: usize>(
    source: &'a S,
    keys: impl ::core::iter::IntoIterator<Item = impl ::core::borrow::Borrow<str>>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed>
where
    S: Source,
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |name| {
            let key = {
                let name = ::core::borrow::Borrow::<str>::borrow(&name);
                ::cache_runtime::__private::Call::new(
                        __parsed_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                        },
                    )
                    .instance(::core::any::type_name::<(T, [(); N])>())
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    let name = ::core::borrow::Borrow::<str>::borrow(&name);
                    ::cache_runtime::__private::warmed!(
                        parsed_cached:: < S, T, N > (source, name). await
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
pub fn __put_parsed<'a, T, const N: usize>(
    name: &'a str,
    value: Option<T>,
) -> ::cache_runtime::__private::Putting
where
    T: std::str::FromStr + Clone + Send + Sync + 'static,
{
    let call = ::cache_runtime::__private::Call::new(
            __parsed_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        )
        .instance(::core::any::type_name::<(T, [(); N])>());
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Option < T >)
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
pub fn digits<T: Display, const WIDE: bool>(value: T) -> String {
    let call = ::cache_runtime::__private::Call::new(
            __digits_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
            },
        )
        .instance(::core::any::type_name::<T>());
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || digits_uncached::<T, WIDE>(value),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[doc(hidden)]
#[must_use]
pub fn __digits_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::digits"),
            ::cache_runtime::__private::Template::explicit(&["digits:", ":", ""]),
        )
        .ttl(3600000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `digits`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn digits_key<T: Display, const WIDE: bool>(
    value: T,
) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __digits_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
            },
        )
        .instance(::core::any::type_name::<T>())
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `digits`, everywhere.
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
pub fn invalidate_digits<T: Display, const WIDE: bool>(
    value: T,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
                __digits_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
                },
            )
            .instance(::core::any::type_name::<T>()),
    )
}
/// Marks one entry of `digits` as stale; it stays as a fallback.
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
pub fn expire_digits<T: Display, const WIDE: bool>(
    value: T,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
                __digits_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
                },
            )
            .instance(::core::any::type_name::<T>()),
    )
}
/// Removes every entry of `digits`, everywhere.
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
pub fn invalidate_all_digits() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__digits_site()),
    )
}
/// The body of `digits`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn digits_uncached<T: Display, const WIDE: bool>(value: T) -> String {
    if WIDE { format!("{value:>20}") } else { value.to_string() }
}
/// Calls `digits` and tells where the value came from.
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
pub fn digits_cached<T: Display, const WIDE: bool>(
    value: T,
) -> ::cache_runtime::__private::Cached<String> {
    let call = ::cache_runtime::__private::Call::new(
            __digits_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
            },
        )
        .instance(::core::any::type_name::<T>());
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || digits_uncached::<T, WIDE>(value),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `digits` now and stores what it returns, whatever is cached.
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
pub fn refresh_digits<T: Display, const WIDE: bool>(value: T) -> String {
    let call = ::cache_runtime::__private::Call::new(
            __digits_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
            },
        )
        .instance(::core::any::type_name::<T>());
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || digits_uncached::<T, WIDE>(value),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `digits` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_digits<T: Display, const WIDE: bool>(
    value: T,
) -> ::core::option::Option<::cache_runtime::__private::Cached<String>> {
    let call = ::cache_runtime::__private::Call::new(
            __digits_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
            },
        )
        .instance(::core::any::type_name::<T>());
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `digits` had just returned it.
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
pub fn put_digits<T: Display, const WIDE: bool>(
    value: T,
    value: String,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_digits::<T, WIDE>(value, value))
}
/// Loads the entries of `digits` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_digits<T: Display, const WIDE: bool>(
    keys: impl ::core::iter::IntoIterator<Item = T, IntoIter: ::core::marker::Send>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |value| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __digits_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&value)).part(),
                                )
                                .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
                        },
                    )
                    .instance(::core::any::type_name::<T>())
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    ::cache_runtime::__private::warmed!(
                        digits_cached:: < T, WIDE > (value)
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
pub fn __put_digits<T: Display, const WIDE: bool>(
    value: T,
    value: String,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
            __digits_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&value)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&WIDE)).part())
            },
        )
        .instance(::core::any::type_name::<T>());
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
