//! Which version of each row the service has acknowledged.

use std::sync::atomic::{AtomicU64, Ordering};

/// The newest acknowledged version of each row of a table.
///
/// Who asks for a row notes [`acknowledged`](Self::acknowledged) before the request is sent: an answer with a smaller version is
/// older than a write that had returned by then.
#[derive(Debug)]
pub struct Ledger(Vec<AtomicU64>);

impl Ledger {
    /// One for rows below `rows`, of none of which a write is known.
    #[must_use]
    pub fn new(rows: u32) -> Self {
        Self((0..rows).map(|_| AtomicU64::new(0)).collect())
    }

    /// A write has returned with this version.
    pub fn acknowledge(&self, row: u32, version: u64) {
        if let Some(known) = self.0.get(row as usize) {
            known.fetch_max(version, Ordering::SeqCst);
        }
    }

    /// The smallest version that an answer may have which is asked for now.
    #[must_use]
    pub fn acknowledged(&self, row: u32) -> u64 {
        let known = self.0.get(row as usize);
        known.map_or(0, |version| version.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::Ledger;

    #[test]
    fn acknowledgements_that_come_in_another_order_leave_the_newest() {
        let ledger = Ledger::new(2);
        ledger.acknowledge(1, 3);
        ledger.acknowledge(1, 2);
        assert_eq!((ledger.acknowledged(0), ledger.acknowledged(1)), (0, 3));
    }
}
