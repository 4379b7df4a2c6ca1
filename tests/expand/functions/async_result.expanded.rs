//! The example of the documentation.
use cache_runtime::{CacheKey, cached};
#[derive(Clone, Debug)]
pub struct User {
    pub id: u64,
    pub team: u64,
}
#[derive(Clone, Debug)]
pub struct DbError;
#[derive(Clone, Copy, CacheKey)]
pub struct TenantId(pub u32);
#[automatically_derived]
impl ::cache_runtime::__private::KeyPart for TenantId {
    fn encode(&self, encoder: &mut ::cache_runtime::__private::KeyEncoder) {
        <u32 as ::cache_runtime::__private::KeyPart>::encode(&self.0, encoder);
    }
    fn render(
        reader: &mut ::cache_runtime::__private::KeyReader<'_>,
        text: &mut ::cache_runtime::__private::KeyText<'_>,
    ) {
        text.open();
        <u32 as ::cache_runtime::__private::KeyPart>::render(reader, text);
        text.close();
    }
    fn shape(shape: &mut ::cache_runtime::__private::KeyShape) {
        shape
            .group(
                ::core::any::type_name::<Self>(),
                |shape| {
                    <u32 as ::cache_runtime::__private::KeyPart>::shape(shape);
                },
            );
    }
}
pub struct Db;
/// Finds a user.
#[must_use = "a user"]
pub async fn get_user(db: &Db, tenant: TenantId, id: u64) -> Result<User, DbError> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < User, DbError >)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __get_user_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            ),
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
                shape
                    .loading(
                        get_user_uncached(db, tenant, id),
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
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __get_user_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::get_user"),
            ::cache_runtime::__private::Template::explicit(&["user:", ":", ""]),
        )
        .ttl(3600000)
        .jitter(0.1)
        .stampede(::cache_runtime::__private::Stampede::Lock)
        .result_tags()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `get_user`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn get_user_key(tenant: TenantId, id: u64) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __get_user_site(),
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
        })
}
/// Removes one entry of `get_user`, everywhere.
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
pub fn invalidate_get_user(
    tenant: TenantId,
    id: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __get_user_site(),
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
/// Marks one entry of `get_user` as stale; it stays as a fallback.
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
pub fn expire_get_user(
    tenant: TenantId,
    id: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __get_user_site(),
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
/// Removes every entry of `get_user`, everywhere.
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
pub fn invalidate_all_get_user() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__get_user_site()),
    )
}
/// The body of `get_user`, which never touches the cache.
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
pub async fn get_user_uncached(
    db: &Db,
    tenant: TenantId,
    id: u64,
) -> Result<User, DbError> {
    let _ = db;
    if tenant.0 == 0 {
        return Err(DbError);
    }
    Ok(User { id, team: 7 })
}
/// Calls `get_user` and tells where the value came from.
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
pub fn get_user_cached(
    db: &Db,
    tenant: TenantId,
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Cached<
            <Result<User, DbError> as ::cache_runtime::__private::ResultLike>::Value,
        >,
        <Result<User, DbError> as ::cache_runtime::__private::ResultLike>::Error,
    >,
> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < User, DbError >)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __get_user_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
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
            shape
                .loading(
                    get_user_uncached(db, tenant, id),
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
        },
    )
}
/// Runs `get_user` now and stores what it returns, whatever is cached.
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
pub fn refresh_get_user(
    db: &Db,
    tenant: TenantId,
    id: u64,
) -> impl ::core::future::Future<Output = Result<User, DbError>> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < User, DbError >)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __get_user_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&tenant)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
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
            shape
                .loading(
                    get_user_uncached(db, tenant, id),
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
        },
    )
}
/// The entry of `get_user` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_get_user(
    tenant: TenantId,
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <Result<User, DbError> as ::cache_runtime::__private::ResultLike>::Value,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __get_user_site(),
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
        ::cache_runtime::__private::shape!(Result < User, DbError >)
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `get_user` had just returned it.
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
pub fn put_get_user(
    tenant: TenantId,
    id: u64,
    value: <Result<User, DbError> as ::cache_runtime::__private::ResultLike>::Value,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_get_user(tenant, id, value))
}
/// Loads the entries of `get_user` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_get_user<'a0>(
    db: &'a0 Db,
    keys: impl ::core::iter::IntoIterator<Item = (TenantId, u64)>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |(tenant, id)| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __get_user_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&tenant)).part(),
                                )
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    ::cache_runtime::__private::warmed!(
                        get_user_cached(db, tenant, id). await
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
pub fn __put_get_user(
    tenant: TenantId,
    id: u64,
    value: <Result<User, DbError> as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __get_user_site(),
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
        ::cache_runtime::__private::shape!(Result < User, DbError >)
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
