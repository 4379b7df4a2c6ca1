//! Proves: a batch asks the database only for what nobody loaded before, in one query; single calls share its entries, and what
//! is not there is remembered too.

use cache_runtime::{Cache, cached};
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = Db::filled()?;

    let users = load_users(&db, vec![3, 1, 3, 2]).await?;
    println!(
        "first page   {} users, queries: {:?}",
        users.len(),
        db.queries()
    );

    let users = load_users(&db, (1..=6).collect()).await?;
    println!(
        "second page  {} users, queries: {:?}",
        users.len(),
        db.queries()
    );
    assert_eq!(db.queries(), ["id IN (3,1,2)", "id IN (4,5,6)"]);

    let user = find_user(&db, 6).await?;
    println!(
        "one of them  {user:?}, no query: {}",
        db.queries().len() == 2
    );

    let (left, right) = tokio::join!(
        load_users(&db, (10..20).collect()),
        load_users(&db, (15..25).collect()),
    );
    println!(
        "overlapping  {} and {} users, {} queried twice",
        left?.len(),
        right?.len(),
        db.asked_twice()
    );

    load_users(&db, vec![7_000]).await?;
    load_users(&db, vec![7_000]).await?;
    println!("absent       asked for {} time", db.times("id IN (7000)"));

    db.rename(3, "Grace")?;
    invalidate_load_users(3).await?;
    println!(
        "renamed      {:?}",
        load_users(&db, (1..=6).collect()).await?[&3]
    );
    assert_eq!(db.queries().last().map(String::as_str), Some("id IN (3)"));
    assert_eq!((db.asked_twice(), db.times("id IN (7000)")), (0, 1));

    print!("\n{}", Cache::installed().stats());
    Ok(())
}

/// One query for all that is missing.
#[cached(key = "user:<id>", batch = ids, ttl = "1h", negative_ttl = "1m", ignore(db))]
async fn load_users(db: &Db, ids: Vec<u32>) -> Result<HashMap<u32, String>, rusqlite::Error> {
    let db = db.clone();
    // SQLite blocks; a query of a network database would be awaited right here.
    let query = tokio::task::spawn_blocking(move || db.users(&ids));
    query.await.expect("the query does not panic")
}

/// The same key and the same values: the same entries.
#[cached(key = "user:<id>", ttl = "1h", negative_ttl = "1m", ignore(db))]
async fn find_user(db: &Db, id: u32) -> Result<Option<String>, rusqlite::Error> {
    let db = db.clone();
    let query = tokio::task::spawn_blocking(move || db.users(&[id]));
    let mut users = query.await.expect("the query does not panic")?;
    Ok(users.remove(&id))
}

/// A database that notes its queries.
#[derive(Clone)]
struct Db(Arc<Mutex<Inner>>);

struct Inner {
    connection: Connection,
    queries: Vec<String>,
    asked: HashMap<u32, u32>,
}

impl Db {
    fn filled() -> rusqlite::Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)")?;
        for id in 1..=100 {
            connection.execute(
                "INSERT INTO users VALUES (?1, ?2)",
                (id, format!("user {id}")),
            )?;
        }
        Ok(Self(Arc::new(Mutex::new(Inner {
            connection,
            queries: Vec::new(),
            asked: HashMap::new(),
        }))))
    }

    fn users(&self, ids: &[u32]) -> rusqlite::Result<HashMap<u32, String>> {
        self.with(|inner| {
            let list = ids.iter().map(u32::to_string).collect::<Vec<_>>().join(",");
            inner.queries.push(format!("id IN ({list})"));
            for id in ids {
                *inner.asked.entry(*id).or_default() += 1;
            }
            let sql = format!("SELECT id, name FROM users WHERE id IN ({list})");
            let mut query = inner.connection.prepare(&sql)?;
            let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    fn rename(&self, id: u32, name: &str) -> rusqlite::Result<usize> {
        self.with(|inner| {
            let sql = "UPDATE users SET name = ?2 WHERE id = ?1";
            inner.connection.execute(sql, (id, name))
        })
    }

    fn queries(&self) -> Vec<String> {
        self.with(|inner| inner.queries.clone())
    }

    fn times(&self, query: &str) -> usize {
        self.with(|inner| inner.queries.iter().filter(|known| *known == query).count())
    }

    /// Of the users who were not renamed.
    fn asked_twice(&self) -> usize {
        self.with(|inner| {
            let twice = inner
                .asked
                .iter()
                .filter(|(id, times)| **id != 3 && **times > 1);
            twice.count()
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
