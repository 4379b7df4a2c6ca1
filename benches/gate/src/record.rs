//! The recorded counts: a text file, the conditions in its first line, then a count and a name in each.

use std::fmt;

/// What was counted once, and under which conditions.
#[derive(Debug, PartialEq)]
pub(crate) struct Record {
    /// The compiler, the machine and the counter: with others, counts are others.
    pub(crate) conditions: String,
    pub(crate) counts: Vec<(String, f64)>,
}

impl Record {
    /// Reads a record; a line that is none is an error, quoted.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut lines = text.lines();
        let conditions = lines.next().unwrap_or_default().to_owned();
        let counts = lines.map(|line| row(line).ok_or_else(|| line.to_owned()));
        Ok(Self {
            conditions,
            counts: counts.collect::<Result<_, _>>()?,
        })
    }

    /// The count of that name.
    pub(crate) fn count(&self, name: &str) -> Option<f64> {
        let row = self.counts.iter().find(|(recorded, _)| recorded == name)?;
        Some(row.1)
    }
}

fn row(line: &str) -> Option<(String, f64)> {
    let (count, name) = line.trim_start().split_once(' ')?;
    Some((name.to_owned(), count.parse().ok()?))
}

impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "{}", self.conditions)?;
        let mut rows = self.counts.iter();
        rows.try_for_each(|(name, count)| writeln!(formatter, "{count:>7.1} {name}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_back() {
        let record = Record {
            conditions: "rustc 1.95.0, valgrind-3.24.0".to_owned(),
            counts: vec![
                ("&str of 12 bytes".to_owned(), 96.5),
                ("u64".to_owned(), 80.0),
            ],
        };
        assert_eq!(Record::read(&record.to_string()), Ok(record));
    }

    #[test]
    fn a_line_without_a_count_is_quoted() {
        assert_eq!(Record::read("rustc\nu64 80\n"), Err("u64 80".to_owned()));
    }
}
