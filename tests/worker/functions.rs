//! Cached functions of every kind, and what can be ordered of them. All read the row of their name and their number.

use crate::Plan;
use crate::words::{Show, done, peeked};
use cache_runtime::{Policy, cached};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::str::FromStr;
use std::time::Duration;

/// A failure that may be cached: the row is `!` and a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Failure(pub(crate) u64);

fn number(row: Option<&str>) -> u64 {
    row.map_or(0, |row| row.parse().expect("this row is a number"))
}

fn outcome(row: Option<&str>) -> Result<u64, Failure> {
    match row.and_then(|row| row.strip_prefix('!')) {
        Some(failure) => Err(Failure(number(Some(failure)))),
        None => Ok(number(row)),
    }
}

#[cached(key = "org:<id>", ttl = "1h", tags = ["orgs"], cache = plan.cache, ignore(plan))]
pub(crate) async fn org(plan: &Plan, id: u64) -> u64 {
    number(plan.read("org", id).await.as_deref())
}

#[cached(key = "team:<id>", ttl = "1h", tags = ["teams"], depends_on(org(id)), cache = plan.cache, ignore(plan))]
pub(crate) async fn team(plan: &Plan, id: u64) -> u64 {
    number(plan.read("team", id).await.as_deref())
}

#[cached(
    key = "user:<id>", ttl = "1h", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) async fn user(plan: &Plan, id: u64) -> u64 {
    number(plan.read("user", id).await.as_deref())
}

#[cached(
    key = "locked:<id>", ttl = "1h", stampede = "lock", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn locked(plan: &Plan, id: u64) -> u64 {
    number(plan.read("locked", id).await.as_deref())
}

#[cached(
    key = "alone:<id>", ttl = "1h", stampede = "none", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) async fn alone(plan: &Plan, id: u64) -> u64 {
    number(plan.read("alone", id).await.as_deref())
}

#[cached(
    key = "remote:<id>", ttl = "1h", tier = "redis", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) async fn remote(plan: &Plan, id: u64) -> u64 {
    number(plan.read("remote", id).await.as_deref())
}

#[cached(
    key = "local:<id>", ttl = "1h", tier = "memory", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) async fn local(plan: &Plan, id: u64) -> u64 {
    number(plan.read("local", id).await.as_deref())
}

#[cached(
    key = "brief:<id>", ttl = "1h", memory_ttl = "10m", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) async fn brief(plan: &Plan, id: u64) -> u64 {
    number(plan.read("brief", id).await.as_deref())
}

#[cached(
    key = "maybe:<id>", ttl = "1h", negative_ttl = "30m", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn maybe(plan: &Plan, id: u64) -> Option<u64> {
    plan.read("maybe", id).await.map(|row| number(Some(&row)))
}

#[cached(
    key = "failing:<id>", ttl = "1h", error_ttl = "30m", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn failing(plan: &Plan, id: u64) -> Result<u64, Failure> {
    outcome(plan.read("failing", id).await.as_deref())
}

#[cached(
    key = "tried:<id>", ttl = "1h", stampede = "lock", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"]
)]
pub(crate) async fn tried(plan: &Plan, id: u64) -> Result<u64, Failure> {
    outcome(plan.read("tried", id).await.as_deref())
}

#[cached(
    key = "generic:<id>", ttl = "1h", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn generic<T>(plan: &Plan, id: u64) -> T
where
    T: FromStr + Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
{
    let row = plan.read("generic", id).await.unwrap_or_default();
    T::from_str(&row).ok().expect("this row is such a value")
}

#[cached(
    key = "batched:<id>", batch = ids, ttl = "1h", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) async fn batched(plan: &Plan, ids: Vec<u64>) -> HashMap<u64, u64> {
    let mut rows = HashMap::new();
    for id in ids {
        rows.insert(id, number(plan.read("batched", id).await.as_deref()));
    }
    rows
}

#[cached(
    key = "blocking:<id>", ttl = "1h", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>", "row:<result>"], depends_on(team(id))
)]
pub(crate) fn blocking(plan: &Plan, id: u64) -> u64 {
    number(plan.read_blocking("blocking", id).as_deref())
}

