//! Proves: 10,000 writes that are acknowledged at once reach SQLite in 100 statements, more than ten times as fast as one by one.

use cache_runtime::{Cache, cached, write_behind};
use rusqlite::Connection;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

const WRITES: i64 = 10_000;
/// Enough to see their rate: each waits for the disk.
const ONE_BY_ONE: i64 = 300;

#[derive(Clone, Debug, PartialEq)]
struct Score {
    player: i64,
    points: i64,
}

#[write_behind(
    key = "score:<score.player>",
    item = score,
    ttl = "1h",
    flush_every = "5s",
    batch = 100
)]
async fn save(db: &Db, scores: Vec<Score>) -> Result<(), rusqlite::Error> {
    let db = db.clone();
    // SQLite blocks; a statement of a network database would be awaited right here.
    let saving = tokio::task::spawn_blocking(move || db.upsert(&scores));
    saving.await.expect("SQLite does not panic")
}

/// The same key and type: what is written is found here before it is saved.
#[cached(key = "score:<player>", ttl = "1h", ignore(db))]
async fn get_score(db: &Db, player: i64) -> Result<Score, rusqlite::Error> {
    let db = db.clone();
    let reading = tokio::task::spawn_blocking(move || db.read(player));
    reading.await.expect("SQLite does not panic")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = Db::create()?;
    println!("writes into a file of SQLite, each transaction on disk when it returns\n");

    let scores = |count| (0..count).map(|player| Score { player, points: 1 });
    let one_by_one = measured(&db, "one by one", ONE_BY_ONE, async {
        for score in scores(ONE_BY_ONE) {
            save(&db, vec![score]).await?;
        }
        Ok(())
    })
    .await?;
    let behind = measured(&db, "behind", WRITES, async {
        for score in scores(WRITES) {
            save_later(&db, score).await?;
        }
        assert_eq!(flush_save(&db).await?.dead, 0);
        Ok(())
    })
    .await?;
    println!("\n{:.0} times as fast", behind / one_by_one);
    assert_eq!(db.count()?, WRITES);
    assert!(behind > 10.0 * one_by_one);

    let before = db.statements();
    for points in 1..=1_000 {
        save_later(&db, Score { player: 7, points }).await?;
    }
    let score = get_score(&db, 7).await?;
    println!("\n1,000 writes of one player: {score:?} in the cache at once,");
    assert_eq!(score.points, 1_000);
    let ended = Cache::installed()
        .shutdown()
        .within(Duration::from_secs(10))
        .await;
    let statements = db.statements() - before;
    println!(
        "and {statements} transaction(s) in SQLite; {} unsaved at the end",
        ended.unsaved
    );
    assert_eq!((db.read(7)?.points, ended.unsaved), (1_000, 0));
    assert!(statements < 100);
    Ok(())
}

/// Prints what a way of writing costs. Returns rows per second.
async fn measured(
    db: &Db,
    name: &str,
    writes: i64,
    writing: impl Future<Output = Result<(), Box<dyn std::error::Error>>>,
) -> Result<f64, Box<dyn std::error::Error>> {
    let (statements, start) = (db.statements(), Instant::now());
    writing.await?;
    let seconds = start.elapsed().as_secs_f64();
    #[allow(
        clippy::cast_precision_loss,
        reason = "a rate is read, not computed with"
    )]
    let rate = writes as f64 / seconds;
    let statements = db.statements() - statements;
    println!("{name:<12}{writes:>7} writes{statements:>7} transactions{rate:>10.0} rows/s");
    Ok(rate)
}

/// A database that counts its statements, each of which is a transaction.
#[derive(Clone)]
struct Db {
    connection: Arc<Mutex<Connection>>,
    statements: Arc<AtomicU64>,
    _file: Arc<File>,
}

impl Db {
    fn create() -> Result<Self, rusqlite::Error> {
        let file = File::temporary();
        let connection = Connection::open(&file.0)?;
        connection.execute_batch(
            "CREATE TABLE scores (player INTEGER PRIMARY KEY, points INTEGER NOT NULL)",
        )?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
            statements: Arc::default(),
            _file: Arc::new(file),
        })
    }

    /// Idempotent: a batch may come twice.
    fn upsert(&self, scores: &[Score]) -> Result<(), rusqlite::Error> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        let rows: Vec<String> = scores
            .iter()
            .map(|score| format!("({}, {})", score.player, score.points))
            .collect();
        let statement = format!(
            "INSERT INTO scores VALUES {} ON CONFLICT (player) DO UPDATE SET points = excluded.points",
            rows.join(", ")
        );
        self.connection().execute(&statement, []).map(drop)
    }

    fn read(&self, player: i64) -> Result<Score, rusqlite::Error> {
        let query = "SELECT player, points FROM scores WHERE player = ?";
        self.connection().query_row(query, [player], |row| {
            Ok(Score {
                player: row.get(0)?,
                points: row.get(1)?,
            })
        })
    }

    fn count(&self) -> Result<i64, rusqlite::Error> {
        let query = "SELECT count(*) FROM scores";
        self.connection().query_row(query, [], |row| row.get(0))
    }

    fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    fn connection(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// A file that is removed at the end.
struct File(std::path::PathBuf);

impl File {
    fn temporary() -> Self {
        let name = format!("write-behind-{}.sqlite", std::process::id());
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // What is left of it is the system's to clean up.
        let _ = std::fs::remove_file(&self.0);
    }
}
