//! The truth: users in teams, as a database would keep them.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) team: u64,
    pub(crate) name: u64,
}

/// The database does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Broken;

/// What became of a user, and of the teams that it was and is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moved {
    pub(crate) from: u64,
    pub(crate) to: u64,
}

/// All clones are one database.
#[derive(Debug, Clone, Default)]
pub(crate) struct Database(Arc<Mutex<Tables>>);

#[derive(Debug, Default)]
struct Tables {
    users: BTreeMap<u64, User>,
    broken: bool,
}

impl Database {
    pub(crate) fn user(&self, id: u64) -> Result<Option<User>, Broken> {
        Ok(self.tables()?.users.get(&id).cloned())
    }

    pub(crate) fn users(&self, ids: &[u64]) -> Result<HashMap<u64, User>, Broken> {
        let tables = self.tables()?;
        let found = ids.iter().filter_map(|id| tables.users.get(id));
        Ok(found.map(|user| (user.id, user.clone())).collect())
    }

    pub(crate) fn members(&self, team: u64) -> Result<Vec<u64>, Broken> {
        let tables = self.tables()?;
        let members = tables.users.values().filter(|user| user.team == team);
        Ok(members.map(|user| user.id).collect())
    }

    pub(crate) fn save(&self, user: User) -> Result<Moved, Broken> {
        let mut tables = self.tables()?;
        let to = user.team;
        let before = tables.users.insert(user.id, user);
        let from = before.map_or(to, |before| before.team);
        Ok(Moved { from, to })
    }

    pub(crate) fn rename(&self, id: u64, name: u64) -> Result<Option<User>, Broken> {
        let mut tables = self.tables()?;
        let user = tables.users.get_mut(&id);
        Ok(user.map(|user| {
            user.name = name;
            user.clone()
        }))
    }

    pub(crate) fn delete(&self, id: u64) -> Result<Moved, Broken> {
        let mut tables = self.tables()?;
        let team = tables.users.remove(&id).map_or(0, |user| user.team);
        Ok(Moved {
            from: team,
            to: team,
        })
    }

    /// Moves everybody of one team to another.
    pub(crate) fn merge(&self, from: u64, to: u64) -> Result<Moved, Broken> {
        let mut tables = self.tables()?;
        let members = tables.users.values_mut().filter(|user| user.team == from);
        members.for_each(|user| user.team = to);
        Ok(Moved { from, to })
    }

    pub(crate) fn is_broken(&self) -> bool {
        self.0.lock().unwrap().broken
    }

    pub(crate) fn set_broken(&self, broken: bool) {
        self.0.lock().unwrap().broken = broken;
    }

    fn tables(&self) -> Result<MutexGuard<'_, Tables>, Broken> {
        let tables = self.0.lock().unwrap();
        if tables.broken {
            Err(Broken)
        } else {
            Ok(tables)
        }
    }
}
