//! `"64MiB"`: amounts of memory.

use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, Result};

const UNITS: [(&str, u64); 7] = [
    ("B", 1),
    ("KiB", 1 << 10),
    ("MiB", 1 << 20),
    ("GiB", 1 << 30),
    ("KB", 1_000),
    ("MB", 1_000_000),
    ("GB", 1_000_000_000),
];

/// A number of bytes, and where it was written.
#[derive(Clone)]
pub(crate) struct WeightLit {
    pub(crate) literal: LitStr,
    pub(crate) bytes: u64,
}

impl Parse for WeightLit {
    fn parse(input: ParseStream) -> Result<Self> {
        let literal: LitStr = input.parse()?;
        match parse(&literal.value()) {
            Some(bytes) => Ok(Self { literal, bytes }),
            None => Err(Error::new_spanned(&literal, malformed(&literal.value()))),
        }
    }
}

fn parse(text: &str) -> Option<u64> {
    let (number, unit) = text.split_at(text.find(|character: char| !character.is_ascii_digit())?);
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

fn malformed(text: &str) -> String {
    format!(
        "invalid weight `{text}`; write a whole number and a unit: `B`, `KiB`, `MiB`, `GiB`, `KB`, `MB`, `GB`, as in `\"64MiB\"`"
    )
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn weights() {
        let table = [
            ("0B", Some(0)),
            ("512B", Some(512)),
            ("4KiB", Some(4096)),
            ("64MiB", Some(64 << 20)),
            ("2GiB", Some(2 << 30)),
            ("3KB", Some(3_000)),
            ("3MB", Some(3_000_000)),
            ("1GB", Some(1_000_000_000)),
            ("", None),
            ("64", None),
            ("MiB", None),
            ("64 MiB", None),
            ("1.5GiB", None),
            ("1TiB", None),
            ("99999999999999999999GiB", None),
        ];
        for (text, bytes) in table {
            assert_eq!(parse(text), bytes, "{text}");
        }
    }
}
