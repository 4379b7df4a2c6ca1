//! JSON as far as a verdict needs it, so that a probe needs no feature.

use std::fmt::Write as _;

/// An object that is being written.
#[derive(Debug, Default)]
pub(super) struct Object {
    fields: String,
}

impl Object {
    pub(super) fn text(&mut self, name: &str, text: &str) {
        let text = quoted(text);
        self.field(name, &text);
    }

    pub(super) fn text_or_null(&mut self, name: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(name, text),
            None => self.field(name, "null"),
        }
    }

    /// JSON knows no infinity.
    pub(super) fn number(&mut self, name: &str, number: f64) {
        if number.is_finite() {
            self.field(name, &format!("{number:?}"));
        } else {
            self.field(name, "null");
        }
    }

    pub(super) fn list(&mut self, name: &str, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        self.field(name, &format!("[{}]", items.join(",")));
    }

    pub(super) fn end(self) -> String {
        format!("{{{}}}", self.fields)
    }

    fn field(&mut self, name: &str, value: &str) {
        let separator = if self.fields.is_empty() { "" } else { "," };
        // A `String` takes all that is written to it.
        let _ = write!(self.fields, "{separator}\"{name}\":{value}");
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            control if control < ' ' => {
                // As above.
                let _ = write!(quoted, "\\u{:04x}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
