//! The functions of the programs, one set for each strategy. A set reads users, their cards and teams, alone and in
//! batches, and writes them in each way that there is to keep a cache up to date.

use crate::database::{Broken, Database, Moved, User};
use cache_runtime::{cache_invalidate, cache_put, cached, testing};
use std::collections::HashMap;
use std::time::Duration;

/// A set of functions, whatever they are cached by.
pub(crate) trait Service {
    fn name(&self) -> &'static str;
    fn user(&self, database: &Database, id: u64) -> Result<Option<User>, Broken>;
    fn users(&self, database: &Database, ids: Vec<u64>) -> Result<HashMap<u64, User>, Broken>;
    fn card(&self, database: &Database, id: u64) -> Result<String, Broken>;
    /// The same card, by a function that records what it calls.
    fn tracked_card(&self, database: &Database, id: u64) -> Result<String, Broken>;
    fn members(&self, database: &Database, team: u64) -> Result<Vec<u64>, Broken>;
    fn save(&self, database: &Database, user: User) -> Result<Moved, Broken>;
    /// Saves, and fails all the same.
    fn save_and_fail(&self, database: &Database, user: User) -> Result<Moved, Broken>;
    fn rename(&self, database: &Database, id: u64, name: u64) -> Result<Option<User>, Broken>;
    fn delete(&self, database: &Database, id: u64) -> Result<Moved, Broken>;
    fn merge(&self, database: &Database, from: u64, to: u64) -> Result<Moved, Broken>;
    fn refresh(&self, database: &Database, id: u64) -> Result<Option<User>, Broken>;
    fn expire(&self, id: u64);
    fn invalidate_all(&self);
}

/// What stands on a user's card.
pub(crate) fn card_of(user: Option<&User>) -> String {
    user.map_or_else(
        || "nobody".to_owned(),
        |user| format!("{} of {}", user.name, user.team),
    )
}

/// One set: `$asynchronous` is `async` or nothing, `$wait` is `.await` or nothing.
macro_rules! service {
    ($name:ident, [$($asynchronous:tt)?] [$($wait:tt)*], $($option:tt)*) => {
        pub(crate) mod $name {
            use super::*;

            #[cached(
                key = "user:<id>",
                tags = ["users", "team:<result.team>"],
                ignore(database),
                $($option)*
            )]
            $($asynchronous)? fn user(database: &Database, id: u64) -> Result<Option<User>, Broken> {
                database.user(id)
            }

            #[cached(
                key = "user:<id>",
                batch = ids,
                ttl = "1m",
                negative_ttl = "1m",
                tags = ["users", "team:<result.team>"],
                ignore(database)
            )]
            $($asynchronous)? fn users(database: &Database, ids: Vec<u64>) -> Result<HashMap<u64, User>, Broken> {
                database.users(&ids)
            }

            #[cached(key = "card:<id>", depends_on(user(id)), ignore(database), $($option)*)]
            $($asynchronous)? fn card(database: &Database, id: u64) -> Result<String, Broken> {
                let user = user(database, id)$($wait)*?;
                Ok(card_of(user.as_ref()))
            }

            #[cached(key = "tracked-card:<id>", track = true, ignore(database), $($option)*)]
            $($asynchronous)? fn tracked_card(database: &Database, id: u64) -> Result<String, Broken> {
                let user = user(database, id)$($wait)*?;
                Ok(card_of(user.as_ref()))
            }

            #[cached(key = "members:<team>", tags = ["team:<team>"], ignore(database), $($option)*)]
            $($asynchronous)? fn members(database: &Database, team: u64) -> Result<Vec<u64>, Broken> {
                database.members(team)
            }

            #[cache_invalidate(user(user.id), tags = ["team:<result.from>", "team:<result.to>"])]
            $($asynchronous)? fn save(database: &Database, user: User) -> Result<Moved, Broken> {
                database.save(user)
            }

            #[cache_invalidate(user(user.id), members(..), on = "always")]
            $($asynchronous)? fn save_and_fail(database: &Database, user: User) -> Result<Moved, Broken> {
                database.save(user)?;
                Err(Broken)
            }

            #[cache_put(user(id))]
            $($asynchronous)? fn rename(database: &Database, id: u64, name: u64) -> Result<Option<User>, Broken> {
                database.rename(id, name)
            }

            #[cache_invalidate(tags = ["team:<result.from>"])]
            #[cache_invalidate(user(id), pattern = "card:<id>")]
            $($asynchronous)? fn delete(database: &Database, id: u64) -> Result<Moved, Broken> {
                database.delete(id)
            }

            #[cache_invalidate(all(user), all(members))]
            $($asynchronous)? fn merge(database: &Database, from: u64, to: u64) -> Result<Moved, Broken> {
                database.merge(from, to)
            }

            pub(crate) struct Functions;

            impl Service for Functions {
                fn name(&self) -> &'static str {
                    stringify!($name)
                }

                fn user(&self, database: &Database, id: u64) -> Result<Option<User>, Broken> {
                    testing::run(async { user(database, id)$($wait)* })
                }

                fn users(&self, database: &Database, ids: Vec<u64>) -> Result<HashMap<u64, User>, Broken> {
                    testing::run(async { users(database, ids)$($wait)* })
                }

                fn card(&self, database: &Database, id: u64) -> Result<String, Broken> {
                    testing::run(async { card(database, id)$($wait)* })
                }

                fn tracked_card(&self, database: &Database, id: u64) -> Result<String, Broken> {
                    testing::run(async { tracked_card(database, id)$($wait)* })
                }

                fn members(&self, database: &Database, team: u64) -> Result<Vec<u64>, Broken> {
                    testing::run(async { members(database, team)$($wait)* })
                }

                fn save(&self, database: &Database, user: User) -> Result<Moved, Broken> {
                    testing::run(async { save(database, user)$($wait)* })
                }

                fn save_and_fail(&self, database: &Database, user: User) -> Result<Moved, Broken> {
                    testing::run(async { save_and_fail(database, user)$($wait)* })
                }

                fn rename(&self, database: &Database, id: u64, name: u64) -> Result<Option<User>, Broken> {
                    testing::run(async { rename(database, id, name)$($wait)* })
                }

                fn delete(&self, database: &Database, id: u64) -> Result<Moved, Broken> {
                    testing::run(async { delete(database, id)$($wait)* })
                }

                fn merge(&self, database: &Database, from: u64, to: u64) -> Result<Moved, Broken> {
                    testing::run(async { merge(database, from, to)$($wait)* })
                }

                fn refresh(&self, database: &Database, id: u64) -> Result<Option<User>, Broken> {
                    testing::run(async { refresh_user(database, id)$($wait)* })
                }

                fn expire(&self, id: u64) {
                    testing::run(async { expire_user(id)$($wait)* }).unwrap();
                }

                fn invalidate_all(&self) {
                    testing::run(async { invalidate_all_user()$($wait)* }).unwrap();
                }
            }
        }
    };
}

