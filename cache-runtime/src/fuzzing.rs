//! Where bytes of others come in, for the fuzzer and for a test that plays one: whatever they are, nothing panics, and what
//! is read can be written and read again.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::codec::{Codec, decode, encode};
#[cfg(feature = "encryption")]
use crate::frame::Keys;
use crate::frame::{
    CHECKSUM, Compression, Frame, Opened, Sealer, checksum, lease_only_head, open, seal,
};
use crate::shared::tier::message::{Message, place};

const KEY: &[u8] = b"app:v1:user:7";

/// Without keys and, where they are compiled in, with keys: what is refused by the one is read by the other.
static SEALERS: LazyLock<Vec<Sealer>> = LazyLock::new(|| {
    let plain = Sealer {
        max_bytes: 1 << 20,
        ..Sealer::default()
    };
    vec![
        #[cfg(feature = "lz4")]
        Sealer {
            compression: Compression::lz4(),
            ..plain.clone()
        },
        #[cfg(feature = "zstd")]
        Sealer {
            compression: Compression::zstd(1),
            ..plain.clone()
        },
        #[cfg(feature = "encryption")]
        Sealer {
            keys: Some(Keys::new(1, [1; 32])),
            ..plain.clone()
        },
        Sealer {
            compression: Compression::none(),
            ..plain
        },
    ]
});

/// A value under a key, as Redis may return it: as it is, and as if its checksum had been made good. What is no frame at
/// all is taken for a payload.
pub fn frame(bytes: &[u8]) {
    read_frame(bytes);
    if !bytes.starts_with(&lease_only_head()[..3]) {
        payload(bytes);
    } else if bytes.len() >= CHECKSUM.end {
        let mut forged = bytes.to_vec();
        let sum = checksum(KEY, &forged);
        forged[CHECKSUM].copy_from_slice(&sum.to_le_bytes());
        read_frame(&forged);
    }
}

fn read_frame(bytes: &[u8]) {
    for sealer in SEALERS.iter() {
        if let Ok(Frame::Entry(opened)) = open(sealer, KEY, bytes) {
            seal_again(sealer, &opened);
            payload(&opened.payload);
        }
    }
}

fn seal_again(sealer: &Sealer, opened: &Opened<'_>) {
    // One that was compressed better than this does may be too large now.
    let Ok(frame) = seal(sealer, KEY, &opened.facts, &opened.payload) else {
        return;
    };
    match open(sealer, KEY, &frame) {
        Ok(Frame::Entry(again)) => {
            assert_eq!(
                (&again.facts, &again.payload),
                (&opened.facts, &opened.payload)
            );
        }
        other => panic!("what was sealed is not opened: {other:?}"),
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) enum Tree {
    Leaf,
    Text(String),
    Number { wide: u128, narrow: i8 },
    Node(Box<Tree>, Box<Tree>),
    List(Vec<Tree>),
    Map(BTreeMap<String, Tree>),
}

/// The bytes of a value, by any codec.
fn payload(bytes: &[u8]) {
    for codec in (0..=u8::MAX).filter_map(Codec::from_id) {
        read_value::<Tree>(codec, bytes);
        read_value::<Vec<(u64, Option<bool>)>>(codec, bytes);
        read_value::<BTreeMap<u32, Vec<()>>>(codec, bytes);
        read_value::<String>(codec, bytes);
    }
}

fn read_value<T: Serialize + DeserializeOwned + PartialEq + Debug>(codec: Codec, bytes: &[u8]) {
    let Ok(value) = decode::<T>(codec, bytes) else {
        return;
    };
    let mut written = Vec::new();
    encode(codec, &value, &mut written).expect("what was read can be written");
    assert_eq!(decode::<T>(codec, &written).as_ref(), Ok(&value));
}

/// A message of the bus: with its position, and without.
pub fn bus(bytes: &[u8]) {
    let body = place(bytes).map_or(bytes, |placed| placed.body);
    if let Some(message) = Message::from_bytes(body) {
        assert_eq!(Message::from_bytes(&message.to_bytes()), Some(message));
    }
}
