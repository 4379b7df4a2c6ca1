//! The whole way of a value between two builds: written, sealed, opened, judged, read. What the other build does not mean
//! is never taken for an answer.

use super::super::names;
use super::{Expectation, Unfit, judge};
use crate::codec::{Codec, Content, decode, encode, fingerprint};
use crate::frame::{Facts, Frame, NameVersion, NameVersions, Sealer, open, seal};
use crate::freshness::Freshness;
use crate::policy::Policy;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::sync::{Arc, LazyLock};

const ENTRY: &[u8] = b"app:v1:user:7";
const CREATED: u64 = 1_000;
const FRESH_UNTIL: u64 = 2_000;

macro_rules! builds {
    ($($build:ident { $($item:item)* })*) => {$(
        mod $build {
            use serde::{Deserialize, Serialize};
            $(#[derive(Serialize, Deserialize, Debug, PartialEq)] $item)*
        }
    )*};
}

builds! {
    former { pub(super) struct User { pub(super) id: u32, pub(super) age: u32, pub(super) role: Role } pub(super) enum Role { Guest, Admin } }
    rebuilt { pub(super) struct User { pub(super) id: u32, pub(super) age: u32, pub(super) role: Role } pub(super) enum Role { Guest, Admin } }
    added { pub(super) struct User { pub(super) id: u32, pub(super) age: u32, pub(super) role: Role, #[serde(default)] pub(super) note: Option<String> } pub(super) enum Role { Guest, Admin } }
    removed { pub(super) struct User { pub(super) id: u32, pub(super) role: Role } pub(super) enum Role { Guest, Admin } }
    renamed { pub(super) struct User { pub(super) id: u32, pub(super) years: u32, pub(super) role: Role } pub(super) enum Role { Guest, Admin } }
    swapped { pub(super) struct User { pub(super) age: u32, pub(super) id: u32, pub(super) role: Role } pub(super) enum Role { Guest, Admin } }
    retyped { pub(super) struct User { pub(super) id: u32, pub(super) age: i32, pub(super) role: Role } pub(super) enum Role { Guest, Admin } }
    inserted { pub(super) struct User { pub(super) id: u32, pub(super) age: u32, pub(super) role: Role } pub(super) enum Role { Owner, Guest, Admin } }
}

fn codecs() -> Vec<Codec> {
    (0..=u8::MAX)
        .filter_map(Codec::from_id)
        .filter(|codec| *codec != Codec::raw())
        .collect()
}

static POLICY: Policy = Policy::forever();
static NAMES: LazyLock<[Arc<str>; 1]> = LazyLock::new(|| [names::tag("users")]);

/// What a build with the type `T` expects.
fn expects<T: DeserializeOwned>(codec: Codec) -> Expectation<'static> {
    Expectation {
        fingerprint: fingerprint::<T>(codec),
        version: 1,
        names: &*NAMES,
        versions: &[5],
        policy: &POLICY,
    }
}

fn written<T: Serialize + DeserializeOwned>(codec: Codec, value: &T) -> Vec<u8> {
    resting_on(&[("t:users", 5)], codec, value)
}

fn resting_on<T: Serialize + DeserializeOwned>(
    names: &[(&str, u64)],
    codec: Codec,
    value: &T,
) -> Vec<u8> {
    let names = names
        .iter()
        .map(|(name, version)| NameVersion::new(name, *version));
    let mut payload = Vec::new();
    encode(codec, value, &mut payload).unwrap();
    let facts = Facts {
        content: Content::Value,
        codec: codec.id(),
        fingerprint: fingerprint::<T>(codec),
        version: 1,
        cost: 10,
        created: CREATED,
        fresh_until: FRESH_UNTIL,
        stale_until: u64::MAX,
        order: 0,
        names: NameVersions::written(&names.collect::<Vec<_>>()).unwrap(),
    };
    seal(&Sealer::default(), ENTRY, &facts, &payload).unwrap()
}

fn judged(frame: &[u8], expected: Expectation<'_>, now: u64) -> Result<Freshness, Unfit> {
    match open(&Sealer::default(), ENTRY, frame).unwrap() {
        Frame::Entry(opened) => {
            judge(&opened, expected, now, |_| None, || 0.0).map(|worth| worth.freshness)
        }
        Frame::Lease => panic!("an entry is read as a lease"),
    }
}

fn read<T: DeserializeOwned + Debug>(frame: &[u8]) -> T {
    match open(&Sealer::default(), ENTRY, frame).unwrap() {
        Frame::Entry(opened) => {
            decode(Codec::from_id(opened.facts.codec).unwrap(), &opened.payload).unwrap()
        }
        Frame::Lease => panic!("an entry is read as a lease"),
    }
}

fn user() -> former::User {
    former::User {
        id: 7,
        age: 41,
        role: former::Role::Admin,
    }
}

#[test]
fn a_build_of_the_same_types_reads_what_another_wrote() {
    for codec in codecs() {
        let frame = written(codec, &user());
        let expected = expects::<rebuilt::User>(codec);
        assert_eq!(judged(&frame, expected, CREATED), Ok(Freshness::Fresh));
        let expected = rebuilt::User {
            id: 7,
            age: 41,
            role: rebuilt::Role::Admin,
        };
        assert_eq!(read::<rebuilt::User>(&frame), expected);
        assert_eq!(read::<former::User>(&frame).role, former::Role::Admin);
    }
}

#[test]
fn a_build_with_another_type_takes_nothing() {
    for codec in codecs() {
        let frame = written(codec, &user());
        for expected in [
            expects::<added::User>(codec),
            expects::<removed::User>(codec),
            expects::<renamed::User>(codec),
            expects::<swapped::User>(codec),
            expects::<retyped::User>(codec),
            expects::<inserted::User>(codec),
            expects::<Vec<former::User>>(codec),
            expects::<(u32, u32, former::Role)>(codec),
        ] {
            let judgement = judged(&frame, expected, CREATED);
            assert_eq!(judgement, Err(Unfit::Type), "{codec:?}");
        }
    }
}

#[test]
fn without_the_fingerprint_other_types_would_be_taken() {
    let frame = written(Codec::postcard(), &user());
    assert_eq!(read::<swapped::User>(&frame).age, 7);
    assert_eq!(read::<inserted::User>(&frame).role, inserted::Role::Guest);
}

#[test]
fn another_version_of_the_function_takes_nothing() {
    let frame = written(Codec::postcard(), &user());
    let expected = Expectation {
        version: 2,
        ..expects::<former::User>(Codec::postcard())
    };
    let judgement = judged(&frame, expected, CREATED);
    assert_eq!(judgement, Err(Unfit::FunctionVersion));
}

#[test]
fn time_names_and_invalidations_are_heeded() {
    let codec = Codec::postcard();
    let frame = written(codec, &user());
    let expected = expects::<former::User>(codec);
    let at = |now, versions| {
        judged(
            &frame,
            Expectation {
                versions,
                ..expected
            },
            now,
        )
    };
    assert_eq!(at(FRESH_UNTIL - 1, &[5]), Ok(Freshness::Fresh));
    assert_eq!(at(FRESH_UNTIL, &[5]), Err(Unfit::Expired));
    assert_eq!(at(CREATED, &[6]), Err(Unfit::Invalidated));
    assert_eq!(at(CREATED, &[]), Err(Unfit::Invalidated));
    let more = Expectation {
        names: &[names::tag("users"), Arc::from("t:teams")],
        versions: &[5, 6],
        ..expected
    };
    assert_eq!(judged(&frame, more, CREATED), Err(Unfit::Names));
    let mut expired = frame.clone();
    expired[33] = 1;
    let judgement = judged(&expired, expected, CREATED);
    assert_eq!(judgement, Err(Unfit::Expired));
}

#[test]
fn what_the_code_does_not_name_is_judged_by_its_own_version() {
    let codec = Codec::postcard();
    let frame = resting_on(&[("t:users", 5), ("t:teams", 6)], codec, &user());
    let expected = expects::<former::User>(codec);
    let at = |teams: Option<u64>| match open(&Sealer::default(), ENTRY, &frame).unwrap() {
        Frame::Entry(opened) => {
            let further = |name: &str| teams.filter(|_| name == "t:teams");
            judge(&opened, expected, CREATED, further, || 0.0).map(|worth| worth.freshness)
        }
        Frame::Lease => panic!("an entry is read as a lease"),
    };
    assert_eq!(at(Some(6)), Ok(Freshness::Fresh));
    assert_eq!(at(Some(5)), Err(Unfit::Invalidated));
    assert_eq!(at(None), Err(Unfit::Invalidated));
}

#[test]
fn the_order_of_names_does_not_matter() {
    let codec = Codec::postcard();
    let frame = resting_on(&[("t:teams", 6), ("t:users", 5)], codec, &user());
    let names: [Arc<str>; 2] = [names::tag("users"), names::tag("teams")];
    let at = |versions| {
        let expected = Expectation {
            names: &names,
            versions,
            ..expects::<former::User>(codec)
        };
        judged(&frame, expected, CREATED)
    };
    assert_eq!(at(&[5, 6]), Ok(Freshness::Fresh));
    assert_eq!(at(&[6, 5]), Err(Unfit::Invalidated));
    assert_eq!(at(&[5]), Err(Unfit::Invalidated));
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Generic<T>(T);

#[test]
fn generic_types_and_aliases_are_told_apart_by_what_they_hold() {
    for codec in codecs() {
        let frame = written(codec, &Generic(7_u32));
        let same = expects::<Generic<u32>>(codec);
        assert_eq!(judged(&frame, same, CREATED), Ok(Freshness::Fresh));
        let other = expects::<Generic<i32>>(codec);
        assert_eq!(judged(&frame, other, CREATED), Err(Unfit::Type));
    }
}
