//! A load that may outlive its call: what was lent is cloned for it, and for what is said of its value.
use cache_runtime::cached;
use std::time::Duration;
#[derive(Clone)]
pub struct Db {
    pub rows: u64,
}
#[derive(Clone)]
pub struct Member {
    pub role: String,
}
#[derive(Clone)]
pub struct Team {
    pub id: u64,
    pub name: String,
}
impl Team {
    fn short(&self) -> &str {
        &self.name[..2]
    }
}
pub async fn get_org(name: &str) -> String {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    ::cache_runtime::__private::get_or_load_async(
            ::cache_runtime::__private::Call::new(
                __get_org_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                },
            ),
            shape,
            move |_: &mut ::cache_runtime::__private::Links| {
                shape
                    .loading(get_org_uncached(name), ::cache_runtime::__private::nothing)
            },
        )
        .await
}
#[doc(hidden)]
#[must_use]
pub fn __get_org_site() -> &'static ::cache_runtime::__private::Site {
    static SITE: ::cache_runtime::__private::Site = ::cache_runtime::__private::Site::new(
            ::core::concat!(::core::module_path!(), "::get_org"),
            ::cache_runtime::__private::Template::explicit(&["org:", ""]),
        )
        .ttl(3600000)
        .location(::core::file!(), ::core::line!(), ::core::column!());
    &SITE
}
/// The key of one entry of `get_org`.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn get_org_key(name: &str) -> ::cache_runtime::__private::CacheKey {
    ::cache_runtime::__private::Call::new(
            __get_org_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        )
        .key(::cache_runtime::__private::unlinked)
}
/// Removes one entry of `get_org`, everywhere.
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
pub fn invalidate_get_org(name: &str) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_async(
        ::cache_runtime::__private::Call::new(
            __get_org_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        ),
    )
}
/// Marks one entry of `get_org` as stale; it stays as a fallback.
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
pub fn expire_get_org(name: &str) -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::expire_async(
        ::cache_runtime::__private::Call::new(
            __get_org_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        ),
    )
}
/// Removes every entry of `get_org`, everywhere.
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
pub fn invalidate_all_get_org() -> ::cache_runtime::__private::Invalidation {
    ::cache_runtime::__private::invalidate_all_async(
        ::cache_runtime::__private::Call::all(__get_org_site()),
    )
}
/// The body of `get_org`, which never touches the cache.
#[allow(
    dead_code,
    clippy::missing_const_for_fn,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    clippy::must_use_candidate,
    clippy::too_many_arguments,
    reason = "generated with the function's signature; not every program calls every helper"
)]
pub async fn get_org_uncached(name: &str) -> String {
    name.to_uppercase()
}
/// Calls `get_org` and tells where the value came from.
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
pub fn get_org_cached(
    name: &str,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Cached<String>> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    ::cache_runtime::__private::get_or_load_cached_async(
        ::cache_runtime::__private::Call::new(
            __get_org_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape.loading(get_org_uncached(name), ::cache_runtime::__private::nothing)
        },
    )
}
/// Runs `get_org` now and stores what it returns, whatever is cached.
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
pub fn refresh_get_org(name: &str) -> impl ::core::future::Future<Output = String> {
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    ::cache_runtime::__private::refresh_async(
        ::cache_runtime::__private::Call::new(
            __get_org_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&name)).part())
            },
        ),
        shape,
        move |_: &mut ::cache_runtime::__private::Links| {
            shape.loading(get_org_uncached(name), ::cache_runtime::__private::nothing)
        },
    )
}
/// The entry of `get_org` as it stands in the cache; never loads.
#[inline]
#[allow(
    dead_code,
    clippy::too_many_arguments,
    reason = "generated beside the function; not every program calls every helper"
)]
#[must_use]
pub fn peek_get_org(
    name: &str,
) -> impl ::core::future::Future<
    Output = ::core::option::Option<::cache_runtime::__private::Cached<String>>,
> {
    let call = ::cache_runtime::__private::Call::new(
        __get_org_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&name)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        ::cache_runtime::__private::shape!(String)
    );
    ::cache_runtime::__private::peek_async(call, shape)
}
/// Stores a value as if `get_org` had just returned it.
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
pub fn put_get_org(
    name: &str,
    value: String,
) -> impl ::core::future::Future<
    Output = ::core::result::Result<(), ::cache_runtime::__private::Error>,
