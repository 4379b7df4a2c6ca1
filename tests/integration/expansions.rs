//! The inputs of the golden expansions, compiled and run: each function is called twice, and its body runs once.

use cache_runtime::{Cache, Policy, testing};
use std::time::Duration;

/// The inputs are written as a library would be: what they offer, they offer to everybody.
macro_rules! inputs {
    ($($(#[$attribute:meta])* $name:ident = $path:literal;)*) => {$(
        #[allow(
            unreachable_pub,
            clippy::allow_attributes_without_reason,
            clippy::unused_async,
            clippy::unnecessary_wraps,
            clippy::unused_self,
            reason = "an input stands for a library of its own, and shows one thing at a time"
        )]
        $(#[$attribute])*
        #[path = $path]
        mod $name;
    )*};
}

inputs! {
    batch_async_result = "../expand/batch/async_result.rs";
    batch_methods = "../expand/batch/methods.rs";
    batch_spliced = "../expand/batch/spliced.rs";
    batch_sync_slice = "../expand/batch/sync_slice.rs";
    cache_if_and_unless = "../expand/conditions/cache_if_and_unless.rs";
    #[allow(dead_code, reason = "what a key skips, nothing here reads")]
    enums = "../expand/derive/enums.rs";
    recursive = "../expand/derive/recursive.rs";
    #[allow(dead_code, reason = "what a key skips, nothing here reads")]
    structs = "../expand/derive/structs.rs";
    async_result = "../expand/functions/async_result.rs";
    cfg_and_lints = "../expand/functions/cfg_and_lints.rs";
    crate_path = "../expand/functions/crate_path.rs";
    exclusive_reference = "../expand/functions/exclusive_reference.rs";
    impl_trait_argument = "../expand/functions/impl_trait_argument.rs";
    patterns = "../expand/functions/patterns.rs";
    raw_name = "../expand/functions/raw_name.rs";
    spliced = "../expand/functions/spliced.rs";
    sync = "../expand/functions/sync.rs";
    methods_of_generics = "../expand/generics/methods.rs";
    types_and_constants = "../expand/generics/types_and_constants.rs";
    audit = "../expand/keeping/audit.rs";
    blocking = "../expand/keeping/blocking.rs";
    borrowed = "../expand/keeping/borrowed.rs";
    kept_methods = "../expand/keeping/methods.rs";
    schedule = "../expand/keeping/schedule.rs";
    paths = "../expand/keys/paths.rs";
    tags_and_dependencies = "../expand/links/tags_and_dependencies.rs";
    track = "../expand/links/track.rs";
    #[allow(unused_parens, reason = "written by `#[async_trait]`, not by hand")]
    async_trait = "../expand/methods/async_trait.rs";
    own_cache = "../expand/methods/own_cache.rs";
    receivers = "../expand/methods/receivers.rs";
    trait_impl = "../expand/methods/trait_impl.rs";
    bounds = "../expand/policy/bounds.rs";
    computed_ttl = "../expand/policy/computed_ttl.rs";
    early_errors_negatives = "../expand/policy/early_errors_negatives.rs";
    named = "../expand/policy/named.rs";
    renewed_ttl = "../expand/policy/renewed_ttl.rs";
    timeout = "../expand/policy/timeout.rs";
    ttl_with = "../expand/policy/ttl_with.rs";
    #[allow(unused_parens, reason = "written by `#[async_trait]`, not by hand")]
    writes_async_trait = "../expand/writes/async_trait.rs";
    writes_always = "../expand/writes/always.rs";
    writes_invalidate = "../expand/writes/invalidate.rs";
    writes_put = "../expand/writes/put.rs";
    writes_stacked = "../expand/writes/stacked.rs";
    write_memory = "../expand/write_behind/memory.rs";
    write_methods = "../expand/write_behind/methods.rs";
    #[allow(dead_code, reason = "without a Redis it is only compiled here")]
    write_journal = "../expand/write_behind/redis.rs";
}

#[test]
fn named_policies() {
    let builder = Cache::builder().policy("hot", Policy::new(Duration::from_secs(60)));
    let (cache, _clock) = testing::cache_from(builder);
    let _entered = testing::enter(&cache);
    for _ in 0..2 {
        assert_eq!(named::by_name(7), 7);
        assert_eq!(named::by_name_and_written(7), 7);
    }
    ran_once(&cache, "named::by_name");
    ran_once(&cache, "named::by_name_and_written");
}

