//! The first example of the README, word for word, with what it needs around it.

use cache_runtime::{cached, testing};

#[derive(Clone, Debug, PartialEq)]
struct User(String);

#[derive(Default)]
struct Db(std::sync::Mutex<String>);

#[derive(Clone, Debug)]
struct DbError;

impl From<cache_runtime::Error> for DbError {
    fn from(_: cache_runtime::Error) -> Self {
        Self
    }
}

impl Db {
    async fn query(&self, _: &str, _: u64) -> Result<User, DbError> {
        let name = self.0.lock().map_err(|_| DbError)?.clone();
        std::future::ready(Ok(User(name))).await
    }

    async fn update(&self, _: u64, name: &str) -> Result<(), DbError> {
        name.clone_into(&mut *self.0.lock().map_err(|_| DbError)?);
        std::future::ready(Ok(())).await
    }
}

// README begins
#[cached(key = "user:<id>", ttl = "1h", jitter = 0.1, tags = ["users"], stampede = "lock", ignore(db))]
async fn get_user(db: &Db, id: u64) -> Result<User, DbError> {
    db.query("SELECT * FROM users WHERE id = ?", id).await
}

async fn rename(db: &Db, id: u64, name: &str) -> Result<User, DbError> {
    db.update(id, name).await?;
    invalidate_get_user(id).await?; // generated, with the arguments of the key
    get_user(db, id).await // the new name: no load that began before can bring the old one back
}
// README ends

#[test]
fn the_first_example_does_what_it_says() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let db = Db::default();
    assert_eq!(testing::run(get_user(&db, 7)).unwrap(), User(String::new()));
    assert_eq!(
        testing::run(rename(&db, 7, "Ada")).unwrap(),
        User("Ada".into())
    );
    testing::assert_loads(&cache, "get_user", 2);
}

#[test]
fn the_first_example_stands_in_the_readme() {
    let here = include_str!("readme.rs");
    let example = here
        .split("// README begins\n")
        .nth(1)
        .and_then(|rest| rest.split("// README ends").next());
    assert!(include_str!("../../README.md").contains(example.unwrap().trim_end()));
}
