//! Bits that flip, bytes that are missing, and bytes that somebody chose.

use super::super::header::{LEASE, NAMES, lease_only_head};
use super::{KEY, entry, facts, sealers, text, with_good_checksum};
use crate::frame::{Frame, Rejection, Sealer, open, seal};
use proptest::prelude::{any, proptest};

#[test]
fn a_flipped_bit_is_a_rejection_outside_the_lease_and_changes_nothing_else_inside() {
    for sealer in sealers() {
        for payload in [&b"payload"[..], &text()] {
            let sealed = seal(&sealer, KEY, &facts(), payload).unwrap();
            for bit in 0..sealed.len() * 8 {
                let at = bit / 8;
                let mut frame = sealed.clone();
                frame[at] ^= 1 << (bit % 8);
                if LEASE.contains(&at) {
                    let opened = entry(&sealer, &frame).unwrap();
                    assert_eq!((opened.facts, &*opened.payload), (facts(), payload));
                } else {
                    assert!(open(&sealer, KEY, &frame).is_err(), "byte {at}");
                }
            }
        }
    }
}

#[test]
fn any_part_of_a_frame_is_rejected() {
    for sealer in sealers() {
        let frame = seal(&sealer, KEY, &facts(), &text()).unwrap();
        for length in 0..frame.len() {
            let part = &frame[..length];
            assert!(open(&sealer, KEY, part).is_err(), "{length}");
            if length >= NAMES {
                let part = with_good_checksum(part.to_vec());
                assert!(open(&sealer, KEY, &part).is_err(), "{length}");
            }
        }
        let longer = with_good_checksum([&*frame, b"1"].concat());
        assert!(open(&sealer, KEY, &longer).is_err());
    }
}

#[test]
fn a_frame_of_another_key_is_rejected() {
    for sealer in sealers() {
        let frame = seal(&sealer, KEY, &facts(), b"payload").unwrap();
        for other in [&b"app:1:user:8"[..], b"", b"app:1:user:7 "] {
            let opened = open(&sealer, other, &frame);
            assert_eq!(opened.err(), Some(Rejection::Checksum));
        }
    }
}

#[test]
fn lengths_beyond_the_bytes_are_rejected() {
    let sealed = seal(&Sealer::default(), KEY, &facts(), b"payload").unwrap();
    let length_of_payload = sealed.len() - "payload".len() - 4;
    let cases = [
        (96, 2, Rejection::Truncated),
        (NAMES, 2, Rejection::Truncated),
        (length_of_payload, 4, Rejection::TooLarge),
    ];
    for (at, width, rejection) in cases {
        let mut frame = sealed.clone();
        frame[at..at + width].fill(0xFF);
        let frame = with_good_checksum(frame);
        assert_eq!(
            open(&Sealer::default(), KEY, &frame).err(),
            Some(rejection),
            "at {at}"
        );
    }
}

#[test]
fn a_later_version_of_the_frame_is_told_from_damage() {
    let mut frame = seal(&Sealer::default(), KEY, &facts(), b"").unwrap();
    frame[3] = 2;
    for frame in [&frame[..], &frame[..4], &frame[..40]] {
        let opened = open(&Sealer::default(), KEY, frame);
        assert_eq!(opened.err(), Some(Rejection::FrameVersion));
    }
}

#[test]
fn a_lease_alone_is_read_whatever_the_settings() {
    let mut frame = lease_only_head().to_vec();
    frame.resize(LEASE.end, 7);
    for sealer in sealers() {
        assert!(matches!(open(&sealer, KEY, &frame), Ok(Frame::Lease)));
        assert!(open(&sealer, KEY, &frame[..39]).is_err());
        assert!(open(&sealer, KEY, &[&*frame, b"1"].concat()).is_err());
    }
}

#[test]
fn unknown_flags_and_spare_bytes_are_rejected() {
    for (at, value) in [(4, 3), (4, 32), (4, 64), (4, 129), (6, 1), (7, 1)] {
        let mut frame = seal(&Sealer::default(), KEY, &facts(), b"payload").unwrap();
        frame[at] = value;
        let frame = with_good_checksum(frame);
        let opened = open(&Sealer::default(), KEY, &frame);
        assert_eq!(opened.err(), Some(Rejection::Malformed), "{value} at {at}");
    }
}

proptest! {
    #[test]
    fn any_bytes_with_a_good_checksum_do_not_panic(tail in any::<Vec<u8>>(), flags: u8) {
        let mut frame = seal(&Sealer::default(), KEY, &facts(), b"payload").unwrap();
        frame.truncate(96);
        frame[4] = flags;
        frame.extend(tail);
        let frame = with_good_checksum(frame);
        for sealer in sealers() {
            let _ = open(&sealer, KEY, &frame);
        }
    }
}
