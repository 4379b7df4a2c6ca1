//! One line of a history: what a process did, when, and what it saw. Times are those of `CLOCK_MONOTONIC`, in nanoseconds:
//! one clock for all processes of a machine.

use super::rows::{IDS, Kind, Row, group_of, owner_of};
use std::fmt;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) begin: u64,
    pub(super) end: u64,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Through a cached function; `how` is where the value came from, or how it was asked for.
    Read { row: Row, version: u64, how: String },
    /// All that this process had to say was said, and it had heard all that was said by others.
    Settled,
    /// A value that the cache had while nothing happened and everybody was settled.
    Last { row: Row, version: u64, how: String },
    /// In the database.
    Update { row: Row, version: u64 },
    /// An invalidation that returned.
    Invalidation { scope: Scope, ok: bool, how: String },
    /// A value was put in place of the one that is cached.
    Put { row: Row, version: u64, ok: bool },
}

/// What an invalidation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// One entry, with those that depend on it.
    Entry(Row),
    Kind(Kind),
    /// The tag `group:<group>`.
    Group(u64),
    /// The tag `owner:<result.owner>`.
    Owner(u64),
    /// A glob of the ids that begin with this digit; of a group's rows, where the kind has groups.
    Prefix(Kind, u64),
    Everything,
}

impl Scope {
    pub(super) fn rows(self) -> Vec<Row> {
        let every = || {
            let row = |kind| (0..IDS).map(move |id| Row { kind, id });
            Kind::ALL.into_iter().flat_map(row)
        };
        every().filter(|row| self.means(*row)).collect()
    }

    fn means(self, row: Row) -> bool {
        // A member is read together with the row of the same number, and depends on it.
        let base = (row.kind == Kind::Member).then_some(Row {
            kind: Kind::Row,
            ..row
        });
        self.means_itself(row) || base.is_some_and(|base| self.reaches_dependents(base))
    }

    fn reaches_dependents(self, row: Row) -> bool {
        // Tags of the result are not known by those who depend on the entry.
        !matches!(self, Self::Owner(_)) && self.means_itself(row)
    }

    fn means_itself(self, row: Row) -> bool {
        match self {
            Self::Entry(entry) => entry == row,
            Self::Kind(kind) => kind == row.kind,
            Self::Group(group) | Self::Prefix(Kind::Row, group) => {
                row.kind == Kind::Row && group_of(row.id) == group
            }
            Self::Owner(owner) => row.kind == Kind::Row && owner_of(row.id) == owner,
            Self::Prefix(kind, digit) => {
                row.kind == kind && row.id.to_string().starts_with(&digit.to_string())
            }
            Self::Everything => true,
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} ", self.begin, self.end)?;
        match &self.what {
            What::Read { row, version, how } => write!(out, "read {row} {version} {how}"),
            What::Last { row, version, how } => write!(out, "last {row} {version} {how}"),
            What::Settled => write!(out, "settled"),
            What::Update { row, version } => write!(out, "update {row} {version}"),
            What::Invalidation { scope, ok, how } => write!(out, "invalidate {scope} {ok} {how}"),
            What::Put { row, version, ok } => write!(out, "put {row} {version} {ok}"),
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(row) => write!(out, "entry {row}"),
            Self::Kind(kind) => write!(out, "kind {kind:?} 0"),
            Self::Group(group) => write!(out, "group Row {group}"),
            Self::Owner(owner) => write!(out, "owner Row {owner}"),
            Self::Prefix(kind, digit) => write!(out, "prefix {kind:?} {digit}"),
            Self::Everything => write!(out, "everything Row 0"),
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?} {}", self.kind, self.id)
    }
}

impl Event {
    /// Reads a line with its end; none, if it was cut off when its process was killed.
    pub(super) fn parse(line: &str) -> Option<Self> {
        let line = line.strip_suffix('\n')?;
        let mut words = Words(line.split(' '));
        let event = Self {
            begin: words.number()?,
            end: words.number()?,
            what: words.what()?,
        };
        Some(event)
    }
}

struct Words<'a>(std::str::Split<'a, char>);

impl<'a> Words<'a> {
    fn word(&mut self) -> Option<&'a str> {
        self.0.next()
    }

    fn number(&mut self) -> Option<u64> {
        self.word()?.parse().ok()
    }

    fn kind(&mut self) -> Option<Kind> {
        let name = self.word()?;
        Kind::ALL
            .into_iter()
            .find(|kind| format!("{kind:?}") == name)
    }

    fn row(&mut self) -> Option<Row> {
        Some(Row {
            kind: self.kind()?,
            id: self.number()?,
        })
    }

    fn what(&mut self) -> Option<What> {
        Some(match self.word()? {
            "read" => What::Read {
                row: self.row()?,
                version: self.number()?,
                how: self.word()?.to_owned(),
            },
            "last" => What::Last {
                row: self.row()?,
                version: self.number()?,
                how: self.word()?.to_owned(),
            },
            "settled" => What::Settled,
            "update" => What::Update {
                row: self.row()?,
                version: self.number()?,
            },
            "invalidate" => What::Invalidation {
                scope: self.scope()?,
                ok: self.word()? == "true",
                how: self.word()?.to_owned(),
            },
            "put" => What::Put {
                row: self.row()?,
                version: self.number()?,
                ok: self.word()? == "true",
            },
            _ => return None,
        })
    }

    fn scope(&mut self) -> Option<Scope> {
        let name = self.word()?;
        let Row { kind, id } = self.row()?;
        Some(match name {
            "entry" => Scope::Entry(Row { kind, id }),
            "kind" => Scope::Kind(kind),
            "group" => Scope::Group(id),
            "owner" => Scope::Owner(id),
            "prefix" => Scope::Prefix(kind, id),
            "everything" => Scope::Everything,
            _ => return None,
        })
    }
}