service!(coalesced, [async] [.await], ttl = "1m");
service!(unshared, [async] [.await], ttl = "1m", stampede = "none");
service!(locked, [async] [.await], ttl = "1m", stampede = "lock");
service!(early, [async] [.await], ttl = "1m", stampede = "early");
service!(revalidated, [async] [.await], ttl = "1m", stale_while_revalidate = "5m");
service!(fallback, [async] [.await], ttl = "1m", stale_if_error = "5m");
service!(ahead, [async] [.await], ttl = "1m", refresh_ahead = 0.5, stale_if_error = "5m");
service!(scheduled, [async] [.await], ttl = "1m", refresh_every = "20s");
service!(sliding, [async] [.await], ttl = "1m", sliding = true, max_age = "10m");
service!(adaptive, [async] [.await], adaptive_ttl = "10s..10m");
service!(computed, [async] [.await], ttl = "1m", ttl_with = |_| Duration::from_secs(30));
service!(jittered, [async] [.await], ttl = "1m", jitter = 0.5);
service!(finished, [async] [.await], ttl = "1m", on_cancel = "finish");
service!(in_redis, [async] [.await], ttl = "1m", tier = "redis");
service!(in_memory, [async] [.await], ttl = "1m", tier = "memory");
service!(capped, [async] [.await], ttl = "1m", memory_ttl = "5s");
service!(blocking, [] [], ttl = "1m");
service!(blocking_locked, [] [], ttl = "1m", stampede = "lock");
service!(blocking_windows, [] [], ttl = "1m", stale_while_revalidate = "5m", stale_if_error = "10m");

/// Every set.
pub(crate) fn all() -> Vec<Box<dyn Service>> {
    vec![
        Box::new(coalesced::Functions),
        Box::new(unshared::Functions),
        Box::new(locked::Functions),
        Box::new(early::Functions),
        Box::new(revalidated::Functions),
        Box::new(fallback::Functions),
        Box::new(ahead::Functions),
        Box::new(scheduled::Functions),
        Box::new(sliding::Functions),
        Box::new(adaptive::Functions),
        Box::new(computed::Functions),
        Box::new(jittered::Functions),
        Box::new(finished::Functions),
        Box::new(in_redis::Functions),
        Box::new(in_memory::Functions),
        Box::new(capped::Functions),
        Box::new(blocking::Functions),
        Box::new(blocking_locked::Functions),
        Box::new(blocking_windows::Functions),
    ]
}
