//! What is returned takes the place of an entry: with what is known of its key before and after, and with an order.
use crate::writes::{self, Teams, User};
use cache_runtime::cache_put;

#[cache_put(writes::get_user(tenant, result.id), order = result.version)]
pub(crate) async fn store(tenant: &str, user: User) -> Result<User, String> {
    let _ = tenant;
    Ok(user)
}

impl Teams {
    #[cache_put(self.name(id))]
    pub(crate) fn baptise(&self, id: u64) -> String {
        format!("{}-{id}", self.region)
    }
}
