//! The examples of the README, word for word, with what they need around them.

use cache_runtime::{cached, testing};
use std::future::ready;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

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
        ready(Ok(User(name))).await
    }

    async fn update(&self, _: u64, name: &str) -> Result<(), DbError> {
        name.clone_into(&mut *self.0.lock().map_err(|_| DbError)?);
        ready(Ok(())).await
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

/// Answers with the number of the question, as long as it answers.
#[derive(Clone, Default)]
struct Bank(Arc<(AtomicU32, AtomicBool)>);

#[derive(Clone, Debug)]
struct BankError;

impl Bank {
    async fn ask(&self, _: &str) -> Result<f64, BankError> {
        let (questions, is_away) = &*self.0;
        let question = questions.fetch_add(1, Ordering::Relaxed) + 1;
        let answer = if is_away.load(Ordering::Relaxed) {
            Err(BankError)
        } else {
            Ok(question.into())
        };
        ready(answer).await
    }
}

// README begins
#[cached(
    key = "rate:<currency>",
    ttl = "1m",
    refresh_ahead = 0.8,
    stale_while_revalidate = "30s",
    stale_if_error = "1h",
    ignore(bank)
)]
async fn rate(bank: &Bank, currency: &str) -> Result<f64, BankError> {
    bank.ask(currency).await
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
fn the_example_of_freshness_does_what_it_says() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let bank = Bank::default();
    let is = |expected: f64| {
        let rate = testing::run(rate(&bank, "EUR")).unwrap();
        assert!(
            (rate - expected).abs() < 0.1,
            "{rate} instead of {expected}"
        );
        testing::settle_blocking(&cache);
    };
    is(1.0);
    clock.advance(Duration::from_secs(48));
    is(1.0);
    is(2.0);
    clock.advance(Duration::from_secs(89));
    is(2.0);
    is(3.0);

    let (questions, is_away) = &*bank.0;
    is_away.store(true, Ordering::Relaxed);
    clock.advance(Duration::from_secs(90));
    (0..10).for_each(|_| is(3.0));
    assert_eq!(questions.load(Ordering::Relaxed), 4);
    clock.advance(Duration::from_secs(30));
    is(3.0);
    assert_eq!(questions.load(Ordering::Relaxed), 5);
    clock.advance(Duration::from_secs(3_600));
    assert!(testing::run(rate(&bank, "EUR")).is_err());
}

#[test]
fn the_examples_stand_in_the_readme() {
    let here = include_str!("readme.rs");
    let examples: Vec<&str> = here
        .split("\n// README begins\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n// README ends\n").next())
        .collect();
    assert_eq!(examples.len(), 2);
    for example in examples {
        assert!(
            include_str!("../../README.md").contains(example),
            "{example}"
        );
    }
}
