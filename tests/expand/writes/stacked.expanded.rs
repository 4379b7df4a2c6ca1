//! Two attributes: what the first makes is what the second finds.
use crate::writes::{self, User};
use cache_runtime::{cache_invalidate, cache_put};
pub(crate) fn replace(user: User) -> User {
    let order = ::cache_runtime::__private::Invalidating::new()
        .all(writes::__search_site());
    let body = ::cache_runtime::__private::call(move || {
        if false {
            return ::cache_runtime::__private::never::<User>();
        }
        let body = ::cache_runtime::__private::call(move || {
            if false {
                return ::cache_runtime::__private::never::<User>();
            }
            user
        });
        let success = ::cache_runtime::__private::success!(once_called, body);
        ::cache_runtime::__private::putting(
            success,
            body,
            move |result| {
                let result = result;
                writes::__put_get_user(
                    &result.tenant,
                    {
                        let own = ::core::clone::Clone::clone(&result.id);
                        own
                    },
                    ::cache_runtime::__private::replacement(result),
                )
            },
        )
    });
    let success = ::cache_runtime::__private::success!(once_called, body);
    ::cache_runtime::__private::invalidating(
        order,
        success,
        body,
        ::cache_runtime::__private::nothing_more,
    )
}
