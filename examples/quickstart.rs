//! Proves: one attribute makes a real query fast, run once for 1,000 callers, and never stale after an update.

use cache_runtime::{Cache, cached};
use rusqlite::Connection;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const CUSTOMERS: i64 = 2_000;
const ORDERS_EACH: i64 = 40;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = Db::filled()?;
    println!(
        "SQLite in memory: {CUSTOMERS} customers, {} orders, no index\n",
        CUSTOMERS * ORDERS_EACH
    );

    let (cold, summary) = timed(get_summary(&db, 7)).await;
    let (warm, _) = timed(get_summary(&db, 7)).await;
    println!("cold  {cold:>10.1?}   {}", summary?);
    println!(
        "warm  {warm:>10.1?}   {:.0} times faster\n",
        cold.as_secs_f64() / warm.as_secs_f64()
    );

    let before = db.queries();
    let tasks: Vec<_> = (0..1_000)
        .map(|_| {
            let db = db.clone();
            tokio::spawn(async move { get_summary(&db, 8).await })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    println!(
        "1,000 concurrent misses of one key: {} query\n",
        db.queries() - before
    );

    db.add_order(7, 1_000_000)?;
    println!("updated, not invalidated:   {}", get_summary(&db, 7).await?);
    invalidate_get_summary(7).await?;
    println!(
        "updated, and invalidated:   {}\n",
        get_summary(&db, 7).await?
    );

    get_summary(&db, 9).await?;
    Cache::installed().invalidate_tag("summaries").await?;
    let before = db.queries();
    for id in 7..=9 {
        get_summary(&db, id).await?;
    }
    println!(
        "invalidated one tag: {} of 3 customers queried anew\n",
        db.queries() - before
    );

    print!("{}", Cache::installed().stats());
    Ok(())
}

/// What a customer bought. The query reads all orders: milliseconds, not microseconds.
#[cached(key = "summary:<customer>", ttl = "1h", jitter = 0.1, tags = ["summaries"], ignore(db))]
async fn get_summary(db: &Db, customer: i64) -> Result<Summary, rusqlite::Error> {
    let db = db.clone();
    // SQLite blocks; a query of a network database would be awaited right here.
    let query = tokio::task::spawn_blocking(move || db.summary(customer));
    query.await.expect("the query does not panic")
}

#[derive(Debug, Clone)]
struct Summary {
    name: String,
    orders: i64,
    cents: i64,
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{}: {} orders, {}.{:02} EUR",
            self.name,
            self.orders,
            self.cents / 100,
            self.cents % 100
        )
    }
}

/// A database that counts its queries.
#[derive(Clone)]
struct Db(Arc<Mutex<Inner>>);

struct Inner {
    connection: Connection,
    queries: i64,
}

impl Db {
    fn filled() -> rusqlite::Result<Self> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE TABLE customers (id INTEGER, name TEXT);
             CREATE TABLE orders (customer INTEGER, cents INTEGER);",
        )?;
        let transaction = connection.transaction()?;
        for id in 0..CUSTOMERS {
            transaction.execute(
                "INSERT INTO customers VALUES (?1, ?2)",
                (id, format!("customer {id}")),
            )?;
            for order in 0..ORDERS_EACH {
                transaction.execute(
                    "INSERT INTO orders VALUES (?1, ?2)",
                    (id, 100 + (id * 31 + order * 17) % 5_000),
                )?;
            }
        }
        transaction.commit()?;
        Ok(Self(Arc::new(Mutex::new(Inner {
            connection,
            queries: 0,
        }))))
    }

    fn summary(&self, customer: i64) -> rusqlite::Result<Summary> {
        self.with(|inner| {
            inner.queries += 1;
            inner.connection.query_row(
                "SELECT name, count(*), sum(cents) FROM customers JOIN orders ON customer = id WHERE id = ?1",
                [customer],
                |row| Ok(Summary { name: row.get(0)?, orders: row.get(1)?, cents: row.get(2)? }),
            )
        })
    }

    fn add_order(&self, customer: i64, cents: i64) -> rusqlite::Result<usize> {
        self.with(|inner| {
            inner
                .connection
                .execute("INSERT INTO orders VALUES (?1, ?2)", (customer, cents))
        })
    }

    fn queries(&self) -> i64 {
        self.with(|inner| inner.queries)
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn timed<T>(future: impl Future<Output = T>) -> (Duration, T) {
    let start = Instant::now();
    let output = future.await;
    (start.elapsed(), output)
}
