//! A sink with all that can be said of its queue.
use cache_runtime::write_behind;
#[derive(Clone)]
pub struct Db;
#[derive(Clone)]
pub struct User {
    pub id: u64,
    pub team: String,
}
/// Saves users.
pub async fn save(
    db: &Db,
    users: Vec<User>,
    note: String,
) -> Result<(), std::io::Error> {
    let _ = (db, users, note);
    Ok(())
}
#[doc(hidden)]
fn __save_writes() -> ::cache_runtime::__private::Writes<User> {
    static SITE: ::cache_runtime::__private::SinkSite = ::cache_runtime::__private::SinkSite::new(
            ::cache_runtime::__private::Site::new(
                    ::core::concat!(::core::module_path!(), "::save"),
                    ::cache_runtime::__private::Template::explicit(&["writes:user:", ""]),
                )
                .ttl(3600000)
                .location(::core::file!(), ::core::line!(), ::core::column!()),
        )
        .flush_every(5000)
        .batch(200)
        .queue(1000)
        .retries(3)
        .backoff(50, 2000)
        .timeout(10000);
    ::cache_runtime::__private::in_memory::<User>(&SITE)
}
#[doc(hidden)]
fn __save_sink(db: &Db, note: String) -> ::cache_runtime::__private::Sink<User> {
    let kept_db = ::cache_runtime::__private::keep_for_writes(db);
    let kept_note = ::cache_runtime::__private::hold_for_writes(note);
    ::cache_runtime::__private::sink(move |items: Vec<User>| {
        let kept_db = ::core::clone::Clone::clone(&kept_db);
        let kept_note = ::core::clone::Clone::clone(&kept_note);
        async move {
            ::cache_runtime::__private::outcome::<
                Result<(), std::io::Error>,
            >(save(::cache_runtime::__private::lend(&kept_db), items, kept_note).await)
        }
    })
}
/// Puts an item into the cache and into the queue of `save`, which saves it soon.
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
pub fn save_later(
    db: &Db,
    user: User,
    note: String,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::WriteBehindError>,
> {
    let writes = __save_writes();
    let call = ::cache_runtime::__private::Call::new(
        writes.entries(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
        },
    );
    let mut links = ::cache_runtime::__private::Links::default();
    links.tag("writes");
    links
        .tag(
            ::cache_runtime::__private::tag(
                &["writes:team:", ""],
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&user.team)).part())
                },
            ),
        );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(User)
    );
    ::cache_runtime::__private::save_later(
        writes,
        call,
        shape,
        links,
        user,
        move || __save_sink(db, note),
    )
}
/// Waits until all items that `save_later` has taken so far are saved, or in the dead letters.
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
pub fn flush_save(
    db: &Db,
    note: String,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Flushed,
        ::cache_runtime::__private::WriteBehindError,
    >,
> {
    let writes = __save_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::flush_writes(writes, call, move || __save_sink(db, note))
}
/// Begins to save what waits in the queue of `save`, with nothing to add to it.
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
pub fn start_save(
    db: &Db,
    note: String,
) -> ::core::result::Result<(), ::cache_runtime::__private::WriteBehindError> {
    let writes = __save_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::start_writes(writes, call, move || __save_sink(db, note))
}
/// How the queue of `save` stands.
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
pub fn save_queue() -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::WriteQueue,
        ::cache_runtime::__private::WriteBehindError,
    >,
> {
    let writes = __save_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::write_queue(writes, call)
}
/// The items that `save` could not save.
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
pub fn save_dead_letters() -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::DeadLetters<User>,
        ::cache_runtime::__private::WriteBehindError,
    >,
> {
    let writes = __save_writes();
    let call = ::cache_runtime::__private::Call::all(writes.entries());
    ::cache_runtime::__private::dead_letters(writes, call)
}
