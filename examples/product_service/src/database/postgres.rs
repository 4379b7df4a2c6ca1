//! PostgreSQL: a pool of connections, with prepared statements.

use super::schema;
use super::value::{Row, Value};
use crate::failure::Failure;
use crate::settings::Settings;
use deadpool_postgres::{Manager, Pool};
use std::borrow::Cow;
use std::fmt;
use tokio_postgres::NoTls;
use tokio_postgres::types::{ToSql, Type};

#[derive(Clone)]
pub(super) struct Postgres(Pool);

impl fmt::Debug for Postgres {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Postgres")
    }
}

impl Postgres {
    pub(super) async fn connect(url: &str, settings: &Settings) -> Result<Self, Failure> {
        if !settings.database_latency.is_zero() {
            return Err(Failure::database(
                "PostgreSQL has a latency of its own; leave `DATABASE_LATENCY_MS` to SQLite",
            ));
        }
        let config = url.parse().map_err(Failure::database)?;
        let pool = Pool::builder(Manager::new(config, NoTls))
            .max_size(settings.database_connections)
            .build()
            .map_err(Failure::database)?;
        let postgres = Self(pool);
        postgres.fill(settings.products).await?;
        Ok(postgres)
    }

    /// One process at a time, as several may begin at once.
    async fn fill(&self, products: u32) -> Result<(), Failure> {
        let mut client = self.0.get().await.map_err(Failure::database)?;
        let transaction = client.transaction().await.map_err(said)?;
        let lock = "SELECT pg_advisory_xact_lock(7011983)";
        transaction.batch_execute(lock).await.map_err(said)?;
        let tables = transaction.batch_execute(schema::TABLES);
        tables.await.map_err(said)?;
        let filled: i64 = transaction
            .query_one(schema::FILLED, &[])
            .await
            .map_err(said)?
            .get(0);
        if filled == 0 {
            let fill = schema::rows(products).join(";\n");
            transaction.batch_execute(&fill).await.map_err(said)?;
        }
        transaction.commit().await.map_err(said)
    }

    pub(super) async fn rows(
        &self,
        sql: Cow<'static, str>,
        values: &[Value],
    ) -> Result<Vec<Row>, Failure> {
        let client = self.0.get().await.map_err(Failure::database)?;
        let statement = match sql {
            Cow::Borrowed(sql) => client.prepare_cached(sql).await,
            // A text that was put together is rarely seen again, and nothing would ever leave that cache.
            Cow::Owned(sql) => client.prepare(&sql).await,
        };
        let statement = statement.map_err(said)?;
        let values: Vec<&(dyn ToSql + Sync)> = values
            .iter()
            .map(|value| match value {
                Value::Number(number) => number as &(dyn ToSql + Sync),
                Value::Text(text) => text,
            })
            .collect();
        let rows = client.query(&statement, &values).await.map_err(said)?;
        rows.iter().map(row).collect()
    }
}

fn row(row: &tokio_postgres::Row) -> Result<Row, Failure> {
    let columns = row.columns().iter().enumerate().map(|(index, column)| {
        if *column.type_() == Type::INT8 {
            row.try_get(index).map(Value::Number).map_err(said)
        } else {
            row.try_get(index).map(Value::Text).map_err(said)
        }
    });
    columns.collect::<Result<_, _>>().map(Row::new)
}

/// What the server said; the driver's own text hides it behind "db error".
#[allow(
    clippy::needless_pass_by_value,
    reason = "it stands as a path in `map_err`"
)]
fn said(error: tokio_postgres::Error) -> Failure {
    match error.as_db_error() {
        Some(told) => Failure::database(told),
        None => Failure::database(error),
    }
}
