//! Durations and ranges of them, as the attribute writes them: `"1h30m"`, `"forever"`, `"5m..1h"`.

use super::overlay::{Range, Ttl};
use crate::clock::Millis;

const UNITS: [(&str, Millis); 6] = [
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", DAY),
    ("w", 7 * DAY),
];

const DAY: Millis = 86_400_000;

/// A century; more is a slip of the hand.
const LONGEST: Millis = 36_525 * DAY;

/// A duration, or `"forever"`.
pub(super) fn parse(text: &str) -> Result<Ttl, String> {
    if text == "forever" {
        return Ok(Ttl::Forever);
    }
    let mut total: Millis = 0;
    let mut rest = text;
    while !rest.is_empty() || text.is_empty() {
        let (millis, after) = component(rest).ok_or_else(|| malformed(text))?;
        total = millis
            .and_then(|millis| total.checked_add(millis))
            .filter(|total| *total <= LONGEST)
            .ok_or_else(|| {
                format!("`{text}` is longer than a century; write less, or `ttl = \"forever\"`")
            })?;
        rest = after;
    }
    Ok(Ttl::For(total))
}

/// `"5m..1h"`
pub(super) fn parse_range(text: &str) -> Result<Range, String> {
    let malformed = || format!("invalid range `{text}`; write two durations, as in `\"5m..1h\"`");
    let (from, to) = text.split_once("..").ok_or_else(malformed)?;
    let is_end = |end: &str| !end.is_empty() && !end.starts_with(['=', '.']);
    if !is_end(from) || !is_end(to) {
        return Err(malformed());
    }
    Ok(Range {
        from: end(from)?,
        to: end(to)?,
    })
}

fn end(text: &str) -> Result<Millis, String> {
    match parse(text)? {
        Ttl::For(millis) => Ok(millis),
        Ttl::Forever | Ttl::Computed => {
            Err("`forever` is no end of a range; write a duration, as in `\"5m..1h\"`".to_owned())
        }
    }
}

/// The first number and unit of `text`, and what follows. The inner `None` is a number too large to hold.
fn component(text: &str) -> Option<(Option<Millis>, &str)> {
    let (number, rest) = split_where(text, |character| !character.is_ascii_digit());
    let (unit, rest) = split_where(rest, |character| character.is_ascii_digit());
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    if number.is_empty() {
        return None;
    }
    let millis = number
        .parse::<Millis>()
        .ok()
        .and_then(|number| number.checked_mul(*factor));
    Some((millis, rest))
}

fn split_where(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

fn malformed(text: &str) -> String {
    format!(
        "invalid duration `{text}`; write whole numbers with units `ms`, `s`, `m`, `h`, `d`, `w`, as in `\"1h30m\"`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same table is read by the tests of the macro.
    const CASES: &str = include_str!("../../../tests/durations.txt");

    #[test]
    fn durations_are_read_as_the_attribute_reads_them() {
        let mut cases = 0;
        for line in CASES.lines().filter(|line| !line.starts_with('#')) {
            let (text, expected) = line.split_once(" = ").unwrap();
            let read = match parse(text) {
                Ok(Ttl::Forever) => "forever".to_owned(),
                Ok(Ttl::For(millis)) => millis.to_string(),
                Ok(Ttl::Computed) => unreachable!("no text computes a ttl"),
                Err(message) => message,
            };
            assert_eq!(read, expected.replace("<text>", text), "{text}");
            cases += 1;
        }
        assert!(cases >= 25, "only {cases} cases found");
    }

    #[test]
    fn ranges_are_read_as_the_attribute_reads_them() {
        let range = |from, to| Ok(Range { from, to });
        assert_eq!(parse_range("5m..1h"), range(300_000, 3_600_000));
        assert_eq!(parse_range("0s..500ms"), range(0, 500));
        for text in [
            "", "5m", "..", "5m..", "..1h", "5m..=1h", "5m...1h", "5m-1h",
        ] {
            let message = parse_range(text).unwrap_err();
            assert_eq!(
                message,
                format!("invalid range `{text}`; write two durations, as in `\"5m..1h\"`")
            );
        }
        assert!(
            parse_range("5m..forever")
                .unwrap_err()
                .starts_with("`forever` is no end")
        );
        assert!(
            parse_range("5x..1h")
                .unwrap_err()
                .starts_with("invalid duration `5x`; ")
        );
    }
}
