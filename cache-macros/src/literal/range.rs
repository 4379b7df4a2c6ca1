//! `"5m..1h"`: from one duration to another.

use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, Result};

use super::duration::{Length, parse as parse_duration};

/// Two durations in milliseconds, and where they were written. Which is the longer is not decided here.
#[derive(Clone)]
pub(crate) struct RangeLit {
    pub(crate) literal: LitStr,
    pub(crate) from: u64,
    pub(crate) to: u64,
}

impl Parse for RangeLit {
    fn parse(input: ParseStream) -> Result<Self> {
        let literal: LitStr = input.parse()?;
        match parse(&literal.value()) {
            Ok((from, to)) => Ok(Self { literal, from, to }),
            Err(message) => Err(Error::new_spanned(literal, message)),
        }
    }
}

fn parse(text: &str) -> std::result::Result<(u64, u64), String> {
    let (from, to) = text.split_once("..").ok_or_else(|| malformed(text))?;
    let is_end = |end: &str| !end.is_empty() && !end.starts_with(['=', '.']);
    if !is_end(from) || !is_end(to) {
        return Err(malformed(text));
    }
    Ok((milliseconds(from)?, milliseconds(to)?))
}

fn milliseconds(text: &str) -> std::result::Result<u64, String> {
    match parse_duration(text)? {
        Length::Milliseconds(milliseconds) => Ok(milliseconds),
        Length::Forever => {
            Err("`forever` is no end of a range; write a duration, as in `\"5m..1h\"`".to_owned())
        }
    }
}

fn malformed(text: &str) -> String {
    format!("invalid range `{text}`; write two durations, as in `\"5m..1h\"`")
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn two_durations_are_a_range() {
        assert_eq!(parse("5m..1h"), Ok((300_000, 3_600_000)));
        assert_eq!(parse("0s..500ms"), Ok((0, 500)));
        assert_eq!(parse("1h..5m"), Ok((3_600_000, 300_000)));
    }

    #[test]
    fn anything_else_is_told_how_a_range_is_written() {
        for text in [
            "", "5m", "..", "5m..", "..1h", "5m..=1h", "5m...1h", "5m-1h",
        ] {
            let message = parse(text).unwrap_err();
            assert!(
                message.starts_with(&format!("invalid range `{text}`; ")),
                "{text}: {message}"
            );
        }
    }

    #[test]
    fn an_end_that_is_no_duration_is_named() {
        for (text, end) in [
            ("5x..1h", "5x"),
            ("5m..1 h", "1 h"),
            ("5m..1h..2h", "1h..2h"),
        ] {
            let message = parse(text).unwrap_err();
            assert!(
                message.starts_with(&format!("invalid duration `{end}`; ")),
                "{text}: {message}"
            );
        }
        for text in ["5m..forever", "forever..1h"] {
            assert!(parse(text).unwrap_err().starts_with("`forever`"), "{text}");
        }
    }
}
