//! A database that a test can watch and stop.

use cache_runtime::testing::Gate;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One row with a version, read through a gate. All clones are one source.
#[derive(Debug, Clone, Default)]
pub(crate) struct Source {
    row: Arc<AtomicU64>,
    reads: Arc<AtomicU64>,
    pub(crate) gate: Gate,
}

impl Source {
    /// A source whose reads stop between reading the row and returning it.
    pub(crate) fn gated() -> Self {
        Self::default()
    }

    /// A source whose reads return at once.
    pub(crate) fn open() -> Self {
        let source = Self::default();
        source.gate.open_for_good();
        source
    }

    /// Reads the row, then waits at the gate: what it returns may be out of date by then.
    pub(crate) async fn read(&self) -> u64 {
        let row = self.begin();
        self.gate.pass().await;
        row
    }

    pub(crate) fn read_blocking(&self) -> u64 {
        let row = self.begin();
        self.gate.pass_blocking();
        row
    }

    pub(crate) fn update(&self) {
        self.row.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn reads(&self) -> u64 {
        self.reads.load(Ordering::SeqCst)
    }

    fn begin(&self) -> u64 {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.row.load(Ordering::SeqCst)
    }
}
