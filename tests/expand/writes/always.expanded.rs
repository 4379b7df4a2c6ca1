//! Whatever becomes of the body, in a cache of the value's own.
use crate::writes::Teams;
use cache_runtime::{Cache, cache_invalidate};
pub(crate) struct Directory {
    pub(crate) cache: Cache,
    pub(crate) teams: Teams,
}
impl Directory {
    pub(crate) async fn rename(&mut self, id: u64) -> Result<(), String> {
        let order = ::cache_runtime::__private::Invalidating::new()
            .within(&(self.cache))
            .always()
            .key(
                self
                    .teams
                    .__name_key_of({
                        let own = ::core::clone::Clone::clone(&id);
                        own
                    }),
            )
            .key(
                self
                    .teams
                    .__size_key_of({
                        let own = ::core::clone::Clone::clone(&id);
                        own
                    }),
            );
        let body = async move {
            if false {
                return ::cache_runtime::__private::never::<Result<(), String>>();
            }
            self.teams.region += 1;
            Err(format!("{id}"))
        };
        let success = ::cache_runtime::__private::success!(once_awaited, body);
        ::cache_runtime::__private::invalidating_async(
                order,
                success,
                body,
                ::cache_runtime::__private::nothing_more,
            )
            .await
    }
}
