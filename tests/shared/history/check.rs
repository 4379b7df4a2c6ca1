//! What was promised, held against a history. Pure.
//!
//! - *Read your writes*: a read that began after an invalidation of the same process had returned is not older than any
//!   update that was done before that invalidation began. An invalidation that failed counts too.
//! - *Nothing invented*: no read returns a version that the database never had.
//! - *Nothing left behind*: whenever all is healed, replayed and heard, no tier of any process holds anything older than
//!   what was invalidated last.
//!
//! What one process reads of the updates of another, while messages are on their way, is not promised.

use super::event::{Event, Scope, What};
use super::rows::{Kind, Row};
use std::collections::HashMap;
use std::fmt::Write;

/// All that happened.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) processes: Vec<Chronicle>,
    /// The versions at the end.
    pub(super) database: HashMap<Row, u64>,
}

/// What one process did.
#[derive(Debug)]
pub(super) struct Chronicle {
    pub(super) name: String,
    pub(super) events: Vec<Event>,
}

/// A promise that was broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Violation {
    pub(super) promise: Promise,
    pub(super) process: String,
    pub(super) row: Row,
    pub(super) read: Event,
    /// The version that should have been read, or a later one.
    pub(super) expected: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    ReadYourWrites,
    NothingInvented,
    NothingLeftBehind,
}

/// What is read: a row through its own entry, or through that of the member that was read together with it.
type Subject = (Row, bool);

/// From a moment on, no read may be older than a version.
type Floors = Vec<(u64, u64)>;

impl History {
    pub(super) fn violations(&self) -> Vec<Violation> {
        let updates = self.updates();
        let mut all = self.stale_reads(&updates);
        all.extend(self.inventions());
        all.extend(self.leftovers(&updates));
        all
    }

    /// All that was done to and seen of the row of a violation, in order.
    pub(super) fn story(&self, violation: &Violation) -> String {
        let mut lines: Vec<(u64, String)> = Vec::new();
        for process in &self.processes {
            for event in process
                .events
                .iter()
                .filter(|event| event.is_about(violation.row))
            {
                let mark = if *event == violation.read {
                    " <── this"
                } else {
                    ""
                };
                lines.push((event.begin, format!("{:>8} {event}{mark}", process.name)));
            }
        }
        lines.sort();
        let place = lines
            .iter()
            .position(|(_, line)| line.ends_with("this"))
            .unwrap_or(0);
        let mut story = format!(
            "{:?} broken in {}: {} read as\n  {}\nwhere version {} or later was to be read. Its history:\n",
            violation.promise, violation.process, violation.row, violation.read, violation.expected
        );
        for (_, line) in &lines[place.saturating_sub(BEFORE)..(place + AFTER).min(lines.len())] {
            writeln!(story, "  {line}").expect("a string takes every text");
        }
        story
    }

    /// For each row, when it had come to which version at least.
    fn updates(&self) -> HashMap<Row, Floors> {
        let mut updates: HashMap<Row, Floors> = HashMap::new();
        for event in self.events() {
            if let What::Update { row, version } = event.what {
                updates.entry(row).or_default().push((event.end, version));
            }
        }
        updates.values_mut().for_each(rising);
        updates
    }

    fn events(&self) -> impl Iterator<Item = &Event> {
        self.processes.iter().flat_map(|process| &process.events)
    }

    fn stale_reads(&self, updates: &HashMap<Row, Floors>) -> Vec<Violation> {
        let mut found = Vec::new();
        for process in &self.processes {
            let floors = process.floors(updates);
            for event in &process.events {
                let Some((subject, version)) = event.reading() else {
                    continue;
                };
                let expected = floors
                    .get(&subject)
                    .map_or(0, |floors| at(floors, event.begin));
                if version < expected {
                    found.push(process.violation(Promise::ReadYourWrites, event, expected));
                }
            }
        }
        found
    }

    fn inventions(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        for process in &self.processes {
            for event in &process.events {
                let Some(((row, _), version)) = event.reading() else {
                    continue;
                };
                let latest = self.database.get(&row).copied().unwrap_or(0);
                if version > latest {
                    found.push(process.violation(Promise::NothingInvented, event, latest));
                }
            }
        }
        found
    }

    fn leftovers(&self, updates: &HashMap<Row, Floors>) -> Vec<Violation> {
        let told = self.told(updates);
        let mut found = Vec::new();
        for process in &self.processes {
            for event in &process.events {
                let What::Last { .. } = event.what else {
                    continue;
                };
                let Some((subject, version)) = event.reading() else {
                    continue;
                };
                let expected = told
                    .get(&subject)
                    .map_or(0, |floors| at(floors, event.begin));
                if version < expected {
                    found.push(process.violation(Promise::NothingLeftBehind, event, expected));
                }
            }
        }
        found
    }

