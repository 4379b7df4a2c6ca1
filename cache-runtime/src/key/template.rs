//! Templates: the literal text around the placeholders of a key or tag, and how both become one text.
//! The macro splits what the user wrote; nothing is parsed here.

use super::{EncodedKey, KeyReader, KeyText, Render};
use std::borrow::Cow;
use std::fmt::Write;

/// Texts longer than this keep their beginning and end in a hash.
const LONGEST_TEXT: usize = 200;
/// Room that the parts of most keys need; longer ones get more as they are written.
const ROOM_FOR_PARTS: usize = 32;
/// `~` and 128 bits in hexadecimal.
const HASH_TEXT: usize = 33;

/// The key template of an annotated function.
#[derive(Debug, Clone, Copy)]
pub enum Template {
    /// Literal text before, between and after the placeholders.
    Explicit(&'static [&'static str]),
    /// `module::function:<arg>:<arg>…` with this many placeholders.
    ByDefault(usize),
}

impl Template {
    /// The template that the user wrote.
    #[must_use]
    pub const fn explicit(literals: &'static [&'static str]) -> Self {
        Self::Explicit(literals)
    }

    /// The template of a function without `key`.
    #[must_use]
    pub const fn by_default(placeholders: usize) -> Self {
        Self::ByDefault(placeholders)
    }

    /// Whether the user wrote no key: then the entries belong to this one function.
    pub(crate) const fn is_default(self) -> bool {
        matches!(self, Self::ByDefault(_))
    }

    /// The literals, where `function` is the path of the annotated function.
    pub(crate) fn literals(self, function: &str) -> Vec<Cow<'static, str>> {
        match self {
            Self::Explicit(literals) => literals.iter().copied().map(Cow::Borrowed).collect(),
            Self::ByDefault(0) => vec![Cow::Owned(function.to_owned())],
            Self::ByDefault(count) => {
                let first = Cow::Owned(format!("{function}:"));
                let between = std::iter::repeat_n(Cow::Borrowed(":"), count - 1);
                std::iter::once(first)
                    .chain(between)
                    .chain([Cow::Borrowed("")])
                    .collect()
            }
        }
    }
}

/// A template at work: the name that a family of entries has in common, and the way from a binary key to its text.
#[derive(Debug)]
pub(crate) struct Name {
    literals: Vec<Cow<'static, str>>,
    separators: String,
    pattern: String,
    /// Type arguments that are part of every text, `<app::User>`; empty for most.
    instance: String,
}

impl Name {
    pub(crate) fn new(literals: Vec<Cow<'static, str>>, instance: String) -> Self {
        Self {
            separators: separators(&literals),
            pattern: pattern(&literals),
            literals,
            instance,
        }
    }

    /// The template with placeholder names removed: `user:{}`. Entries of equal patterns are one family.
    pub(crate) fn pattern(&self) -> &str {
        &self.pattern
    }

    pub(crate) fn instance(&self) -> &str {
        &self.instance
    }

    /// What every text of this template begins with.
    pub(crate) fn prefix(&self) -> &str {
        let literal = &self.literals[0];
        // A longer text is cut off there.
        &literal[..floor(literal, LONGEST_TEXT - HASH_TEXT)]
    }

    pub(crate) fn render(&self, key: &EncodedKey, parts: Render) -> String {
        let mut text = String::with_capacity(self.room());
        self.append(key, parts, &mut text);
        text
    }

    /// Bytes that the text of most keys fits into.
    fn room(&self) -> usize {
        self.pattern.len() + ROOM_FOR_PARTS
    }

    /// Writes the text of a key behind what `text` has.
    fn append(&self, key: &EncodedKey, parts: Render, text: &mut String) {
        let begin = text.len();
        match KeyReader::of(key) {
            Some(mut reader) => self.write(&mut reader, parts, text, usize::MAX),
            None => key.digest_text(text),
        }
        if text.len() - begin > LONGEST_TEXT && key.digest().is_none() {
            shorten(text, begin, key.fingerprint());
        }
        text.push_str(&self.instance);
    }

