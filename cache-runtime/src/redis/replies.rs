//! Cuts what a server sends into replies: those that a plain read can have. Anything else means that the line is out of
//! step, and is an error.

use redis::{ErrorKind, RedisError, RedisResult, Value};
use tokio::io::ReadBuf;

/// Room for what is read at once; more is made for a reply that is longer.
const ROOM: usize = 64 << 10;
/// With less room nothing is read.
const LEAST_ROOM: usize = 4 << 10;
/// A line that has not ended by then is none.
const LONGEST_LINE: usize = 16 << 10;

/// Bytes that have come and are not cut yet.
#[derive(Debug)]
pub(super) struct Replies {
    bytes: Vec<u8>,
    begin: usize,
    end: usize,
}

impl Default for Replies {
    fn default() -> Self {
        Self {
            bytes: vec![0; ROOM],
            begin: 0,
            end: 0,
        }
    }
}

impl Replies {
    /// Lets `read` fill the room behind what is there. Returns its outcome, and how many bytes came.
    pub(super) fn fill<T>(&mut self, read: impl FnOnce(&mut ReadBuf<'_>) -> T) -> (T, usize) {
        self.make_room();
        let mut room = ReadBuf::new(&mut self.bytes[self.end..]);
        let outcome = read(&mut room);
        let came = room.filled().len();
        self.end += came;
        (outcome, came)
    }

    fn make_room(&mut self) {
        if self.begin == self.end {
            (self.begin, self.end) = (0, 0);
            if self.bytes.len() > ROOM {
                self.bytes.truncate(ROOM);
                self.bytes.shrink_to_fit();
            }
        } else if self.bytes.len() - self.end < LEAST_ROOM {
            self.bytes.copy_within(self.begin..self.end, 0);
            (self.begin, self.end) = (0, self.end - self.begin);
            if self.end > self.bytes.len() / 2 {
                self.bytes.resize(2 * self.bytes.len(), 0);
            }
        }
    }

    /// The next reply that has come whole.
    pub(super) fn next(&mut self) -> RedisResult<Option<Value>> {
        let rest = &self.bytes[self.begin..self.end];
        let Some((reply, length)) = cut(rest)? else {
            return Ok(None);
        };
        self.begin += length;
        Ok(Some(reply))
    }
}

/// The reply that `bytes` begin with, and its length.
fn cut(bytes: &[u8]) -> RedisResult<Option<(Value, usize)>> {
    if bytes.first() == Some(&b'*') {
        return cut_list(bytes);
    }
    let Some(piece) = piece(bytes)? else {
        return Ok(None);
    };
    Ok(Some((piece.value(bytes)?, piece.length)))
}

/// A list of plain replies, as `MGET` has it.
fn cut_list(bytes: &[u8]) -> RedisResult<Option<(Value, usize)>> {
    let Some(line) = whole_line_of(bytes)? else {
        return Ok(None);
    };
    let count = number(&line[1..]).ok_or_else(out_of_step)?;
    // No more room than the bytes bear out.
    let mut pieces = Vec::with_capacity(count.min(bytes.len() / SHORTEST_REPLY));
    let mut end = line.len() + LINE_END.len();
    // Measured before anything is copied: a long list comes in many parts, and is looked at anew with each.
    for _ in 0..count {
        let rest = &bytes[end..];
        let Some(piece) = piece(rest)? else {
            return Ok(None);
        };
        end += piece.length;
        pieces.push((rest, piece));
    }
    let values = pieces.into_iter().map(|(rest, piece)| piece.value(rest));
    Ok(Some((
        Value::Array(values.collect::<RedisResult<_>>()?),
        end,
    )))
}

/// A plain reply that has come whole.
struct Piece {
    content: Content,
    length: usize,
}

enum Content {
    Nil,
    Bytes {
        begin: usize,
        length: usize,
    },
    /// What the line itself says.
    Line,
}

impl Piece {
    fn value(&self, bytes: &[u8]) -> RedisResult<Value> {
        match self.content {
            Content::Nil => Ok(Value::Nil),
            Content::Bytes { begin, length } => {
                Ok(Value::BulkString(bytes[begin..begin + length].to_vec()))
            }
            Content::Line => redis::parse_redis_value(&bytes[..self.length]),
        }
    }
}

/// The plain reply that `bytes` begin with.
fn piece(bytes: &[u8]) -> RedisResult<Option<Piece>> {
    let Some(line) = whole_line_of(bytes)? else {
        return Ok(None);
    };
    let begin = line.len() + LINE_END.len();
    let of_line = |content| {
        Ok(Some(Piece {
            content,
            length: begin,
        }))
    };
    match line.first() {
        Some(b'$' | b'=') if line[1..] == *b"-1" => of_line(Content::Nil),
        Some(b'$' | b'=') => {
            let length = number(&line[1..]).ok_or_else(out_of_step)?;
            let whole = begin.saturating_add(length).saturating_add(LINE_END.len());
            if bytes.len() < whole {
                return Ok(None);
            }
            if bytes[begin + length..whole] != *LINE_END {
                return Err(out_of_step());
            }
            Ok(Some(Piece {
                content: Content::Bytes { begin, length },
                length: whole,
            }))
        }
        Some(b'_') => of_line(Content::Nil),
        Some(b'-' | b'+') => of_line(Content::Line),
        _ => Err(out_of_step()),
    }
}

/// The first line, if it has ended; one that does not end is none.
fn whole_line_of(bytes: &[u8]) -> RedisResult<Option<&[u8]>> {
    match line_of(bytes) {
        None if bytes.len() > LONGEST_LINE => Err(out_of_step()),
        line => Ok(line),
    }
}

const LINE_END: &[u8; 2] = b"\r\n";
/// What says that nothing is there: a letter, and the end of its line.
const SHORTEST_REPLY: usize = 3;

/// The first line, if it has ended.
fn line_of(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == b'\r')?;
    bytes[end..].starts_with(LINE_END).then(|| &bytes[..end])
}

