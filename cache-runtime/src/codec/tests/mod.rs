//! Shapes are told apart, and values survive every codec.

mod hostile;
mod values;

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::{Duration, SystemTime};

use proptest::prelude::{any, proptest};
use serde::{Deserialize, Serialize};

use super::{Codec, decode, encode, fingerprint};

fn codecs() -> Vec<Codec> {
    (0..=255)
        .filter_map(Codec::from_id)
        .filter(|codec| *codec != Codec::raw())
        .collect()
}

fn bytes<T: Serialize>(codec: Codec, value: &T) -> Vec<u8> {
    let mut into = Vec::new();
    encode(codec, value, &mut into).unwrap();
    into
}

macro_rules! shapes {
    ($($module:ident { $($item:item)* })*) => {$(
        mod $module {
            use serde::{Deserialize, Serialize};
            $(#[derive(Serialize, Deserialize, Debug, PartialEq)] #[allow(dead_code, reason = "only its shape matters")] $item)*
        }
    )*};
}

shapes! {
    first { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<String>) } pub(super) enum E { One, Two(u8), Three { x: u16, y: i8 } } }
    same { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<String>) } pub(super) enum E { One, Two(u8), Three { x: u16, y: i8 } } }
    added { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<String>), pub(super) c: u8 } pub(super) enum E { One, Two(u8), Three { x: u16, y: i8 } } }
    renamed { pub(super) struct S { pub(super) a: E, pub(super) c: (u32, Option<String>) } pub(super) enum E { One, Two(u8), Three { x: u16, y: i8 } } }
    swapped { pub(super) struct S { pub(super) b: (u32, Option<String>), pub(super) a: E } pub(super) enum E { One, Two(u8), Three { x: u16, y: i8 } } }
    retyped { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<Vec<u8>>) } pub(super) enum E { One, Two(u8), Three { x: u16, y: i8 } } }
    inserted { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<String>) } pub(super) enum E { Zero, One, Two(u8), Three { x: u16, y: i8 } } }
    removed { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<String>) } pub(super) enum E { One, Three { x: u16, y: i8 } } }
    deep { pub(super) struct S { pub(super) a: E, pub(super) b: (u32, Option<String>) } pub(super) enum E { One, Two(u8), Three { x: u16, y: i16 } } }
}

#[test]
fn every_change_of_a_type_changes_its_fingerprint() {
    for codec in codecs() {
        let first = fingerprint::<first::S>(codec);
        assert_eq!(first, fingerprint::<same::S>(codec));
        let others = [
            fingerprint::<added::S>(codec),
            fingerprint::<renamed::S>(codec),
            fingerprint::<swapped::S>(codec),
            fingerprint::<retyped::S>(codec),
            fingerprint::<inserted::S>(codec),
            fingerprint::<removed::S>(codec),
            fingerprint::<deep::S>(codec),
        ];
        assert!(!others.contains(&first), "{others:?}");
    }
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Wrapper<T>(Box<T>);

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Named<T> {
    inner: T,
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
enum Tree {
    Node(Box<Tree>, Box<Tree>),
    Chain { next: Option<Box<Tree>> },
    Leaf(u32),
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Endless(Option<Box<Endless>>);

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Number(u32),
    Text(String),
}

#[derive(Serialize, Deserialize)]
struct Flat {
    #[serde(flatten)]
    rest: BTreeMap<String, String>,
}

#[test]
fn unusual_types_have_a_fingerprint_too() {
    for codec in codecs() {
        fingerprint::<Tree>(codec);
        fingerprint::<Endless>(codec);
        fingerprint::<Untagged>(codec);
        fingerprint::<Flat>(codec);
        assert_ne!(
            fingerprint::<Duration>(codec),
            fingerprint::<SystemTime>(codec)
        );
        assert_ne!(
            fingerprint::<(IpAddr, u32)>(codec),
            fingerprint::<(IpAddr, u64)>(codec)
        );
        assert_ne!(
            fingerprint::<Named<Named<u32>>>(codec),
            fingerprint::<Named<Named<u64>>>(codec)
        );
        assert_ne!(
            fingerprint::<Wrapper<Wrapper<u32>>>(codec),
            fingerprint::<Wrapper<Wrapper<u64>>>(codec)
        );
        assert_ne!(
            fingerprint::<BTreeMap<u8, (u8, u8)>>(codec),
            fingerprint::<BTreeMap<u8, (u8, u16)>>(codec)
        );
        assert_eq!(fingerprint::<Tree>(codec), fingerprint::<Tree>(codec));
    }
}

#[test]
fn bytes_left_over_are_an_error() {
    for codec in codecs() {
        let mut written = bytes(codec, &(u128::MAX, i128::MIN, "text".to_owned()));
        assert_eq!(
            decode::<(u128, i128, String)>(codec, &written).unwrap().0,
            u128::MAX
        );
        written.push(b'1');
        assert!(decode::<(u128, i128, String)>(codec, &written).is_err());
    }
}

#[test]
fn raw_takes_bytes_and_text_alone() {
    let raw = Codec::raw();
    assert_eq!(bytes(raw, &vec![1_u8, 2]), [1, 2]);
    assert_eq!(decode::<Vec<u8>>(raw, &[1, 2]).unwrap(), [1, 2]);
    assert_eq!(decode::<String>(raw, b"text").unwrap(), "text");
    assert!(decode::<String>(raw, &[0xff]).is_err());
    assert!(decode::<[u8; 2]>(raw, &[1, 2, 3]).is_err());
    assert!(encode(raw, &vec![1_u32], &mut Vec::new()).is_err());
    assert!(encode(raw, &1_u8, &mut Vec::new()).is_err());
}

proptest! {
    #[test]
    fn hostile_bytes_do_not_panic(hostile in any::<Vec<u8>>()) {
        for codec in codecs() {
            let _ = decode::<Vec<Tree>>(codec, &hostile);
            let _ = decode::<BTreeMap<String, Vec<u64>>>(codec, &hostile);
        }
        let _ = decode::<String>(Codec::raw(), &hostile);
    }
}