/// A refresh is due almost from the beginning.
#[cached(
    key = "ahead:<id>", ttl = "1h", refresh_ahead = 0.000001, cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn ahead(plan: &Plan, id: u64) -> u64 {
    number(plan.read("ahead", id).await.as_deref())
}

#[cached(
    key = "stale:<id>", ttl = "1ms", stale_while_revalidate = "1h", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn stale(plan: &Plan, id: u64) -> u64 {
    number(plan.read("stale", id).await.as_deref())
}

#[cached(
    key = "distant:<id>", ttl = "1ms", stale_while_revalidate = "1h", tier = "redis", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) async fn distant(plan: &Plan, id: u64) -> u64 {
    number(plan.read("distant", id).await.as_deref())
}

#[cached(
    key = "sync:<id>", ttl = "1ms", stale_while_revalidate = "1h", cache = plan.cache, ignore(plan),
    tags = ["all", "one:<id>"], depends_on(team(id))
)]
pub(crate) fn sync(plan: &Plan, id: u64) -> u64 {
    number(plan.read_blocking("sync", id).as_deref())
}

#[cached(
    key = "scheduled:<id>", ttl = "1h", refresh_every = "50ms", idle_after = "1h", cache = plan.cache, ignore(plan)
)]
pub(crate) async fn scheduled(plan: &Plan, id: u64) -> u64 {
    number(plan.read("scheduled", id).await.as_deref())
}

/// Makes the answer to an order from the function and its helpers.
macro_rules! order {
    ($verb:ident, $plan:ident, $id:ident, $value:ident:
     $call:path, $key:path, $peek:path, $refresh:path, $invalidate:path, $expire:path, $all:path, $put:path) => {
        match $verb {
            "call" => $call($plan, $id).await.show(),
            "key" => $key($id).to_string(),
            "peek" => peeked($peek($plan, $id).await),
            "refresh" => $refresh($plan, $id).await.show(),
            "invalidate" => done($invalidate($plan, $id).await),
            "expire" => done($expire($plan, $id).await),
            "all" => done($all($plan).await),
            "put" => done($put($plan, $id, Show::of($value)).await),
            _ => panic!("no such order: {}", $verb),
        }
    };
}

/// Does something with an entry of a function.
pub(crate) async fn of_function(
    plan: &Plan,
    verb: &str,
    function: &str,
    id: u64,
    value: &str,
) -> String {
    match function {
        "org" => {
            order!(verb, plan, id, value: org, org_key, peek_org, refresh_org, invalidate_org, expire_org, invalidate_all_org, put_org)
        }
        "team" => {
            order!(verb, plan, id, value: team, team_key, peek_team, refresh_team, invalidate_team, expire_team, invalidate_all_team, put_team)
        }
        "user" => {
            order!(verb, plan, id, value: user, user_key, peek_user, refresh_user, invalidate_user, expire_user, invalidate_all_user, put_user)
        }
        "locked" => {
            order!(verb, plan, id, value: locked, locked_key, peek_locked, refresh_locked, invalidate_locked, expire_locked, invalidate_all_locked, put_locked)
        }
        "alone" => {
            order!(verb, plan, id, value: alone, alone_key, peek_alone, refresh_alone, invalidate_alone, expire_alone, invalidate_all_alone, put_alone)
        }
        "remote" => {
            order!(verb, plan, id, value: remote, remote_key, peek_remote, refresh_remote, invalidate_remote, expire_remote, invalidate_all_remote, put_remote)
        }
        "local" => {
            order!(verb, plan, id, value: local, local_key, peek_local, refresh_local, invalidate_local, expire_local, invalidate_all_local, put_local)
        }
        "brief" => {
            order!(verb, plan, id, value: brief, brief_key, peek_brief, refresh_brief, invalidate_brief, expire_brief, invalidate_all_brief, put_brief)
        }
        "maybe" => {
            order!(verb, plan, id, value: maybe, maybe_key, peek_maybe, refresh_maybe, invalidate_maybe, expire_maybe, invalidate_all_maybe, put_maybe)
        }
        "failing" => {
            order!(verb, plan, id, value: failing, failing_key, peek_failing, refresh_failing, invalidate_failing, expire_failing, invalidate_all_failing, put_failing)
        }
        "tried" => {
            order!(verb, plan, id, value: tried, tried_key, peek_tried, refresh_tried, invalidate_tried, expire_tried, invalidate_all_tried, put_tried)
        }
        "generic" => {
            order!(verb, plan, id, value: generic::<u64>, generic_key::<u64>, peek_generic::<u64>, refresh_generic::<u64>, invalidate_generic::<u64>, expire_generic::<u64>, invalidate_all_generic, put_generic::<u64>)
        }
        "ahead" => {
            order!(verb, plan, id, value: ahead, ahead_key, peek_ahead, refresh_ahead, invalidate_ahead, expire_ahead, invalidate_all_ahead, put_ahead)
        }
        "stale" => {
            order!(verb, plan, id, value: stale, stale_key, peek_stale, refresh_stale, invalidate_stale, expire_stale, invalidate_all_stale, put_stale)
        }
        "distant" => {
            order!(verb, plan, id, value: distant, distant_key, peek_distant, refresh_distant, invalidate_distant, expire_distant, invalidate_all_distant, put_distant)
        }
        "scheduled" => {
            order!(verb, plan, id, value: scheduled, scheduled_key, peek_scheduled, refresh_scheduled, invalidate_scheduled, expire_scheduled, invalidate_all_scheduled, put_scheduled)
        }
        "blocking" => of_blocking(plan, verb, id, value),
        "sync" => of_sync(plan, verb, id, value),
        "batched" => of_batch(plan, verb, id, value).await,
        "direct" => of_region(plan, verb, id, value).await,
        _ => panic!("no such function: {function}"),
    }
}

