//! The text form of a key's parts: escaping and structure, so that two argument lists never give one text.
//! Where the parts stand between literal text is said by `template.rs`.

use std::fmt::{self, Display, Write};

/// Writes the parts of one key as text.
///
/// Text is escaped: `:` `%` `{` `}` `<` `>` `*` `?` `[` `]` `\` `(` `)` `,` `~`, white space and control characters, and
/// whatever separates the placeholders of the template, become `%` and two hexadecimal digits a byte. Brackets and
/// commas that this type writes itself are therefore structure, never content.
#[derive(Debug)]
pub struct KeyText<'a> {
    out: &'a mut String,
    separators: &'a str,
    limit: usize,
}

impl<'a> KeyText<'a> {
    /// `separators` are characters that the template puts between placeholders; past `limit` bytes nothing is written.
    pub(crate) fn new(out: &'a mut String, separators: &'a str, limit: usize) -> Self {
        Self {
            out,
            separators,
            limit,
        }
    }

    /// Writes `value` as it displays itself, escaped.
    pub fn display(&mut self, value: &(impl Display + ?Sized)) {
        // Writing into a `String` fails only where the value's own `Display` does: what it wrote so far stands.
        let _ = write!(Escaped(self), "{value}");
    }

    /// Writes text, escaped.
    pub fn text(&mut self, text: &str) {
        // What is never escaped, and separates nothing: most numbers and names.
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_plain && self.out.len() + text.len() <= self.limit {
            self.out.push_str(text);
            return;
        }
        for character in text.chars() {
            if self.out.len() >= self.limit {
                return;
            }
            if must_escape(character) || self.separators.contains(character) {
                percent_encode(self.out, character);
            } else {
                self.out.push(character);
            }
        }
    }

    /// Writes ASCII digits, which are never escaped and separate nothing.
    pub(crate) fn digits(&mut self, digits: &[u8]) {
        let room = self.limit.saturating_sub(self.out.len());
        let digits = &digits[..digits.len().min(room)];
        let digits = str::from_utf8(digits).expect("digits are ASCII");
        self.out.push_str(digits);
    }

    /// Writes the name of an enum's variant.
    pub fn name(&mut self, name: &str) {
        self.text(name);
    }

    /// Begins a group: a struct, a tuple, a sequence.
    pub fn open(&mut self) {
        self.out.push('(');
    }

    /// Separates two members of a group.
    pub fn separate(&mut self) {
        self.out.push(',');
    }

    /// Ends a group.
    pub fn close(&mut self) {
        self.out.push(')');
    }

    /// Writes that there is no value.
    pub(crate) fn none(&mut self) {
        self.out.push_str(NONE);
    }

    /// Writes what `inner` writes, marked where it could be taken for "no value".
    pub(crate) fn some(&mut self, inner: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        inner(self);
        if self.out[start..].starts_with(NONE) || self.out[start..].starts_with(SOME) {
            self.out.insert_str(start, SOME);
        }
    }
}

/// No escape sequence looks like these: `N` and `S` are not hexadecimal digits.
const NONE: &str = "%N";
const SOME: &str = "%S";

struct Escaped<'a, 'b>(&'a mut KeyText<'b>);

impl Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.text(text);
        Ok(())
    }
}

fn must_escape(character: char) -> bool {
    matches!(
        character,
        ':' | '%' | '{' | '}' | '<' | '>' | '*' | '?' | '[' | ']' | '\\' | '(' | ')' | ',' | '~'
    ) || character.is_whitespace()
        || character.is_control()
}

fn percent_encode(out: &mut String, character: char) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        // Writing into a `String` cannot fail.
        let _ = write!(out, "%{byte:02X}");
    }
}

/// Escapes `text` as a placeholder of a key or tag template would.
///
/// For tags written by hand: `cache.invalidate_tag(&format!("tenant:{}", escape(&tenant)))` means the same tag as
/// `tags = ["tenant:<tenant>"]`, whatever the tenant is called. A template whose placeholders are separated by a
/// character that this function leaves alone (`<a>-<b>`) escapes that character too; write `:` between them.
///
/// ```
/// assert_eq!(cache_runtime::escape("a:b c"), "a%3Ab%20c");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    KeyText::new(&mut out, "", usize::MAX).text(text);
    out
}
