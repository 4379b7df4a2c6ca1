//! A subscriber that keeps all that it is told, so that tests can ask for it.

use crate::page::assert_documented;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_core::span::Current;

/// What one subscriber was told.
#[derive(Debug)]
pub(crate) struct Recorder {
    most: Level,
    told: Mutex<Told>,
}

#[derive(Debug, Default)]
struct Told {
    spans: BTreeMap<u64, Traced>,
    events: Vec<Traced>,
}

/// A span or an event.
#[derive(Debug, Clone)]
pub(crate) struct Traced {
    pub(crate) id: u64,
    pub(crate) name: &'static str,
    pub(crate) target: &'static str,
    pub(crate) level: Level,
    pub(crate) parent: Option<u64>,
    pub(crate) follows: Vec<u64>,
    pub(crate) fields: Fields,
    handles: usize,
    metadata: &'static Metadata<'static>,
}

/// Fields that have a value, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(BTreeMap<&'static str, String>);

impl Fields {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.0.keys().copied().collect()
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Traced {
    /// Whether nobody has hold of the span any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.handles == 0
    }

    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name)
    }
}

thread_local! {
    /// The spans that this thread is in, the innermost last.
    static INSIDE: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

impl Recorder {
    /// Keeps what is of this level, or graver.
    pub(crate) fn up_to(most: Level) -> Arc<Self> {
        Arc::new(Self {
            most,
            told: Mutex::default(),
        })
    }

    /// The one that hears all threads of this program.
    pub(crate) fn of_all() -> &'static Arc<Self> {
        static RECORDER: OnceLock<Arc<Recorder>> = OnceLock::new();
        RECORDER.get_or_init(|| {
            let recorder = Self::up_to(Level::TRACE);
            tracing::subscriber::set_global_default(recorder.clone()).unwrap();
            recorder
        })
    }

    /// The spans of this name of which `is` is true, in the order in which they were opened.
    pub(crate) fn spans(&self, name: &str, is: impl Fn(&Traced) -> bool) -> Vec<Traced> {
        let told = self.told();
        let spans = told.spans.values().filter(|span| span.name == name);
        spans.filter(|span| is(span)).cloned().collect()
    }

    /// The spans of this name whose field `cache` ends in the name of a function.
    pub(crate) fn of_function(&self, name: &str, function: &str) -> Vec<Traced> {
        self.spans(name, |span| is_of(span, function))
    }

    pub(crate) fn span(&self, id: u64) -> Option<Traced> {
        self.told().spans.get(&id).cloned()
    }

    /// The names of the spans around a span or an event, the innermost first.
    pub(crate) fn path(&self, of: &Traced) -> Vec<&'static str> {
        let mut path = Vec::new();
        let mut parent = of.parent;
        while let Some(span) = parent.and_then(|parent| self.span(parent)) {
            path.push(span.name);
            parent = span.parent;
        }
        path
    }

    /// The events of which `is` is true.
    pub(crate) fn events(&self, is: impl Fn(&Traced) -> bool) -> Vec<Traced> {
        let told = self.told();
        told.events
            .iter()
            .filter(|event| is(event))
            .cloned()
            .collect()
    }

    /// All that was told.
    pub(crate) fn all(&self) -> Vec<Traced> {
        let told = self.told();
        told.spans.values().chain(&told.events).cloned().collect()
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The innermost of the spans that this thread is in and this subscriber knows.
    fn inside(&self) -> Option<u64> {
        let told = self.told();
        let inside = |spans: &RefCell<Vec<u64>>| {
            let spans = spans.borrow();
            let mut known = spans.iter().rev().filter(|id| told.spans.contains_key(id));
            known.next().copied()
        };
        INSIDE.try_with(inside).ok().flatten()
    }
}

pub(crate) fn is_of(told: &Traced, function: &str) -> bool {
    let path = told.field("cache").unwrap_or_default();
    path.rsplit("::").next() == Some(function)
}

/// The identity of the next span or event, of whichever subscriber.
static NEXT: AtomicU64 = AtomicU64::new(1);

fn new(metadata: &'static Metadata<'static>, parent: Option<u64>, fields: Fields) -> Traced {
    if metadata.target() == "cache_runtime" {
        assert_documented(metadata);
    }
    Traced {
        id: NEXT.fetch_add(1, Ordering::Relaxed),
        name: metadata.name(),
        target: metadata.target(),
        level: *metadata.level(),
        parent,
        follows: Vec::new(),
        fields,
        handles: 1,
        metadata,
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.most
    }

    fn max_level_hint(&self) -> Option<tracing::level_filters::LevelFilter> {
        Some(self.most.into())
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let parent = match attributes.parent() {
            Some(parent) => Some(parent.into_u64()),
            None if attributes.is_contextual() => self.inside(),
            None => None,
        };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let span = new(attributes.metadata(), parent, fields);
        let id = Id::from_u64(span.id);
        self.told().spans.insert(span.id, span);
        id
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        if let Some(span) = self.told().spans.get_mut(&id.into_u64()) {
            values.record(&mut span.fields);
        }
    }

    fn record_follows_from(&self, id: &Id, follows: &Id) {
        let mut told = self.told();
        let before = told.spans.get(&follows.into_u64());
        // As subscribers have it that keep no span which is over.
        assert!(before.is_some_and(|before| !before.is_closed()));
        if let Some(span) = told.spans.get_mut(&id.into_u64()) {
            span.follows.push(follows.into_u64());
        }
    }

    fn event(&self, event: &Event<'_>) {
        let parent = match event.parent() {
            Some(parent) => Some(parent.into_u64()),
            None if event.is_contextual() => self.inside(),
            None => None,
        };
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.told()
            .events
            .push(new(event.metadata(), parent, fields));
    }

    fn enter(&self, id: &Id) {
        let _ = INSIDE.try_with(|spans| spans.borrow_mut().push(id.into_u64()));
    }

    fn exit(&self, id: &Id) {
        let _ = INSIDE.try_with(|spans| {
            let mut spans = spans.borrow_mut();
            if let Some(place) = spans.iter().rposition(|span| *span == id.into_u64()) {
                spans.remove(place);
            }
        });
    }

    fn clone_span(&self, id: &Id) -> Id {
        if let Some(span) = self.told().spans.get_mut(&id.into_u64()) {
            span.handles += 1;
        }
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut told = self.told();
        let Some(span) = told.spans.get_mut(&id.into_u64()) else {
            return false;
        };
        span.handles -= 1;
        span.is_closed()
    }

    fn current_span(&self) -> Current {
        let span = self.inside().and_then(|id| self.span(id));
        span.map_or_else(Current::none, |span| {
            Current::new(Id::from_u64(span.id), span.metadata)
        })
    }
}
