//! SQLite in a file: a few connections, each query on a thread that may block.

use super::schema;
use super::value::{Row, Value};
use crate::failure::Failure;
use crate::settings::Settings;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Statement, ToSql, params_from_iter};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

#[derive(Debug)]
pub(super) struct Sqlite {
    /// Those that nobody uses.
    idle: Mutex<Vec<Connection>>,
    /// One for each connection.
    permits: Arc<Semaphore>,
    /// What a network would add to each statement.
    latency: Duration,
    directory: Mutex<Option<Directory>>,
}

impl Sqlite {
    pub(super) fn open(path: Option<&str>, settings: &Settings) -> Result<Self, Failure> {
        let directory = match path {
            Some(_) => None,
            None => Some(Directory::create().map_err(Failure::database)?),
        };
        let file = match (path, &directory) {
            (Some(path), _) => PathBuf::from(path),
            (None, Some(directory)) => directory.0.join("shop.sqlite"),
            (None, None) => unreachable!("without a path there is a directory"),
        };
        let connections = open_all(&file, settings).map_err(Failure::database)?;
        Ok(Self {
            permits: Arc::new(Semaphore::new(connections.len())),
            idle: Mutex::new(connections),
            latency: settings.database_latency,
            directory: Mutex::new(directory),
        })
    }

    pub(super) async fn rows(
        self: Arc<Self>,
        sql: Cow<'static, str>,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, Failure> {
        let permit = self.permits.clone().acquire_owned().await;
        let permit = permit.map_err(|_| Failure::database("it is closed"))?;
        let running = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let connection = self.idle().pop();
            let connection = connection.expect("there is a connection for each permit");
            // As over a network: the connection is taken, and its thread does nothing.
            std::thread::sleep(self.latency);
            let rows = run(&connection, sql, &values);
            self.idle().push(connection);
            rows
        });
        running
            .await
            .map_err(Failure::database)?
            .map_err(Failure::database)
    }

    /// Whoever still asks is told that it is closed.
    pub(super) fn close(&self) {
        self.permits.close();
        self.idle().clear();
        let mut directory = self
            .directory
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        drop(directory.take());
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn run(
    connection: &Connection,
    sql: Cow<'static, str>,
    values: &[Value],
) -> rusqlite::Result<Vec<Row>> {
    match sql {
        Cow::Borrowed(sql) => collect(&mut *connection.prepare_cached(sql)?, values),
        // A text that was put together is rarely seen again, and would push others out of the cache.
        Cow::Owned(sql) => collect(&mut connection.prepare(&sql)?, values),
    }
}

fn collect(statement: &mut Statement<'_>, values: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let columns = statement.column_count();
    let rows = statement.query_map(params_from_iter(values), |row| {
        let columns = (0..columns).map(|column| value(row.get_ref(column)?));
        columns.collect::<rusqlite::Result<_>>().map(Row::new)
    })?;
    rows.collect()
}

fn value(column: ValueRef<'_>) -> rusqlite::Result<Value> {
    match column {
        ValueRef::Integer(number) => Ok(Value::Number(number)),
        other => Ok(Value::Text(other.as_str()?.to_owned())),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Number(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
        }
    }
}

/// The first connection creates and fills the tables.
fn open_all(file: &Path, settings: &Settings) -> rusqlite::Result<Vec<Connection>> {
    let first = open_one(file)?;
    first.execute_batch(schema::TABLES)?;
    let filled: i64 = first.query_row(schema::FILLED, [], |row| row.get(0))?;
    if filled == 0 {
        let rows = schema::rows(settings.products).join(";\n");
        first.execute_batch(&format!("BEGIN;\n{rows};\nCOMMIT; ANALYZE;"))?;
    }
    let others = (1..settings.database_connections).map(|_| open_one(file));
    std::iter::once(Ok(first)).chain(others).collect()
}

fn open_one(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    // Readers do not wait for the writer, and a commit does not wait for the disk: as a server with a battery does it.
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")?;
    Ok(connection)
}

/// A directory that is removed at the end.
#[derive(Debug)]
struct Directory(PathBuf);

impl Directory {
    fn create() -> std::io::Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("product-service-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // What is left of it is the system's to clean up.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
