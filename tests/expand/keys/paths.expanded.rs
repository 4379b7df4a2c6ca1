//! Placeholders reach into arguments: fields, tuple indices, methods. Doubled brackets are literal.
use cache_runtime::cached;
pub struct User {
    pub id: u64,
    pub name: String,
}
pub fn described(user: &User, pair: (u8, u8), flag: Option<bool>) -> String {
    let call = ::cache_runtime::__private::Call::new(
        __described_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                .with((&&&&::cache_runtime::__private::Probe(&user.name.len())).part())
                .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || described_uncached(user, pair, flag),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load(call, shape, load)
}
#[doc(hidden)]
#[must_use]
pub fn __described_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::described"),
            ::cache_runtime::__private::Template::explicit(
                &["<paths>:", ":", ":", ":", ""],
            ),
        )
        .ttl(3600000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `described`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn described_key(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __described_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                    .with(
                        (&&&&::cache_runtime::__private::Probe(&user.name.len())).part(),
                    )
                    .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `described`, everywhere.
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
pub fn invalidate_described(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __described_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                    .with(
                        (&&&&::cache_runtime::__private::Probe(&user.name.len())).part(),
                    )
                    .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
            },
        ),
    )
}
/// Marks one entry of `described` as stale; it stays as a fallback.
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
pub fn expire_described(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __described_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                    .with(
                        (&&&&::cache_runtime::__private::Probe(&user.name.len())).part(),
                    )
                    .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
            },
        ),
    )
}
/// Removes every entry of `described`, everywhere.
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
pub fn invalidate_all_described() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__described_site()),
    )
}
/// The body of `described`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn described_uncached(user: &User, pair: (u8, u8), flag: Option<bool>) -> String {
    format!("{} {:?} {flag:?}", user.name, pair.1)
}
/// Calls `described` and tells where the value came from.
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
pub fn described_cached(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
) -> ::cache_runtime::__private::Cached<String> {
    let call = ::cache_runtime::__private::Call::new(
        __described_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                .with((&&&&::cache_runtime::__private::Probe(&user.name.len())).part())
                .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || described_uncached(user, pair, flag),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::get_or_load_cached(call, shape, load)
}
/// Runs `described` now and stores what it returns, whatever is cached.
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
pub fn refresh_described(user: &User, pair: (u8, u8), flag: Option<bool>) -> String {
    let call = ::cache_runtime::__private::Call::new(
        __described_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                .with((&&&&::cache_runtime::__private::Probe(&user.name.len())).part())
                .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    let load = move |_: &mut ::cache_runtime::__private::Links| {
        shape
            .loading(
                move || described_uncached(user, pair, flag),
                ::cache_runtime::__private::nothing,
            )
    };
    ::cache_runtime::__private::refresh(call, shape, load)
}
/// The entry of `described` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_described(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
) -> ::core::option::Option<::cache_runtime::__private::Cached<String>> {
    let call = ::cache_runtime::__private::Call::new(
        __described_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                .with((&&&&::cache_runtime::__private::Probe(&user.name.len())).part())
                .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `described` had just returned it.
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
pub fn put_described(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
    value: String,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_described(user, pair, flag, value))
}
/// Loads the entries of `described` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_described(
    keys: impl ::core::iter::IntoIterator<
        Item = (impl ::core::borrow::Borrow<User>, (u8, u8), Option<bool>),
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |(user, pair, flag)| {
            let key = {
                let user = ::core::borrow::Borrow::<User>::borrow(&user);
                ::cache_runtime::__private::Call::new(
                        __described_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&user.id)).part(),
                                )
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&pair.1)).part(),
                                )
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&user.name.len()))
                                        .part(),
                                )
                                .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let user = ::core::borrow::Borrow::<User>::borrow(&user);
                    ::cache_runtime::__private::warmed!(
                        described_cached(user, pair, flag)
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
pub fn __put_described(
    user: &User,
    pair: (u8, u8),
    flag: Option<bool>,
    value: String,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __described_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&pair.1)).part())
                .with((&&&&::cache_runtime::__private::Probe(&user.name.len())).part())
                .with((&&&&::cache_runtime::__private::Probe(&flag)).part())
        },
    );
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
