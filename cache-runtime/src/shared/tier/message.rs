//! What travels on the bus: which process says it, and what it invalidated. Read with no trust: anybody may publish.

use crate::invalidation::Order;
use crate::key::{CacheKey, PortableKey};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// A message, without its position on the bus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    /// The cache that sent it: it has done locally what it says.
    pub(crate) origin: Origin,
    pub(crate) operations: Vec<Operation>,
}

/// Names one cache in one process.
pub(crate) type Origin = [u8; 16];

/// What other processes are to do in their memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Operation {
    /// Remove an entry.
    Invalidate(RemoteKey),
    /// Remove an entry: there is another value for it.
    Put(RemoteKey),
    /// Mark an entry stale.
    Expire(RemoteKey),
    /// Remove the entry with this text.
    InvalidateText(String),
    Tags(Vec<String>),
    /// By the pattern of its template.
    Function(String),
    /// By a glob of texts.
    Pattern(String),
    Everything,
    /// The value that somebody waits for is there, or its load ended without one; by the full name of the entry.
    Landed(Vec<u8>),
}

/// A key, as another process can find it: by its bytes where its functions have keys of the same types, else by its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RemoteKey {
    pub(crate) pattern: String,
    pub(crate) instance: String,
    /// The types of the parts.
    pub(crate) shape: String,
    pub(crate) encoded: PortableKey,
    pub(crate) text: String,
}

impl Operation {
    /// What an order means, thing by thing.
    pub(crate) fn all_of(order: &Order) -> Vec<Self> {
        let operation = match order {
            Order::Key(key) => Self::Invalidate(RemoteKey::of(key)),
            Order::Expire(key) => Self::Expire(RemoteKey::of(key)),
            Order::Text(text) => Self::InvalidateText(text.clone()),
            Order::Tags(tags) => Self::Tags(tags.clone()),
            Order::Function(pattern) => Self::Function(pattern.clone()),
            Order::Pattern(glob) => Self::Pattern(glob.clone()),
            Order::Everything => Self::Everything,
            Order::Several(orders) => return orders.iter().flat_map(Self::all_of).collect(),
        };
        vec![operation]
    }
}

impl RemoteKey {
    pub(crate) fn of(key: &CacheKey) -> Self {
        let name = &key.name;
        Self {
            pattern: name.pattern().to_owned(),
            instance: name.instance().to_owned(),
            shape: (key.shape)(),
            encoded: PortableKey::from(&key.encoded),
            text: key.text(),
        }
    }
}

impl Message {
    /// A checksum, and what it is of: a bit that flipped on the way would name another entry, and the one that was meant
    /// would stay in memory.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let body = postcard::to_stdvec(self)
            .expect("writing to memory fails for no message: all parts have a known length");
        let mut bytes = xxh3_64(&body).to_le_bytes().to_vec();
        bytes.extend(body);
        bytes
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (checksum, body) = bytes.split_first_chunk::<8>()?;
        if u64::from_le_bytes(*checksum) != xxh3_64(body) {
            return None;
        }
        match postcard::take_from_bytes(body) {
            Ok((message, [])) => Some(message),
            _ => None,
        }
    }
}

/// A message where it stands on the bus.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Placed<'a> {
    pub(crate) epoch: &'a [u8],
    pub(crate) sequence: u64,
    /// Not yet read.
    pub(crate) body: &'a [u8],
}

/// Reads the `epoch:sequence:` that the publishing script put before the body.
pub(crate) fn place(payload: &[u8]) -> Option<Placed<'_>> {
    let (epoch, rest) = split_at_colon(payload)?;
    let (sequence, body) = split_at_colon(rest)?;
    let sequence = std::str::from_utf8(sequence).ok()?.parse().ok()?;
    Some(Placed {
        epoch,
        sequence,
        body,
    })
}

fn split_at_colon(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = bytes.iter().position(|byte| *byte == b':')?;
    Some((&bytes[..colon], &bytes[colon + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            origin: [7; 16],
            operations: vec![
                Operation::Tags(vec!["users".into()]),
                Operation::InvalidateText("user:7".into()),
                Operation::Everything,
            ],
        }
    }

    #[test]
    fn a_message_survives_the_way() {
        let mut payload = b"4f:17:".to_vec();
        payload.extend(message().to_bytes());
        let placed = place(&payload).unwrap();
        assert_eq!((placed.epoch, placed.sequence), (&b"4f"[..], 17));
        assert_eq!(Message::from_bytes(placed.body), Some(message()));
    }

    #[test]
    fn a_message_with_another_bit_is_none() {
        let bytes = message().to_bytes();
        for bit in 0..bytes.len() * 8 {
            let mut other = bytes.clone();
            other[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(Message::from_bytes(&other), None, "{bit}");
        }
    }

    #[test]
    fn no_part_of_a_message_is_one() {
        let bytes = message().to_bytes();
        for end in 0..bytes.len() {
            assert_eq!(Message::from_bytes(&bytes[..end]), None, "{end}");
        }
        for foreign in [
            &b""[..],
            b"hello",
            b"a:b",
            b"a:-1:",
            b"a:99999999999999999999:x",
        ] {
            assert_eq!(place(foreign), None);
        }
    }
}
