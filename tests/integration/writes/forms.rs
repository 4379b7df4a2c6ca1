//! Functions of every form, and attributes of others beside ours.

use super::{Teams, User, get_posts_key, get_user_key, removed_by, search_key};
use async_trait::async_trait;
use cache_runtime::{Cache, cache_invalidate, cached, testing};
use std::fmt::Display;
use std::sync::Arc;

#[cache_invalidate(get_user(tenant, *id))]
fn patterns((tenant, id): (&str, &u64), mut count: u64, _: bool) -> u64 {
    count += 1;
    count
}

#[cache_invalidate(get_user(tenant.as_ref(), id.into()))]
async fn generic<T: AsRef<str>, I>(tenant: T, id: I) -> (T, I)
where
    I: Into<u64> + Copy,
{
    (tenant, id)
}

#[cache_invalidate(get_user("a", N))]
fn constant<const N: u64>() {}

#[cache_invalidate(search("words"))]
fn borrowing<'a>(names: &'a mut Vec<String>, name: impl Display) -> Result<&'a String, String> {
    names.push(name.to_string());
    names.last().ok_or_else(|| "none".to_owned())
}

#[cache_invalidate(search("words"))]
async fn borrowing_async<'a>(names: &'a mut Vec<String>, name: &str) -> Option<&'a str> {
    names.push(name.to_owned());
    names.last().map(String::as_str)
}

/// Arguments that are called as the generated variables are.
#[cache_invalidate(get_user(order, body))]
fn names(order: &str, body: u64, success: u64) -> u64 {
    let result = success + body;
    result + 1
}

#[cache_invalidate(get_user("a", 1))]
#[cache_invalidate(get_posts(1, 1))]
#[cache_invalidate(search("words"))]
async fn stacked(_user: User) -> Result<u64, String> {
    tokio::task::yield_now().await;
    Ok(1)
}

#[tracing::instrument(skip_all)]
#[cache_invalidate(get_user(&user.tenant, user.id))]
async fn traced(user: &User) -> Result<(), String> {
    let _ = user;
    Ok(())
}

#[cache_invalidate(get_user(&user.tenant, user.id))]
#[tracing::instrument(skip_all)]
fn traced_below(user: &User) -> u64 {
    user.id
}

#[async_trait]
trait Store {
    async fn save(&self, user: User) -> Result<User, String>;
    async fn remove(&self, id: u64);
}

#[async_trait]
impl Store for Teams {
    #[cache_invalidate(get_user(&result.tenant, result.id), self.name(user.team))]
    async fn save(&self, user: User) -> Result<User, String> {
        tokio::task::yield_now().await;
        if user.tenant.is_empty() {
            return Err("no tenant".to_owned());
        }
        Ok(user)
    }

    #[cache_invalidate(self.size(id), on = "always")]
    async fn remove(&self, id: u64) {
        let _ = id;
    }
}

trait Plain {
    fn save(&mut self, user: &User) -> Result<(), String>;
    fn renamed(self: Arc<Self>, id: u64) -> impl Future<Output = u64> + Send;
}

impl Plain for Teams {
    #[cache_invalidate(get_user(&user.tenant, user.id))]
    fn save(&mut self, user: &User) -> Result<(), String> {
        self.region += 1;
        let _ = user;
        Ok(())
    }

    #[cache_invalidate(Self::name(id))]
    async fn renamed(self: Arc<Self>, id: u64) -> u64 {
        id + u64::from(self.region)
    }
}

/// Both a function that is cached and one that changes something.
#[cache_invalidate(get_user("a", 1))]
#[cached(key = "write-both:<id>", ttl = "1h")]
fn both(id: u64) -> u64 {
    id
}

struct Shop {
    cache: Cache,
}

impl Shop {
    #[cached(key = "write-price:<id>", ttl = "1h", cache = self.cache, ignore(self))]
    fn price(&self, id: u64) -> u64 {
        id
    }

    #[cache_invalidate(self.price(id), cache = self.cache)]
    async fn set_price(&mut self, id: u64) {
        tokio::task::yield_now().await;
    }

