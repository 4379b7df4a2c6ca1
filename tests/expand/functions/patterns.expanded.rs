//! Patterns, `mut` and underscored names: the signature gets plain names, the body keeps what was written.
use cache_runtime::cached;
pub struct Point {
    pub x: i32,
    pub y: i32,
}
pub fn area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
    argument_3: &str,
) -> i32 {
    let call = ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, _) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        )
        .only_if({
            let (width, _) = &argument_1;
            let scale = &scale;
            *width > 0 && *scale > 0
        });
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(i32)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || area_uncached(argument_0, argument_1, scale, argument_3),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[doc(hidden)]
#[must_use]
pub fn __area_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::area"),
            ::cache_runtime::__private::Template::explicit(&["area:", ":", ":", ":", ""]),
        )
        .ttl(300000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `area`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn area_key(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, _) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `area`, everywhere.
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
pub fn invalidate_area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, _) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        ),
    )
}
/// Marks one entry of `area` as stale; it stays as a fallback.
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
pub fn expire_area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, _) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        ),
    )
}
/// Removes every entry of `area`, everywhere.
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
pub fn invalidate_all_area() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__area_site()),
    )
}
/// The body of `area`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn area_uncached(
    Point { x, mut y }: Point,
    (width, height): (i32, i32),
    mut scale: i32,
    _trace: &str,
) -> i32 {
    y += 1;
    scale += x + y;
    width * height * scale
}
/// Calls `area` and tells where the value came from.
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
pub fn area_cached(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
    argument_3: &str,
) -> ::cache_runtime::__private::Cached<i32> {
    let call = ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, _) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        )
        .only_if({
            let (width, _) = &argument_1;
            let scale = &scale;
            *width > 0 && *scale > 0
        });
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(i32)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || area_uncached(argument_0, argument_1, scale, argument_3),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `area` now and stores what it returns, whatever is cached.
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
pub fn refresh_area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
    argument_3: &str,
) -> i32 {
    let call = ::cache_runtime::__private::Call::new(
            __area_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let Point { x, y } = &argument_0;
                let (width, _) = &argument_1;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(x)).part())
                    .with((&&&&::cache_runtime::__private::Probe(y)).part())
                    .with((&&&&::cache_runtime::__private::Probe(width)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
            },
        )
        .only_if({
            let (width, _) = &argument_1;
            let scale = &scale;
            *width > 0 && *scale > 0
        });
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(i32)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || area_uncached(argument_0, argument_1, scale, argument_3),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `area` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
) -> ::core::option::Option<::cache_runtime::__private::Cached<i32>> {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, _) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(i32)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `area` had just returned it.
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
pub fn put_area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
    value: i32,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_area(argument_0, argument_1, scale, value))
}
/// Loads the entries of `area` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_area<'a0>(
    argument_3: &'a0 str,
    keys: impl ::core::iter::IntoIterator<
        Item = (Point, (i32, i32), i32),
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed
where
    for<'later> &'a0 str: ::core::marker::Sync,
{
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |(argument_0, argument_1, scale)| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __area_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            let Point { x, y } = &argument_0;
                            let (width, _) = &argument_1;
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&scale)).part(),
                                )
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    ::cache_runtime::__private::warmed!(
                        area_cached(argument_0, argument_1, scale, argument_3)
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
pub fn __put_area(
    argument_0: Point,
    argument_1: (i32, i32),
    scale: i32,
    value: i32,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __area_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            let Point { x, y } = &argument_0;
            let (width, _) = &argument_1;
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(x)).part())
                .with((&&&&::cache_runtime::__private::Probe(y)).part())
                .with((&&&&::cache_runtime::__private::Probe(width)).part())
                .with((&&&&::cache_runtime::__private::Probe(&scale)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(i32)
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
