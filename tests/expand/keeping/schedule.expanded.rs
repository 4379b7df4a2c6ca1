//! A load that is repeated by a schedule, with the arguments of the call that was.
use cache_runtime::cached;
use std::time::Duration;
pub async fn leaderboard(game: &str, size: u64) -> Vec<String> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_kept_async(
            ::cache_runtime::__private::Call::new(
                __leaderboard_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&size)).part())
                },
            ),
            shape,
            move || {
                let mut links = ::cache_runtime::__private::Links::default();
                links.tag("boards");
                let ttl: ::core::time::Duration = Duration::from_secs(3600 * size);
                let kept_0 = ::core::clone::Clone::clone(&size);
                let described_game = ::cache_runtime::__private::keep(game);
                let kept_game = ::cache_runtime::__private::keep(game);
                let size = ::cache_runtime::__private::hold_again(size);
                ::cache_runtime::__private::again(
                    links,
                    move || {
                        shape
                            .loading(
                                async move {
                                    leaderboard_uncached(
                                            ::cache_runtime::__private::lend(&kept_game),
                                            size,
                                        )
                                        .await
                                },
                                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                    let game: &str = ::cache_runtime::__private::lend(
                                        &described_game,
                                    );
                                    draft.ttl(ttl);
                                    shape
                                        .present(
                                            value,
                                            |result| {
                                                draft
                                                    .tag(
                                                        ::cache_runtime::__private::tag(
                                                            &["board:", ":", ":", ""],
                                                            {
                                                                use ::cache_runtime::__private::{
                                                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                                                    AnyPart as _,
                                                                };
                                                                ::cache_runtime::__private::Key::new()
                                                                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                                    )
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&result.len()))
                                                                            .part(),
                                                                    )
                                                            },
                                                        ),
                                                    );
                                            },
                                        );
                                },
                            )
                    },
                )
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __leaderboard_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::leaderboard"),
            ::cache_runtime::__private::Template::explicit(&["board:", ":", ""]),
        )
        .ttl_computed()
        .refresh_every(300000, 3000000)
        .finish()
        .kept()
        .result_tags()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `leaderboard`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn leaderboard_key(game: &str, size: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __leaderboard_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&size)).part())
            },
        )
        .key(move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("boards");
        })
}
/// Removes one entry of `leaderboard`, everywhere.
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
pub fn invalidate_leaderboard(
    game: &str,
    size: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __leaderboard_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&size)).part())
            },
        ),
    )
}
/// Marks one entry of `leaderboard` as stale; it stays as a fallback.
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
pub fn expire_leaderboard(
    game: &str,
    size: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __leaderboard_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&size)).part())
            },
        ),
    )
}
/// Removes every entry of `leaderboard`, everywhere.
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
pub fn invalidate_all_leaderboard() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__leaderboard_site()),
    )
}
/// The body of `leaderboard`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn leaderboard_uncached(game: &str, size: u64) -> Vec<String> {
    (0..size).map(|place| format!("{game}{place}")).collect()
}
/// Calls `leaderboard` and tells where the value came from.
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
pub fn leaderboard_cached(
    game: &str,
    size: u64,
) -> impl ::core::future::Future<
    Output = ::cache_runtime::__private::Cached<Vec<String>>,
> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_cached_kept_async(
        ::cache_runtime::__private::Call::new(
            __leaderboard_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&size)).part())
            },
        ),
        shape,
        move || {
            let mut links = ::cache_runtime::__private::Links::default();
            links.tag("boards");
            let ttl: ::core::time::Duration = Duration::from_secs(3600 * size);
            let kept_0 = ::core::clone::Clone::clone(&size);
            let described_game = ::cache_runtime::__private::keep(game);
            let kept_game = ::cache_runtime::__private::keep(game);
            let size = ::cache_runtime::__private::hold_again(size);
            ::cache_runtime::__private::again(
                links,
                move || {
                    shape
                        .loading(
                            async move {
                                leaderboard_uncached(
                                        ::cache_runtime::__private::lend(&kept_game),
                                        size,
                                    )
                                    .await
                            },
                            move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                let game: &str = ::cache_runtime::__private::lend(
                                    &described_game,
                                );
                                draft.ttl(ttl);
                                shape
                                    .present(
                                        value,
                                        |result| {
                                            draft
                                                .tag(
                                                    ::cache_runtime::__private::tag(
                                                        &["board:", ":", ":", ""],
                                                        {
                                                            use ::cache_runtime::__private::{
                                                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                                                AnyPart as _,
                                                            };
                                                            ::cache_runtime::__private::Key::new()
                                                                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                                                                .with(
                                                                    (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                                )
                                                                .with(
                                                                    (&&&&::cache_runtime::__private::Probe(&result.len()))
                                                                        .part(),
                                                                )
                                                        },
                                                    ),
                                                );
                                        },
                                    );
                            },
                        )
                },
            )
        },
    )
}
/// Runs `leaderboard` now and stores what it returns, whatever is cached.
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
pub fn refresh_leaderboard(
    game: &str,
    size: u64,
) -> impl ::core::future::Future<Output = Vec<String>> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::refresh_kept_async(
        ::cache_runtime::__private::Call::new(
            __leaderboard_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&size)).part())
            },
        ),
        shape,
        move || {
            let mut links = ::cache_runtime::__private::Links::default();
            links.tag("boards");
            let ttl: ::core::time::Duration = Duration::from_secs(3600 * size);
            let kept_0 = ::core::clone::Clone::clone(&size);
            let described_game = ::cache_runtime::__private::keep(game);
            let kept_game = ::cache_runtime::__private::keep(game);
            let size = ::cache_runtime::__private::hold_again(size);
            ::cache_runtime::__private::again(
                links,
                move || {
                    shape
                        .loading(
                            async move {
                                leaderboard_uncached(
                                        ::cache_runtime::__private::lend(&kept_game),
                                        size,
                                    )
                                    .await
                            },
                            move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                let game: &str = ::cache_runtime::__private::lend(
                                    &described_game,
                                );
                                draft.ttl(ttl);
                                shape
                                    .present(
                                        value,
                                        |result| {
                                            draft
                                                .tag(
                                                    ::cache_runtime::__private::tag(
                                                        &["board:", ":", ":", ""],
                                                        {
                                                            use ::cache_runtime::__private::{
                                                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                                                AnyPart as _,
                                                            };
                                                            ::cache_runtime::__private::Key::new()
                                                                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                                                                .with(
                                                                    (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                                                )
                                                                .with(
                                                                    (&&&&::cache_runtime::__private::Probe(&result.len()))
                                                                        .part(),
                                                                )
                                                        },
                                                    ),
                                                );
                                        },
                                    );
                            },
                        )
                },
            )
        },
    )
}
/// The entry of `leaderboard` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_leaderboard(
    game: &str,
    size: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<Vec<String>>>,
