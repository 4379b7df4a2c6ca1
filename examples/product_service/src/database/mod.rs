//! The queries of the service, over SQLite or PostgreSQL: one text of SQL for both. How each of the two runs them is in its own file.

mod categories;
mod postgres;
mod products;
mod schema;
mod sqlite;
mod stock;
mod users;
mod value;
mod views;

pub use products::ProductChange;
pub use users::UserChange;

use crate::counting::{Counting, Statements};
use crate::failure::Failure;
use crate::settings::Settings;
use postgres::Postgres;
use sqlite::Sqlite;
use std::borrow::Cow;
use std::sync::Arc;
use value::{Row, Value};

/// A handle to the database; clones are the same.
#[derive(Debug, Clone)]
pub struct Database {
    engine: Engine,
    counting: Arc<Counting>,
}

#[derive(Debug, Clone)]
enum Engine {
    Sqlite(Arc<Sqlite>),
    Postgres(Postgres),
}

impl Database {
    /// Opens the database, and creates and fills its tables where they are missing.
    ///
    /// # Errors
    /// If it cannot be reached, or the tables cannot be created.
    pub async fn open(settings: &Settings) -> Result<Self, Failure> {
        let engine = match &settings.database {
            Some(url) if url.starts_with("postgres") => {
                Engine::Postgres(Postgres::connect(url, settings).await?)
            }
            place => Engine::Sqlite(Arc::new(Sqlite::open(place.as_deref(), settings)?)),
        };
        Ok(Self {
            engine,
            counting: Arc::default(),
        })
    }

    /// Closes it, and removes a file that was temporary. The cache keeps handles for loads of its own and lives as long as
    /// the process, so the last one is no end.
    pub fn close(&self) {
        if let Engine::Sqlite(sqlite) = &self.engine {
            sqlite.close();
        }
    }

    /// What it was asked to run so far.
    #[must_use]
    pub fn statements(&self) -> Statements {
        self.counting.statements()
    }

    async fn read(
        &self,
        sql: impl Into<Cow<'static, str>>,
        values: impl Into<Vec<Value>>,
    ) -> Result<Vec<Row>, Failure> {
        self.counting.read();
        self.rows(sql.into(), values.into()).await
    }

    async fn write(
        &self,
        sql: impl Into<Cow<'static, str>>,
        values: impl Into<Vec<Value>>,
    ) -> Result<Vec<Row>, Failure> {
        self.counting.write();
        self.rows(sql.into(), values.into()).await
    }

    async fn rows(&self, sql: Cow<'static, str>, values: Vec<Value>) -> Result<Vec<Row>, Failure> {
        match &self.engine {
            Engine::Sqlite(sqlite) => sqlite.clone().rows(sql, values).await,
            Engine::Postgres(postgres) => postgres.rows(sql, &values).await,
        }
    }
}

/// Numbers as a list of SQL. They are no text of a caller, so they need no parameters.
fn list(ids: &[u32]) -> String {
    let ids: Vec<String> = ids.iter().map(u32::to_string).collect();
    ids.join(", ")
}

/// The only row, if there is one.
fn first<T>(
    rows: Vec<Row>,
    read: impl Fn(&mut Row) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    rows.into_iter()
        .next()
        .map(|mut row| read(&mut row))
        .transpose()
}

/// Every row.
fn all<T>(
    rows: Vec<Row>,
    read: impl Fn(&mut Row) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    rows.into_iter().map(|mut row| read(&mut row)).collect()
}
