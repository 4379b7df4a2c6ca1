//! The command line of the generator.

use super::run::Pace;
use super::traffic::Traffic;
use lexopt::prelude::{Long, ValueExt};
use std::error::Error;
use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

/// What the command line may say.
pub const USAGE: &str = "\
load [OPTIONS]                sends the same requests to the service without cache, with an empty and with a warmed one
load serve                    is the service itself, until its standard input ends

  --trace FILE                one big-endian u32 for each request: the id of a product
  --zipf EXPONENT             without a trace: by Zipf's law                               [1.0]
  --requests N                so many at most                                    [100000 by Zipf's law]
  --products N                rows of the database                                       [20000]
  --writes SHARE              of the requests that change a price or the stock            [0.01]
  --workers N                 requests on their way at one time, at most                    [16]
  --rate N                    requests in a second           [the next as soon as one is answered]
  --database-latency MS       what a network would add to each statement; 0: nothing         [1]
  --connections N             statements that run at one time                               [16]

The variables of the service are handed on: REDIS_URL, DATABASE_URL (PostgreSQL: with --database-latency 0), CACHE_POLICIES.";

/// What the command line says.
#[derive(Debug, Clone, PartialEq)]
pub struct Arguments {
    trace: Option<PathBuf>,
    zipf: f64,
    requests: Option<usize>,
    products: u32,
    writes: f64,
    /// In milliseconds.
    pub database_latency: f64,
    /// Statements that run at one time.
    pub connections: usize,
    /// How requests are sent.
    pub pace: Pace,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Task {
    /// Send requests.
    Load(Arguments),
    /// Be the service.
    Serve,
    /// Say what there is to say.
    Help,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            trace: None,
            zipf: 1.0,
            requests: None,
            products: 20_000,
            writes: 0.01,
            database_latency: 1.0,
            connections: 16,
            pace: Pace {
                workers: 16,
                rate: None,
            },
        }
    }
}

impl Arguments {
    /// Reads a command line, without the name of the program.
    ///
    /// # Errors
    /// For what cannot be read, with what could stand there.
    pub fn parse(
        arguments: impl IntoIterator<Item = impl Into<OsString>>,
    ) -> Result<Task, lexopt::Error> {
        let mut read = Self::default();
        let mut parser = lexopt::Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Long("trace") => read.trace = Some(parser.value()?.into()),
                Long("zipf") => read.zipf = within(&mut parser, 0.0..=10.0)?,
                Long("requests") => read.requests = Some(within(&mut parser, 1..=usize::MAX)?),
                Long("products") => read.products = within(&mut parser, 1..=10_000_000)?,
                Long("writes") => read.writes = within(&mut parser, 0.0..=1.0)?,
                Long("workers") => read.pace.workers = within(&mut parser, 1..=10_000)?,
                Long("rate") => read.pace.rate = Some(within(&mut parser, 0.1..=1e9)?),
                Long("database-latency") => {
                    read.database_latency = within(&mut parser, 0.0..=60_000.0)?;
                }
                Long("connections") => read.connections = within(&mut parser, 1..=1_000)?,
                Long("help") => return Ok(Task::Help),
                lexopt::Arg::Value(task) if task == "serve" => return Ok(Task::Serve),
                other => return Err(other.unexpected()),
            }
        }
        Ok(Task::Load(read))
    }

    /// The requests that it asks for.
    ///
    /// # Errors
    /// If the trace cannot be read, or asks for a product that the database does not have.
    pub fn traffic(&self) -> Result<Traffic, Box<dyn Error + Send + Sync>> {
        let Some(file) = &self.trace else {
            let requests = self.requests.unwrap_or(100_000);
            return Ok(Traffic::zipf(
                self.products,
                self.zipf,
                requests,
                self.writes,
            ));
        };
        let traffic = Traffic::trace(file, self.writes)
            .map_err(|error| format!("`{}`: {error}", file.display()))?
            .limited(self.requests.unwrap_or(usize::MAX));
        if traffic.bound() > self.products {
            let least = traffic.bound();
            return Err(
                format!("the trace asks for more products; give `--products {least}`").into(),
            );
        }
        Ok(traffic)
    }

    /// The variables of the service, other than those of the cache.
    #[must_use]
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("DATABASE_LATENCY_MS", self.database_latency.to_string()),
            ("DATABASE_CONNECTIONS", self.connections.to_string()),
            ("PRODUCTS", self.products.to_string()),
        ]
    }
}

fn within<T: FromStr<Err: Into<Box<dyn Error + Send + Sync>>> + PartialOrd + std::fmt::Debug>(
    parser: &mut lexopt::Parser,
    range: std::ops::RangeInclusive<T>,
) -> Result<T, lexopt::Error> {
    let read = |text: &str| -> Result<T, Box<dyn Error + Send + Sync>> {
        let value: T = text.parse().map_err(Into::into)?;
        if range.contains(&value) {
            Ok(value)
        } else {
            Err(format!("give {:?} to {:?}", range.start(), range.end()).into())
        }
    };
    parser.value()?.parse_with(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(line: &[&str]) -> Result<Arguments, String> {
        match Arguments::parse(line) {
            Ok(Task::Load(arguments)) => Ok(arguments),
            Ok(other) => panic!("{other:?}"),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn nothing_said_is_the_default_and_what_is_said_counts() {
        assert_eq!(load(&[]), Ok(Arguments::default()));
        let read = load(&["--rate", "500", "--writes=0"]).unwrap();
        assert_eq!((read.pace.rate, read.writes), (Some(500.0), 0.0));
    }

    #[test]
    fn what_is_out_of_range_or_unknown_is_refused_by_its_name() {
        let error = load(&["--writes", "2"]).unwrap_err();
        assert!(error.contains("give 0.0 to 1.0"), "{error}");
        let error = load(&["--wokers", "2"]).unwrap_err();
        assert!(error.contains("--wokers"), "{error}");
    }

    #[test]
    fn every_option_stands_in_the_usage_with_its_default() {
        let default = Arguments::default();
        for (option, value) in [
            ("--zipf", "[1.0]".to_owned()),
            ("--products", format!("[{}]", default.products)),
            ("--writes", format!("[{}]", default.writes)),
            ("--workers", format!("[{}]", default.pace.workers)),
            (
                "--database-latency",
                format!("[{}]", default.database_latency),
            ),
            ("--connections", format!("[{}]", default.connections)),
        ] {
            let line = USAGE
                .lines()
                .find(|line| line.trim_start().starts_with(option));
            assert!(line.is_some_and(|line| line.ends_with(&value)), "{option}");
        }
    }
}
