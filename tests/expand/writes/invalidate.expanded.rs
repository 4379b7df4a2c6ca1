//! Every form of a target, on an async function and on a sync one.
use crate::writes::{self, User};
use cache_runtime::cache_invalidate;
pub(crate) async fn update_user(mut user: User) -> Result<User, String> {
    let order = ::cache_runtime::__private::Invalidating::new()
        .key(
            writes::get_user_key(
                &user.tenant,
                {
                    let own = ::core::clone::Clone::clone(&user.id);
                    own
                },
            ),
        )
        .all(writes::__get_posts_site())
        .all(writes::__search_site())
        .tag("write-users")
        .pattern(
            ::cache_runtime::__private::tag(
                &["write-search:", ":*"],
                {
                    use ::cache_runtime::__private::{
                        NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _,
                    };
                    ::cache_runtime::__private::Key::new()
                        .with((&&&&::cache_runtime::__private::Probe(&user.id)).part())
                },
            ),
        );
    let kept_0 = ::cache_runtime::__private::kept_for_result(&user.tenant);
    let body = async move {
        if false {
            return ::cache_runtime::__private::never::<Result<User, String>>();
        }
        if user.id == 0 {
            return Err("nobody".to_owned());
        }
        user.version += 1;
        Ok(user)
    };
    let success = ::cache_runtime::__private::success!(once_awaited, body);
    ::cache_runtime::__private::invalidating_async(
            order,
            success,
            body,
            move |result| {
                ::cache_runtime::__private::Invalidating::new()
                    .tag(
                        ::cache_runtime::__private::tag(
                            &["write-team:", ":", ""],
                            {
                                use ::cache_runtime::__private::{
                                    NativePart as _, DisplayPart as _, RefusedPart as _,
                                    AnyPart as _,
                                };
                                ::cache_runtime::__private::Key::new()
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&result.team)).part(),
                                    )
                                    .with(
                                        (&&&&::cache_runtime::__private::Probe(&kept_0)).part(),
                                    )
                            },
                        ),
                    )
            },
        )
        .await
}
pub(crate) fn follow(user: &User, offset: u64) -> u64 {
    let order = ::cache_runtime::__private::Invalidating::new().soft();
    let kept_0 = ::cache_runtime::__private::kept_for_result(&user.tenant);
    let kept_offset = ::cache_runtime::__private::kept_for_result(&offset);
    let body = ::cache_runtime::__private::call(move || {
        if false {
            return ::cache_runtime::__private::never::<u64>();
        }
        user.id + offset
    });
    let success = ::cache_runtime::__private::success!(once_called, body);
    ::cache_runtime::__private::invalidating(
        order,
        success,
        body,
        move |result| {
            let result = result;
            let offset = kept_offset;
            ::cache_runtime::__private::Invalidating::new()
                .key(writes::get_user_key(&kept_0, result + offset + user.id))
        },
    )
}
