//! Hits that are audited: a load that can be done again, and values that can be compared.
use cache_runtime::cached;
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    pub name: String,
}
pub async fn row(prefix: &str, id: u64) -> Result<Row, std::io::Error> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < Row,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::compared!(plain) .audited() }
    );
    ::cache_runtime::__private::get_or_load_kept_async(
            ::cache_runtime::__private::Call::new(
                __row_site(),
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
                let kept_prefix = ::cache_runtime::__private::keep(prefix);
                let id = ::cache_runtime::__private::hold_again(id);
                ::cache_runtime::__private::again(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move {
                                    row_uncached(
                                            ::cache_runtime::__private::lend(&kept_prefix),
                                            id,
                                        )
                                        .await
                                },
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
pub fn __row_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::row"),
            ::cache_runtime::__private::Template::explicit(&["row:", ""]),
        )
        .ttl(3600000)
        .audit(0.001)
        .kept()
        .stop()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `row`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn row_key(id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __row_site(),
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
/// Removes one entry of `row`, everywhere.
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
pub fn invalidate_row(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __row_site(),
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
/// Marks one entry of `row` as stale; it stays as a fallback.
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
pub fn expire_row(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __row_site(),
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
/// Removes every entry of `row`, everywhere.
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
pub fn invalidate_all_row() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__row_site()),
    )
}
/// The body of `row`, which never touches the cache.
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
pub async fn row_uncached(prefix: &str, id: u64) -> Result<Row, std::io::Error> {
    Ok(Row {
        name: format!("{prefix}{id}"),
    })
}
/// Calls `row` and tells where the value came from.
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
pub fn row_cached(
    prefix: &str,
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Cached<
            <Result<
                Row,
                std::io::Error,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
        <Result<Row, std::io::Error> as ::cache_runtime::__private::ResultLike>::Error,
    >,
> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < Row,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::compared!(plain) .audited() }
    );
    ::cache_runtime::__private::get_or_load_cached_kept_async(
        ::cache_runtime::__private::Call::new(
            __row_site(),
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
            let kept_prefix = ::cache_runtime::__private::keep(prefix);
            let id = ::cache_runtime::__private::hold_again(id);
            ::cache_runtime::__private::again(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move {
                                row_uncached(
                                        ::cache_runtime::__private::lend(&kept_prefix),
                                        id,
                                    )
                                    .await
                            },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// Runs `row` now and stores what it returns, whatever is cached.
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
pub fn refresh_row(
    prefix: &str,
    id: u64,
) -> impl ::core::future::Future<Output = Result<Row, std::io::Error>> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < Row,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::compared!(plain) .audited() }
    );
    ::cache_runtime::__private::refresh_kept_async(
        ::cache_runtime::__private::Call::new(
            __row_site(),
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
            let kept_prefix = ::cache_runtime::__private::keep(prefix);
            let id = ::cache_runtime::__private::hold_again(id);
            ::cache_runtime::__private::again(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move {
                                row_uncached(
                                        ::cache_runtime::__private::lend(&kept_prefix),
                                        id,
                                    )
                                    .await
                            },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// The entry of `row` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_row(
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <Result<
                Row,
                std::io::Error,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __row_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < Row,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::compared!(plain) .audited() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `row` had just returned it.
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
pub fn put_row(
    id: u64,
    value: <Result<Row, std::io::Error> as ::cache_runtime::__private::ResultLike>::Value,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_row(id, value))
}
/// Loads the entries of `row` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_row<'a0>(
    prefix: &'a0 str,
    keys: impl ::core::iter::IntoIterator<Item = u64>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |id| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __row_site(),
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
                    ::cache_runtime::__private::warmed!(row_cached(prefix, id). await)
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
pub fn __put_row(
    id: u64,
    value: <Result<Row, std::io::Error> as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __row_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < Row,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::compared!(plain) .audited() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
pub fn half(n: u64) -> Option<u64> {
    let call = ::cache_runtime::__private::Call::new(
        __half_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = {
        let plain = {
            let plain = ::cache_runtime::__private::shape!(Option < u64 >);
            ::cache_runtime::__private::sent!(plain).outliving()
        };
        ::cache_runtime::__private::compared!(plain).audited()
    };
    let keep = move || {
        let n = ::cache_runtime::__private::hold_again(n);
        ::cache_runtime::__private::again(
            ::cache_runtime::__private::Links::default(),
            move || {
                shape
                    .loading(
                        move || half_uncached(n),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    };
    ::cache_runtime::__private::get_or_load_kept(call, shape, keep)
}
#[doc(hidden)]
#[must_use]
pub fn __half_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::half"),
            ::cache_runtime::__private::Template::by_default(1),
        )
        .ttl(3600000)
        .audit(1.0)
        .kept()
        .tiers(::cache_runtime::__private::Tiers::Memory)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `half`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn half_key(n: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __half_site(),
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
/// Removes one entry of `half`, everywhere.
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
pub fn invalidate_half(
    n: u64,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __half_site(),
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
/// Marks one entry of `half` as stale; it stays as a fallback.
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
pub fn expire_half(
    n: u64,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __half_site(),
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
/// Removes every entry of `half`, everywhere.
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
pub fn invalidate_all_half() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__half_site()),
    )
}
/// The body of `half`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn half_uncached(n: u64) -> Option<u64> {
    n.is_multiple_of(2).then_some(n / 2)
}
/// Calls `half` and tells where the value came from.
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
pub fn half_cached(n: u64) -> ::cache_runtime::__private::Cached<Option<u64>> {
    let call = ::cache_runtime::__private::Call::new(
        __half_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = {
        let plain = {
            let plain = ::cache_runtime::__private::shape!(Option < u64 >);
            ::cache_runtime::__private::sent!(plain).outliving()
        };
        ::cache_runtime::__private::compared!(plain).audited()
    };
    let keep = move || {
        let n = ::cache_runtime::__private::hold_again(n);
        ::cache_runtime::__private::again(
            ::cache_runtime::__private::Links::default(),
            move || {
                shape
                    .loading(
                        move || half_uncached(n),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    };
    ::cache_runtime::__private::get_or_load_cached_kept(call, shape, keep)
}
/// Runs `half` now and stores what it returns, whatever is cached.
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
pub fn refresh_half(n: u64) -> Option<u64> {
    let call = ::cache_runtime::__private::Call::new(
        __half_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = {
        let plain = {
            let plain = ::cache_runtime::__private::shape!(Option < u64 >);
            ::cache_runtime::__private::sent!(plain).outliving()
        };
        ::cache_runtime::__private::compared!(plain).audited()
    };
    let keep = move || {
        let n = ::cache_runtime::__private::hold_again(n);
        ::cache_runtime::__private::again(
            ::cache_runtime::__private::Links::default(),
            move || {
                shape
                    .loading(
                        move || half_uncached(n),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    };
    ::cache_runtime::__private::refresh_kept(call, shape, keep)
}
/// The entry of `half` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_half(
    n: u64,
) -> ::core::option::Option<::cache_runtime::__private::Cached<Option<u64>>> {
    let call = ::cache_runtime::__private::Call::new(
        __half_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = {
        let plain = {
            let plain = ::cache_runtime::__private::shape!(Option < u64 >);
            ::cache_runtime::__private::sent!(plain).outliving()
        };
        ::cache_runtime::__private::compared!(plain).audited()
    };
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `half` had just returned it.
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
pub fn put_half(
    n: u64,
    value: Option<u64>,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_half(n, value))
}
/// Loads the entries of `half` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_half(
    keys: impl ::core::iter::IntoIterator<Item = u64, IntoIter: ::core::marker::Send>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |n| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __half_site(),
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
            (key, move || { ::cache_runtime::__private::warmed!(half_cached(n)) })
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
pub fn __put_half(n: u64, value: Option<u64>) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __half_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&n)).part())
        },
    );
    let shape = {
        let plain = {
            let plain = ::cache_runtime::__private::shape!(Option < u64 >);
            ::cache_runtime::__private::sent!(plain).outliving()
        };
        ::cache_runtime::__private::compared!(plain).audited()
    };
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
