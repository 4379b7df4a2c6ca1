//! `moka`.

use crate::competitor::Competitor;
use crate::user::User;
use crate::workload::CAPACITY;
use std::sync::Arc;
use std::time::Duration;

const TTL: Duration = Duration::from_hours(1);

/// Both forms for sync code.
#[must_use]
pub fn sync() -> Vec<Competitor> {
    let plain = moka::sync::Cache::<u64, Arc<User>>::new(CAPACITY as u64);
    let expiring = moka::sync::Cache::<u64, Arc<User>>::builder()
        .max_capacity(CAPACITY as u64)
        .time_to_live(TTL)
        .build();
    vec![
        by_number("moka, get_with", plain),
        by_number("moka, get_with, time_to_live", expiring),
    ]
}

fn by_number(name: &'static str, cache: moka::sync::Cache<u64, Arc<User>>) -> Competitor {
    Competitor::sync(name, move |position| {
        let id = u64::from(position);
        cache.get_with(id, || User::load_shared(id))
    })
}

/// For async code.
#[must_use]
pub fn tasked() -> Competitor {
    let cache = moka::future::Cache::<u64, Arc<User>>::new(CAPACITY as u64);
    Competitor::tasked("moka, future get_with", async move |position| {
        let id = u64::from(position);
        cache.get_with(id, async { User::load_shared(id) }).await
    })
}
