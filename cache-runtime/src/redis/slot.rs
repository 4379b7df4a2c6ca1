//! Which slot of a cluster a key belongs to: CRC16 of the key, or of what stands between its first braces.

use super::nodes::Shard;

pub(super) const SLOTS: u16 = 16384;

pub(super) fn slot_of(key: &[u8]) -> Shard {
    Shard(checksum(hashed_part(key)) % SLOTS)
}

/// A key's hash tag; the whole key if it has none, or an empty one.
fn hashed_part(key: &[u8]) -> &[u8] {
    let tag = || {
        let open = key.iter().position(|byte| *byte == b'{')?;
        let rest = &key[open + 1..];
        let close = rest.iter().position(|byte| *byte == b'}')?;
        (close > 0).then(|| &rest[..close])
    };
    tag().unwrap_or(key)
}

/// CRC-16/XMODEM, as the cluster specification wants it.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |sum, byte| {
        let [high, _] = u16::to_be_bytes(sum);
        (sum << 8) ^ TABLE[usize::from(high ^ byte)]
    })
}

const TABLE: [u16; 256] = table();

const fn table() -> [u16; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    let mut first: u16 = 0;
    while byte < 256 {
        let mut sum = first << 8;
        let mut bit = 0;
        while bit < 8 {
            let carry = sum & 0x8000 != 0;
            sum <<= 1;
            if carry {
                sum ^= 0x1021;
            }
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
        first = first.wrapping_add(1);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_that_of_the_specification() {
        assert_eq!(checksum(b"123456789"), 0x31C3);
        assert_eq!(slot_of(b"foo"), Shard(12182));
    }

    #[test]
    fn a_hash_tag_decides_unless_it_is_empty_or_open() {
        assert_eq!(slot_of(b"{user:7}:name"), slot_of(b"user:7"));
        assert_eq!(slot_of(b"a{b}{c}"), slot_of(b"b"));
        assert_eq!(hashed_part(b"foo{}{bar}"), b"foo{}{bar}");
        assert_eq!(hashed_part(b"foo{bar"), b"foo{bar");
        assert_eq!(hashed_part(b"foo{{bar}}"), b"{bar");
    }
}
