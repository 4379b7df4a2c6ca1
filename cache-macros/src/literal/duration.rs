//! `"1h30m"`: durations.

use syn::parse::{Parse, ParseStream};
use syn::{Error, LitStr, Result};

const UNITS: [(&str, u64); 6] = [
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", DAY),
    ("w", 7 * DAY),
];

const DAY: u64 = 86_400_000;

/// A century; more is a slip of the hand.
const LONGEST: u64 = 36_525 * DAY;

/// A duration, and where it was written.
#[derive(Clone)]
pub(crate) struct DurationLit {
    pub(crate) literal: LitStr,
    pub(crate) length: Length,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Forever,
    Milliseconds(u64),
}

impl Parse for DurationLit {
    fn parse(input: ParseStream) -> Result<Self> {
        let literal: LitStr = input.parse()?;
        match parse(&literal.value()) {
            Ok(length) => Ok(Self { literal, length }),
            Err(message) => Err(Error::new_spanned(literal, message)),
        }
    }
}

pub(super) fn parse(text: &str) -> std::result::Result<Length, String> {
    if text == "forever" {
        return Ok(Length::Forever);
    }
    let mut total = 0_u64;
    let mut rest = text;
    while !rest.is_empty() || text.is_empty() {
        let (milliseconds, after) = component(rest).ok_or_else(|| malformed(text))?;
        total = milliseconds
            .and_then(|milliseconds| total.checked_add(milliseconds))
            .filter(|total| *total <= LONGEST)
            .ok_or_else(|| {
                format!("`{text}` is longer than a century; write less, or `ttl = \"forever\"`")
            })?;
        rest = after;
    }
    Ok(Length::Milliseconds(total))
}

/// The first number and unit of `text`, and what follows. The inner `None` is a number too large to hold.
fn component(text: &str) -> Option<(Option<u64>, &str)> {
    let (number, rest) = split_where(text, |character| !character.is_ascii_digit());
    let (unit, rest) = split_where(rest, |character| character.is_ascii_digit());
    let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    if number.is_empty() {
        return None;
    }
    let milliseconds = number
        .parse::<u64>()
        .ok()
        .and_then(|number| number.checked_mul(*factor));
    Some((milliseconds, rest))
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
    use proptest::prelude::*;

    use super::{DAY, LONGEST, Length, UNITS, parse};

    /// The same table is read by the tests of the runtime, which reads durations from files.
    #[test]
    fn durations_are_read_as_files_of_policies_have_them() {
        let cases = include_str!("../../../tests/durations.txt");
        let mut read = 0;
        for line in cases.lines().filter(|line| !line.starts_with('#')) {
            let (text, expected) = line.split_once(" = ").unwrap();
            let length = match parse(text) {
                Ok(Length::Forever) => "forever".to_owned(),
                Ok(Length::Milliseconds(milliseconds)) => milliseconds.to_string(),
                Err(message) => message,
            };
            assert_eq!(length, expected.replace("<text>", text), "{text}");
            read += 1;
        }
        assert!(read >= 25, "only {read} cases found");
    }

    #[test]
    fn well_formed_durations() {
        let table = [
            ("250ms", 250),
            ("30s", 30_000),
            ("5m", 300_000),
            ("1h30m", 5_400_000),
            ("1h", 3_600_000),
            ("2d", 2 * DAY),
            ("1w1d", 8 * DAY),
            ("1m500ms", 60_500),
            ("0s", 0),
            ("36525d", 36_525 * DAY),
        ];
        for (text, milliseconds) in table {
            assert_eq!(
                parse(text),
                Ok(Length::Milliseconds(milliseconds)),
                "{text}"
            );
        }
        assert_eq!(parse("forever"), Ok(Length::Forever));
    }

    #[test]
    fn malformed_durations_name_the_units() {
        for text in [
            "",
            "30",
            "s",
            "30x",
            "1.5h",
            "1h 30m",
            "-1s",
            "1H",
            "h1",
            "1M",
            "forever1s",
            "1 h",
        ] {
            let message = parse(text).unwrap_err();
            assert!(
                message.starts_with(&format!("invalid duration `{text}`; ")),
                "{text}: {message}"
            );
        }
    }

    #[test]
    fn absurd_durations_are_told_of_forever() {
        for text in [
            "36526d",
            "99999999999999999999999s",
            "18446744073709551615w",
            "5200w200d",
        ] {
            let message = parse(text).unwrap_err();
            assert!(
                message.ends_with("write less, or `ttl = \"forever\"`"),
                "{text}: {message}"
            );
        }
    }

    /// What the `humantime` crate makes of it; that is an independent reader of the same units.
    fn of_humantime(text: &str) -> Option<u64> {
        let duration = humantime::parse_duration(text).ok()?;
        u64::try_from(duration.as_millis()).ok()
    }

    fn components() -> impl Strategy<Value = Vec<(u64, &'static str)>> {
        let number = prop_oneof![0..100_u64, 0..100_000_u64, any::<u64>()];
        let unit = prop::sample::select(UNITS.map(|(name, _)| name).to_vec());
        prop::collection::vec((number, unit), 1..5)
    }

    proptest! {
        #[test]
        fn well_formed_durations_are_as_long_as_humantime_says(components in components()) {
            let text = components.iter().fold(String::new(), |text, (number, unit)| text + &number.to_string() + unit);
            let expected = of_humantime(&text).filter(|milliseconds| *milliseconds <= LONGEST);
            match (parse(&text), expected) {
                (Ok(length), Some(milliseconds)) => prop_assert_eq!(length, Length::Milliseconds(milliseconds)),
                (Err(message), None) => prop_assert!(message.contains("longer than a century"), "{}", message),
                (ours, expected) => prop_assert!(false, "`{}`: {:?}, expected {:?}", text, ours, expected),
            }
        }

        /// `humantime` takes more: spaces, fractions, other units, such as `M` for a month. It never takes less.
        #[test]
        fn whatever_is_accepted_humantime_accepts_too(text in "[0-9msmhdwM. ]{0,8}") {
            if let Ok(Length::Milliseconds(milliseconds)) = parse(&text) {
                prop_assert_eq!(of_humantime(&text), Some(milliseconds), "{}", text);
            }
        }

        #[test]
        fn no_text_breaks_the_parser(text in any::<String>()) {
            if let Err(message) = parse(&text) {
                prop_assert!(message.contains(&text));
            }
        }
    }

    #[test]
    fn what_humantime_reads_otherwise_is_refused() {
        for text in ["1M", "1h 30m", "1y", "1min", "1us", "0", "1 h"] {
            assert!(of_humantime(text).is_some(), "{text}");
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