    /// The text, however long, and without the instance.
    pub(crate) fn render_whole(&self, reader: &mut KeyReader<'_>, parts: Render) -> String {
        let mut text = String::new();
        self.write(reader, parts, &mut text, usize::MAX);
        text
    }

    /// The beginning of the text of a key too long to be kept, before its hash.
    pub(crate) fn begin(&self, reader: &mut KeyReader<'_>, parts: Render) -> String {
        let mut text = String::new();
        self.write(reader, parts, &mut text, LONGEST_TEXT);
        truncate(&mut text, 0, LONGEST_TEXT - HASH_TEXT);
        text
    }

    fn write(&self, reader: &mut KeyReader<'_>, parts: Render, text: &mut String, limit: usize) {
        let mut literals = self.literals.iter();
        text.push_str(literals.next().map_or("", |literal| literal));
        parts(reader, &mut |reader, part| {
            part(reader, &mut KeyText::new(text, &self.separators, limit));
            text.push_str(literals.next().map_or("", |literal| literal));
        });
    }
}

/// A key whose text nobody has written yet.
#[cfg_attr(
    not(feature = "redis"),
    allow(
        dead_code,
        reason = "only a shared tier writes it behind something else"
    )
)]
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unwritten<'a> {
    pub(crate) name: &'a Name,
    pub(crate) encoded: &'a EncodedKey,
    pub(crate) render: Render,
}

#[cfg(feature = "redis")]
impl Unwritten<'_> {
    /// Bytes that its text most likely fits into.
    pub(crate) fn room(&self) -> usize {
        self.name.room()
    }

    /// Writes the text behind what `text` has.
    pub(crate) fn append_to(&self, text: &mut String) {
        self.name.append(self.encoded, self.render, text);
    }

    pub(crate) fn pattern(&self) -> &str {
        self.name.pattern()
    }
}

/// For each literal between two placeholders one character that no placeholder's text will contain.
///
/// The macro has seen to it that there is one. Escaped inside the parts, it makes the end of a part unmistakable.
fn separators(literals: &[Cow<'static, str>]) -> String {
    let inner = literals
        .get(1..literals.len().saturating_sub(1))
        .unwrap_or_default();
    inner
        .iter()
        .filter_map(|literal| literal.chars().find(|character| separates(*character)))
        .collect()
}

fn separates(character: char) -> bool {
    !character.is_alphanumeric() && !matches!(character, '%' | '(' | ')' | ',')
}

fn pattern(literals: &[Cow<'static, str>]) -> String {
    let doubled: Vec<_> = literals
        .iter()
        .map(|literal| literal.replace('{', "{{").replace('}', "}}"))
        .collect();
    doubled.join("{}")
}

/// `text`, if it is not too long; else its beginning and a hash of all of it.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_TEXT {
        return Cow::Borrowed(text);
    }
    let hash = super::encoded::fingerprint(text.as_bytes());
    let mut short = text.to_owned();
    shorten(&mut short, 0, std::array::from_fn(|index| hash[index]));
    Cow::Owned(short)
}

/// Shortens what begins at `begin`.
fn shorten(text: &mut String, begin: usize, fingerprint: [u8; 16]) {
    truncate(text, begin, LONGEST_TEXT - HASH_TEXT);
    push_fingerprint(text, fingerprint);
}

pub(super) fn push_fingerprint(text: &mut String, fingerprint: [u8; 16]) {
    // Writing into a `String` cannot fail.
    let _ = write!(text, "~{:032x}", u128::from_be_bytes(fingerprint));
}

fn truncate(text: &mut String, begin: usize, length: usize) {
    text.truncate(begin + floor(&text[begin..], length));
}

/// The last place before or at `length` where `text` can be cut.
fn floor(text: &str, length: usize) -> usize {
    (0..=length.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0)
}
