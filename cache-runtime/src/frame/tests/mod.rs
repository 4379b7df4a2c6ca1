//! Whatever happens to a frame on its way, it is told from a whole one.

mod compression;
mod damage;
#[cfg(feature = "encryption")]
mod encryption;

use super::header::{CHECKSUM, checksum};
use super::{
    Compression, Facts, Frame, Keys, NameVersion, NameVersions, Opened, Rejection, Sealer, open,
    seal,
};
use crate::codec::Content;

const KEY: &[u8] = b"app:1:user:7";

fn facts() -> Facts<'static> {
    Facts {
        content: Content::Value,
        codec: 1,
        fingerprint: 7,
        version: 2,
        cost: 30,
        created: 4,
        fresh_until: 5,
        stale_until: u64::MAX,
        order: 0,
        names: NameVersions::written(&[
            NameVersion::new("t:users", 9),
            NameVersion::new("f:user:<>", 10),
        ])
        .unwrap(),
    }
}

/// One with every setting that this build has.
fn sealers() -> Vec<Sealer> {
    let compressions = [
        Compression::none(),
        #[cfg(feature = "lz4")]
        Compression::lz4(),
        #[cfg(feature = "zstd")]
        Compression::zstd(1),
    ];
    let rings: [Option<Keys>; _] = [
        None,
        #[cfg(feature = "encryption")]
        Some(Keys::new(3, [3; 32])),
    ];
    let with_keys = |keys: &Option<Keys>| {
        compressions.map(|compression| Sealer {
            compression,
            keys: keys.clone(),
            ..Sealer::default()
        })
    };
    rings.iter().flat_map(with_keys).collect()
}

/// Long enough to be compressed, and worth it.
fn text() -> Vec<u8> {
    b"What is said twice is said in half the space. ".repeat(15)
}

fn entry<'a>(sealer: &Sealer, frame: &'a [u8]) -> Result<Opened<'a>, Rejection> {
    match open(sealer, KEY, frame)? {
        Frame::Entry(opened) => Ok(opened),
        Frame::Lease => panic!("an entry is read as a lease"),
    }
}

/// As somebody who wants it to be read would.
fn with_good_checksum(mut frame: Vec<u8>) -> Vec<u8> {
    let sum = checksum(KEY, &frame);
    frame[CHECKSUM].copy_from_slice(&sum.to_le_bytes());
    frame
}

#[test]
fn what_is_sealed_is_opened() {
    for sealer in sealers() {
        for payload in [&b""[..], b"payload", &text()] {
            for content in [Content::Value, Content::Absent, Content::Failure] {
                let facts = Facts { content, ..facts() };
                let frame = seal(&sealer, KEY, &facts, payload).unwrap();
                let opened = entry(&sealer, &frame).unwrap();
                assert_eq!((opened.facts, &*opened.payload), (facts, payload));
                assert_eq!(opened.lease.token, [0; 16]);
            }
        }
    }
}

#[test]
fn what_exceeds_the_bound_is_neither_sealed_nor_opened() {
    for wide in sealers() {
        let narrow = Sealer {
            max_bytes: 500,
            ..wide.clone()
        };
        let too_large = Some(Rejection::TooLarge);
        assert_eq!(seal(&narrow, KEY, &facts(), &text()).err(), too_large);
        let frame = seal(&wide, KEY, &facts(), &text()).unwrap();
        assert_eq!(open(&narrow, KEY, &frame).err(), too_large);
    }
}

#[test]
fn too_many_or_too_long_names_are_not_written() {
    let (long, short) = ("n".repeat(1 << 16), "n");
    let short = NameVersion::new(short, 1);
    for names in [vec![NameVersion::new(&long, 1)], vec![short; 1 << 16]] {
        let written = NameVersions::written(&names);
        assert_eq!(written.err(), Some(Rejection::TooLarge));
    }
}
