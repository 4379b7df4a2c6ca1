//! What gets smaller is compressed, and read by whoever can; what pretends to is found out before it costs memory.

use super::super::header::{FLAGS, LZ4, ZSTD};
use super::{KEY, entry, facts, sealers, text, with_good_checksum};
use crate::frame::{Compression, Rejection, Sealer, open, seal};

const MIB: usize = 1 << 20;

fn compressed(compression: Compression, payload: &[u8]) -> Vec<u8> {
    let sealer = Sealer {
        compression,
        ..Sealer::default()
    };
    seal(&sealer, KEY, &facts(), payload).unwrap()
}

/// Those of this build, and their flags.
fn methods() -> Vec<(Compression, u8)> {
    vec![
        #[cfg(feature = "lz4")]
        (Compression::lz4(), LZ4),
        #[cfg(feature = "zstd")]
        (Compression::zstd(1), ZSTD),
        #[cfg(feature = "zstd")]
        (Compression::zstd(19), ZSTD),
    ]
}

/// The frame with another length of its payload before compression.
fn claiming(frame: &[u8], payload: &[u8], length: u32) -> Vec<u8> {
    let written = u32::try_from(payload.len()).unwrap().to_le_bytes();
    let at = frame
        .windows(4)
        .position(|window| window == written)
        .unwrap();
    let mut frame = frame.to_vec();
    frame[at..at + 4].copy_from_slice(&length.to_le_bytes());
    with_good_checksum(frame)
}

#[test]
fn what_gets_smaller_is_compressed_and_any_setting_reads_it() {
    for (compression, flag) in methods() {
        let frame = compressed(compression, &text());
        assert_eq!(frame[FLAGS], flag);
        assert!(frame.len() < text().len() / 2);
        for sealer in sealers() {
            let reader = Sealer {
                keys: None,
                ..sealer
            };
            assert_eq!(*entry(&reader, &frame).unwrap().payload, text());
        }
    }
}

#[cfg(feature = "zstd")]
#[test]
fn levels_beyond_what_there_is_are_the_nearest() {
    for level in [i32::MIN, -1, 0, i32::MAX] {
        let frame = compressed(Compression::zstd(level), &text());
        assert_eq!(*entry(&Sealer::default(), &frame).unwrap().payload, text());
    }
}

#[test]
fn what_is_small_or_does_not_get_smaller_is_left_alone() {
    let mut random = fastrand::Rng::with_seed(1);
    let noise: Vec<u8> = (0..5000).map(|_| random.u8(..)).collect();
    for (compression, flag) in methods() {
        assert_eq!(compressed(compression, &[0; 511])[FLAGS], 0);
        assert_eq!(compressed(compression, &[0; 512])[FLAGS], flag);
        assert_eq!(compressed(compression, &noise)[FLAGS], 0);
    }
}

#[test]
fn a_method_that_is_not_compiled_in_is_told_from_damage() {
    let missing = [
        (LZ4, cfg!(feature = "lz4")),
        (ZSTD, cfg!(feature = "zstd")),
        (LZ4 | ZSTD, false),
    ];
    for (flags, _) in missing.iter().filter(|(_, compiled)| !compiled) {
        let mut frame = compressed(Compression::none(), &text());
        frame[FLAGS] = *flags;
        let frame = with_good_checksum(frame);
        let opened = open(&Sealer::default(), KEY, &frame);
        assert_eq!(opened.err(), Some(Rejection::Compression));
    }
}

#[test]
fn a_payload_that_would_outgrow_the_bound_is_not_decompressed() {
    let zeros = vec![0; 15 * MIB];
    for (compression, _) in methods() {
        let frame = compressed(compression, &zeros);
        assert!(frame.len() < MIB / 4, "{} bytes", frame.len());
        assert_eq!(
            entry(&Sealer::default(), &frame).unwrap().payload.len(),
            zeros.len()
        );
        let narrow = Sealer {
            max_bytes: MIB,
            ..Sealer::default()
        };
        assert_eq!(open(&narrow, KEY, &frame).err(), Some(Rejection::TooLarge));
        // A bomb that lies about its size.
        let liar = claiming(&frame, &zeros, 1000);
        assert_eq!(open(&narrow, KEY, &liar).err(), Some(Rejection::Malformed));
        let liar = claiming(&frame, &zeros, u32::MAX);
        assert_eq!(open(&narrow, KEY, &liar).err(), Some(Rejection::TooLarge));
    }
}

#[test]
fn a_length_other_than_that_of_the_payload_is_rejected() {
    let length = u32::try_from(text().len()).unwrap();
    for (compression, _) in methods() {
        let frame = compressed(compression, &text());
        for wrong in [0, 1, length - 1, length + 1, 16 << 20] {
            let frame = claiming(&frame, &text(), wrong);
            let opened = open(&Sealer::default(), KEY, &frame);
            assert_eq!(opened.err(), Some(Rejection::Malformed), "{wrong}");
        }
    }
}

#[test]
fn damaged_bytes_do_not_disturb_what_is_read_after_them() {
    for (compression, _) in methods() {
        let whole = compressed(compression, &text());
        for at in whole.len() - 40..whole.len() {
            let mut frame = whole.clone();
            frame[at] ^= 0x55;
            // Some damage makes another text of the same length, which the checksum is there to tell.
            let _ = open(&Sealer::default(), KEY, &with_good_checksum(frame));
            assert_eq!(*entry(&Sealer::default(), &whole).unwrap().payload, text());
        }
    }
}
