//! A sink whose journal is in Redis, under another name of the runtime.
mod reexport {
    pub use cache_runtime as renamed;
}
use reexport::renamed::write_behind;
async fn store(scores: Vec<(u64, u32)>) -> Result<(), String> {
    let _ = scores;
    Ok(())
}
#[doc(hidden)]
fn __store_writes() -> ::cache_runtime::__private::Writes<(u64, u32)> {
    static SITE: ::cache_runtime::__private::SinkSite = ::cache_runtime::__private::SinkSite::new(
        ::cache_runtime::__private::Site::new(
                ::core::concat!(::core::module_path!(), "::store"),
                ::cache_runtime::__private::Template::explicit(&["writes:score:", ""]),
            )
            .ttl(86400000)
            .location(::core::file!(), ::core::line!(), ::core::column!()),
    );
    ::cache_runtime::__private::in_redis::<(u64, u32)>(&SITE)
}
#[doc(hidden)]
fn __store_sink() -> ::cache_runtime::__private::Sink<(u64, u32)> {
    ::cache_runtime::__private::sink(move |items: Vec<(u64, u32)>| {
        async move {
            ::cache_runtime::__private::outcome::<Result<(), String>>(store(items).await)
        }
    })
}
/// Puts an item into the cache and into the queue of `store`, which saves it soon.
///
/// # Errors
///
/// If the item was not taken; the cache is as it was then.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
fn store_later(
    score: (u64, u32),
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::WriteBehindError>,
> {
    let writes = __store_writes();
    let call = ::cache_runtime::__private::Call::new(
        writes.entries(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&score.0)).part())
        },
    );
    let links = ::cache_runtime::__private::Links::default();
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!((u64, u32))
    );
    ::cache_runtime::__private::save_later(
        writes,
        call,
        shape,
        links,
        score,
        move || __store_sink(),
    )
}
/// Waits until all items that `store_later` has taken so far are saved, or in the dead letters.
///
/// # Errors
///
/// If the cache shuts down meanwhile, or the journal cannot be asked.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
fn flush_store() -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Flushed,
        ::cache_runtime::__private::WriteBehindError,
    >,
> {
    let writes = __store_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::flush_writes(writes, call, move || __store_sink())
}
/// Begins to save what waits in the queue of `store`, with nothing to add to it.
///
/// # Errors
///
/// If there cannot be such a queue in this cache.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
fn start_store() -> ::core::result::Result<
    (),
    ::cache_runtime::__private::WriteBehindError,
> {
    let writes = __store_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::start_writes(writes, call, move || __store_sink())
}
/// How the queue of `store` stands.
///
/// # Errors
///
/// If the journal cannot be asked.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
fn store_queue() -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::WriteQueue,
        ::cache_runtime::__private::WriteBehindError,
    >,
> {
    let writes = __store_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::write_queue(writes, call)
}
/// The items that `store` could not save.
///
/// # Errors
///
/// If the journal cannot be asked.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
fn store_dead_letters() -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::DeadLetters<(u64, u32)>,
        ::cache_runtime::__private::WriteBehindError,
    >,
> {
    let writes = __store_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::dead_letters(writes, call)
}