/// Makes the same call twice in a cache of its own; the body ran once.
#[track_caller]
fn runs_once<T: PartialEq + std::fmt::Debug>(function: &str, mut call: impl FnMut() -> T) -> T {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let first = call();
    assert_eq!(call(), first);
    ran_once(&cache, function);
    first
}

#[track_caller]
fn ran_once(cache: &Cache, function: &str) {
    testing::assert_loads(cache, function, 1);
    testing::assert_hits(cache, function, 1);
}

#[test]
fn batches() {
    use self::batch_async_result::{Db, User, load_users};
    use self::batch_methods::{Hall, Place};
    use self::batch_spliced::{Fixed, Rates};

    let users = runs_once("batch_async_result::load_users", || {
        testing::run(load_users(&Db, 1, vec![7]))
    });
    assert_eq!(users.unwrap()[&7], User { id: 7, team: 1 });
    let lengths = runs_once("batch_sync_slice::lengths", || {
        batch_sync_slice::lengths(&["a b".to_owned()], "cm")
    });
    assert_eq!(lengths["a b"], 6);

    let (cache, _clock) = testing::cache();
    let hall = std::sync::Arc::new(Hall {
        cache: cache.clone(),
        number: 1,
    });
    let place = Place { row: 2, seat: 3 };
    for _ in 0..2 {
        let prices = testing::run(hall.prices(std::slice::from_ref(&place), (10, 5)));
        assert_eq!(prices[&place], 20);
    }
    ran_once(&cache, "prices");
    runs_once("batch_methods::open", || hall.clone().open(vec![1])[&1]);

    let rates = || testing::run(Fixed.rates("today".to_owned(), vec!["a".to_owned()]));
    assert_eq!(runs_once("batch_spliced::rates", rates).unwrap()["a"], 7);
    let sums = || Fixed.sums(&[(1, 2)], 3);
    assert_eq!(runs_once("batch_spliced::sums", sums)[&(1, 2)], 7);
}

#[test]
fn conditions() {
    let found = runs_once("cache_if_and_unless::found", || {
        cache_if_and_unless::found("a b c", 2)
    });
    assert_eq!(found, ["a", "b"]);

    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for _ in 0..2 {
        cache_if_and_unless::found("a b c", 100);
        cache_if_and_unless::found("a b c", 0);
    }
    testing::assert_hits(&cache, "found", 0);
}

