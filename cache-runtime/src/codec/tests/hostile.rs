//! Bytes made to hurt: lengths that nothing bears out, elements without bytes, and nesting without end.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::de::DeserializeOwned;

use super::{Endless, Tree, bytes, codecs};
use crate::codec::{Codec, decode};

fn refused<T: DeserializeOwned>(codec: Codec, written: &[u8]) {
    assert!(
        decode::<T>(codec, written).is_err(),
        "{codec:?} {:?}",
        &written[..written.len().min(20)]
    );
}

/// Lengths of 4 GB and more, as each codec writes them.
fn huge_lengths() -> Vec<Vec<u8>> {
    vec![
        // postcard: numbers of 7 bits a byte
        vec![0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
        vec![0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        // bincode: a mark and a number
        vec![252, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![253, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        vec![253, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        // MessagePack: text, bytes, array, map
        vec![0xDB, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![0xC6, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![0xDD, 0xFF, 0xFF, 0xFF, 0xFF],
        vec![0xDF, 0xFF, 0xFF, 0xFF, 0xFF],
    ]
}

#[test]
fn lengths_that_the_bytes_do_not_bear_out_are_refused() {
    for codec in codecs() {
        for mut written in huge_lengths() {
            for more in 0..3 {
                written.extend(vec![0; more]);
                refused::<Vec<u8>>(codec, &written);
                refused::<Vec<u64>>(codec, &written);
                refused::<String>(codec, &written);
                refused::<Vec<String>>(codec, &written);
                refused::<HashMap<u64, u64>>(codec, &written);
                refused::<BTreeMap<String, Vec<u8>>>(codec, &written);
                refused::<Vec<[u128; 32]>>(codec, &written);
            }
        }
    }
}

#[test]
#[allow(
    clippy::zero_sized_map_values,
    reason = "such a map is what hostile bytes would be read as"
)]
fn elements_without_bytes_come_to_an_end() {
    for codec in codecs() {
        for written in huge_lengths() {
            refused::<Vec<()>>(codec, &written);
            refused::<Vec<[u64; 0]>>(codec, &written);
            refused::<Vec<Vec<()>>>(codec, &written);
            refused::<BTreeMap<(), ((), ())>>(codec, &written);
            refused::<BTreeSet<((), ())>>(codec, &written);
        }
    }
    // Each of many sequences claims a few, together too many.
    for codec in codecs() {
        let claims = vec![vec![(); 200]; 2];
        assert!(decode::<Vec<Vec<()>>>(codec, &bytes(codec, &claims)).is_ok());
    }
    let claims = bytes(Codec::postcard(), &vec![vec![(); 100]; 100]);
    refused::<Vec<Vec<()>>>(Codec::postcard(), &claims);
}

#[test]
fn nesting_without_end_does_not_exhaust_the_stack() {
    const LEVELS: usize = 1 << 20;
    let repeated = |unit: &[u8]| unit.repeat(LEVELS);
    for codec in codecs() {
        for unit in [
            &b"\x01"[..],
            b"\x00",
            b"\x01\x01",
            b"[",
            b"{\"Chain\":{\"next\":",
            b"{\"Node\":[",
            b"\x91",
            b"\x81\xA5Chain\x81\xA4next",
            b"\x81\xA4Node\x92",
            b"\xFB",
        ] {
            let written = repeated(unit);
            refused::<Tree>(codec, &written);
            refused::<Endless>(codec, &written);
        }
    }
}

#[test]
fn room_is_made_for_what_there_is_and_not_for_what_is_claimed() {
    for codec in codecs() {
        let written = bytes(codec, &vec![1_u64; 1000]);
        let read: Vec<u64> = decode(codec, &written).unwrap();
        assert!(read.capacity() <= 2 * 1024, "{codec:?} {}", read.capacity());
        let written = bytes(codec, &"t".repeat(1000));
        let read: String = decode(codec, &written).unwrap();
        assert!(read.capacity() <= 2 * 1024, "{codec:?} {}", read.capacity());
    }
}

#[test]
fn a_part_of_the_bytes_is_refused() {
    let value = (
        1_u64,
        vec!["text".to_owned()],
        Some(2_u8),
        BTreeMap::from([("k".to_owned(), 3_u16)]),
    );
    for codec in codecs() {
        let written = bytes(codec, &value);
        for length in 0..written.len() {
            refused::<(u64, Vec<String>, Option<u8>, BTreeMap<String, u16>)>(
                codec,
                &written[..length],
            );
        }
    }
}
