//! How many statements the database was asked to run.

use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts statements since the service began. Those that create and fill the tables are not counted.
#[derive(Debug, Default)]
pub struct Counting {
    reads: AtomicU64,
    writes: AtomicU64,
}

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statements {
    /// `SELECT`.
    pub reads: u64,
    /// `UPDATE` and `INSERT`; one that writes many rows is one.
    pub writes: u64,
}

impl Counting {
    pub(crate) fn read(&self) {
        self.reads.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn write(&self) {
        self.writes.fetch_add(1, Ordering::Relaxed);
    }

    /// What was counted so far.
    pub fn statements(&self) -> Statements {
        Statements {
            reads: self.reads.load(Ordering::Relaxed),
            writes: self.writes.load(Ordering::Relaxed),
        }
    }
}