    /// For each subject, which version everybody had been told to forget the earlier ones of, from when on. What failed
    /// was told when its process had settled, if it lived to do so.
    fn told(&self, updates: &HashMap<Row, Floors>) -> HashMap<Subject, Floors> {
        let mut told: HashMap<Subject, Floors> = HashMap::new();
        for process in &self.processes {
            for event in &process.events {
                let Some((subjects, ok)) = event.invalidates() else {
                    continue;
                };
                let Some(moment) = process.moment_of_telling(event, ok) else {
                    continue;
                };
                for subject in subjects {
                    let version = updates
                        .get(&subject.0)
                        .map_or(0, |floors| at(floors, event.begin));
                    told.entry(subject).or_default().push((moment, version));
                }
            }
        }
        told.values_mut().for_each(rising);
        told
    }
}

/// How the invalidation is called that lets the old value be a fallback.
const SOFT: &str = "Expire";
/// Lines of a story before and after the read that it is about.
const BEFORE: usize = 400;
const AFTER: usize = 20;

impl Chronicle {
    fn moment_of_telling(&self, invalidation: &Event, ok: bool) -> Option<u64> {
        if ok {
            return Some(invalidation.end);
        }
        let settled = self
            .events
            .iter()
            .filter(|event| event.what == What::Settled);
        let moments = settled.map(|event| event.begin);
        moments.filter(|moment| *moment >= invalidation.end).min()
    }

    /// For each subject, what this process may not read any more from when on.
    fn floors(&self, updates: &HashMap<Row, Floors>) -> HashMap<Subject, Floors> {
        let mut floors: HashMap<Subject, Floors> = HashMap::new();
        for event in &self.events {
            let Some((subjects, _)) = event.invalidates() else {
                continue;
            };
            for subject in subjects {
                let version = updates
                    .get(&subject.0)
                    .map_or(0, |known| at(known, event.begin));
                floors
                    .entry(subject)
                    .or_default()
                    .push((event.end, version));
            }
        }
        floors.values_mut().for_each(rising);
        floors
    }

    fn violation(&self, promise: Promise, read: &Event, expected: u64) -> Violation {
        let ((row, _), _) = read.reading().expect("only reads break promises");
        Violation {
            promise,
            process: self.name.clone(),
            row,
            read: read.clone(),
            expected,
        }
    }
}

impl Event {
    /// What was read, and its version.
    fn reading(&self) -> Option<(Subject, u64)> {
        match &self.what {
            What::Read { row, version, how } | What::Last { row, version, how } => {
                let through_member = row.kind == Kind::Row && how.starts_with("member");
                Some(((*row, through_member), *version))
            }
            What::Settled | What::Update { .. } | What::Invalidation { .. } | What::Put { .. } => {
                None
            }
        }
    }

    /// What must not be read any more, and whether everybody was told.
    fn invalidates(&self) -> Option<(Vec<Subject>, bool)> {
        match &self.what {
            // What was expired by hand stays as a fallback.
            What::Invalidation {
                scope: Scope::Entry(row),
                how,
                ..
            } if row.kind.falls_back() && how == SOFT => None,
            What::Invalidation { scope, ok, .. } => Some((scope.subjects(), *ok)),
            What::Put { row, ok, .. } => Some((vec![(*row, false)], *ok)),
            What::Read { .. } | What::Last { .. } | What::Update { .. } | What::Settled => None,
        }
    }

    fn is_about(&self, row: Row) -> bool {
        match &self.what {
            What::Read { row: other, .. }
            | What::Last { row: other, .. }
            | What::Update { row: other, .. }
            | What::Put { row: other, .. } => *other == row,
            What::Invalidation { scope, .. } => scope.rows().contains(&row),
            What::Settled => true,
        }
    }
}

impl Scope {
    fn subjects(self) -> Vec<Subject> {
        let rows = self.rows();
        let through_member = |row: &&Row| {
            let member = Row {
                kind: Kind::Member,
                ..**row
            };
            row.kind == Kind::Row && rows.contains(&member)
        };
        let through: Vec<Subject> = rows
            .iter()
            .filter(through_member)
            .map(|row| (*row, true))
            .collect();
        rows.iter()
            .map(|row| (*row, false))
            .chain(through)
            .collect()
    }
}

/// Sorts by time, so that no version is lower than one before it.
fn rising(floors: &mut Floors) {
    floors.sort_unstable();
    let mut highest = 0;
    for (_, version) in floors {
        highest = highest.max(*version);
        *version = highest;
    }
}

