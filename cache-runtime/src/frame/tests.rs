//! Whatever happens to a frame on its way, it is told from a whole one.

use super::{Facts, Frame, NameVersion, Sealer, open, seal};
use crate::codec::Content;
use proptest::prelude::{any, proptest};

const KEY: &[u8] = b"app:1:user:7";

fn facts() -> Facts {
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
        names: vec![NameVersion {
            name: "t:users".to_owned(),
            version: 9,
        }],
    }
}

fn sealed() -> Vec<u8> {
    seal(&Sealer::default(), KEY, &facts(), b"payload").unwrap()
}

#[test]
fn a_flipped_bit_is_a_rejection_outside_the_lease_and_changes_nothing_else_inside() {
    for at in 0..sealed().len() {
        for bit in 0..8 {
            let mut frame = sealed();
            frame[at] ^= 1 << bit;
            match open(&Sealer::default(), KEY, &frame) {
                Ok(Frame::Entry(opened)) => {
                    assert!((8..40).contains(&at), "byte {at}");
                    assert_eq!((opened.facts, &*opened.payload), (facts(), &b"payload"[..]));
                }
                Ok(Frame::Lease(_)) => panic!("byte {at} makes it a lease"),
                Err(_) => assert!(!(8..40).contains(&at), "byte {at}"),
            }
        }
    }
}

#[test]
fn a_truncated_frame_and_a_frame_of_another_key_are_rejected() {
    let frame = sealed();
    for length in 0..frame.len() {
        assert!(
            open(&Sealer::default(), KEY, &frame[..length]).is_err(),
            "{length}"
        );
    }
    assert!(open(&Sealer::default(), b"app:1:user:8", &frame).is_err());
}

#[test]
fn what_exceeds_the_bound_is_neither_sealed_nor_opened() {
    let narrow = Sealer {
        max_bytes: 60,
        ..Sealer::default()
    };
    assert!(seal(&narrow, KEY, &facts(), b"").is_err());
    assert!(open(&narrow, KEY, &sealed()).is_err());
}

proptest! {
    #[test]
    fn any_bytes_with_a_good_checksum_do_not_panic(tail in any::<Vec<u8>>(), flags: u8) {
        let mut frame = sealed();
        frame.truncate(96);
        frame[4] = flags;
        frame.extend(tail);
        let sum = super::header::checksum(KEY, &frame);
        frame[40..48].copy_from_slice(&sum.to_le_bytes());
        let _ = open(&Sealer::default(), KEY, &frame);
    }
}
