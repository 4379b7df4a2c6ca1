//! Elements in a slice, a plain map, and closures over the value and the arguments.
use std::collections::BTreeMap;
use std::time::Duration;
use cache_runtime::cached;
pub fn lengths(words: &[String], unit: &str) -> BTreeMap<String, usize> {
    let batch = ::cache_runtime::__private::shape!(BTreeMap < String, usize >);
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(BTreeMap
        < String, usize >))
    );
    ::cache_runtime::__private::load_batch(
        ::cache_runtime::__private::gather(
            ::cache_runtime::__private::Call::all(__lengths_site())
                .only_if({
                    let unit = &unit;
                    !unit.is_empty()
                }),
            batch,
            shape,
            ::cache_runtime::__private::asked::<String>(words),
            |element| {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                let &word = &element;
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(word)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&unit)).part())
            },
        ),
        |_, _| {},
        |element, value, draft| {
            let kept_word = {
                let &word = &element;
                ::core::clone::Clone::clone(word)
            };
            let kept_unit = ::core::clone::Clone::clone(&unit);
            draft
                .ttl({
                    let length = value;
                    let word = &kept_word;
                    let unit = &kept_unit;
                    Duration::from_secs((*length + word.len() + unit.len()) as u64)
                });
            draft
                .unless({
                    let length = value;
                    *length == 0
                });
        },
        |some: ::cache_runtime::__private::Missing<String>| {
            let unit = ::cache_runtime::__private::again_for_batch(&unit);
            lengths_uncached(&some, unit)
        },
    )
}
#[doc(hidden)]
#[must_use]
pub fn __lengths_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::lengths"),
            ::cache_runtime::__private::Template::explicit(&["length:", ":", ""]),
        )
        .ttl(3600000)
        .ttl_computed()
        .batch()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `lengths`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn lengths_key(word: String, unit: &str) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __lengths_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&word)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&unit)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `lengths`, everywhere.
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
pub fn invalidate_lengths(
    word: String,
    unit: &str,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate(
        ::cache_runtime::__private::Call::new(
            __lengths_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&word)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&unit)).part())
            },
        ),
    )
}
/// Marks one entry of `lengths` as stale; it stays as a fallback.
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
pub fn expire_lengths(
    word: String,
    unit: &str,
) -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::expire(
        ::cache_runtime::__private::Call::new(
            __lengths_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&word)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&unit)).part())
            },
        ),
    )
}
/// Removes every entry of `lengths`, everywhere.
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
pub fn invalidate_all_lengths() -> ::core::result::Result<
    ::cache_runtime::__private::Invalidated,
    ::cache_runtime::__private::Error,
> {
    ::cache_runtime::__private::invalidate_all(
        ::cache_runtime::__private::Call::all(__lengths_site()),
    )
}
/// The entry of `lengths` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_lengths(
    word: String,
    unit: &str,
) -> ::core::option::Option<
    ::cache_runtime::__private::Cached<
        <BTreeMap<String, usize> as ::cache_runtime::__private::Mapping>::Value,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __lengths_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&word)).part())
                .with((&&&&::cache_runtime::__private::Probe(&unit)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(BTreeMap
        < String, usize >))
    );
    ::cache_runtime::__private::peek(call, shape)
}
/// Stores a value as if `lengths` had just returned it.
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
pub fn put_lengths(
    word: String,
    unit: &str,
    value: <BTreeMap<String, usize> as ::cache_runtime::__private::Mapping>::Value,
) -> ::core::result::Result<(), ::cache_runtime::__private::Error> {
    ::cache_runtime::__private::put(__put_lengths(word, unit, value))
}
#[doc(hidden)]
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn __put_lengths(
    word: String,
    unit: &str,
    value: <BTreeMap<String, usize> as ::cache_runtime::__private::Mapping>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __lengths_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&word)).part())
                .with((&&&&::cache_runtime::__private::Probe(&unit)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(BTreeMap
        < String, usize >))
    );
    let kept_word = ::core::clone::Clone::clone(&word);
    let kept_unit = ::core::clone::Clone::clone(&unit);
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            draft
                .ttl({
                    let length = value;
                    let word = &kept_word;
                    let unit = &kept_unit;
                    Duration::from_secs((*length + word.len() + unit.len()) as u64)
                });
            draft
                .unless({
                    let length = value;
                    *length == 0
                });
        },
    )
}
/// The body of `lengths`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub fn lengths_uncached(words: &[String], unit: &str) -> BTreeMap<String, usize> {
    let length = |word: &String| (word.clone(), word.len() * unit.len());
    words.iter().map(length).collect()
}
