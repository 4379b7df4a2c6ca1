//! A ttl from the value and the arguments.
use cache_runtime::cached;
use std::time::Duration;
#[derive(Clone)]
pub struct Token {
    pub lives: u64,
}
pub async fn token(user: String) -> Result<Token, std::io::Error> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Token, std::io::Error >)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __token_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&user)).part())
                },
            ),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                let kept_user = ::core::clone::Clone::clone(&user);
                shape
                    .loading(
                        token_uncached(user),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            draft
                                .ttl({
                                    let token: &Token = value;
                                    let user = &kept_user;
                                    Duration::from_secs(token.lives + user.len() as u64)
                                });
                        },
                    )
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __token_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::token"),
            ::cache_runtime::__private::Template::explicit(&["token:", ""]),
        )
        .ttl(3600000)
        .ttl_computed()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `token`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn token_key(user: String) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __token_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `token`, everywhere.
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
pub fn invalidate_token(user: String) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __token_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user)).part())
            },
        ),
    )
}
/// Marks one entry of `token` as stale; it stays as a fallback.
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
pub fn expire_token(user: String) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __token_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user)).part())
            },
        ),
    )
}
/// Removes every entry of `token`, everywhere.
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
pub fn invalidate_all_token() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__token_site()),
    )
}
/// The body of `token`, which never touches the cache.
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
pub async fn token_uncached(user: String) -> Result<Token, std::io::Error> {
    Ok(Token {
        lives: u64::try_from(user.len()).unwrap_or(0),
    })
}
/// Calls `token` and tells where the value came from.
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
pub fn token_cached(
    user: String,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Cached<
            <Result<
                Token,
                std::io::Error,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
        <Result<Token, std::io::Error> as ::cache_runtime::__private::ResultLike>::Error,
    >,
> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Token, std::io::Error >)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __token_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            let kept_user = ::core::clone::Clone::clone(&user);
            shape
                .loading(
                    token_uncached(user),
                    move |value, draft: &mut ::cache_runtime::__private::Draft| {
                        draft
                            .ttl({
                                let token: &Token = value;
                                let user = &kept_user;
                                Duration::from_secs(token.lives + user.len() as u64)
                            });
                    },
                )
        },
    )
}
/// Runs `token` now and stores what it returns, whatever is cached.
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
pub fn refresh_token(
    user: String,
) -> impl ::core::future::Future<Output = Result<Token, std::io::Error>> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Token, std::io::Error >)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __token_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&user)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            let kept_user = ::core::clone::Clone::clone(&user);
            shape
                .loading(
                    token_uncached(user),
                    move |value, draft: &mut ::cache_runtime::__private::Draft| {
                        draft
                            .ttl({
                                let token: &Token = value;
                                let user = &kept_user;
                                Duration::from_secs(token.lives + user.len() as u64)
                            });
                    },
                )
        },
    )
}
/// The entry of `token` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_token(
    user: String,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <Result<
                Token,
                std::io::Error,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __token_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Token, std::io::Error >)
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `token` had just returned it.
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
pub fn put_token(
    user: String,
    value: <Result<
        Token,
        std::io::Error,
    > as ::cache_runtime::__private::ResultLike>::Value,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_token(user, value))
}
/// Loads the entries of `token` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_token(
    keys: impl ::core::iter::IntoIterator<Item = String>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |user| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __token_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&user)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    ::cache_runtime::__private::warmed!(token_cached(user). await)
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
pub fn __put_token(
    user: String,
    value: <Result<
        Token,
        std::io::Error,
    > as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __token_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Token, std::io::Error >)
    );
    let kept_user = ::core::clone::Clone::clone(&user);
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            draft
                .ttl({
                    let token: &Token = value;
                    let user = &kept_user;
                    Duration::from_secs(token.lives + user.len() as u64)
                });
        },
    )
}
