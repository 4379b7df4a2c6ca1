//! Functions that change the source, and what becomes of entries when they have.

#![allow(
    clippy::unused_async,
    clippy::unused_self,
    clippy::unnecessary_wraps,
    clippy::unwrap_used,
    reason = "a function shows one thing at a time, and what tests have in common fails as they do"
)]

mod forms;
mod occasions;
mod ordered;
mod putting;
mod races;
mod targets;

use cache_runtime::{Cache, cached, testing};

/// What is read and written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) tenant: String,
    pub(crate) team: u64,
    pub(crate) version: u64,
}

impl User {
    pub(crate) fn new(tenant: &str, id: u64) -> Self {
        Self {
            id,
            tenant: tenant.to_owned(),
            team: id % 10,
            version: 1,
        }
    }
}

#[cached(key = "write-user:<tenant>:<id>", ttl = "1h", tags = ["write-users", "write-tenant:<tenant>", "write-team:<result.team>"])]
pub(crate) fn get_user(tenant: &str, id: u64) -> Result<User, String> {
    Ok(User::new(tenant, id))
}

#[cached(key = "write-posts:<user>:<page>", ttl = "1h")]
pub(crate) async fn get_posts(user: u64, page: u32) -> Vec<u64> {
    vec![user, page.into()]
}

#[cached(key = "write-search:<words>", ttl = "1h")]
pub(crate) fn search(words: &str) -> usize {
    words.len()
}

/// A cached method whose key does not speak of `self`, and one whose key does.
#[derive(Debug, Clone)]
pub(crate) struct Teams {
    pub(crate) region: u8,
}

impl Teams {
    #[cached(key = "write-name:<id>", ttl = "1h", ignore(self))]
    pub(crate) async fn name(&self, id: u64) -> String {
        format!("{}:{id}", self.region)
    }

    #[cached(key = "write-size:<self.region>:<id>", ttl = "1h")]
    pub(crate) fn size(&self, id: u64) -> u64 {
        id + u64::from(self.region)
    }
}

/// Everything that is cached of a fixed set of calls, by name.
pub(crate) fn present() -> Vec<&'static str> {
    let teams = Teams { region: 1 };
    let entries = [
        ("user a 1", peek_get_user("a", 1).is_some()),
        ("user a 2", peek_get_user("a", 2).is_some()),
        ("user b 1", peek_get_user("b", 1).is_some()),
        ("posts 1 1", testing::run(peek_get_posts(1, 1)).is_some()),
        ("posts 1 2", testing::run(peek_get_posts(1, 2)).is_some()),
        ("search", peek_search("words").is_some()),
        ("name 7", testing::run(Teams::peek_name(7)).is_some()),
        ("size 7", teams.peek_size(7).is_some()),
    ];
    let present = entries.into_iter().filter(|(_, present)| *present);
    present.map(|(name, _)| name).collect()
}

/// Calls all of them.
pub(crate) fn fill() {
    let teams = Teams { region: 1 };
    for (tenant, id) in [("a", 1), ("a", 2), ("b", 1)] {
        get_user(tenant, id).unwrap();
    }
    for page in [1, 2] {
        testing::run(get_posts(1, page));
    }
    search("words");
    testing::run(teams.name(7));
    teams.size(7);
    assert_eq!(present().len(), 8);
}

/// What a write removes out of a full cache.
pub(crate) fn removed_by(write: impl FnOnce(&Cache)) -> Vec<&'static str> {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    fill();
    let before = present();
    write(&cache);
    let after = present();
    let gone = before.into_iter().filter(|name| !after.contains(name));
    gone.collect()
}
