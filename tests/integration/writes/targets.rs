//! What an attribute can name, and that it means that and nothing else.

use super::{Teams, User, removed_by};
use crate::writes;
use cache_runtime::{cache_invalidate, testing};

// What stands beside a function is what the attributes name, and a `use` of the function alone does not bring it.
use super::{__get_posts_site, __search_site, get_posts_key, get_user_key};

#[cache_invalidate(get_user(tenant, id))]
fn rename(tenant: &str, id: u64) {}

#[cache_invalidate(writes::get_user(&user.tenant, user.id))]
async fn update(user: User) -> Result<User, String> {
    Ok(user)
}

#[cache_invalidate(get_posts(..))]
fn post(_text: &str) -> u64 {
    1
}

#[cache_invalidate(all(super::search), all(get_posts))]
async fn index() {}

#[cache_invalidate(tags = ["write-tenant:<tenant>"])]
fn close(tenant: &str) -> bool {
    !tenant.is_empty()
}

#[cache_invalidate(tags = ["write-team:<result.team>", "write-tenant:<user.tenant>"])]
fn join(user: User) -> Result<User, String> {
    Ok(User {
        team: 2,
        tenant: "c".to_owned(),
        ..user
    })
}

#[cache_invalidate(pattern = "write-user:<tenant>:*")]
fn purge(tenant: &str) {}

#[cache_invalidate(pattern = "write-*:1:?")]
fn purge_all() {}

#[cache_invalidate(
    get_user(tenant, id),
    get_posts(id, 1),
    all(search),
    tags = ["write-tenant:b"],
    pattern = "write-name:*",
)]
async fn everything(tenant: &str, id: u64) {
    tokio::task::yield_now().await;
}

impl Teams {
    #[cache_invalidate(self.name(id), self.size(id))]
    async fn grow(&self, id: u64) {}

    #[cache_invalidate(Self::name(id), Self::size(self, id))]
    fn grow_by_path(&mut self, id: u64) {
        self.region += 1;
    }

    #[cache_invalidate(self.name(..))]
    fn forget_names(self) {}

    #[cache_invalidate(all(self.size))]
    fn forget_sizes(&mut self) {}
}

/// It is given the one whose method it names.
#[cache_invalidate(teams.name(id), teams.size(id))]
fn shrink(teams: Teams, id: u64) -> Teams {
    teams
}

#[test]
fn a_key_names_one_entry() {
    assert_eq!(removed_by(|_| rename("a", 1)), ["user a 1"]);
}

#[test]
fn a_function_of_another_module_is_named_by_its_path() {
    let update = |_: &_| drop(testing::run(update(User::new("a", 2))));
    assert_eq!(removed_by(update), ["user a 2"]);
}

#[test]
fn all_names_every_entry_of_a_function() {
    assert_eq!(
        removed_by(|_| assert_eq!(post(""), 1)),
        ["posts 1 1", "posts 1 2"]
    );
    let both = removed_by(|_| testing::run(index()));
    assert_eq!(both, ["posts 1 1", "posts 1 2", "search"]);
}

#[test]
fn tags_are_filled_in_from_arguments() {
    let gone = removed_by(|_| assert!(close("a")));
    assert_eq!(gone, ["user a 1", "user a 2"]);
}

#[test]
fn tags_are_filled_in_from_the_result_and_from_arguments_as_they_were() {
    let gone = removed_by(|_| drop(join(User::new("b", 9))));
    assert_eq!(gone, ["user a 2", "user b 1"]);
}

#[test]
fn a_pattern_is_a_glob_and_a_template() {
    let gone = removed_by(|_| purge("a"));
    assert_eq!(gone, ["user a 1", "user a 2"]);
    let gone = removed_by(|_| purge_all());
    assert_eq!(gone, ["posts 1 1", "posts 1 2", "size 7"]);
}

#[test]
fn no_argument_is_a_glob() {
    assert!(removed_by(|_| purge("*")).is_empty());
}

#[test]
fn one_attribute_names_as_much_as_it_likes() {
    let gone = removed_by(|_| testing::run(everything("a", 1)));
    assert_eq!(
        gone,
        ["user a 1", "user b 1", "posts 1 1", "search", "name 7"]
    );
}

#[test]
fn methods_are_named_as_they_are_called_or_by_their_paths() {
    let both = ["name 7", "size 7"];
    let teams = || Teams { region: 1 };
    assert_eq!(removed_by(|_| testing::run(teams().grow(7))), both);
    assert_eq!(removed_by(|_| teams().grow_by_path(7)), both);
    assert_eq!(
        removed_by(|_| assert_eq!(shrink(teams(), 7).region, 1)),
        both
    );
    assert_eq!(removed_by(|_| teams().forget_names()), ["name 7"]);
    assert_eq!(removed_by(|_| teams().forget_sizes()), ["size 7"]);
}
