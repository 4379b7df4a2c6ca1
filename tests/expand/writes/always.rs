//! Whatever becomes of the body, in a cache of the value's own.
use crate::writes::Teams;
use cache_runtime::{Cache, cache_invalidate};

pub(crate) struct Directory {
    pub(crate) cache: Cache,
    pub(crate) teams: Teams,
}

impl Directory {
    #[cache_invalidate(self.teams.name(id), self.teams.size(id), on = "always", cache = self.cache)]
    pub(crate) async fn rename(&mut self, id: u64) -> Result<(), String> {
        self.teams.region += 1;
        Err(format!("{id}"))
    }
}