/// The version that stood before `moment`.
fn at(floors: &Floors, moment: u64) -> u64 {
    let later = floors.partition_point(|(time, _)| *time < moment);
    later.checked_sub(1).map_or(0, |place| floors[place].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Row = Row {
        kind: Kind::Row,
        id: 5,
    };

    fn event(begin: u64, what: What) -> Event {
        let end = begin + 1;
        Event { begin, end, what }
    }

    fn read(begin: u64, version: u64) -> Event {
        let how = "memory".to_owned();
        let row = ROW;
        event(begin, What::Read { row, version, how })
    }

    fn last(begin: u64, version: u64) -> Event {
        let how = "redis".to_owned();
        let row = ROW;
        event(begin, What::Last { row, version, how })
    }

    fn update(begin: u64, version: u64) -> Event {
        event(begin, What::Update { row: ROW, version })
    }

    fn invalidation(begin: u64, scope: Scope, ok: bool) -> Event {
        let how = "Helper".to_owned();
        event(begin, What::Invalidation { scope, ok, how })
    }

    fn history(processes: Vec<Vec<Event>>) -> Vec<Promise> {
        let chronicle = |events| Chronicle {
            name: "a".to_owned(),
            events,
        };
        let history = History {
            processes: processes.into_iter().map(chronicle).collect(),
            database: HashMap::from([(ROW, 2)]),
        };
        history
            .violations()
            .iter()
            .map(|violation| violation.promise)
            .collect()
    }

    #[test]
    fn an_old_version_after_an_own_invalidation_is_caught() {
        let scopes = [
            Scope::Entry(ROW),
            Scope::Group(1),
            Scope::Owner(2),
            Scope::Everything,
        ];
        for scope in scopes {
            for ok in [true, false] {
                let told = invalidation(5, scope, ok);
                let events = vec![update(1, 1), update(3, 2), told, read(7, 1)];
                assert_eq!(
                    history(vec![events]),
                    [Promise::ReadYourWrites],
                    "{scope:?}"
                );
            }
        }
    }

    #[test]
    fn an_old_version_is_no_fault_before_the_invalidation_returned_or_in_another_process() {
        let told = invalidation(5, Scope::Entry(ROW), true);
        let early = vec![update(1, 1), update(3, 2), told, read(5, 1)];
        assert_eq!(history(vec![early, vec![read(9, 1)]]), []);
        let told = invalidation(5, Scope::Group(2), true);
        assert_eq!(history(vec![vec![update(1, 2), told, read(7, 1)]]), []);
    }

    #[test]
    fn an_old_version_after_a_soft_expiry_is_a_fault_unless_it_may_be_a_fallback() {
        for (kind, how, caught) in [
            (Kind::Lasting, "Expire", false),
            (Kind::Lasting, "Helper", true),
            (Kind::Distant, "Expire", true),
        ] {
            let row = Row { kind, id: 5 };
            let scope = Scope::Entry(row);
            let (ok, how) = (true, how.to_owned());
            let events = vec![
                event(1, What::Update { row, version: 2 }),
                event(3, What::Invalidation { scope, ok, how }),
                event(
                    5,
                    What::Read {
                        row,
                        version: 1,
                        how: "memory".to_owned(),
                    },
                ),
            ];
            let chronicle = Chronicle {
                name: "a".to_owned(),
                events,
            };
            let history = History {
                processes: vec![chronicle],
                database: HashMap::from([(row, 2)]),
            };
            assert_eq!(history.violations().len(), usize::from(caught), "{kind:?}");
        }
    }

    #[test]
    fn a_version_that_never_was_is_caught() {
        assert_eq!(history(vec![vec![read(1, 3)]]), [Promise::NothingInvented]);
    }

    #[test]
    fn an_old_version_at_rest_is_caught_unless_its_invalidation_died_with_its_process() {
        for (settled, ok, caught) in [
            (true, true, true),
            (true, false, true),
            (false, true, true),
            (false, false, false),
        ] {
            let mut events = vec![update(1, 2), invalidation(3, Scope::Entry(ROW), ok)];
            events.extend(settled.then(|| event(6, What::Settled)));
            let found = history(vec![events, vec![last(9, 1)]]);
            let expected = [Promise::NothingLeftBehind].repeat(caught.into());
            assert_eq!(found, expected, "{settled} {ok}");
        }
    }

    #[test]
    fn a_line_that_was_cut_off_is_no_event() {
        let written = invalidation(3, Scope::Prefix(Kind::Locked, 2), true);
        let line = format!("{written}\n");
        assert_eq!(Event::parse(&line), Some(written));
        for end in 0..line.len() {
            assert_eq!(Event::parse(&line[..end]), None);
        }
    }
}