/// The same for the sync one.
pub(crate) fn of_blocking(plan: &Plan, verb: &str, id: u64, value: &str) -> String {
    match verb {
        "call" => blocking(plan, id).show(),
        "key" => blocking_key(id).to_string(),
        "peek" => peeked(peek_blocking(plan, id)),
        "refresh" => refresh_blocking(plan, id).show(),
        "invalidate" => done(invalidate_blocking(plan, id)),
        "expire" => done(expire_blocking(plan, id)),
        "all" => done(invalidate_all_blocking(plan)),
        "put" => done(put_blocking(plan, id, Show::of(value))),
        _ => panic!("no such order: {verb}"),
    }
}

/// The same for the one that loads many, here one element of it.
async fn of_batch(plan: &Plan, verb: &str, id: u64, value: &str) -> String {
    match verb {
        "call" => batched(plan, vec![id]).await[&id].show(),
        "key" => batched_key(id).to_string(),
        "peek" => peeked(peek_batched(plan, id).await),
        "invalidate" => done(invalidate_batched(plan, id).await),
        "all" => done(invalidate_all_batched(plan).await),
        "put" => done(put_batched(plan, id, Show::of(value)).await),
        _ => panic!("no such order: {verb}"),
    }
}

/// The same for the one that refreshes.
fn of_sync(plan: &Plan, verb: &str, id: u64, value: &str) -> String {
    match verb {
        "call" => sync(plan, id).show(),
        "key" => sync_key(id).to_string(),
        "peek" => peeked(peek_sync(plan, id)),
        "refresh" => refresh_sync(plan, id).show(),
        "invalidate" => done(invalidate_sync(plan, id)),
        "expire" => done(expire_sync(plan, id)),
        "all" => done(invalidate_all_sync(plan)),
        "put" => done(put_sync(plan, id, Show::of(value))),
        _ => panic!("no such order: {verb}"),
    }
}

/// Entries by hand, which all processes share.
async fn of_region(plan: &Plan, verb: &str, id: u64, value: &str) -> String {
    let region = plan.cache.region::<u64>("direct").shared();
    let region = region.with_tags(["all".to_owned(), format!("one:{id}")]);
    let policy = Policy::new(Duration::from_secs(3600));
    match verb {
        "call" => {
            let load = || async {
                Ok::<_, Failure>(u64::of(&plan.read("direct", id).await.unwrap_or_default()))
            };
            region.get_or_load(&id, &policy, load).await.show()
        }
        "key" => region.key(&id).to_string(),
        "peek" => peeked(region.find(&id).await),
        "invalidate" => done(region.invalidate(&id).await),
        "all" => done(region.invalidate_all().await),
        "put" => done(region.put(&id, &policy, Show::of(value)).await),
        _ => panic!("no such order: {verb}"),
    }
}
