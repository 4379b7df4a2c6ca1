//! Write-through: what a function returns takes the place of an entry.

use super::{Teams, User};
use cache_runtime::{cache_invalidate, cache_put, cached, testing};

use super::{__put_get_user, __put_search, get_posts_key};

#[cache_put(get_user(&result.tenant, result.id))]
async fn update(user: User) -> Result<User, String> {
    if user.version == 0 {
        return Err("refused".to_owned());
    }
    Ok(User {
        version: user.version + 1,
        ..user
    })
}

#[cache_put(get_user(tenant, user.id))]
fn update_sync(tenant: &str, user: User) -> Result<User, String> {
    let _ = tenant;
    Ok(user)
}

#[cache_put(search(&words))]
fn learn(words: String) -> usize {
    words.len() + 100
}

#[cached(key = "put-maybe:<id>", ttl = "1h")]
async fn find(id: u64) -> Result<Option<u64>, String> {
    Ok(id.checked_sub(100))
}

#[cache_put(find(id))]
fn create(id: u64) -> Result<u64, String> {
    Ok(id * 2)
}

#[cache_put(find(id))]
async fn delete(id: u64) -> Option<u64> {
    let _ = id;
    None
}

#[cached(key = "put-rich:<id>", ttl = "1h", tags = ["put-owner:<owner>", "put-size:<result>"], unless = |size| *size == 0, ignore(owner))]
fn rich(id: u64, owner: &str) -> usize {
    let _ = id;
    owner.len()
}

/// The helper takes what its tags need too.
#[cache_put(rich(id, owner))]
fn enrich(id: u64, owner: &str, size: usize) -> usize {
    let _ = (id, owner);
    size
}

impl Teams {
    #[cache_put(self.name(id))]
    async fn rename(&self, id: u64) -> Result<String, String> {
        Ok(format!("renamed {id}"))
    }

    #[cache_put(Self::name(id))]
    fn rename_by_path(&mut self, id: u64) -> String {
        self.region += 1;
        format!("renamed {id}")
    }

    #[cache_put(self.size(id + result))]
    fn resize(&self, id: u64) -> u64 {
        id
    }
}

#[cache_put(get_user(&user.tenant, user.id))]
#[cache_invalidate(get_posts(user.id, 1))]
async fn update_both(user: User) -> Result<User, String> {
    Ok(User { version: 9, ..user })
}

fn version(tenant: &str, id: u64) -> Option<u64> {
    super::peek_get_user(tenant, id).map(|cached| cached.value.version)
}

#[test]
fn the_value_inside_ok_takes_the_place_of_the_entry() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    super::fill();
    let user = testing::run(update(User::new("a", 1))).unwrap();
    assert_eq!(user.version, 2);
    assert_eq!(super::get_user("a", 1), Ok(user));
    testing::assert_loads(&cache, "get_user", 3);
    let user = User {
        version: 7,
        ..User::new("b", 4)
    };
    update_sync("b", user).unwrap();
    assert_eq!(version("b", 4), Some(7), "also where there was none");
}

#[test]
fn an_error_leaves_the_entry_as_it_is() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    super::fill();
    let user = User {
        version: 0,
        ..User::new("a", 1)
    };
    testing::run(update(user)).unwrap_err();
    assert_eq!(version("a", 1), Some(1));
}

#[test]
fn a_function_without_a_result_puts_what_it_returns() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    assert_eq!(learn("words".to_owned()), 105);
    assert_eq!(super::search("words"), 105);
}

#[test]
fn an_entry_that_may_be_none_takes_a_value_or_none() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    create(7).unwrap();
    assert_eq!(testing::run(find(7)), Ok(Some(14)));
    testing::run(delete(7));
    assert_eq!(testing::run(find(7)), Ok(None));
    testing::assert_loads(&cache, "find", 0);
}

#[test]
fn a_value_is_put_as_the_function_itself_would_store_it() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for (tag, gone) in [
        ("put-owner:ann", true),
        ("put-size:5", true),
        ("put-size:4", false),
    ] {
        enrich(7, "ann", 5);
        cache.invalidate_tag_blocking(tag).unwrap();
        assert_eq!(peek_rich(7).is_none(), gone, "{tag}");
    }
    enrich(7, "ann", 5);
    enrich(7, "ann", 0);
    assert!(
        peek_rich(7).is_none(),
        "`unless` keeps it out, and what was there is out of date"
    );
}

#[test]
fn methods_are_named_as_they_are_called_or_by_their_paths() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let mut teams = Teams { region: 1 };
    testing::run(teams.rename(7)).unwrap();
    assert_eq!(testing::run(teams.name(7)), "renamed 7");
    teams.rename_by_path(8);
    assert_eq!(testing::run(teams.name(8)), "renamed 8");
    teams.resize(3);
    assert_eq!(teams.size(6), 3);
}

#[test]
fn one_entry_is_put_and_others_are_invalidated() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    super::fill();
    testing::run(update_both(User::new("a", 1))).unwrap();
    assert_eq!(version("a", 1), Some(9));
    assert!(testing::run(super::peek_get_posts(1, 1)).is_none());
    assert!(testing::run(super::peek_get_posts(1, 2)).is_some());
}
