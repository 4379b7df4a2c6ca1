//! What is returned takes the place of an entry: with what is known of its key before and after, and with an order.
use crate::writes::{self, Teams, User};
use cache_runtime::cache_put;
pub(crate) async fn store(tenant: &str, user: User) -> Result<User, String> {
    let kept_0 = ::cache_runtime::__private::kept_for_result(&tenant);
    let body = async move {
        if false {
            return ::cache_runtime::__private::never::<Result<User, String>>();
        }
        let _ = tenant;
        Ok(user)
    };
    let success = ::cache_runtime::__private::success!(once_awaited, body);
    ::cache_runtime::__private::putting_async(
            success,
            body,
            move |result| {
                let result = result;
                writes::__put_get_user(
                        kept_0,
                        {
                            let own = ::core::clone::Clone::clone(&result.id);
                            own
                        },
                        ::cache_runtime::__private::replacement(result),
                    )
                    .ordered({
                        let own = ::core::clone::Clone::clone(&result.version);
                        own
                    })
            },
        )
        .await
}
impl Teams {
    pub(crate) fn baptise(&self, id: u64) -> String {
        let kept_0 = ::cache_runtime::__private::kept_for_result(&id);
        let body = ::cache_runtime::__private::call(move || {
            if false {
                return ::cache_runtime::__private::never::<String>();
            }
            format!("{}-{id}", self.region)
        });
        let success = ::cache_runtime::__private::success!(once_called, body);
        ::cache_runtime::__private::putting(
            success,
            body,
            move |result| {
                self.__put_name_of(
                    kept_0,
                    ::cache_runtime::__private::replacement(result),
                )
            },
        )
    }
}
