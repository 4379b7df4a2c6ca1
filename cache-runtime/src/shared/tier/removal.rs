//! What operations mean in Redis: which keys go, which entries are marked, and where they live.

use super::Tier;
use super::message::Operation;
use super::names;
use crate::redis::Shard;
use std::sync::Arc;

/// What operations mean in Redis.
#[derive(Debug, Default)]
pub(super) struct Removal {
    /// Full names of entries and versions.
    pub(super) keys: Vec<Vec<u8>>,
    /// Names whose versions are among them.
    pub(super) names: Vec<Arc<str>>,
    /// Globs of entries, and of the versions of those that depend on them.
    pub(super) globs: Vec<Vec<u8>>,
    /// Entries to be marked stale.
    pub(super) expires: Vec<Vec<u8>>,
}

/// What is to be done on one shard.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub(super) shard: Shard,
    pub(super) keys: Vec<&'a [u8]>,
    pub(super) expires: Vec<&'a [u8]>,
}

impl Tier {
    /// What `operation` means.
    pub(super) fn removal(&self, operation: &Operation) -> Removal {
        let entry_and_version = |text: &str| {
            let name = names::dependency_text(text);
            Removal {
                keys: vec![self.names.entry(text), self.names.version(&name)],
                names: vec![name],
                ..Removal::default()
            }
        };
        let versions = |names: Vec<Arc<str>>| Removal {
            keys: names.iter().map(|name| self.names.version(name)).collect(),
            names,
            ..Removal::default()
        };
        match operation {
            Operation::Invalidate(key) => entry_and_version(&key.text),
            Operation::InvalidateText(text) => entry_and_version(text),
            Operation::Expire(key) => Removal {
                expires: vec![self.names.entry(&key.text)],
                ..versions(vec![names::dependency_text(&key.text)])
            },
            // The entry itself was written just before.
            Operation::Put(key) => versions(vec![names::dependency_text(&key.text)]),
            Operation::Tags(tags) => versions(tags.iter().map(|tag| names::tag(tag)).collect()),
            Operation::Function(pattern) => versions(vec![names::function(pattern)]),
            Operation::Everything => versions(vec![names::everything()]),
            Operation::Pattern(glob) => Removal {
                globs: vec![
                    self.names.entries(glob),
                    self.names.version(&names::dependency_text(glob)),
                ],
                ..Removal::default()
            },
            Operation::Landed(_) => Removal::default(),
        }
    }

    /// Keys and entries, grouped by where they live.
    pub(super) fn places_of<'a>(&self, removal: &'a Removal) -> Vec<Place<'a>> {
        let mut places: Vec<Place<'a>> = Vec::new();
        for key in &removal.keys {
            Place::among(&mut places, self.nodes.shard_of(key))
                .keys
                .push(key);
        }
        for entry in &removal.expires {
            Place::among(&mut places, self.nodes.shard_of(entry))
                .expires
                .push(entry);
        }
        places
    }
}

impl Removal {
    pub(super) fn add(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.names.extend(other.names);
        self.globs.extend(other.globs);
        self.expires.extend(other.expires);
    }

    pub(super) fn touches_tags(&self) -> bool {
        self.names.iter().any(|name| names::tag_of(name).is_some())
    }
}

impl Place<'_> {
    /// Nothing, yet.
    pub(super) fn of(shard: Shard) -> Self {
        Self {
            shard,
            keys: Vec::new(),
            expires: Vec::new(),
        }
    }
}

impl<'a> Place<'a> {
    /// That of `shard`, which joins them if it is not among them.
    fn among<'p>(places: &'p mut Vec<Self>, shard: Shard) -> &'p mut Place<'a> {
        let index = places.iter().position(|place| place.shard == shard);
        let index = index.unwrap_or_else(|| {
            places.push(Self::of(shard));
            places.len() - 1
        });
        &mut places[index]
    }
}
