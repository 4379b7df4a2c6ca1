//! The same for a sync function, and one whose time is bounded.
use cache_runtime::cached;
#[derive(Debug, PartialEq, Eq)]
pub struct TooLate;
impl From<cache_runtime::LoadTimeout> for TooLate {
    fn from(_: cache_runtime::LoadTimeout) -> Self {
        Self
    }
}
pub fn words(text: &str) -> Vec<String> {
    let call = ::cache_runtime::__private::Call::new(
        __words_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let keep = move || {
        let kept_text = ::cache_runtime::__private::keep(text);
        ::cache_runtime::__private::once(
            ::cache_runtime::__private::Links::default(),
            move || {
                shape
                    .loading(
                        move || words_uncached(
                            ::cache_runtime::__private::lend(&kept_text),
                        ),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    };
    ::cache_runtime::__private::get_or_load_kept(call, shape, keep)
}
#[doc(hidden)]
#[must_use]
pub fn __words_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::words"),
            ::cache_runtime::__private::Template::explicit(&["words:", ""]),
        )
        .ttl(3600000)
        .refresh_ahead(0.8)
        .kept()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `words`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn words_key(text: &str) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __words_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `words`, everywhere.
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
pub fn invalidate_words(
    text: &str,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __words_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
            },
        ),
    )
}
/// Marks one entry of `words` as stale; it stays as a fallback.
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
pub fn expire_words(
    text: &str,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __words_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&text)).part())
            },
        ),
    )
}
/// Removes every entry of `words`, everywhere.
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
pub fn invalidate_all_words() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__words_site()),
    )
}
/// The body of `words`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn words_uncached(text: &str) -> Vec<String> {
    text.split(' ').map(str::to_owned).collect()
}
/// Calls `words` and tells where the value came from.
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
pub fn words_cached(text: &str) -> ::cache_runtime::__private::Cached<Vec<String>> {
    let call = ::cache_runtime::__private::Call::new(
        __words_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let keep = move || {
        let kept_text = ::cache_runtime::__private::keep(text);
        ::cache_runtime::__private::once(
            ::cache_runtime::__private::Links::default(),
            move || {
                shape
                    .loading(
                        move || words_uncached(
                            ::cache_runtime::__private::lend(&kept_text),
                        ),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    };
    ::cache_runtime::__private::get_or_load_cached_kept(call, shape, keep)
}
/// Runs `words` now and stores what it returns, whatever is cached.
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
pub fn refresh_words(text: &str) -> Vec<String> {
    let call = ::cache_runtime::__private::Call::new(
        __words_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let keep = move || {
        let kept_text = ::cache_runtime::__private::keep(text);
        ::cache_runtime::__private::once(
            ::cache_runtime::__private::Links::default(),
            move || {
                shape
                    .loading(
                        move || words_uncached(
                            ::cache_runtime::__private::lend(&kept_text),
                        ),
                        ::cache_runtime::__private::nothing,
                    )
            },
        )
    };
    ::cache_runtime::__private::refresh_kept(call, shape, keep)
}
/// The entry of `words` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_words(
    text: &str,
) -> ::core::option::Option<::cache_runtime::__private::Cached<Vec<String>>> {
    let call = ::cache_runtime::__private::Call::new(
        __words_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
        ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `words` had just returned it.
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
pub fn put_words(
    text: &str,
    value: Vec<String>,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_words(text, value))
}
/// Loads the entries of `words` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_words(
    keys: impl ::core::iter::IntoIterator<
        Item = impl ::core::borrow::Borrow<str>,
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |text| {
            let key = {
                let text = ::core::borrow::Borrow::<str>::borrow(&text);
                ::cache_runtime::__private::Call::new(
                        __words_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let text = ::core::borrow::Borrow::<str>::borrow(&text);
                    ::cache_runtime::__private::warmed!(words_cached(text))
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
pub fn __put_words(
    text: &str,
    value: Vec<String>,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __words_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&text)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Vec < String >);
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
pub fn longest(words: &[String]) -> Result<usize, TooLate> {
    let call = ::cache_runtime::__private::Call::new(
        __longest_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&words)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < usize,
        TooLate >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    let keep = move || {
        let mut links = ::cache_runtime::__private::Links::default();
        links.tag("lengths");
        let kept_words = ::cache_runtime::__private::keep(words);
        ::cache_runtime::__private::once(
            links,
            move || {
                shape
                    .loading(
                        move || longest_uncached(
                            ::cache_runtime::__private::lend(&kept_words),
                        ),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["length:", ""],
                                                    {
                                                        use ::cache_runtime::__private::{
                                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                                            AnyPart as _,
                                                        };
                                                        ::cache_runtime::__private::Key::new()
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
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
    };
    ::cache_runtime::__private::get_or_load_kept(call, shape, keep)
}
#[doc(hidden)]
#[must_use]
pub fn __longest_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::longest"),
            ::cache_runtime::__private::Template::explicit(&["longest:", ""]),
        )
        .ttl(3600000)
        .stale_if_error(86400000)
        .timeout(2000)
        .soft_timeout(100)
        .kept()
        .result_tags()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `longest`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn longest_key(words: &[String]) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __longest_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&words)).part())
            },
        )
        .key(move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("lengths");
        })
}
/// Removes one entry of `longest`, everywhere.
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
pub fn invalidate_longest(
    words: &[String],
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __longest_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&words)).part())
            },
        ),
    )
}
/// Marks one entry of `longest` as stale; it stays as a fallback.
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
pub fn expire_longest(
    words: &[String],
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __longest_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&words)).part())
            },
        ),
    )
}
/// Removes every entry of `longest`, everywhere.
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
pub fn invalidate_all_longest() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__longest_site()),
    )
}
/// The body of `longest`, which never touches the cache.
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
pub fn longest_uncached(words: &[String]) -> Result<usize, TooLate> {
    Ok(words.iter().map(String::len).max().unwrap_or(0))
}
/// Calls `longest` and tells where the value came from.
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
pub fn longest_cached(
    words: &[String],
) -> ::core::result::Result<
    ::cache_runtime::__private::Cached<
        <Result<usize, TooLate> as ::cache_runtime::__private::ResultLike>::Value,
    >,
    <Result<usize, TooLate> as ::cache_runtime::__private::ResultLike>::Error,
