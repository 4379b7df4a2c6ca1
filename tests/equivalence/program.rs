//! Random programs, and the comparison of each step with what the database says.

use crate::database::{Broken, Database, User};
use crate::service::{Service, card_of};
use cache_runtime::Cache;
use cache_runtime::testing::{self, TestClock};
use fastrand::Rng;
use std::fmt::Debug;
use std::time::Duration;

/// Few enough that steps meet.
const USERS: u64 = 6;
const TEAMS: u64 = 3;

pub(crate) struct Program {
    seed: u64,
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
enum Step {
    User(u64),
    Users(Vec<u64>),
    Card(u64),
    TrackedCard(u64),
    Members(u64),
    Save(User),
    SaveAndFail(User),
    Rename(u64, u64),
    Delete(u64),
    Merge(u64, u64),
    Refresh(u64),
    Expire(u64),
    InvalidateAll,
    Clear,
    /// Seconds go by.
    Wait(u64),
    Break,
    Mend,
}

impl Program {
    pub(crate) fn random(seed: u64, steps: usize) -> Self {
        let mut random = Rng::with_seed(seed);
        let steps = (0..steps).map(|_| Step::random(&mut random)).collect();
        Self { seed, steps }
    }

    pub(crate) fn run(&self, service: &dyn Service, cache: &Cache, clock: &TestClock) {
        let database = Database::default();
        for (number, step) in self.steps.iter().enumerate() {
            let outcome = step.run(service, &database, cache, clock);
            assert!(
                outcome.is_ok(),
                "EQUIVALENCE_SEED={} {} step {number}: {step:?}: {}\nafter {:#?}",
                self.seed,
                service.name(),
                outcome.unwrap_err(),
                &self.steps[number.saturating_sub(20)..number],
            );
        }
        testing::settle_blocking(cache);
    }
}

impl Step {
    fn random(random: &mut Rng) -> Self {
        let id = random.u64(0..USERS);
        let user = User {
            id,
            team: random.u64(0..TEAMS),
            name: random.u64(..),
        };
        match random.u32(0..100) {
            0..25 => Self::User(id),
            25..33 => Self::Users(
                (0..random.usize(0..8))
                    .map(|_| random.u64(0..USERS))
                    .collect(),
            ),
            33..41 => Self::Card(id),
            41..48 => Self::TrackedCard(id),
            48..58 => Self::Members(user.team),
            58..68 => Self::Save(user),
            68..70 => Self::SaveAndFail(user),
            70..76 => Self::Rename(id, user.name),
            76..80 => Self::Delete(id),
            80..82 => Self::Merge(user.team, random.u64(0..TEAMS)),
            82..85 => Self::Refresh(id),
            85..88 => Self::Expire(id),
            88 => Self::InvalidateAll,
            89 => Self::Clear,
            90..96 => Self::Wait(random.u64(1..90)),
            96..98 => Self::Break,
            _ => Self::Mend,
        }
    }

    fn run(
        &self,
        service: &dyn Service,
        database: &Database,
        cache: &Cache,
        clock: &TestClock,
    ) -> Result<(), String> {
        match self.clone() {
            Self::User(id) => {
                return same(database, &service.user(database, id), |truth| {
                    truth.user(id)
                });
            }
            Self::Users(ids) => {
                return same(database, &service.users(database, ids.clone()), |truth| {
                    truth.users(&ids)
                });
            }
            Self::Card(id) => {
                return same(database, &service.card(database, id), |truth| {
                    truth.user(id).map(|user| card_of(user.as_ref()))
                });
            }
            Self::TrackedCard(id) => {
                return same(database, &service.tracked_card(database, id), |truth| {
                    truth.user(id).map(|user| card_of(user.as_ref()))
                });
            }
            Self::Members(team) => {
                return same(database, &service.members(database, team), |truth| {
                    truth.members(team)
                });
            }
            Self::Refresh(id) => {
                return same(database, &service.refresh(database, id), |truth| {
                    truth.user(id)
                });
            }
            Self::Save(user) => return written(database, &service.save(database, user)),
            Self::Rename(id, name) => {
                return written(database, &service.rename(database, id, name));
            }
            Self::Delete(id) => return written(database, &service.delete(database, id)),
            Self::Merge(from, to) => return written(database, &service.merge(database, from, to)),
            Self::SaveAndFail(user) => {
                let failed = service.save_and_fail(database, user);
                assert!(failed.is_err(), "it always fails");
            }
            Self::Expire(id) => service.expire(id),
            Self::InvalidateAll => service.invalidate_all(),
            Self::Clear => {
                cache.clear_blocking().unwrap();
            }
            Self::Wait(seconds) => clock.advance(Duration::from_secs(seconds)),
            Self::Break => database.set_broken(true),
            Self::Mend => database.set_broken(false),
        }
        Ok(())
    }
}

/// A write fails where the database does.
fn written<T: Debug>(database: &Database, outcome: &Result<T, Broken>) -> Result<(), String> {
    let as_it_should = outcome.is_err() == database.is_broken();
    as_it_should
        .then_some(())
        .ok_or_else(|| format!("the write returned {outcome:?}"))
}

/// What a function returned is what the database holds. Where that does not answer, the function may say so, or know.
fn same<T: PartialEq + Debug>(
    database: &Database,
    returned: &Result<T, Broken>,
    truth: impl FnOnce(&Database) -> Result<T, Broken>,
) -> Result<(), String> {
    let broken = database.is_broken();
    if broken && returned.is_err() {
        return Ok(());
    }
    database.set_broken(false);
    let expected = truth(database);
    database.set_broken(broken);
    (*returned == expected)
        .then_some(())
        .ok_or_else(|| format!("{returned:?} in place of {expected:?}"))
}