#[test]
fn functions() {
    use self::async_result::{Db, TenantId, get_user};
    let user = runs_once("async_result::get_user", || {
        testing::run(get_user(&Db, TenantId(1), 7)).map_or(0, |user| user.id)
    });
    assert_eq!(user, 7);
    assert_eq!(
        runs_once("cfg_and_lints::twice", || cfg_and_lints::twice(&4)),
        8
    );
    assert_eq!(
        runs_once("crate_path::renamed", || crate_path::renamed(4)),
        4
    );
    assert_eq!(runs_once("raw_name::match", || raw_name::r#match("abc")), 3);
    assert_eq!(runs_once("sync::square", || sync::square(9)), 81);
    let sum = runs_once("spliced::sum", || testing::run(spliced::sum((1, 2), 3)));
    assert_eq!(sum, Ok(6));
    assert_eq!(
        runs_once("spliced::difference", || spliced::difference(5, 3)),
        Some(2)
    );
    let greeting = runs_once("impl_trait_argument::greeting", || {
        testing::run(impl_trait_argument::greeting("Ada", [1, 2]))
    });
    assert_eq!(greeting, "Hello, Ada!");
}

#[test]
fn an_exclusive_reference_is_borrowed_only_while_loading() {
    let mut connection = exclusive_reference::Connection { queries: 0 };
    runs_once("exclusive_reference::total", || {
        testing::run(exclusive_reference::total(&mut connection, 5))
    });
    assert_eq!(connection.queries, 1);
}

#[test]
fn patterns_bind_what_was_written() {
    let area = || patterns::area(patterns::Point { x: 1, y: 2 }, (3, 4), 5, "");
    assert_eq!(runs_once("patterns::area", area), 3 * 4 * (5 + 1 + 3));
}

#[test]
fn generics() {
    use self::methods_of_generics::Store;
    use self::types_and_constants::{Source, digits, parsed};

    struct Numbers;
    impl Source for Numbers {
        fn read(&self, name: &str) -> String {
            format!("--{}", name.len())
        }
    }

    let number = runs_once("types_and_constants::parsed", || {
        testing::run(parsed::<_, u64, 2>(&Numbers, "four"))
    });
    assert_eq!(number, Some(4));
    let wide = runs_once("types_and_constants::digits", || digits::<_, true>(7));
    assert_eq!(wide.len(), 20);

    let store = Store::<bool> {
        items: std::marker::PhantomData,
    };
    assert_eq!(
        runs_once("methods_of_generics::first", || store.first(1)),
        "1false"
    );
    let second = || testing::run(Store::<u8>::second(1));
    assert_eq!(runs_once("methods_of_generics::second", second), "10");
}

#[test]
fn keys_of_paths() {
    let user = paths::User {
        id: 7,
        name: "Ada".to_owned(),
    };
    runs_once("paths::described", || paths::described(&user, (1, 2), None));
    let key = paths::described_key(&user, (1, 2), Some(true));
    assert_eq!(key.to_string(), "<paths>:7:2:3:true");
}

#[test]
fn links() {
    use self::tags_and_dependencies::{get_member, teams};
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let role = || {
        let member = testing::run(get_member(1, "org".to_owned(), 7, "de"));
        member.ok().flatten().map(|member| member.role)
    };
    assert_eq!(role().as_deref(), Some("org7de"));
    role();
    ran_once(&cache, "get_member");

    testing::run(teams::get_team(1));
    testing::run(teams::get_org("org"));
    testing::run(teams::invalidate_get_org("org")).unwrap();
    role();
    testing::assert_loads(&cache, "get_member", 2);
    testing::run(cache.invalidate_tag("role:1:org7de")).unwrap();
    role();
    testing::assert_loads(&cache, "get_member", 3);
}

#[test]
fn receivers_of_every_kind() {
    use self::receivers::Repository;
    use std::sync::Arc;

    let repository = Repository {
        region: "eu".to_owned(),
        calls: 3,
    };
    assert_eq!(
        runs_once("receivers::price", || testing::run(repository.price(4))),
        7
    );
    let mut counting = repository.clone();
    runs_once("receivers::counted", || testing::run(counting.counted(4)));
    assert_eq!(counting.calls, 4);
    assert_eq!(
        runs_once("receivers::owned", || repository.clone().owned(4)),
        7
    );
    let shared = Arc::new(repository);
    assert_eq!(
        runs_once("receivers::shared", || testing::run(
            shared.clone().shared(4)
        )),
        7
    );
    assert_eq!(
        runs_once("receivers::fresh", || Repository::fresh("abc")),
        Some(3)
    );
}

#[test]
fn recorded_links() {
    assert_eq!(runs_once("track::sum", || track::sum(1, 2)), 3);
}

#[test]
fn methods_of_traits() {
    let shop = trait_impl::Shop { region: 1 };
    let price = || trait_impl::Prices::price(&shop, 4);
    assert_eq!(runs_once("trait_impl::price", price), Ok(8));
    let shop = async_trait::Shop { region: 1 };
    let price = || testing::run(async_trait::Prices::price(&shop, 4));
    assert_eq!(runs_once("async_trait::price", price), Ok(5));
}

#[test]
fn a_cache_of_its_own() {
    let (cache, _clock) = testing::cache();
    let service = own_cache::Service { cache };
    assert_eq!(service.name(7), service.name(7));
    ran_once(&service.cache, "name");
}

#[test]
fn policies() {
    assert_eq!(runs_once("bounds::counted", || bounds::counted(7)), 7);
    assert_eq!(runs_once("bounds::weighed", || bounds::weighed(7)), "7");
    let everywhere = || testing::run(bounds::everywhere(7));
    assert_eq!(
        runs_once("bounds::everywhere", everywhere),
        Ok(Some("7".to_owned()))
    );
    let computed = || testing::run(computed_ttl::computed(7, 60));
    assert_eq!(runs_once("computed_ttl::computed", computed), 7);
    let early = || testing::run(early_errors_negatives::early(7));
    assert_eq!(
        runs_once("early_errors_negatives::early", early),
        Ok(Some("7".to_owned()))
    );
    let failing = || testing::run(early_errors_negatives::early(0));
    assert_eq!(
        runs_once("early_errors_negatives::early", failing),
        Err("zero".to_owned())
    );
    let token = || testing::run(ttl_with::token("Ada".to_owned())).map_or(0, |token| token.lives);
    assert_eq!(runs_once("ttl_with::token", token), 3);
}

#[test]
fn policies_of_freshness() {
    let rows = || testing::run(timeout::rows("users", &["id", "name"])).ok();
    assert_eq!(runs_once("timeout::rows", rows), Some(7));
    let session = || renewed_ttl::session(7);
    assert_eq!(runs_once("renewed_ttl::session", session), Ok(7));
    let popular = || testing::run(renewed_ttl::popular(7));
    assert_eq!(runs_once("renewed_ttl::popular", popular), 7);
    let board = || testing::run(schedule::leaderboard("go", 2));
    assert_eq!(runs_once("schedule::leaderboard", board), ["go0", "go1"]);
    let total = || testing::run(schedule::total("chess".to_owned()));
    assert_eq!(runs_once("schedule::total", total), 5);
}

#[test]
fn a_load_with_arguments_of_its_own() {
    use self::borrowed::{Db, Team, get_member};
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let role = || {
        let team = Team {
            id: 1,
            name: "core".to_owned(),
        };
        let call = get_member(&Db { rows: 1 }, &team, "org".to_owned(), 7, "de");
        let member = testing::run(call);
        member.ok().flatten().map(|member| member.role)
    };
    assert_eq!(role().as_deref(), Some("org7de"));
    role();
    ran_once(&cache, "get_member");
    testing::run(cache.invalidate_tag("role:1:co:de:org7de")).unwrap();
    role();
    testing::assert_loads(&cache, "get_member", 2);

    let words = || blocking::words("a bc");
    assert_eq!(runs_once("blocking::words", words), ["a", "bc"]);
    let longest = || blocking::longest(&["a".to_owned(), "bc".to_owned()]);
    assert_eq!(runs_once("blocking::longest", longest), Ok(2));
}

#[test]
fn a_load_with_a_receiver_of_its_own() {
    use self::kept_methods::{Context, Point, Repository, area, parsed};
    use std::sync::Arc;

    #[derive(Clone)]
    struct Zero;
    impl Context for Zero {
        fn name(&self) -> &'static str {
            "0"
        }
    }

    let repository = Arc::new(Repository {
        region: "eu".to_owned(),
        calls: 3,
    });
    let price = || testing::run(repository.price(4));
    assert_eq!(runs_once("kept_methods::price", price), 7);
    let lent = || testing::run(repository.lent(4));
    assert_eq!(runs_once("kept_methods::lent", lent), 7);
    let shared = || testing::run(repository.clone().shared(4));
    assert_eq!(runs_once("kept_methods::shared", shared), 7);
    let owned = || Repository::clone(&repository).owned(4);
    assert_eq!(runs_once("kept_methods::owned", owned), 7);

    let area = || area(&Point { x: 1, y: 2 }, (3, 4), 5, "");
    assert_eq!(runs_once("kept_methods::area", area), 3 * (4 + 2) * (5 + 1));
    let parsed = || testing::run(parsed::<_, u64, 2>(&"--", "4", &Zero, 2));
    assert_eq!(runs_once("kept_methods::parsed", parsed), Some(402));
}

/// Uses the derived types as arguments: what is skipped does not tell two calls apart.
#[test]
fn functions_that_change_the_source() {
    use crate::writes::{Teams, User, get_user, peek_get_user, peek_search, removed_by};

    let user = || User::new("a", 1);
    let update = |user| testing::run(writes_invalidate::update_user(user));
    let gone = removed_by(|_| drop(update(user()).unwrap()));
    let users = ["user a 1", "user a 2", "user b 1"];
    assert_eq!(gone[..3], users, "by their tag");
    assert_eq!(gone[3..], ["posts 1 1", "posts 1 2", "search"]);
    assert!(removed_by(|_| drop(update(User::new("a", 0)).unwrap_err())).is_empty());

    let gone = removed_by(|_| assert_eq!(writes_invalidate::follow(&User::new("a", 0), 0), 0));
    assert!(gone.is_empty());
    removed_by(|_| {
        assert_eq!(writes_invalidate::follow(&User::new("a", 1), 0), 1);
        assert!(peek_get_user("a", 2).unwrap().stale);
    });

    let gone = removed_by(|cache| {
        let teams = Teams { region: 1 };
        let mut directory = writes_always::Directory {
            cache: cache.clone(),
            teams,
        };
        testing::run(directory.rename(7)).unwrap_err();
    });
    assert_eq!(gone, ["name 7", "size 7"]);

    let gone = removed_by(|_| {
        let close = writes_async_trait::Shop.close("words".to_owned());
        testing::run(close).unwrap();
    });
    assert_eq!(gone, ["search"]);

    removed_by(|_| {
        let newer = User {
            version: 5,
            ..user()
        };
        testing::run(writes_put::store("a", newer.clone())).unwrap();
        testing::run(writes_put::store("a", user())).unwrap();
        assert_eq!(get_user("a", 1), Ok(newer));
        Teams { region: 1 }.baptise(7);
        assert_eq!(testing::run(Teams { region: 1 }.name(7)), "1-7");
        writes_stacked::replace(user());
        assert_eq!(get_user("a", 1), Ok(user()));
        assert!(peek_search("words").is_none());
    });
}

mod derived {
    use super::enums::State;
    use super::recursive::{Leaf, Node, Tree};
    use super::structs::{Everything, Tenant, Wrapper};
    use cache_runtime::cached;

    #[cached(key = "tenant:<tenant>:<wrapped>:<everything>", ttl = "1h")]
    fn tenant(tenant: &Tenant, wrapped: Wrapper<u8>, everything: Everything) -> String {
        let (Wrapper(number), Everything) = (wrapped, everything);
        format!("{}{number}", tenant.region)
    }

    #[cached(key = "state:<state>", ttl = "1h")]
    fn state(state: &State) -> usize {
        match state {
            State::Draft => 0,
            State::Live(number, _) => usize::try_from(*number).unwrap_or(0),
            State::Moved { to, r#type } => to.len() + usize::from(*r#type),
        }
    }

    #[cached(key = "size:<node>", ttl = "1h")]
    fn size(node: &Node) -> usize {
        1 + node.children.iter().map(size_uncached).sum::<usize>()
    }

    #[cached(key = "leaves:<tree>", ttl = "1h")]
    fn leaves(tree: &Tree) -> u64 {
        match tree {
            Tree::Leaf(Leaf { number, above }) => {
                number + above.as_ref().map_or(0, |above| leaves_uncached(above))
            }
            Tree::Branch(left, right) => leaves_uncached(left) + leaves_uncached(right),
        }
    }

    #[test]
    fn structs() {
        let eu = |ratio| Tenant {
            region: "eu".to_owned(),
            id: 1,
            ratio,
        };
        let call = || tenant(&eu(0.5), Wrapper(7), Everything);
        assert_eq!(super::runs_once("derived::tenant", call), "eu7");
        assert_eq!(
            tenant_key(&eu(0.1), Wrapper(7), Everything),
            tenant_key(&eu(0.2), Wrapper(7), Everything)
        );
        assert_ne!(
            tenant_key(&eu(0.1), Wrapper(7), Everything),
            tenant_key(&eu(0.1), Wrapper(8), Everything)
        );
    }

    #[test]
    fn enums() {
        assert_eq!(
            super::runs_once("derived::state", || state(&State::Draft)),
            0
        );
        assert_eq!(
            state_key(&State::Live(3, 0.1)),
            state_key(&State::Live(3, 0.2))
        );
        let moved = State::Moved {
            to: "a b".to_owned(),
            r#type: 1,
        };
        assert_eq!(state_key(&moved).to_string(), "state:Moved(a%20b,1)");
    }

    #[test]
    fn types_that_contain_themselves() {
        let leaf = |name: &str| Node {
            name: name.to_owned(),
            children: Vec::new(),
        };
        let node = Node {
            name: "a".to_owned(),
            children: vec![leaf("b"), leaf("c")],
        };
        assert_eq!(super::runs_once("derived::size", || size(&node)), 3);
        assert_eq!(size_key(&node).to_string(), "size:(a,((b,()),(c,()),))");

        let leaf = |number| {
            Tree::Leaf(Leaf {
                number,
                above: None,
            })
        };
        let tree = Tree::Branch(Box::new(leaf(1)), Box::new(leaf(2)));
        assert_eq!(super::runs_once("derived::leaves", || leaves(&tree)), 3);
        assert_ne!(leaves_key(&tree), leaves_key(&leaf(3)));
    }
}

#[tokio::test]
async fn writes_are_saved_later() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let user = write_memory::User {
        id: 7,
        team: "ab".into(),
    };
    let db = write_memory::Db;
    write_memory::save_later(&db, user, String::new())
        .await
        .unwrap();
    let flushed = write_memory::flush_save(&db, String::new()).await.unwrap();
    assert_eq!((flushed.saved, flushed.dead), (1, 0));
}

#[tokio::test]
async fn methods_save_later() {
    let log = write_methods::Log {
        cache: Cache::memory(),
        name: "log",
    };
    log.write(7, "seven").await.unwrap();
}
