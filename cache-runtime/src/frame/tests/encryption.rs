//! Who has no key reads nothing, and changes nothing unnoticed.

use super::super::header::{ENCRYPTED, FLAGS, LEASE};
use super::{KEY, entry, facts, sealers, text, with_good_checksum};
use crate::frame::{Compression, Facts, Keys, Rejection, Sealer, open, seal};

fn with(keys: Keys) -> Sealer {
    Sealer {
        keys: Some(keys),
        ..Sealer::default()
    }
}

const REFUSED: Option<Rejection> = Some(Rejection::Encryption);

#[test]
fn what_is_encrypted_does_not_show_and_never_looks_the_same() {
    for sealer in sealers().into_iter().filter(|sealer| sealer.keys.is_some()) {
        let sealed = || seal(&sealer, KEY, &facts(), b"a secret worth keeping").unwrap();
        let (first, second) = (sealed(), sealed());
        assert_ne!(first, second);
        assert!(!first.windows(6).any(|window| window == b"secret"));
        assert_eq!((first[FLAGS] & ENCRYPTED, first[6]), (ENCRYPTED, 3));
    }
}

#[test]
fn compression_comes_first() {
    for sealer in sealers() {
        let smaller = sealer.compression != Compression::none();
        let frame = seal(&sealer, KEY, &facts(), &text()).unwrap();
        assert_eq!(frame.len() < text().len() / 2, smaller);
    }
}

#[test]
fn older_keys_of_the_ring_read_and_no_other_key_does() {
    let former = with(Keys::new(1, [1; 32]));
    let frame = seal(&former, KEY, &facts(), b"payload").unwrap();
    let current = with(Keys::new(2, [2; 32]).with_old(1, [1; 32]));
    assert_eq!(&*entry(&current, &frame).unwrap().payload, b"payload");
    let unknown = with(Keys::new(2, [1; 32]));
    assert_eq!(open(&unknown, KEY, &frame).err(), REFUSED);
    let wrong = with(Keys::new(1, [2; 32]));
    assert_eq!(open(&wrong, KEY, &frame).err(), REFUSED);
    let written = seal(&current, KEY, &facts(), b"payload").unwrap();
    assert_eq!(open(&former, KEY, &written).err(), REFUSED);
}

#[test]
fn with_keys_nothing_is_read_that_is_not_encrypted_and_without_nothing_that_is() {
    let keyed = with(Keys::new(1, [1; 32]));
    let plain = seal(&Sealer::default(), KEY, &facts(), b"payload").unwrap();
    assert_eq!(open(&keyed, KEY, &plain).err(), REFUSED);
    let encrypted = seal(&keyed, KEY, &facts(), b"payload").unwrap();
    assert_eq!(open(&Sealer::default(), KEY, &encrypted).err(), REFUSED);
}

#[test]
fn nothing_can_be_changed_by_who_has_no_key_but_the_lease() {
    for sealer in sealers().into_iter().filter(|sealer| sealer.keys.is_some()) {
        let sealed = seal(&sealer, KEY, &facts(), &text()).unwrap();
        for at in 0..sealed.len() {
            let mut frame = sealed.clone();
            frame[at] ^= 1;
            let frame = with_good_checksum(frame);
            let is_free = LEASE.contains(&at) || super::CHECKSUM.contains(&at);
            assert_eq!(open(&sealer, KEY, &frame).is_ok(), is_free, "byte {at}");
        }
    }
}

#[test]
fn a_payload_is_of_no_use_elsewhere() {
    let sealer = with(Keys::new(1, [1; 32]));
    let moved = seal(&sealer, b"app:1:user:8", &facts(), b"payload").unwrap();
    assert_eq!(
        open(&sealer, KEY, &with_good_checksum(moved)).err(),
        REFUSED
    );
    let extended = Facts {
        stale_until: 5,
        ..facts()
    };
    let mut grafted = seal(&sealer, KEY, &extended, b"payload").unwrap();
    let other = seal(&sealer, KEY, &facts(), b"payload").unwrap();
    let payload = other.len() - (12 + 7 + 16);
    grafted[payload..].copy_from_slice(&other[payload..]);
    assert_eq!(
        open(&sealer, KEY, &with_good_checksum(grafted)).err(),
        REFUSED
    );
}

#[test]
fn keys_do_not_show() {
    let keys = Keys::new(200, [0xAB; 32]).with_old(7, [0xCD; 32]);
    let sealer = format!("{:?}", with(keys));
    assert!(
        sealer.contains("Keys { id: 200, old: [7], .. }"),
        "{sealer}"
    );
    assert!(
        !sealer.contains("171") && !sealer.contains("205"),
        "{sealer}"
    );
}

#[test]
#[should_panic(expected = "the ring has a key with the id 1; give each key an id of its own")]
fn an_id_stands_for_one_key() {
    drop(Keys::new(1, [1; 32]).with_old(1, [2; 32]));
}