> {
    let call = ::cache_runtime::__private::Call::new(
        __longest_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&words)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < usize,
        TooLate >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    let keep = move || {
        let mut links = ::cache_runtime::__private::Links::default();
        links.tag("lengths");
        let kept_words = ::cache_runtime::__private::keep(words);
        ::cache_runtime::__private::once(
            links,
            move || {
                shape
                    .loading(
                        move || longest_uncached(
                            ::cache_runtime::__private::lend(&kept_words),
                        ),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["length:", ""],
                                                    {
                                                        use ::cache_runtime::__private::{
                                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                                            AnyPart as _,
                                                        };
                                                        ::cache_runtime::__private::Key::new()
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
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
    };
    ::cache_runtime::__private::get_or_load_cached_kept(call, shape, keep)
}
/// Runs `longest` now and stores what it returns, whatever is cached.
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
pub fn refresh_longest(words: &[String]) -> Result<usize, TooLate> {
    let call = ::cache_runtime::__private::Call::new(
        __longest_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&words)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < usize,
        TooLate >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    let keep = move || {
        let mut links = ::cache_runtime::__private::Links::default();
        links.tag("lengths");
        let kept_words = ::cache_runtime::__private::keep(words);
        ::cache_runtime::__private::once(
            links,
            move || {
                shape
                    .loading(
                        move || longest_uncached(
                            ::cache_runtime::__private::lend(&kept_words),
                        ),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["length:", ""],
                                                    {
                                                        use ::cache_runtime::__private::{
                                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                                            AnyPart as _,
                                                        };
                                                        ::cache_runtime::__private::Key::new()
                                                            .with(
                                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
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
    };
    ::cache_runtime::__private::refresh_kept(call, shape, keep)
}
/// The entry of `longest` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_longest(
    words: &[String],
) -> ::core::option::Option<
    ::cache_runtime::__private::Cached<
        <Result<usize, TooLate> as ::cache_runtime::__private::ResultLike>::Value,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __longest_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&words)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < usize,
        TooLate >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `longest` had just returned it.
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
pub fn put_longest(
    words: &[String],
    value: <Result<usize, TooLate> as ::cache_runtime::__private::ResultLike>::Value,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_longest(words, value))
}
/// Loads the entries of `longest` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_longest(
    keys: impl ::core::iter::IntoIterator<
        Item = impl ::core::borrow::Borrow<[String]>,
        IntoIter: ::core::marker::Send,
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> ::cache_runtime::__private::Warmed {
    ::cache_runtime::__private::warm(
        keys,
        concurrency,
        move |words| {
            let key = {
                let words = ::core::borrow::Borrow::<[String]>::borrow(&words);
                ::cache_runtime::__private::Call::new(
                        __longest_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&words)).part(),
                                )
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                move || {
                    let words = ::core::borrow::Borrow::<[String]>::borrow(&words);
                    ::cache_runtime::__private::warmed!(longest_cached(words))
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
pub fn __put_longest(
    words: &[String],
    value: <Result<usize, TooLate> as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __longest_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&words)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = { let plain = ::cache_runtime::__private::shape!(Result < usize,
        TooLate >); ::cache_runtime::__private::sent!(plain) .outliving() };
        ::cache_runtime::__private::timed!(plain) .timing_out() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("lengths");
        },
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            shape
                .present(
                    value,
                    |result| {
                        draft
                            .tag(
                                ::cache_runtime::__private::tag(
                                    &["length:", ""],
                                    {
                                        use ::cache_runtime::__private::{
                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                            AnyPart as _,
                                        };
                                        ::cache_runtime::__private::Key::new()
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&result)).part(),
                                            )
                                    },
                                ),
                            );
                    },
                );
        },
    )
}
