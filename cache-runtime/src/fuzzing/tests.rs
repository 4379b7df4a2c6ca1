//! A small fuzzer for every run of the tests: seeded, so that a failure comes again, and without feedback. The real one is
//! in `fuzz/`.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::{KEY, SEALERS, Tree, bus, frame};
use crate::codec::{Codec, Content, encode};
use crate::frame::{Facts, NameVersion, NameVersions, lease_only_head, seal};
use crate::shared::tier::message::{Message, Operation};

fn tree() -> Tree {
    let map = BTreeMap::from([("key".to_owned(), Tree::Leaf)]);
    Tree::List(vec![
        Tree::Text("some text ".repeat(60)),
        Tree::Number {
            wide: u128::MAX,
            narrow: -1,
        },
        Tree::Node(Box::new(Tree::Leaf), Box::new(Tree::Map(map))),
    ])
}

/// A frame of every codec and every setting.
fn frames() -> Vec<Vec<u8>> {
    let mut frames = vec![lease_only_head().to_vec()];
    frames[0].resize(40, 1);
    for codec in (0..=u8::MAX).filter_map(Codec::from_id) {
        let mut payload = Vec::new();
        if encode(codec, &tree(), &mut payload).is_err() {
            payload = b"text".to_vec();
        }
        let facts = Facts {
            content: Content::Value,
            codec: codec.id(),
            fingerprint: 7,
            version: 1,
            cost: 1,
            created: 1,
            fresh_until: 2,
            stale_until: u64::MAX,
            order: 0,
            names: NameVersions::written(&[NameVersion::new("t:users", 9)]).unwrap(),
        };
        frames.push(payload.clone());
        for sealer in SEALERS.iter() {
            frames.push(seal(sealer, KEY, &facts, &payload).unwrap());
        }
    }
    frames
}

fn messages() -> Vec<Vec<u8>> {
    let message = Message {
        origin: [7; 16],
        operations: vec![
            Operation::Tags(vec!["users".into(), "teams".into()]),
            Operation::InvalidateText("user:7".into()),
            Operation::Landed(KEY.to_vec()),
            Operation::Everything,
        ],
    };
    let bytes = message.to_bytes();
    vec![[b"4f:17:", &*bytes].concat(), bytes]
}

/// What damage, chance and malice make of bytes.
fn mutated(random: &mut Rng, samples: &[Vec<u8>]) -> Vec<u8> {
    let sample = &samples[random.usize(..samples.len())];
    let mut bytes = sample.clone();
    for _ in 0..random.usize(1..4) {
        let at = random.usize(..=bytes.len());
        match random.u8(..6) {
            0 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
            1 if at < bytes.len() => {
                bytes[at] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF][random.usize(..6)];
            }
            2 => bytes.truncate(at),
            3 => bytes.insert(at, random.u8(..)),
            4 => {
                let width = random.usize(..9).min(bytes.len() - at);
                bytes[at..at + width].fill(0xFF);
            }
            _ => {
                let other = &samples[random.usize(..samples.len())];
                bytes.truncate(at);
                bytes.extend_from_slice(&other[random.usize(..=other.len())..]);
            }
        }
    }
    bytes
}

fn noise(random: &mut Rng) -> Vec<u8> {
    let length = random.usize(..200);
    (0..length).map(|_| random.u8(..)).collect()
}

fn play(seed: u64, inputs: usize, samples: &[Vec<u8>], target: fn(&[u8])) {
    let mut random = Rng::with_seed(seed);
    for sample in samples {
        target(sample);
    }
    for input in 0..inputs {
        let bytes = if input % 10 == 0 {
            noise(&mut random)
        } else {
            mutated(&mut random, samples)
        };
        target(&bytes);
    }
}

#[test]
fn no_bytes_in_redis_do_harm() {
    play(1, 15_000, &frames(), frame);
}

#[test]
fn no_bytes_on_the_bus_do_harm() {
    play(2, 85_000, &messages(), bus);
}