> {
    ::cache_runtime::__private::put_async(__put_get_org(name, value))
}
/// Loads the entries of `get_org` that are not there, so many at a time.
#[inline]
#[allow(
    dead_code,
    clippy::multiple_bound_locations,
    clippy::too_many_arguments,
    clippy::type_complexity,
    reason = "generated beside the function; not every program calls every helper"
)]
pub fn warm_get_org(
    keys: impl ::core::iter::IntoIterator<Item = impl ::core::borrow::Borrow<str>>,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |name| {
            let key = {
                let name = ::core::borrow::Borrow::<str>::borrow(&name);
                ::cache_runtime::__private::Call::new(
                        __get_org_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with((&&&&::cache_runtime::__private::Probe(&name)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    let name = ::core::borrow::Borrow::<str>::borrow(&name);
                    ::cache_runtime::__private::warmed!(get_org_cached(name). await)
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
pub fn __put_get_org(name: &str, value: String) -> ::cache_runtime::__private::Putting {
    let call = ::cache_runtime::__private::Call::new(
        __get_org_site(),
        {
            use ::cache_runtime::__private::{
                NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
            };
            ::cache_runtime::__private::Key::new()
                .with((&&&&::cache_runtime::__private::Probe(&name)).part())
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
pub async fn get_member(
    db: &Db,
    team: &Team,
    org: String,
    id: u64,
    locale: &str,
) -> Result<Option<Member>, std::io::Error> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < Option < Member >,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_kept_async(
            ::cache_runtime::__private::Call::new(
                __get_member_site(),
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                        .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                },
            ),
            shape,
            move || {
                let mut links = ::cache_runtime::__private::Links::default();
                links.tag("members");
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
                links.depends_on(get_org_key(&org));
                let kept_org = ::core::clone::Clone::clone(&org);
                let kept_0 = ::core::clone::Clone::clone(&team.id);
                let described_team = ::cache_runtime::__private::keep(team);
                let described_locale = ::cache_runtime::__private::keep(locale);
                let kept_db = ::cache_runtime::__private::keep(db);
                let kept_team = ::cache_runtime::__private::keep(team);
                let org = ::cache_runtime::__private::hold(org);
                let id = ::cache_runtime::__private::hold(id);
                let kept_locale = ::cache_runtime::__private::keep(locale);
                ::cache_runtime::__private::once(
                    links,
                    move || {
                        shape
                            .loading(
                                async move {
                                    get_member_uncached(
                                            ::cache_runtime::__private::lend(&kept_db),
                                            ::cache_runtime::__private::lend(&kept_team),
                                            org,
                                            id,
                                            ::cache_runtime::__private::lend(&kept_locale),
                                        )
                                        .await
                                },
                                move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                    let team: &Team = ::cache_runtime::__private::lend(
                                        &described_team,
                                    );
                                    let locale: &str = ::cache_runtime::__private::lend(
                                        &described_locale,
                                    );
                                    draft
                                        .ttl({
                                            let member: &Option<Member> = value;
                                            let org = &kept_org;
                                            Duration::from_secs(
                                                member.iter().len() as u64 + org.len() as u64,
                                            )
                                        });
                                    draft
                                        .unless({
                                            let member = value;
                                            member.as_ref().is_some_and(|member| member.role.is_empty())
                                        });
                                    shape
                                        .present(
                                            value,
                                            |result| {
                                                draft
                                                    .tag(
                                                        ::cache_runtime::__private::tag(
                                                            &["role:", ":", ":", ":", ""],
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
                                                                        (&&&&::cache_runtime::__private::Probe(&team.short()))
                                                                            .part(),
                                                                    )
                                                                    .with(
                                                                        (&&&&::cache_runtime::__private::Probe(&locale)).part(),
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
        .ttl_computed()
        .stale_while_revalidate(60000)
        .stale_if_error(86400000)
        .finish()
        .kept()
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
    team: &Team,
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
                    .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        )
        .key(move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("members");
            links.depends_on(get_org_key(&org));
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
    team: &Team,
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
                    .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
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
    team: &Team,
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
                    .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
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
    db: &Db,
    team: &Team,
    org: String,
    id: u64,
    locale: &str,
) -> Result<Option<Member>, std::io::Error> {
    let role = format!("{org}{id}{locale}");
    Ok((db.rows > 0 && !team.name.is_empty()).then_some(Member { role }))
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
    db: &Db,
    team: &Team,
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
        { let plain = ::cache_runtime::__private::shape!(Result < Option < Member >,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::get_or_load_cached_kept_async(
        ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move || {
            let mut links = ::cache_runtime::__private::Links::default();
            links.tag("members");
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
            links.depends_on(get_org_key(&org));
            let kept_org = ::core::clone::Clone::clone(&org);
            let kept_0 = ::core::clone::Clone::clone(&team.id);
            let described_team = ::cache_runtime::__private::keep(team);
            let described_locale = ::cache_runtime::__private::keep(locale);
            let kept_db = ::cache_runtime::__private::keep(db);
            let kept_team = ::cache_runtime::__private::keep(team);
            let org = ::cache_runtime::__private::hold(org);
            let id = ::cache_runtime::__private::hold(id);
            let kept_locale = ::cache_runtime::__private::keep(locale);
            ::cache_runtime::__private::once(
                links,
                move || {
                    shape
                        .loading(
                            async move {
                                get_member_uncached(
                                        ::cache_runtime::__private::lend(&kept_db),
                                        ::cache_runtime::__private::lend(&kept_team),
                                        org,
                                        id,
                                        ::cache_runtime::__private::lend(&kept_locale),
                                    )
                                    .await
                            },
                            move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                let team: &Team = ::cache_runtime::__private::lend(
                                    &described_team,
                                );
                                let locale: &str = ::cache_runtime::__private::lend(
                                    &described_locale,
                                );
                                draft
                                    .ttl({
                                        let member: &Option<Member> = value;
                                        let org = &kept_org;
                                        Duration::from_secs(
                                            member.iter().len() as u64 + org.len() as u64,
                                        )
                                    });
                                draft
                                    .unless({
                                        let member = value;
                                        member.as_ref().is_some_and(|member| member.role.is_empty())
                                    });
                                shape
                                    .present(
                                        value,
                                        |result| {
                                            draft
                                                .tag(
                                                    ::cache_runtime::__private::tag(
                                                        &["role:", ":", ":", ":", ""],
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
                                                                    (&&&&::cache_runtime::__private::Probe(&team.short()))
                                                                        .part(),
                                                                )
                                                                .with(
                                                                    (&&&&::cache_runtime::__private::Probe(&locale)).part(),
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
    db: &Db,
    team: &Team,
    org: String,
    id: u64,
    locale: &str,
) -> impl ::core::future::Future<Output = Result<Option<Member>, std::io::Error>> {
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < Option < Member >,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    ::cache_runtime::__private::refresh_kept_async(
        ::cache_runtime::__private::Call::new(
            __get_member_site(),
            {
                use ::cache_runtime::__private::{
                    NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                };
                ::cache_runtime::__private::Key::new()
                    .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                    .with((&&&&::cache_runtime::__private::Probe(&id)).part())
            },
        ),
        shape,
        move || {
            let mut links = ::cache_runtime::__private::Links::default();
            links.tag("members");
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
            links.depends_on(get_org_key(&org));
            let kept_org = ::core::clone::Clone::clone(&org);
            let kept_0 = ::core::clone::Clone::clone(&team.id);
            let described_team = ::cache_runtime::__private::keep(team);
            let described_locale = ::cache_runtime::__private::keep(locale);
            let kept_db = ::cache_runtime::__private::keep(db);
            let kept_team = ::cache_runtime::__private::keep(team);
            let org = ::cache_runtime::__private::hold(org);
            let id = ::cache_runtime::__private::hold(id);
            let kept_locale = ::cache_runtime::__private::keep(locale);
            ::cache_runtime::__private::once(
                links,
                move || {
                    shape
                        .loading(
                            async move {
                                get_member_uncached(
                                        ::cache_runtime::__private::lend(&kept_db),
                                        ::cache_runtime::__private::lend(&kept_team),
                                        org,
                                        id,
                                        ::cache_runtime::__private::lend(&kept_locale),
                                    )
                                    .await
                            },
                            move |value, draft: &mut ::cache_runtime::__private::Draft| {
                                let team: &Team = ::cache_runtime::__private::lend(
                                    &described_team,
                                );
                                let locale: &str = ::cache_runtime::__private::lend(
                                    &described_locale,
                                );
                                draft
                                    .ttl({
                                        let member: &Option<Member> = value;
                                        let org = &kept_org;
                                        Duration::from_secs(
                                            member.iter().len() as u64 + org.len() as u64,
                                        )
                                    });
                                draft
                                    .unless({
                                        let member = value;
                                        member.as_ref().is_some_and(|member| member.role.is_empty())
                                    });
                                shape
                                    .present(
                                        value,
                                        |result| {
                                            draft
                                                .tag(
                                                    ::cache_runtime::__private::tag(
                                                        &["role:", ":", ":", ":", ""],
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
                                                                    (&&&&::cache_runtime::__private::Probe(&team.short()))
                                                                        .part(),
                                                                )
                                                                .with(
                                                                    (&&&&::cache_runtime::__private::Probe(&locale)).part(),
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
    team: &Team,
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
                .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < Option < Member >,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() }
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
    team: &Team,
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
pub fn warm_get_member<'a0, 'a1>(
    db: &'a0 Db,
    locale: &'a1 str,
    keys: impl ::core::iter::IntoIterator<
        Item = (impl ::core::borrow::Borrow<Team>, String, u64),
    >,
    concurrency: impl ::core::convert::Into<::cache_runtime::__private::Warming>,
) -> impl ::core::future::Future<Output = ::cache_runtime::__private::Warmed> {
    ::cache_runtime::__private::warm_async(
        keys,
        concurrency,
        move |(team, org, id)| {
            let key = {
                let team = ::core::borrow::Borrow::<Team>::borrow(&team);
                ::cache_runtime::__private::Call::new(
                        __get_member_site(),
                        {
                            use ::cache_runtime::__private::{
                                NativePart as _, DisplayPart as _, RefusedPart as _,
                                AnyPart as _,
                            };
                            ::cache_runtime::__private::Key::new()
                                .with(
                                    (&&&&::cache_runtime::__private::Probe(&team.id)).part(),
                                )
                                .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
                        },
                    )
                    .key(::cache_runtime::__private::unlinked)
            };
            (
                key,
                async move {
                    let team = ::core::borrow::Borrow::<Team>::borrow(&team);
                    ::cache_runtime::__private::warmed!(
                        get_member_cached(db, team, org, id, locale). await
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
    team: &Team,
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
                .with((&&&&::cache_runtime::__private::Probe(&team.id)).part())
                .with((&&&&::cache_runtime::__private::Probe(&org)).part())
                .with((&&&&::cache_runtime::__private::Probe(&id)).part())
        },
    );
    let shape = ::cache_runtime::__private::coded!(
        { let plain = ::cache_runtime::__private::shape!(Result < Option < Member >,
        std::io::Error >); ::cache_runtime::__private::sent!(plain) .outliving() }
    );
    let kept_org = ::core::clone::Clone::clone(&org);
    let kept_0 = ::core::clone::Clone::clone(&team.id);
    let kept_1 = ::core::clone::Clone::clone(&team.short());
    let kept_2 = ::core::clone::Clone::clone(&locale);
    ::cache_runtime::__private::storing(
        call,
        shape,
        move |links: &mut ::cache_runtime::__private::Links| {
            links.tag("members");
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
            links.depends_on(get_org_key(&org));
        },
        value,
        move |value, draft: &mut ::cache_runtime::__private::Draft| {
            draft
                .ttl({
                    let member: &Option<Member> = value;
                    let org = &kept_org;
                    Duration::from_secs(member.iter().len() as u64 + org.len() as u64)
                });
            draft
                .unless({
                    let member = value;
                    member.as_ref().is_some_and(|member| member.role.is_empty())
                });
            shape
                .present(
                    value,
                    |result| {
                        draft
                            .tag(
                                ::cache_runtime::__private::tag(
                                    &["role:", ":", ":", ":", ""],
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
                                                (&&&&::cache_runtime::__private::Probe(&kept_2)).part(),
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