    #[cache_invalidate(Self::price(id), cache = self.cache)]
    fn sell(self, id: u64) -> u64 {
        id
    }
}

mod reexport {
    pub(crate) use cache_runtime as cache;
}

#[cache_invalidate(get_user("a", 1), crate = crate::writes::forms::reexport::cache)]
fn by_another_name() {}

#[test]
fn parameters_of_every_kind_can_be_named() {
    assert_eq!(
        removed_by(|_| assert_eq!(patterns(("a", &1), 1, true), 2)),
        ["user a 1"]
    );
    let generic = |_: &_| drop(testing::run(generic(String::from("a"), 2_u8)));
    assert_eq!(removed_by(generic), ["user a 2"]);
    assert_eq!(removed_by(|_| constant::<1>()), ["user a 1"]);
    assert_eq!(
        removed_by(|_| assert_eq!(names("b", 1, 5), 7)),
        ["user b 1"]
    );
}

#[test]
fn what_is_returned_may_borrow_from_an_argument() {
    let mut names = Vec::new();
    let gone = removed_by(|_| assert_eq!(borrowing(&mut names, 7).unwrap(), "7"));
    assert_eq!(gone, ["search"]);
    let gone = removed_by(|_| {
        let name = testing::run(borrowing_async(&mut names, "8"));
        assert_eq!(name, Some("8"));
    });
    assert_eq!(gone, ["search"]);
    assert_eq!(names, ["7", "8"]);
}

#[test]
fn several_attributes_stand_on_one_function() {
    let gone = removed_by(|_| assert_eq!(testing::run(stacked(User::new("a", 1))), Ok(1)));
    assert_eq!(gone, ["user a 1", "posts 1 1", "search"]);
}

#[test]
fn attributes_of_others_stand_above_and_below() {
    let user = User::new("a", 2);
    assert_eq!(
        removed_by(|_| testing::run(traced(&user)).unwrap()),
        ["user a 2"]
    );
    assert_eq!(
        removed_by(|_| assert_eq!(traced_below(&user), 2)),
        ["user a 2"]
    );
    let gone = removed_by(|_| assert_eq!((both(7), both(7)), (7, 7)));
    assert_eq!(gone, ["user a 1"]);
}

#[test]
fn methods_of_traits_are_functions_like_others() {
    let teams = Teams { region: 1 };
    let user = User {
        team: 7,
        ..User::new("a", 2)
    };
    let gone = removed_by(|_| {
        testing::run(Store::save(&teams, user.clone())).unwrap();
    });
    assert_eq!(gone, ["user a 2", "name 7"]);
    let nobody = User::new("", 2);
    assert!(removed_by(|_| drop(testing::run(Store::save(&teams, nobody)))).is_empty());
    assert_eq!(removed_by(|_| testing::run(teams.remove(7))), ["size 7"]);
    let gone = removed_by(|_| Plain::save(&mut teams.clone(), &user).unwrap());
    assert_eq!(gone, ["user a 2"]);
    let gone = removed_by(|_| {
        let renamed = testing::run(Arc::new(teams.clone()).renamed(7));
        assert_eq!(renamed, 8);
    });
    assert_eq!(gone, ["name 7"]);
}

#[test]
fn another_cache_than_the_installed_one_is_named() {
    let mut shop = Shop {
        cache: Cache::memory(),
    };
    let loads = |shop: &Shop| testing::counts(&shop.cache, "price").loads;
    shop.price(7);
    testing::run(shop.set_price(7));
    shop.price(7);
    assert_eq!(loads(&shop), 2);
    let cache = shop.cache.clone();
    assert_eq!(shop.sell(7), 7);
    let shop = Shop { cache };
    shop.price(7);
    assert_eq!(loads(&shop), 3);
}

#[test]
fn the_runtime_may_have_another_name() {
    assert_eq!(removed_by(|_| by_another_name()), ["user a 1"]);
}

#[test]
fn the_future_is_as_free_to_move_as_its_body() {
    fn is_send<T: Send>(_: &T) {}
    is_send(&stacked(User::new("a", 1)));
    is_send(&Store::save(&Teams { region: 1 }, User::new("a", 1)));
}
