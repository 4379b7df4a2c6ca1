//! Tags of arguments and of the result, and entries that fall with others.
use cache_runtime::cached;
pub mod teams {
    use cache_runtime::cached;
    #[cached(key = "team:<id>", ttl = "1h")]
    pub async fn get_team(id: u64) -> String {
        format!("team {id}")
    }
    #[cached(key = "org:<name>", ttl = "1h")]
    pub async fn get_org(name: &str) -> String {
        name.to_uppercase()
    }
}
#[derive(Clone)]
pub struct Member {
    pub role: String,
}
pub async fn get_member(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
) -> Result<Option<Member>, std::io::Error> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Option < Member >, std::io::Error >)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __get_member_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            ),
            shape,
            move |links: &mut ::cache_runtime::__private::Links| {
                links.tag("members");
                links
                    .tag(
                        ::cache_runtime::__private::tag(
                            &["team:", ""],
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                            },
                        ),
                    );
                links
                    .tag(
                        ::cache_runtime::__private::tag(
                            &["locale:", ""],
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&locale)).part(),
                                    )
                            },
                        ),
                    );
                links
                    .depends_on(
                        teams::get_team_key({
                            let own = ::core::clone::Clone::clone(&team);
                            own
                        }),
                    );
                links.depends_on(teams::get_org_key(&org));
                let kept_0 = ::core::clone::Clone::clone(&team);
                shape
                    .loading(
                        get_member_uncached(team, org, id, locale),
                        move |value, draft: &mut ::cache_runtime::__private::Draft| {
                            shape
                                .present(
                                    value,
                                    |result| {
                                        draft
                                            .tag(
                                                ::cache_runtime::__private::tag(
                                                    &["role:", ":", ""],
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
                                                                (&&&&::cache_runtime::__private::Probe(&result.role)).part(),
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
pub fn __get_member_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::get_member"),
            ::cache_runtime::__private::Template::explicit(&["member:", ":", ":", ""]),
        )
        .ttl(3600000)
        .result_tags()
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `get_member`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn get_member_key(
    team: u64,
    org: String,
    id: u64,
) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        )
        .key(move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("members");
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["team:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                        },
                    ),
                );
            links
                .depends_on(
                    teams::get_team_key({
                        let own = ::core::clone::Clone::clone(&team);
                        own
                    }),
                );
            links.depends_on(teams::get_org_key(&org));
        })
}
/// Removes one entry of `get_member`, everywhere.
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
pub fn invalidate_get_member(
    team: u64,
    org: String,
    id: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
    )
}
/// Marks one entry of `get_member` as stale; it stays as a fallback.
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
pub fn expire_get_member(
    team: u64,
    org: String,
    id: u64,
) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
    )
}
/// Removes every entry of `get_member`, everywhere.
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
pub fn invalidate_all_get_member() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__get_member_site()),
    )
}
/// The body of `get_member`, which never touches the cache.
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
pub async fn get_member_uncached(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
) -> Result<Option<Member>, std::io::Error> {
    let role = format!("{org}{id}{locale}");
    Ok((team > 0).then_some(Member { role }))
}
/// Calls `get_member` and tells where the value came from.
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
pub fn get_member_cached(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<
        ::cache_runtime::__private::Cached<
            <Result<
                Option<Member>,
                std::io::Error,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
        <Result<
            Option<Member>,
            std::io::Error,
        > as ::cache_runtime::__private::ResultLike>::Error,
    >,
> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Option < Member >, std::io::Error >)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("members");
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["team:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                        },
                    ),
                );
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["locale:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&locale)).part(),
                                )
                        },
                    ),
                );
            links
                .depends_on(
                    teams::get_team_key({
                        let own = ::core::clone::Clone::clone(&team);
                        own
                    }),
                );
            links.depends_on(teams::get_org_key(&org));
            let kept_0 = ::core::clone::Clone::clone(&team);
            shape
                .loading(
                    get_member_uncached(team, org, id, locale),
                    move |value, draft: &mut ::cache_runtime::__private::Draft| {
                        shape
                            .present(
                                value,
                                |result| {
                                    draft
                                        .tag(
                                            ::cache_runtime::__private::tag(
                                                &["role:", ":", ""],
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
                                                            (&&&&::cache_runtime::__private::Probe(&result.role)).part(),
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
/// Runs `get_member` now and stores what it returns, whatever is cached.
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
pub fn refresh_get_member(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
) -> impl ::core::future::Future<Output = Result<Option<Member>, std::io::Error>> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Option < Member >, std::io::Error >)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("members");
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["team:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                        },
                    ),
                );
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["locale:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&locale)).part(),
                                )
                        },
                    ),
                );
            links
                .depends_on(
                    teams::get_team_key({
                        let own = ::core::clone::Clone::clone(&team);
                        own
                    }),
                );
            links.depends_on(teams::get_org_key(&org));
            let kept_0 = ::core::clone::Clone::clone(&team);
            shape
                .loading(
                    get_member_uncached(team, org, id, locale),
                    move |value, draft: &mut ::cache_runtime::__private::Draft| {
                        shape
                            .present(
                                value,
                                |result| {
                                    draft
                                        .tag(
                                            ::cache_runtime::__private::tag(
                                                &["role:", ":", ""],
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
                                                            (&&&&::cache_runtime::__private::Probe(&result.role)).part(),
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
/// The entry of `get_member` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_get_member(
    team: u64,
    org: String,
    id: u64,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<
        ::cache_runtime::__private::Cached<
            <Result<
                Option<Member>,
                std::io::Error,
            > as ::cache_runtime::__private::ResultLike>::Value,
        >,
    >,
> {
    let call = ::cache_runtime::__private::Call::new(
        __get_member_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Option < Member >, std::io::Error >)
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `get_member` had just returned it.
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
pub fn put_get_member(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
    value: <Result<
        Option<Member>,
        std::io::Error,
    > as ::cache_runtime::__private::ResultLike>::Value,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_get_member(team, org, id, locale, value))
}
/// Loads the entries of `get_member` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_get_member<'a0>(
    locale: &'a0 str,
    keys: impl ::core::iter::IntoIterator<Item = (u64, String, u64)>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |(team, org, id)| {
            let key = {
                ::cache_runtime::__private::Call::new(
                        __get_member_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                                .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    ::cache_runtime::__private::warmed!(
                        get_member_cached(team, org, id, locale). await
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
pub fn __put_get_member(
    team: u64,
    org: String,
    id: u64,
    locale: &str,
    value: <Result<
        Option<Member>,
        std::io::Error,
    > as ::cache_runtime::__private::ResultLike>::Value,
) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __get_member_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(Result < Option < Member >, std::io::Error >)
    );
    let kept_0 = ::core::clone::Clone::clone(&team);
    ::cache_runtime::__private::storing(
        call,
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("members");
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["team:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&team)).part())
                        },
                    ),
                );
            links
                .tag(
                    ::cache_runtime::__private::tag(
                        &["locale:", ""],
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&locale)).part(),
                                )
                        },
                    ),
                );
            links
                .depends_on(
                    teams::get_team_key({
                        let own = ::core::clone::Clone::clone(&team);
                        own
                    }),
                );
            links.depends_on(teams::get_org_key(&org));
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
                                    &["role:", ":", ""],
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
                                                (&&&&::cache_runtime::__private::Probe(&result.role)).part(),
                                            )
                                    },
                                ),
                            );
                    },
                );
        },
    )
}
