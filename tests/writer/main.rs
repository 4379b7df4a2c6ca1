//! A process that writes numbers through `#[write_behind]`, to be killed at any point; `tests/write_behind` is the other side.
//!
//! Write number `n` sets the key `n % keys` to `n`. Each number is printed when its write is acknowledged. After the last the
//! process waits until everything is saved, and ends.

use cache_runtime::{Cache, write_behind};
use cache_test_servers::{Client, Reply};
use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

#[derive(Clone, Serialize, Deserialize)]
struct Row {
    key: u64,
    number: u64,
}

#[write_behind(
    key = "row:<row.key>",
    item = row,
    ttl = "1h",
    flush_every = "20ms",
    batch = 50,
    queue = 1_000,
    journal = "redis"
)]
async fn save(database: &Database, rows: Vec<Row>) -> Result<(), std::io::Error> {
    let database = database.clone();
    let saving = tokio::task::spawn_blocking(move || database.save(&rows));
    saving.await.expect("saving does not panic")
}

/// Another Redis. A batch is one transaction.
#[derive(Clone)]
struct Database(Arc<Mutex<Client>>);

impl Database {
    fn save(&self, rows: &[Row]) -> Result<(), std::io::Error> {
        let mut client = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        client.call(&["INCR", "calls"])?;
        let mut update = vec!["HSET".to_owned(), "rows".to_owned()];
        for row in rows {
            let (key, number) = (row.key.to_string(), row.number);
            let before = client.call(&["HGET", "rows", &key])?;
            if before != Reply::Null
                && before
                    .text()
                    .parse::<u64>()
                    .is_ok_and(|before| before > number)
            {
                client.call(&["INCR", "backwards"])?;
            }
            update.extend([key, number.to_string()]);
        }
        client.call(&update).map(drop)
    }
}

fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[tokio::main]
async fn main() {
    let numbers: Vec<u64> = std::env::args()
        .skip(1)
        .map(|number| number.parse().expect("the parent gives numbers"))
        .collect();
    let [first, end, keys] = numbers[..] else {
        panic!("the parent gives the first number, the end, and how many keys there are");
    };
    let cache = Cache::builder()
        .redis(setting("CACHE_URL"))
        .redis_timeout(Duration::from_secs(10))
        .lease(Duration::from_secs(1))
        .build()
        .await
        .expect("the parent started a Redis");
    cache.install().expect("nothing was called before");
    let port = setting("DATABASE")
        .parse()
        .expect("the parent gives a port");
    let client = Client::connect(port).expect("the parent started a database");
    let database = Database(Arc::new(Mutex::new(client)));
    for number in first..end {
        let row = Row {
            key: number % keys,
            number,
        };
        save_later(&database, row).await.expect("Redis answers");
        // A parent that is gone wants to hear nothing.
        let _ = writeln!(std::io::stdout(), "{number}");
    }
    flush_save(&database).await.expect("Redis answers");
}
