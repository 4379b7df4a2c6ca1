//! The file of policies: its tables, and every fault in it with its line. What stands behind the names of fields is read in
//! `reading.rs`.

use super::book::Book;
use super::fault::PolicyFault;
use super::nearest::did_you_mean;
use super::overlay::{Overlay, Stated};
use super::overrides::Override;
use super::reading;
use std::borrow::Cow;
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The tables that there are.
const TABLES: [&str; 2] = ["policies", "functions"];
/// What a function's table has beside the fields of every policy.
const OF_FUNCTIONS: [&str; 2] = ["enabled", "policy"];

/// Reads the file at `path`.
pub(crate) fn read(path: &Path) -> Result<Book, Vec<PolicyFault>> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&name, &text),
        Err(error) => {
            let message = format!(
                "the file of policies cannot be read: {error}; write its path as it is seen from the working directory, or a whole one"
            );
            Err(vec![PolicyFault::of_file(&name, message)])
        }
    }
}

pub(super) fn parse(name: &str, text: &str) -> Result<Book, Vec<PolicyFault>> {
    let mut reader = Reader {
        text,
        book: Book::of_file(name),
        faults: Vec::new(),
    };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or_default();
        let written = text.get(span.clone()).unwrap_or_default();
        let place = match written.trim() {
            "" => String::new(),
            written => format!(" at `{written}`"),
        };
        reader.fault(span.start, format!("no TOML: {}{place}", error.message()));
    }
    let broken = std::mem::take(&mut reader.faults);
    reader.document(document.get_ref());
    // What stands behind something that is no TOML may not mean what it seems to.
    if let Some(first) = broken.iter().filter_map(PolicyFault::line).min() {
        reader.faults.retain(|fault| fault.line() < Some(first));
        reader.faults.extend(broken);
    }
    if reader.faults.is_empty() {
        return Ok(reader.book);
    }
    // In the order of the file.
    reader.faults.sort_by_key(PolicyFault::line);
    Err(reader.faults)
}

struct Reader<'a> {
    text: &'a str,
    book: Book,
    faults: Vec<PolicyFault>,
}

type Entry<'a, 'i> = (&'a Spanned<Cow<'i, str>>, &'a Spanned<DeValue<'i>>);

impl Reader<'_> {
    fn document(&mut self, document: &DeTable<'_>) {
        for (name, value) in document {
            match &**name.get_ref() {
                "policies" => self.tables(name, value, "[policies.hot]", Self::policy),
                "functions" => self.tables(
                    name,
                    value,
                    "[functions.\"shop::get_user\"]",
                    Self::function,
                ),
                other => {
                    let message = format!(
                        "unknown table `{other}`; expected one of: `policies`, `functions`{}",
                        did_you_mean(other, TABLES)
                    );
                    self.fault(name.span().start, message);
                }
            }
        }
    }

    /// Reads each table in `value`.
    fn tables<'i>(
        &mut self,
        name: &Spanned<Cow<'i, str>>,
        value: &Spanned<DeValue<'i>>,
        example: &str,
        read: fn(&mut Self, &Spanned<Cow<'i, str>>, &DeTable<'i>),
    ) {
        let message = |what: &str| format!("`{what}` is no table; write `{example}`");
        let Some(tables) = value.get_ref().as_table() else {
            return self.fault(name.span().start, message(name.get_ref()));
        };
        for (name, value) in tables {
            match value.get_ref().as_table() {
                Some(table) => read(self, name, table),
                None => self.fault(name.span().start, message(name.get_ref())),
            }
        }
    }

    fn policy(&mut self, name: &Spanned<Cow<'_, str>>, table: &DeTable<'_>) {
        let mut overlay = Overlay::default();
        for entry in table {
            self.field(&mut overlay, entry, &[]);
        }
        self.book
            .insert_named(name.get_ref().clone().into_owned(), &overlay);
    }

    fn function(&mut self, name: &Spanned<Cow<'_, str>>, table: &DeTable<'_>) {
        let mut said = Override {
            line: self.line(name.span().start),
            ..Override::new()
        };
        for entry in table {
            let (field, value) = entry;
            let (line, value) = (self.line(field.span().start), value.get_ref());
            match &**field.get_ref() {
                "enabled" => {
                    let enabled = reading::switch("enabled", value);
                    said.enabled = self.keep(field, enabled);
                }
                "policy" => {
                    let policy = reading::policy(value);
                    said.policy = self
                        .keep(field, policy)
                        .map(|policy| Stated::at(policy, line));
                }
                _ => self.field(&mut said.overlay, entry, &OF_FUNCTIONS),
            }
        }
        self.book
            .insert_function(name.get_ref().clone().into_owned(), said);
    }

    fn field(&mut self, overlay: &mut Overlay, (name, value): Entry<'_, '_>, further: &[&str]) {
        let line = self.line(name.span().start);
        let read = reading::read(overlay, name.get_ref(), value.get_ref(), line, further);
        self.keep(name, read);
    }

    fn keep<T>(&mut self, name: &Spanned<Cow<'_, str>>, read: Result<T, String>) -> Option<T> {
        read.map_err(|message| self.fault(name.span().start, message))
            .ok()
    }

    fn fault(&mut self, offset: usize, message: String) {
        let fault = self.book.fault_at(self.line(offset), message);
        self.faults.push(fault);
    }

    /// The line that a place in the text lies in, counted from 1.
    fn line(&self, offset: usize) -> usize {
        let before = self.text.as_bytes().iter().take(offset);
        1 + before.filter(|byte| **byte == b'\n').count()
    }
}
