//! The "database", and the functions that cache its rows. A row is a version: each update adds one.

use cache_runtime::cached;
use cache_test_servers::{Client, Reply};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::sync::OnceLock;
use std::time::Duration;

/// Rows of each kind.
pub(super) const IDS: u64 = 24;

/// One row of the database; also the entry of the function of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) kind: Kind,
    pub(super) id: u64,
}

/// The ways to be cached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Kind {
    /// Async, with tags of the arguments and of the result.
    Row,
    /// Sync.
    Blocking,
    /// One load at a time in all processes.
    Locked,
    /// In Redis alone.
    Distant,
    /// Read together with a row, through its cached function, and depending on it.
    Member,
    /// Written by one task of one process alone, which puts what it wrote.
    Written,
    /// Refreshed in the background, of use after its time, and loaded from what fails now and then.
    Lasting,
    /// The same in Redis alone.
    Remaining,
}

impl Kind {
    pub(super) const ALL: [Self; 8] = [
        Self::Row,
        Self::Blocking,
        Self::Locked,
        Self::Distant,
        Self::Member,
        Self::Written,
        Self::Lasting,
        Self::Remaining,
    ];

    /// Whether what was expired by hand may be the answer still, where a load fails.
    pub(super) fn falls_back(self) -> bool {
        matches!(self, Self::Lasting | Self::Remaining)
    }
}

/// What a row looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    pub(super) row: Row,
    pub(super) version: u64,
    pub(super) owner: u64,
}

/// A member, and the row that it was read together with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) own: Record,
    pub(super) base: Record,
}

pub(super) fn group_of(id: u64) -> u64 {
    id % 4
}

pub(super) fn owner_of(id: u64) -> u64 {
    id % 3
}

#[cached(key = "row:<group>:<id>", ttl = "1h", tags = ["rows", "group:<group>", "owner:<result.owner>"])]
pub(super) async fn row(group: u64, id: u64) -> Record {
    assert_eq!(group, group_of(id));
    load(Kind::Row, id).await
}

#[cached(key = "blocking:<id>", ttl = "1h", tags = ["blocking"])]
pub(super) fn blocking(id: u64) -> Record {
    let record = read(Row {
        kind: Kind::Blocking,
        id,
    });
    std::thread::sleep(dawdle());
    record
}

#[cached(key = "locked:<id>", ttl = "1h", tags = ["locked"], stampede = "lock", lock_wait = "2s")]
pub(super) async fn locked(id: u64) -> Record {
    load(Kind::Locked, id).await
}

#[cached(key = "distant:<id>", ttl = "1h", tags = ["distant"], tier = "redis")]
pub(super) async fn distant(id: u64) -> Record {
    load(Kind::Distant, id).await
}

#[cached(key = "member:<group>:<id>", ttl = "1h", tags = ["members"], depends_on(row(group, id)))]
pub(super) async fn member(group: u64, id: u64) -> Member {
    let base = row(group, id).await;
    let own = load(Kind::Member, id).await;
    Member { own, base }
}

#[cached(key = "written:<id>", ttl = "1h", tags = ["written"])]
pub(super) async fn written(id: u64) -> Record {
    load(Kind::Written, id).await
}

#[cached(
    key = "lasting:<id>", ttl = "200ms", tags = ["lasting"],
    refresh_ahead = 0.5, stale_while_revalidate = "500ms", stale_if_error = "3s"
)]
pub(super) async fn lasting(id: u64) -> Result<Record, Failed> {
    load_if_possible(Kind::Lasting, id).await
}

#[cached(
    key = "remaining:<id>", ttl = "200ms", tags = ["remaining"], tier = "redis",
    refresh_ahead = 0.5, stale_while_revalidate = "500ms", stale_if_error = "3s"
)]
pub(super) async fn remaining(id: u64) -> Result<Record, Failed> {
    load_if_possible(Kind::Remaining, id).await
}

/// A load that brought nothing.
#[derive(Debug, Clone)]
pub(super) struct Failed;

async fn load_if_possible(kind: Kind, id: u64) -> Result<Record, Failed> {
    let record = load(kind, id).await;
    match fastrand::u8(..5) {
        0 => Err(Failed),
        _ => Ok(record),
    }
}

async fn load(kind: Kind, id: u64) -> Record {
    let record = read(Row { kind, id });
    // What was read grows old on its way.
    tokio::time::sleep(dawdle()).await;
    record
}

fn dawdle() -> Duration {
    match fastrand::u32(..100) {
        0..50 => Duration::ZERO,
        50..95 => Duration::from_micros(fastrand::u64(..3_000)),
        _ => Duration::from_micros(fastrand::u64(..60_000)),
    }
}

static PORT: OnceLock<u16> = OnceLock::new();

thread_local! {
    static DATABASE: RefCell<Option<Client>> = const { RefCell::new(None) };
}

/// Says where the database is.
pub(super) fn use_database(port: u16) {
    PORT.set(port)
        .expect("a worker is told its database once, at its start");
}

pub(super) fn read(row: Row) -> Record {
    let version = match ask(&["GET", &name(row)]) {
        Reply::Null => 0,
        reply => reply.text().parse().unwrap(),
    };
    Record::new(row, version)
}

/// Returns the version after it.
pub(super) fn update(row: Row) -> u64 {
    count(&name(row), 1)
}

/// Adds to a counter in the database.
pub(super) fn count(name: &str, by: u64) -> u64 {
    u64::try_from(ask(&["INCRBY", name, &by.to_string()]).integer()).unwrap()
}

pub(super) fn name(row: Row) -> String {
    format!("{:?}:{}", row.kind, row.id)
}

impl Record {
    pub(super) fn new(row: Row, version: u64) -> Self {
        Self {
            row,
            version,
            owner: owner_of(row.id),
        }
    }
}

fn ask(command: &[&str]) -> Reply {
    DATABASE.with_borrow_mut(|client| {
        let port = *PORT.get().expect("the worker was told its database");
        let client = client.get_or_insert_with(|| Client::connect(port).unwrap());
        client.call(command).unwrap()
    })
}
