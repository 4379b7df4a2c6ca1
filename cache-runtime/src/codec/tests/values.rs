//! Values at the edges: nothing at all, numbers of every size, options of options, and what a codec cannot say.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Named, bytes, codecs};
use crate::codec::{Codec, Coder, Content, decode, encode};
use crate::shape::Shape;

fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    for codec in codecs() {
        let written = bytes(codec, value);
        let read = decode::<T>(codec, &written);
        assert_eq!(read.as_ref(), Ok(value), "{codec:?} {written:?}");
    }
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
struct Unit;

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
struct Empty {}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
enum Event {
    Started,
    Moved(i8, u16),
    Named { name: String, note: Option<String> },
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct List(Named<Option<Box<List>>>);

#[test]
fn values_without_bytes_survive() {
    survives(&());
    survives(&Unit);
    survives(&Empty {});
    survives(&[0_u8; 0]);
    survives(&String::new());
    survives(&Vec::<u64>::new());
    survives(&vec![(); 3]);
    survives(&vec![Unit, Unit]);
    survives(&BTreeMap::<String, u8>::new());
    survives(&((), Unit, (), 1_u8));
}

#[test]
fn numbers_of_every_size_survive() {
    survives(&(u8::MAX, u16::MAX, u32::MAX, u64::MAX, u128::MAX));
    survives(&(i8::MIN, i16::MIN, i32::MIN, i64::MIN, i128::MIN));
    survives(&(
        0_u128,
        1_i128,
        u128::from(u64::MAX) + 1,
        i128::from(i64::MIN) - 1,
    ));
    survives(&(f64::MIN_POSITIVE, f64::MAX, -0.0_f32, 0.1_f32, 0.1_f64));
    survives(&('\0', '\u{10FFFF}', true, usize::MAX));
}

#[test]
fn variants_and_collections_survive() {
    survives(&vec![
        Event::Started,
        Event::Moved(-1, 1),
        Event::Named {
            name: "\"quoted\" \0 ✓".to_owned(),
            note: None,
        },
    ]);
    survives(&HashMap::from([(1_u32, Some(1)), (2, None)]));
    survives(&BTreeMap::from([('a', vec![Some(true), None])]));
}

#[test]
fn what_is_no_number_is_kept_or_refused() {
    for codec in codecs() {
        for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            match decode::<f64>(codec, &bytes(codec, &odd)) {
                Ok(read) => assert_eq!(read.to_bits(), odd.to_bits(), "{codec:?}"),
                Err(_) => assert!(codec.is_human_readable(), "{codec:?} refuses {odd}"),
            }
        }
    }
}

#[test]
fn keys_that_are_no_text_are_kept_or_refused() {
    let map = BTreeMap::from([((1_u8, 2_u8), 3_u8), ((4, 5), 6)]);
    for codec in codecs() {
        let mut written = Vec::new();
        match encode(codec, &map, &mut written) {
            Ok(()) => assert_eq!(decode(codec, &written).as_ref(), Ok(&map)),
            Err(_) => assert!(codec.is_human_readable(), "{codec:?} refuses keys"),
        }
    }
}

#[test]
fn recursive_values_of_a_usual_depth_survive() {
    let nothing = Named { inner: None };
    let list = (0..60).fold(List(nothing), |list, _| {
        let inner = Some(Box::new(list));
        List(Named { inner })
    });
    survives(&list);
}

#[test]
fn more_elements_without_bytes_than_bytes_survive_up_to_a_bound() {
    survives(&vec![(); 4096]);
    survives(&vec![vec![Unit; 10]; 200]);
}

#[test]
fn long_values_of_small_numbers_are_within_the_limit_of_every_codec() {
    for length in [0, 1, 100, 4095, 4096, 4097, 20_000, 131_072, 200_000] {
        survives(&vec![7_u8; length]);
        survives(&vec![7_u64; length]);
        survives(&"t".repeat(length));
    }
    for length in [1, 1000, 5000] {
        survives(&vec![0_u128; length]);
        survives(&vec![(1_u128, 0_i128, Some(1_u64)); length]);
        survives(&vec![Event::Started; length]);
        let map: BTreeMap<u64, String> =
            (0..length as u64).map(|key| (key, String::new())).collect();
        survives(&map);
        survives(&vec![vec![0_u64; 3]; length]);
        survives(&vec![Some(false); length]);
    }
}

fn coder<S: Shape>(_: S) -> Coder<S::Stored> {
    S::coder().expect("the values can be shared")
}

/// Writes and reads what a function with this shape stores.
fn goes_through<V: PartialEq + Debug>(coder: Coder<V>, value: &V, content: Content) {
    for codec in codecs() {
        let mut written = Vec::new();
        let told = (coder.encode)(codec, value, &mut written);
        assert_eq!(told, Ok(Some(content)), "{codec:?}");
        let read = (coder.decode)(codec, content, &written);
        assert_eq!(read.as_ref(), Ok(value), "{codec:?} {written:?}");
    }
}

#[test]
#[allow(
    unused_imports,
    reason = "the macros bring more traits than each type needs"
)]
fn an_option_of_an_option_keeps_its_levels_apart() {
    use crate::__private::{coded, shape};
    let twice = coder(coded!(shape!(Option<Option<u32>>)));
    goes_through(twice, &None, Content::Absent);
    goes_through(twice, &Some(None), Content::Value);
    goes_through(twice, &Some(Some(7)), Content::Value);
    let text = coder(coded!(shape!(Option<String>)));
    goes_through(text, &None, Content::Absent);
    goes_through(text, &Some(String::new()), Content::Value);
    let unit = coder(coded!(shape!(Option<()>)));
    goes_through(unit, &None, Content::Absent);
    goes_through(unit, &Some(()), Content::Value);
}

#[test]
#[allow(
    unused_imports,
    reason = "the macros bring more traits than each type needs"
)]
fn absence_with_bytes_and_absence_of_what_is_never_absent_are_errors() {
    use crate::__private::{coded, shape};
    let option = coder(coded!(shape!(Option<u32>)));
    let number = coder(coded!(shape!(u32)));
    for codec in codecs() {
        assert!((option.decode)(codec, Content::Absent, b"1").is_err());
        assert!((option.decode)(codec, Content::Failure, b"1").is_err());
        assert!((number.decode)(codec, Content::Absent, b"").is_err());
        assert!((number.decode)(codec, Content::Value, b"").is_err());
    }
}

#[test]
fn empty_text_and_bytes_are_values_for_the_raw_codec() {
    assert_eq!(decode::<String>(Codec::raw(), b"").unwrap(), "");
    assert_eq!(decode::<Vec<u8>>(Codec::raw(), b"").unwrap(), b"");
    assert_eq!(bytes(Codec::raw(), &""), b"");
}
