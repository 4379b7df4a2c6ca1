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

/// A million gibibytes; more is a slip of the hand.
const HEAVIEST: u64 = 1_000_000 << 30;

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
            Ok(bytes) => Ok(Self { literal, bytes }),
            Err(message) => Err(Error::new_spanned(literal, message)),
        }
    }
}

fn parse(text: &str) -> std::result::Result<u64, String> {
    let (number, factor) = number_and_factor(text).ok_or_else(|| malformed(text))?;
    let bytes = number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(factor));
    bytes
        .filter(|bytes| *bytes <= HEAVIEST)
        .ok_or_else(|| format!("`{text}` is more memory than a machine has; write less"))
}

fn number_and_factor(text: &str) -> Option<(&str, u64)> {
    let (number, unit) = text.split_at(text.find(|character: char| !character.is_ascii_digit())?);
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    (!number.is_empty()).then_some((number, *factor))
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
        ];
        for (text, bytes) in table {
            assert_eq!(parse(text).ok(), bytes, "{text}");
        }
    }

    #[test]
    fn absurd_weights_are_told_so() {
        for text in ["99999999999999999999GiB", "99999999999GiB", "1000001GiB"] {
            let message = parse(text).unwrap_err();
            assert!(message.ends_with("; write less"), "{text}: {message}");
        }
        assert_eq!(parse("1000000GiB"), Ok(1_000_000 << 30));
    }
}
