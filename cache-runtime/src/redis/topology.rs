//! Who owns which slots, as a node of the cluster tells it. Asking, and what follows from it, is `cluster.rs`.

use super::fault::Fault;
use redis::Value;
use std::ops::RangeInclusive;

/// Where a node listens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) host: String,
    pub(super) port: u16,
}

impl std::fmt::Display for Address {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}", self.host, self.port)
    }
}

/// Slots and their master.
pub(super) type Range = (RangeInclusive<u16>, Address);

pub(super) fn question() -> redis::Cmd {
    let mut command = redis::cmd("CLUSTER");
    command.arg("SLOTS");
    command
}

/// Reads the answer of a node that was reached at `host`: a node that does not know its own host leaves it out.
pub(super) fn read(reply: Value, host: &str) -> Result<Vec<Range>, Fault> {
    let Value::Array(ranges) = reply else {
        return Err(Fault::unexpected("`CLUSTER SLOTS` gave no list"));
    };
    ranges
        .iter()
        .map(|range| read_range(range, host))
        .collect::<Option<_>>()
        .ok_or_else(|| Fault::unexpected("`CLUSTER SLOTS` gave something that is no range"))
}

fn read_range(range: &Value, host: &str) -> Option<Range> {
    let Value::Array(parts) = range else {
        return None;
    };
    let [
        Value::Int(first),
        Value::Int(last),
        Value::Array(master),
        ..,
    ] = parts.as_slice()
    else {
        return None;
    };
    let [named, Value::Int(port), ..] = master.as_slice() else {
        return None;
    };
    let named = match named {
        Value::BulkString(named) => std::str::from_utf8(named).ok()?,
        Value::SimpleString(named) => named,
        _ => "",
    };
    let address = Address {
        host: if matches!(named, "" | "?") {
            host
        } else {
            named
        }
        .to_owned(),
        port: u16::try_from(*port).ok()?,
    };
    let slots = slot(*first)?..=slot(*last)?;
    (!slots.is_empty()).then_some((slots, address))
}

fn slot(number: i64) -> Option<u16> {
    u16::try_from(number)
        .ok()
        .filter(|slot| *slot < super::slot::SLOTS)
}

/// Where a refused command should have gone.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Redirection {
    /// The slot has another owner now.
    Moved(Address),
    /// The slot is on its way there, and this key is there already, or would be.
    Ask(Address),
}

/// Reads a refusal: `MOVED 3999 10.0.0.1:6381`.
pub(super) fn redirection(fault: &Fault) -> Option<Redirection> {
    let Fault::Refused { code, message } = fault else {
        return None;
    };
    let redirection = match code.as_str() {
        "MOVED" => Redirection::Moved,
        "ASK" => Redirection::Ask,
        _ => return None,
    };
    let (host, port) = message.split_whitespace().nth(1)?.rsplit_once(':')?;
    Some(redirection(Address {
        host: host.to_owned(),
        port: port.parse().ok()?,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(first: i64, last: i64, host: &str, port: i64) -> Value {
        let master = vec![Value::BulkString(host.into()), Value::Int(port)];
        Value::Array(vec![
            Value::Int(first),
            Value::Int(last),
            Value::Array(master),
        ])
    }

    #[test]
    fn ranges_are_read_with_their_masters() {
        let reply = Value::Array(vec![
            range(0, 99, "10.0.0.1", 7000),
            range(100, 16383, "", 7001),
        ]);
        let ranges = read(reply, "seed").expect("ranges");
        let named = |range: &Range| (range.0.clone(), range.1.to_string());
        assert_eq!(named(&ranges[0]), (0..=99, "10.0.0.1:7000".to_owned()));
        assert_eq!(named(&ranges[1]), (100..=16383, "seed:7001".to_owned()));
    }

    #[test]
    fn nonsense_is_refused() {
        for reply in [
            Value::Okay,
            Value::Array(vec![Value::Nil]),
            Value::Array(vec![range(0, 16384, "a", 1)]),
            Value::Array(vec![range(9, 3, "a", 1)]),
            Value::Array(vec![range(0, 1, "a", 70000)]),
        ] {
            assert!(read(reply.clone(), "seed").is_err(), "{reply:?}");
        }
    }

    #[test]
    fn a_redirection_names_an_address() {
        let refused = |code: &str, message: &str| {
            redirection(&Fault::Refused {
                code: code.into(),
                message: message.into(),
            })
        };
        let address = Address {
            host: "10.0.0.1".into(),
            port: 6381,
        };
        assert_eq!(
            refused("MOVED", "3999 10.0.0.1:6381"),
            Some(Redirection::Moved(address.clone()))
        );
        assert_eq!(
            refused("ASK", "3999 10.0.0.1:6381"),
            Some(Redirection::Ask(address))
        );
        assert_eq!(refused("MOVED", "nowhere"), None);
        assert_eq!(refused("READONLY", "3999 10.0.0.1:6381"), None);
    }
}
