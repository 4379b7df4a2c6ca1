//! Many elements at once: one call of the runtime, and helpers about one element.
use std::collections::HashMap;
use cache_runtime::cached;
#[derive(Clone, Debug, PartialEq)]
pub struct User {
    pub id: u64,
    pub team: u64,
}
pub struct Db;
pub async fn get_team(id: u64) -> u64 {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __get_team_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            ),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape.loading(get_team_uncached(id), ::cache_runtime::__private::nothing)
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __get_team_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::get_team"),
            ::cache_runtime::__private::Template::explicit(&["team:", ""]),
        )
        .ttl(3600000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `get_team`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn get_team_key(id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __get_team_site(),
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
/// Removes one entry of `get_team`, everywhere.
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
pub fn invalidate_get_team(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __get_team_site(),
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
/// Marks one entry of `get_team` as stale; it stays as a fallback.
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
pub fn expire_get_team(id: u64) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __get_team_site(),
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
/// Removes every entry of `get_team`, everywhere.
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
pub fn invalidate_all_get_team() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__get_team_site()),
    )
}
/// The body of `get_team`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn get_team_uncached(id: u64) -> u64 {
    id
}
/// Calls `get_team` and tells where the value came from.
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
pub fn get_team_cached(
    id: u64,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<u64>> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __get_team_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape.loading(get_team_uncached(id), ::cache_runtime::__private::nothing)
        },
    )
}
/// Runs `get_team` now and stores what it returns, whatever is cached.
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
pub fn refresh_get_team(id: u64) -> impl ::core::future::Future<Output = u64> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __get_team_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape.loading(get_team_uncached(id), ::cache_runtime::__private::nothing)
        },
    )
}
/// The entry of `get_team` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_get_team(
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<u64>>,
> {
    let call = ::cache_runtime::__private::Call::new(
        __get_team_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `get_team` had just returned it.
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
pub fn put_get_team(
    id: u64,
    value: u64,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_get_team(id, value))
}
/// Loads the entries of `get_team` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_get_team(
    keys: impl ::core::iter::IntoIterator<Item = u64>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |id| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __get_team_site(),
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
                    ::cache_runtime::__private::warmed!(get_team_cached(id). await)
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
pub fn __put_get_team(id: u64, value: u64) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __get_team_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(u64)
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        ::cache_runtime::__private::unlinked,
        value,
        ::cache_runtime::__private::nothing,
    )
}
/// Finds users.
pub async fn load_users(
    db: &Db,
    tenant: u64,
    ids: Vec<u64>,
) -> Result<HashMap<u64, User>, String> {
    let batch = ::cache_runtime::__private::shape!(
        Result < HashMap < u64, User >, String >
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain =
        ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(Result <
        HashMap < u64, User >, String >)); plain.holding_absence() }
    );
    ::cache_runtime::__private::load_batch_async(
            ::cache_runtime::__private::gather(
                ::cache_runtime::__private::Call::all(__load_users_site()),
                batch,
                shape,
                ::cache_runtime::__private::asked::<u64>(ids),
                |element| {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    let &id = &element;
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                        .with((&&&&::cache_runtime::__private::Probe(id)).part())
                },
            ),
            |element, links| {
                links.tag("users");
                links
                    .tag(
                        ::cache_runtime::__private::tag(
                            &["tenant:", ""],
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&tenant)).part(),
                                    )
                            },
                        ),
                    );
                links
                    .tag(
                        ::cache_runtime::__private::tag(
                            &["user:", ""],
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                let &id = &element;
                                ::cache_runtime::__private::Key::new()
                                    .with((&&&&::cache_runtime::__private::Probe(id)).part())
                            },
                        ),
                    );
                links
                    .depends_on(
                        get_team_key({
                            let own = ::core::clone::Clone::clone(&tenant);
                            own
                        }),
                    );
            },
            |_, value, draft| {
                shape
                    .present(
                        value,
                        |result| {
                            draft
                                .tag(
                                    ::cache_runtime::__private::tag(
                                        &["team:", ""],
                                        {
                                            use ::cache_runtime::__private::{
                                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                                AnyPart as _,
                                            };
                                            ::cache_runtime::__private::Key::new()
                                                .with(
                                                    (&&&&::cache_runtime::__private::Probe(&result.team)).part(),
                                                )
                                        },
                                    ),
                                );
                        },
                    );
            },
            |some: ::cache_runtime::__private::Missing<u64>| {
                let db = ::cache_runtime::__private::again_for_batch(&db);
                let tenant = ::cache_runtime::__private::again_for_batch(&tenant);
                load_users_uncached(db, tenant, some)
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __load_users_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::load_users"),
            ::cache_runtime::__private::Template::explicit(&["user:", ":", ""]),
        )
        .ttl(3600000)
        .stampede(::cache_runtime::__private::Stampede::Lock)
        .batch()
        .negative_ttl(60000)
        .result_tags()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `load_users`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn load_users_key(tenant: u64, id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __load_users_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        )
        .key(move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("users");
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["tenant:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&tenant)).part(),
                                )
                        },
                    ),
                );
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["user:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    ),
                );
            links
                .depends_on(
                    get_team_key({
                        let own = ::core::clone::Clone::clone(&tenant);
                        own
                    }),
                );
        })
}
/// Removes one entry of `load_users`, everywhere.
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
pub fn invalidate_load_users(
    tenant: u64,
    id: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __load_users_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
    )
}
/// Marks one entry of `load_users` as stale; it stays as a fallback.
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
pub fn expire_load_users(
    tenant: u64,
    id: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __load_users_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
    )
}
/// Removes every entry of `load_users`, everywhere.
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
pub fn invalidate_all_load_users() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__load_users_site()),
    )
}
/// The entry of `load_users` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_load_users(
    tenant: u64,
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            ::core::option::Option<
                <<Result<
                    HashMap<u64, User>,
                    String,
                > as ::cache_runtime::__private::ResultLike>::Value as ::cache_runtime::__private::Mapping>::Value,
            >,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __load_users_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain =
        ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(Result <
        HashMap < u64, User >, String >)); plain.holding_absence() }
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `load_users` had just returned it.
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
pub fn put_load_users(
    tenant: u64,
    id: u64,
    value: ::core::option::Option<
        <<Result<
            HashMap<u64, User>,
            String,
        > as ::cache_runtime::__private::ResultLike>::Value as ::cache_runtime::__private::Mapping>::Value,
    >,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_load_users(tenant, id, value))
}
#[doc(hidden)]
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn __put_load_users(
    tenant: u64,
    id: u64,
    value: ::core::option::Option<
        <<Result<
            HashMap<u64, User>,
            String,
        > as ::cache_runtime::__private::ResultLike>::Value as ::cache_runtime::__private::Mapping>::Value,
    >,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __load_users_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain =
        ::cache_runtime::__private::element!(::cache_runtime::__private::shape!(Result <
        HashMap < u64, User >, String >)); plain.holding_absence() }
    );
    ::cache_runtime::__private::storing(
        call,
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("users");
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["tenant:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&tenant)).part(),
                                )
                        },
                    ),
                );
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["user:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    ),
                );
            links
                .depends_on(
                    get_team_key({
                        let own = ::core::clone::Clone::clone(&tenant);
                        own
                    }),
                );
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
                                    &["team:", ""],
                                    {
                                        use ::cache_runtime::__private::{
                                            NativePart as _, DisplayPart as _, RefusedPart as _,
                                            AnyPart as _,
                                        };
                                        ::cache_runtime::__private::Key::new()
                                            .with(
                                                (&&&&::cache_runtime::__private::Probe(&result.team)).part(),
                                            )
                                    },
                                ),
                            );
                    },
                );
        },
    )
}
/// The body of `load_users`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn load_users_uncached(
    db: &Db,
    tenant: u64,
    ids: Vec<u64>,
) -> Result<HashMap<u64, User>, String> {
    let _ = (db, tenant);
    Ok(ids.into_iter().map(|id| (id, User { id, team: 1 })).collect())
}
