//! What things are called in Redis: entries, the versions of names, the bus.

use crate::error::Error;
use crate::invalidation::{Linked, Subject};
use crate::key::{CacheKey, Unwritten, shortened};
use std::sync::Arc;

/// `namespace:version`, before every name.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    prefix: String,
}

impl Names {
    /// # Errors
    /// [`Error::Setting`] if either holds a character that has a meaning in Redis or here.
    pub(crate) fn new(namespace: &str, version: &str) -> Result<Self, Error> {
        Ok(Self {
            prefix: format!(
                "{}:{}",
                plain("namespace", namespace)?,
                plain("version", version)?
            ),
        })
    }

    /// What the user calls it.
    pub(crate) fn namespace(&self) -> &str {
        self.prefix
            .split_once(':')
            .map_or(&self.prefix, |(namespace, _)| namespace)
    }

    /// The entry with this text.
    pub(crate) fn entry(&self, text: &str) -> Vec<u8> {
        let mut entry = Vec::with_capacity(self.prefix.len() + 1 + text.len());
        entry.extend_from_slice(self.prefix.as_bytes());
        entry.push(b':');
        entry.extend_from_slice(text.as_bytes());
        entry
    }

    /// The entry of a key.
    pub(crate) fn entry_of(&self, key: Unwritten<'_>) -> Vec<u8> {
        let mut entry = String::with_capacity(self.prefix.len() + 1 + key.room());
        self.append(key, &mut entry);
        entry.into_bytes()
    }

    /// The entries of several keys.
    pub(crate) fn entries_of<'a>(
        &self,
        keys: impl ExactSizeIterator<Item = Unwritten<'a>>,
    ) -> Entries {
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(keys.len()));
        for key in keys {
            if text.is_empty() {
                text.reserve(ends.capacity() * (self.prefix.len() + 1 + key.room()));
            }
            self.append(key, &mut text);
            ends.push(text.len());
        }
        Entries {
            bytes: text.into_bytes(),
            ends,
        }
    }

    fn append(&self, key: Unwritten<'_>, entry: &mut String) {
        entry.push_str(&self.prefix);
        entry.push(':');
        key.append_to(entry);
    }

    /// The entries whose texts match this glob.
    pub(crate) fn entries(&self, glob: &str) -> Vec<u8> {
        self.entry(glob)
    }

    /// The version of a name.
    pub(crate) fn version(&self, name: &str) -> Vec<u8> {
        format!("{}#{name}", self.prefix).into_bytes()
    }

    /// What belongs to the journal of a sink. All of it has one slot in a cluster. Not of one version: what was
    /// acknowledged by an older program is to be saved by a newer one.
    pub(crate) fn journal(&self, sink: &str, part: &str) -> Vec<u8> {
        // Braces of a name would end the part that decides the slot.
        let sink = sink.replace(['{', '}'], "|");
        let namespace = self.namespace();
        format!("{namespace}#{{w:{}}}:{part}", shortened(&sink)).into_bytes()
    }

    /// The channel, and the hash with the position of its last message.
    pub(crate) fn bus(&self) -> Vec<u8> {
        self.version("bus")
    }
}

/// The names of several entries, in one piece of memory.
#[derive(Debug)]
pub(crate) struct Entries {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Entries {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let begins = [0].into_iter().chain(self.ends.iter().copied());
        let bounds = begins.zip(&self.ends);
        bounds.map(|(begin, end)| &self.bytes[begin..*end])
    }
}

/// The name that every entry rests on.
pub(crate) fn everything() -> Arc<str> {
    "n".into()
}

/// The name that all entries of a function rest on.
pub(crate) fn function(pattern: &str) -> Arc<str> {
    format!("f:{}", shortened(pattern)).into()
}

/// The name that the entries with a tag rest on.
pub(crate) fn tag(tag: &str) -> Arc<str> {
    format!("t:{}", shortened(tag)).into()
}

/// The name that what depends on an entry rests on.
pub(crate) fn dependency(key: &CacheKey) -> Arc<str> {
    dependency_text(&key.text())
}

/// The same, by the entry's text or a glob of texts.
pub(crate) fn dependency_text(text: &str) -> Arc<str> {
    format!("k:{text}").into()
}

/// The name that stands for what a cell is of.
pub(crate) fn of(subject: &Subject) -> Arc<str> {
    match subject {
        Subject::Tag(text) => tag(text),
        Subject::Key(key) => dependency(key),
        Subject::Text(text) => dependency_text(text),
        Subject::Function(pattern) => function(pattern),
    }
}

/// The entry or the function, if `name` is that of one.
pub(crate) fn linked(name: &str) -> Option<Linked> {
    let key = name.strip_prefix("k:").map(|text| Linked::Key(text.into()));
    let function = || {
        name.strip_prefix("f:")
            .map(|pattern| Linked::Function(pattern.into()))
    };
    key.or_else(function)
}

/// The tag, if `name` is that of one.
pub(crate) fn tag_of(name: &str) -> Option<&str> {
    name.strip_prefix("t:")
}

/// What `name` is of, for people.
pub(crate) fn described(name: &str) -> String {
    match (tag_of(name), linked(name)) {
        (Some(tag), _) => format!("tag {tag}"),
        (None, Some(Linked::Key(text))) => format!("key {text}"),
        (None, Some(Linked::Function(pattern))) => format!("function {pattern}"),
        (None, None) => "everything".to_owned(),
    }
}

fn plain<'a>(setting: &'static str, value: &'a str) -> Result<&'a str, Error> {
    let known = |character: char| character.is_ascii_alphanumeric() || "_.-".contains(character);
    if !value.is_empty() && value.chars().all(known) {
        return Ok(value);
    }
    Err(Error::Setting {
        name: setting,
        reason: format!(
            "{value:?} is part of every key in Redis; use letters, digits, `_`, `.` and `-`, and at least one"
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_entry_is_called_like_a_version_or_the_bus() {
        let names = Names::new("shop", "v1").unwrap();
        assert_eq!(names.entry("user:7"), b"shop:v1:user:7");
        assert_eq!(names.version(&tag("users")), b"shop:v1#t:users");
        assert_eq!(names.bus(), b"shop:v1#bus");
        assert_eq!(
            names.journal("app::save", "lease"),
            b"shop#{w:app::save}:lease"
        );
    }

    #[test]
    fn a_name_leads_back_to_what_it_is_of() {
        let key = Linked::Key("user:7".into());
        assert_eq!(linked(&dependency_text("user:7")), Some(key));
        let all = Linked::Function("user:{}".into());
        assert_eq!(linked(&function("user:{}")), Some(all));
        assert_eq!(linked(&tag("k:users")), None);
        assert_eq!(linked(&everything()), None);
    }

    #[test]
    fn a_name_is_told_to_people_by_what_it_is_of() {
        assert_eq!(described(&tag("users")), "tag users");
        assert_eq!(described(&dependency_text("user:7")), "key user:7");
        assert_eq!(described(&function("user:{}")), "function user:{}");
        assert_eq!(described(&everything()), "everything");
    }

    #[test]
    fn a_namespace_with_a_meaning_is_refused() {
        for namespace in ["", "a:b", "a#b", "a*", "{a}", "a b", "ü"] {
            assert!(Names::new(namespace, "v1").is_err(), "{namespace:?}");
        }
    }
}