> {
    let call = ::cache_runtime::__private::Call::new(
        __leaderboard_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                .with((&&&&::cache_runtime::__private::Probe(&size)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `leaderboard` had just returned it.
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
pub fn put_leaderboard(
    game: &str,
    size: u64,
    value: Vec<String>,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_leaderboard(game, size, value))
}
/// Loads the entries of `leaderboard` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_leaderboard(
    keys: impl ::core::iter::IntoIterator<
        Item = (impl ::core::borrow::Borrow<str>, u64),
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |(game, size)| {
            let key = {
                let game = ::core::borrow::Borrow::<str>::borrow(&game);
                ::cache_runtime::__private::Call::new(
                        __leaderboard_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                                .with((&&&&::cache_runtime::__private::Probe(&size)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    let game = ::core::borrow::Borrow::<str>::borrow(&game);
                    ::cache_runtime::__private::warmed!(
                        leaderboard_cached(game, size). await
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
pub fn __put_leaderboard(
    game: &str,
    size: u64,
    value: Vec<String>,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __leaderboard_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                .with((&&&&::cache_runtime::__private::Probe(&size)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let ttl: ::core::time::Duration = Duration::from_secs(3600 * size);
    let kept_0 = ::core::clone::Clone::clone(&game);
    let kept_1 = ::core::clone::Clone::clone(&size);
    ::cache_runtime::__private::storing(
        call,
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("boards");
        },
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            draft.ttl(ttl);
            shape
                .present(
                    value,
                    |result| {
                        draft
                            .tag(
                                ::cache_runtime::__private::tag(
                                    &["board:", ":", ":", ""],
                                    {
                                        use ::cache_runtime::__private::{
                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                            AnyPart as _,
                                        };
                                        ::cache_runtime::__private::Key::new()
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                            )
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&kept_1)).part(),
                                            )
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&result.len()))
                                                    .part(),
                                            )
                                    },
                                ),
                            );
                    },
                );
        },
    )
}
pub async fn total(game: String) -> usize {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(usize);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_kept_async(
            ::cache_runtime::__private::Call::new(
                __total_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                },
            ),
            shape,
            move || {
                let game = ::cache_runtime::__private::hold_again(game);
                ::cache_runtime::__private::again(
                    ::cache_runtime::__private::Links::default(),
                    move || {
                        shape
                            .loading(
                                async move { total_uncached(game).await },
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
pub fn __total_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::total"),
            ::cache_runtime::__private::Template::by_default(1),
        )
        .ttl(3600000)
        .refresh_every(300000, 1800000)
        .kept()
        .stop()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `total`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn total_key(game: String) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __total_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `total`, everywhere.
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
pub fn invalidate_total(game: String) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __total_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
            },
        ),
    )
}
/// Marks one entry of `total` as stale; it stays as a fallback.
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
pub fn expire_total(game: String) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __total_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
            },
        ),
    )
}
/// Removes every entry of `total`, everywhere.
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
pub fn invalidate_all_total() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__total_site()),
    )
}
/// The body of `total`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn total_uncached(game: String) -> usize {
    game.len()
}
/// Calls `total` and tells where the value came from.
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
pub fn total_cached(
    game: String,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<usize>> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(usize);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_cached_kept_async(
        ::cache_runtime::__private::Call::new(
            __total_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
            },
        ),
        shape,
        move || {
            let game = ::cache_runtime::__private::hold_again(game);
            ::cache_runtime::__private::again(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move { total_uncached(game).await },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// Runs `total` now and stores what it returns, whatever is cached.
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
pub fn refresh_total(game: String) -> impl ::core::future::Future<Output = usize> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(usize);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::refresh_kept_async(
        ::cache_runtime::__private::Call::new(
            __total_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&game)).part())
            },
        ),
        shape,
        move || {
            let game = ::cache_runtime::__private::hold_again(game);
            ::cache_runtime::__private::again(
                ::cache_runtime::__private::Links::default(),
                move || {
                    shape
                        .loading(
                            async move { total_uncached(game).await },
                            ::cache_runtime::__private::nothing,
                        )
                },
            )
        },
    )
}
/// The entry of `total` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_total(
    game: String,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<usize>>,
> {
    let call = ::cache_runtime::__private::Call::new(
        __total_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(usize);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `total` had just returned it.
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
pub fn put_total(
    game: String,
    value: usize,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_total(game, value))
}
/// Loads the entries of `total` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_total(
    keys: impl ::core::iter::IntoIterator<Item = String>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |game| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __total_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    ::cache_runtime::__private::warmed!(total_cached(game). await)
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
pub fn __put_total(game: String, value: usize) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __total_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&game)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(usize);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
