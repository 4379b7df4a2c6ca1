//! Rows go into a file of SQLite, each transaction on disk when it returns. How many in a second: one by one, behind, and
//! as batches that somebody has ready, which is the limit?

use crate::table;
use cache_runtime::write_behind;
use rusqlite::Connection;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use tokio::runtime::Runtime;

const ROWS: u64 = 10_000;
/// Each waits for the disk: enough to see their rate.
const ONE_BY_ONE: u64 = 300;
const BATCH: usize = 100;

#[derive(Clone)]
struct Row {
    id: u64,
    value: u64,
}

#[write_behind(key = "bench:<row.id>", item = row, ttl = "1h", batch = 100)]
async fn save(db: &Db, rows: Vec<Row>) -> Result<(), rusqlite::Error> {
    let db = db.clone();
    let saving = tokio::task::spawn_blocking(move || db.upsert(&rows));
    saving.await.expect("SQLite does not panic")
}

/// Prints the table.
///
/// # Panics
/// If SQLite or a runtime is refused a file or threads.
pub fn print() {
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let db = Db::create();
    let single = rate(ONE_BY_ONE, || {
        runtime.block_on(async {
            for row in rows(ONE_BY_ONE) {
                save(&db, vec![row]).await.expect("SQLite has room");
            }
        });
    });
    let behind = rate(ROWS, || {
        runtime.block_on(async {
            for row in rows(ROWS) {
                save_later(&db, row).await.expect("nobody shuts down");
            }
            flush_save(&db).await.expect("nobody shuts down");
        });
    });
    let ready = rate(ROWS, || {
        runtime.block_on(async {
            for batch in rows(ROWS).collect::<Vec<_>>().chunks(BATCH) {
                save(&db, batch.to_vec()).await.expect("SQLite has room");
            }
        });
    });
    let row = |name: &str, rate: f64| {
        vec![
            name.to_owned(),
            format!("{rate:.0}"),
            format!("{:.1} ×", rate / single),
        ]
    };
    table::print(
        "Rows into SQLite",
        &["", "rows/s", "ratio"],
        &[
            row("one by one", single),
            row("`#[write_behind]`, batch of 100", behind),
            row("batches of 100 that are ready", ready),
        ],
    );
}

fn rows(count: u64) -> impl Iterator<Item = Row> {
    (0..count).map(|id| Row { id, value: id })
}

/// Rows in a second.
fn rate(rows: u64, write: impl FnOnce()) -> f64 {
    let start = Instant::now();
    write();
    #[allow(
        clippy::cast_precision_loss,
        reason = "a rate is read, not computed with"
    )]
    let rows = rows as f64;
    rows / start.elapsed().as_secs_f64()
}

#[derive(Clone)]
struct Db {
    connection: Arc<Mutex<Connection>>,
    _file: Arc<File>,
}

impl Db {
    fn create() -> Self {
        let name = format!("cache-benches-{}.sqlite", std::process::id());
        let file = File(std::env::temp_dir().join(name));
        let connection = Connection::open(&file.0).expect("there is a place for temporary files");
        connection
            .execute_batch("CREATE TABLE rows (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)")
            .expect("the file is new");
        Self {
            connection: Arc::new(Mutex::new(connection)),
            _file: Arc::new(file),
        }
    }

    fn upsert(&self, rows: &[Row]) -> Result<(), rusqlite::Error> {
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("({}, {})", row.id, row.value))
            .collect();
        let statement = format!(
            "INSERT INTO rows VALUES {} ON CONFLICT (id) DO UPDATE SET value = excluded.value",
            rows.join(", ")
        );
        let connection = self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        connection.execute(&statement, []).map(drop)
    }
}

/// A file that is removed at the end.
struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        // What is left of it is the system's to clean up.
        let _ = std::fs::remove_file(&self.0);
    }
}
