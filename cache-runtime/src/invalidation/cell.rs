//! A [`Cell`] carries the number of the latest invalidation of one tag or of one key that others depend on.

use super::Number;
use crate::key::CacheKey;
use std::sync::Arc;
// Also under the model checker: cells are read under a lock that it does not see, and must not switch there.
use std::sync::atomic::{AtomicU64, Ordering};

/// The latest invalidation of one name.
#[derive(Debug)]
pub(crate) struct Cell {
    latest: AtomicU64,
    subject: Subject,
}

/// What a cell is of: by this a shared tier finds the name that it has for it.
#[derive(Debug)]
pub(crate) enum Subject {
    /// A tag, as long as texts in Redis may be.
    Tag(Box<str>),
    /// An entry of a function that this process knows.
    Key(Box<CacheKey>),
    /// An entry, by its text.
    Text(Box<str>),
    /// All entries of a function, by the pattern of its template.
    Function(Box<str>),
}

impl Cell {
    pub(crate) fn new(latest: Number, subject: Subject) -> Self {
        Self {
            latest: AtomicU64::new(latest),
            subject,
        }
    }

    /// A cell of a tag that no test asks for.
    #[cfg(test)]
    pub(crate) fn nameless(latest: Number) -> Self {
        Self::new(latest, Subject::Tag("".into()))
    }

    pub(crate) fn subject(&self) -> &Subject {
        &self.subject
    }

    pub(crate) fn invalidate(&self, number: Number) {
        self.latest.fetch_max(number, Ordering::SeqCst);
    }

    pub(crate) fn latest(&self) -> Number {
        self.latest.load(Ordering::SeqCst)
    }
}

/// The cells that one entry rests on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cells(Option<Arc<[Arc<Cell>]>>);

impl Cells {
    pub(crate) fn new(cells: Vec<Arc<Cell>>) -> Self {
        Self((!cells.is_empty()).then(|| cells.into()))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether nothing here was invalidated after `number`.
    pub(crate) fn unchanged_since(&self, number: Number) -> bool {
        self.iter().all(|cell| cell.latest() <= number)
    }

    pub(crate) fn with(&self, more: Vec<Arc<Cell>>) -> Self {
        if more.is_empty() {
            return self.clone();
        }
        Self::new(self.iter().cloned().chain(more).collect())
    }

    /// These and others, each once.
    pub(crate) fn and(&self, others: &Self) -> Self {
        if others.is_empty() {
            return self.clone();
        }
        let is_new = |cell: &&Arc<Cell>| !self.iter().any(|known| Arc::ptr_eq(known, cell));
        self.with(others.iter().filter(is_new).cloned().collect())
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Cell>> {
        self.0.iter().flat_map(|cells| cells.iter())
    }
}
