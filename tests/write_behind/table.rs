//! What the sinks of the tests save, and where.

use cache_runtime::testing::Gate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: u64,
    pub(crate) value: u64,
}

/// Whatever the answer may be to a batch.
type Answer = Box<dyn Fn(&[Row]) -> Result<(), String> + Send>;

/// Where rows are saved.
#[derive(Clone)]
pub(crate) struct Table(Arc<State>);

struct State {
    rows: Mutex<BTreeMap<u64, u64>>,
    /// The ids in the sink.
    inside: Mutex<Vec<u64>>,
    /// Calls that were dropped before their end.
    dropped: AtomicUsize,
    /// The batches that came, saved or not.
    calls: Mutex<Vec<Vec<Row>>>,
    answer: Mutex<Answer>,
    gate: Option<Gate>,
}

impl Table {
    pub(crate) fn with(gate: Option<Gate>) -> Self {
        Self(Arc::new(State {
            rows: Mutex::default(),
            inside: Mutex::default(),
            dropped: AtomicUsize::new(0),
            calls: Mutex::default(),
            answer: Mutex::new(Box::new(|_| Ok(()))),
            gate,
        }))
    }

    pub(crate) async fn save(&self, rows: Vec<Row>) -> Result<(), String> {
        self.0.calls.lock().unwrap().push(rows.clone());
        let mut visit = Visit::begin(self, &rows);
        if let Some(gate) = &self.0.gate {
            gate.pass().await;
        }
        visit.ended = true;
        (self.0.answer.lock().unwrap())(&rows)?;
        let mut saved = self.0.rows.lock().unwrap();
        saved.extend(rows.into_iter().map(|row| (row.id, row.value)));
        Ok(())
    }

    pub(crate) fn answers(&self, answer: impl Fn(&[Row]) -> Result<(), String> + Send + 'static) {
        // One that panicked has poisoned it.
        self.0.answer.clear_poison();
        *self.0.answer.lock().unwrap() = Box::new(answer);
    }

    /// Fails for batches with items that are poison.
    pub(crate) fn refuses(&self, is_poison: impl Fn(u64) -> bool + Send + 'static) {
        self.answers(
            move |rows| match rows.iter().find(|row| is_poison(row.id)) {
                Some(row) => Err(format!("{} is poison", row.id)),
                None => Ok(()),
            },
        );
    }

    /// Fails always.
    pub(crate) fn breaks(&self) {
        self.answers(|_| Err("down".to_owned()));
    }

    pub(crate) fn recovers(&self) {
        self.answers(|_| Ok(()));
    }

    pub(crate) fn rows(&self) -> Vec<(u64, u64)> {
        let rows = self.0.rows.lock().unwrap();
        rows.iter().map(|(id, value)| (*id, *value)).collect()
    }

    /// How many calls were dropped before their end.
    pub(crate) fn dropped(&self) -> usize {
        self.0.dropped.load(Ordering::SeqCst)
    }

    /// The ids of each batch.
    pub(crate) fn calls(&self) -> Vec<Vec<u64>> {
        let calls = self.0.calls.lock().unwrap();
        calls
            .iter()
            .map(|rows| rows.iter().map(|row| row.id).collect())
            .collect()
    }

    pub(crate) fn gate(&self) -> &Gate {
        self.0.gate.as_ref().expect("the stage is gated")
    }
}

/// One call of the sink. No key is in two of them.
struct Visit {
    table: Table,
    ids: Vec<u64>,
    ended: bool,
}

impl Visit {
    fn begin(table: &Table, rows: &[Row]) -> Self {
        let ids: Vec<u64> = rows.iter().map(|row| row.id).collect();
        let mut inside = table.0.inside.lock().unwrap();
        for id in &ids {
            assert!(!inside.contains(id), "{id} is on its way twice");
            inside.push(*id);
        }
        Self {
            table: table.clone(),
            ids,
            ended: false,
        }
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        let mut inside = self.table.0.inside.lock().unwrap();
        inside.retain(|id| !self.ids.contains(id));
        if !self.ended {
            self.table.0.dropped.fetch_add(1, Ordering::SeqCst);
        }
    }
}