fn number(digits: &[u8]) -> Option<usize> {
    let (first, rest) = digits.split_first()?;
    let digit = |byte: &u8| byte.is_ascii_digit().then(|| usize::from(byte - b'0'));
    rest.iter().try_fold(digit(first)?, |number, byte| {
        number.checked_mul(10)?.checked_add(digit(byte)?)
    })
}

fn out_of_step() -> RedisError {
    (ErrorKind::Parse, "the reply is none that a read can have").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The replies in `pieces`, which come one after the other.
    fn replies(pieces: &[&[u8]]) -> RedisResult<Vec<Value>> {
        let (mut replies, mut all) = (Replies::default(), Vec::new());
        for piece in pieces {
            let mut rest = *piece;
            while !rest.is_empty() {
                replies.fill(|room| {
                    let (now, later) = rest.split_at(rest.len().min(room.remaining()));
                    room.put_slice(now);
                    rest = later;
                });
                while let Some(reply) = replies.next()? {
                    all.push(reply);
                }
            }
        }
        Ok(all)
    }

    fn text(text: &str) -> Value {
        Value::BulkString(text.into())
    }

    #[test]
    fn replies_are_cut_wherever_the_pieces_end() {
        let sent = b"$5\r\nhello\r\n_\r\n$-1\r\n$0\r\n\r\n=7\r\ntxt:a\r\n\r\n+OK\r\n";
        let expected = vec![
            text("hello"),
            Value::Nil,
            Value::Nil,
            text(""),
            text("txt:a\r\n"),
            Value::Okay,
        ];
        assert_eq!(replies(&[sent]).unwrap(), expected);
        let bytes: Vec<&[u8]> = sent.chunks(1).collect();
        assert_eq!(replies(&bytes).unwrap(), expected);
        for end in 0..sent.len() {
            let (one, other) = sent.split_at(end);
            assert_eq!(replies(&[one, other]).unwrap(), expected);
        }
    }

    #[test]
    fn a_list_is_one_reply_wherever_its_pieces_end() {
        let sent = b"*3\r\n$5\r\nhello\r\n_\r\n$-1\r\n*0\r\n$1\r\nx\r\n";
        let expected = vec![
            Value::Array(vec![text("hello"), Value::Nil, Value::Nil]),
            Value::Array(Vec::new()),
            text("x"),
        ];
        assert_eq!(replies(&[sent]).unwrap(), expected);
        let bytes: Vec<&[u8]> = sent.chunks(1).collect();
        assert_eq!(replies(&bytes).unwrap(), expected);
    }

    #[test]
    fn a_refusal_is_a_reply() {
        let refused = replies(&[b"-LOADING Redis is loading\r\n$1\r\nx\r\n"]).unwrap();
        assert!(matches!(&refused[0], Value::ServerError(error) if error.code() == "LOADING"));
        assert_eq!(refused[1], text("x"));
    }

    #[test]
    fn a_reply_may_be_longer_than_the_room() {
        let long = "x".repeat(5 * ROOM);
        let sent = format!("${}\r\n{long}\r\n_\r\n", long.len());
        let pieces: Vec<&[u8]> = sent.as_bytes().chunks(ROOM / 3).collect();
        assert_eq!(replies(&pieces).unwrap(), [text(&long), Value::Nil]);
    }

    #[test]
    fn what_no_read_is_answered_with_is_an_error() {
        for sent in [
            &b":1\r\n"[..],
            b"*x\r\n",
            b"*1\r\n:1\r\n",
            b"*1\r\n*0\r\n",
            b">2\r\n",
            b"$x\r\n",
            b"$1\r\nxy\r\n",
            b"\r\n",
            b"$99999999999999999999\r\n",
        ] {
            assert!(replies(&[sent]).is_err(), "{sent:?}");
        }
        let endless = vec![b'$'; LONGEST_LINE + 1];
        assert!(replies(&[&endless]).is_err());
    }
}
