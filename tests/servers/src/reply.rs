//! What a server answers, read from the second version of its protocol.

use std::io::{self, BufRead, Error, ErrorKind, Read};

/// An answer of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// There is none: a key that does not exist.
    Null,
    /// A state, as in `OK`.
    Status(String),
    /// A refusal, with its code in front, as in `ERR unknown command`.
    Error(String),
    /// A number.
    Integer(i64),
    /// A text or binary value.
    Bytes(Vec<u8>),
    /// Several answers.
    List(Vec<Reply>),
}

impl Reply {
    /// A status, refusal, number or value as text; nothing is an empty one.
    ///
    /// # Panics
    ///
    /// If it is a list.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Reply::Null => String::new(),
            Reply::Status(text) | Reply::Error(text) => text.clone(),
            Reply::Integer(number) => number.to_string(),
            Reply::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Reply::List(_) => panic!("expected one answer, found a list: {self:?}"),
        }
    }

    /// The number.
    ///
    /// # Panics
    ///
    /// If it is something else.
    #[must_use]
    pub fn integer(&self) -> i64 {
        match self {
            Reply::Integer(number) => *number,
            other => panic!("expected a number, found {other:?}"),
        }
    }

    /// The answers of a list.
    ///
    /// # Panics
    ///
    /// If it is something else.
    #[must_use]
    pub fn list(&self) -> &[Reply] {
        match self {
            Reply::List(list) => list,
            other => panic!("expected a list, found {other:?}"),
        }
    }

    /// Whether the command was refused.
    #[must_use]
    pub fn is_error(&self) -> bool {
        matches!(self, Reply::Error(_))
    }

    /// Reads one answer, whole.
    pub(crate) fn read(from: &mut impl BufRead) -> io::Result<Reply> {
        let line = read_line(from)?;
        let (kind, rest) = line
            .split_at_checked(1)
            .ok_or_else(|| malformed("answer", &line))?;
        match kind {
            "+" => Ok(Reply::Status(rest.to_owned())),
            "-" => Ok(Reply::Error(rest.to_owned())),
            ":" => Ok(Reply::Integer(number(rest)?)),
            "$" => read_bytes(from, number(rest)?),
            "*" => read_list(from, number(rest)?),
            _ => Err(malformed("answer", &line)),
        }
    }
}

fn read_bytes(from: &mut impl BufRead, length: i64) -> io::Result<Reply> {
    let Ok(length) = u64::try_from(length) else {
        return Ok(Reply::Null);
    };
    // Not allocated at once: over a bad line the length may be anything.
    let mut bytes = Vec::new();
    from.take(length.saturating_add(2))
        .read_to_end(&mut bytes)?;
    match bytes.strip_suffix(b"\r\n") {
        Some(value) if value.len() as u64 == length => Ok(Reply::Bytes(value.to_vec())),
        _ => Err(malformed("value", &String::from_utf8_lossy(&bytes))),
    }
}

fn read_list(from: &mut impl BufRead, length: i64) -> io::Result<Reply> {
    if length < 0 {
        return Ok(Reply::Null);
    }
    (0..length)
        .map(|_| Reply::read(from))
        .collect::<io::Result<_>>()
        .map(Reply::List)
}

/// A line without its end; binary noise becomes a malformed answer, not a panic.
fn read_line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Err(Error::new(ErrorKind::UnexpectedEof, "connection closed"));
    }
    let text = String::from_utf8_lossy(&line).into_owned();
    match text.strip_suffix("\r\n") {
        Some(line) => Ok(line.to_owned()),
        None => Err(malformed("line", &text)),
    }
}

fn number(text: &str) -> io::Result<i64> {
    text.parse().map_err(|_| malformed("number", text))
}

fn malformed(what: &str, text: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("malformed {what} {text:?}"))
}
