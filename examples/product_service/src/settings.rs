//! What the environment says.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// What a service is started with.
///
/// # Default
/// `127.0.0.1:8080`, 20,000 products in a SQLite file that is removed at the end, 16 connections, no added latency, a cache in
/// memory that begins empty.
#[derive(Debug, Clone)]
pub struct Settings {
    /// `LISTEN`: address and port; port 0 is any.
    pub listen: String,
    /// `DATABASE_URL`: `postgres://…`, or the path of a SQLite file; without it the file is temporary.
    pub database: Option<String>,
    /// `DATABASE_LATENCY_MS`: what each statement takes longer, in milliseconds with fractions, as it would over a network.
    pub database_latency: Duration,
    /// `DATABASE_CONNECTIONS`: statements that may run at one time.
    pub database_connections: usize,
    /// `PRODUCTS`: rows that an empty database is filled with.
    pub products: u32,
    /// `CACHE`: `on`, or `off` for the off-switch of every function.
    pub cached: bool,
    /// `WARM`: `on` to load all products, and to compose their pages, before the service listens.
    pub warmed: bool,
    /// `REDIS_URL`: the shared tier.
    pub redis: Option<String>,
    /// `CACHE_NAMESPACE`: processes with the same one share their entries.
    pub namespace: String,
    /// `CACHE_POLICIES`: a file of policies, read again on `SIGHUP`.
    pub policies: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:8080".to_owned(),
            database: None,
            database_latency: Duration::ZERO,
            database_connections: 16,
            products: 20_000,
            cached: true,
            warmed: false,
            redis: None,
            namespace: "shop".to_owned(),
            policies: None,
        }
    }
}

/// A variable cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    name: &'static str,
    written: String,
    expected: &'static str,
}

impl fmt::Display for SettingError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            written,
            expected,
        } = self;
        write!(formatter, "`{name}` is `{written}`; give {expected}")
    }
}

impl std::error::Error for SettingError {}

impl Settings {
    /// What the environment says; what it leaves unsaid is as in [`Settings::default`].
    ///
    /// # Errors
    /// For a variable that cannot be read.
    pub fn from_env() -> Result<Self, SettingError> {
        Self::from_variables(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn from_variables(
        variable: impl Fn(&'static str) -> Option<String>,
    ) -> Result<Self, SettingError> {
        let default = Self::default();
        let number = "a whole number";
        Ok(Self {
            listen: variable("LISTEN").unwrap_or(default.listen),
            database: variable("DATABASE_URL"),
            database_latency: read(&variable, "DATABASE_LATENCY_MS", latency, MILLISECONDS)?
                .unwrap_or(default.database_latency),
            database_connections: read(&variable, "DATABASE_CONNECTIONS", positive, number)?
                .unwrap_or(default.database_connections),
            products: read(&variable, "PRODUCTS", parsed, number)?.unwrap_or(default.products),
            cached: read(&variable, "CACHE", switch, SWITCH)?.unwrap_or(default.cached),
            warmed: read(&variable, "WARM", switch, SWITCH)?.unwrap_or(default.warmed),
            redis: variable("REDIS_URL"),
            namespace: variable("CACHE_NAMESPACE").unwrap_or(default.namespace),
            policies: variable("CACHE_POLICIES").map(PathBuf::from),
        })
    }
}

const SWITCH: &str = "`on` or `off`";
const MILLISECONDS: &str = "milliseconds, such as `1` or `0.5`, and 60000 at the most";

fn read<T>(
    variable: impl Fn(&'static str) -> Option<String>,
    name: &'static str,
    read: impl Fn(&str) -> Option<T>,
    expected: &'static str,
) -> Result<Option<T>, SettingError> {
    let Some(written) = variable(name) else {
        return Ok(None);
    };
    match read(&written) {
        Some(value) => Ok(Some(value)),
        None => Err(SettingError {
            name,
            written,
            expected,
        }),
    }
}

fn parsed<T: FromStr>(written: &str) -> Option<T> {
    written.parse().ok()
}

fn positive(written: &str) -> Option<usize> {
    parsed(written).filter(|number| *number > 0)
}

fn switch(written: &str) -> Option<bool> {
    match written {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

fn latency(written: &str) -> Option<Duration> {
    let milliseconds = parsed::<f64>(written)?;
    (0.0..=60_000.0)
        .contains(&milliseconds)
        .then(|| Duration::from_secs_f64(milliseconds / 1_000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &str, written: &str) -> Result<Settings, SettingError> {
        Settings::from_variables(|asked| (asked == name).then(|| written.to_owned()))
    }

    #[test]
    fn a_switch_is_on_or_off_and_nothing_else() {
        assert!(!with("CACHE", "off").unwrap().cached);
        let error = with("CACHE", "no").unwrap_err();
        assert_eq!(error.to_string(), "`CACHE` is `no`; give `on` or `off`");
    }

    #[test]
    fn a_latency_has_fractions_and_a_bound() {
        let latency = |written| with("DATABASE_LATENCY_MS", written).map(|it| it.database_latency);
        assert_eq!(latency("0.5"), Ok(Duration::from_micros(500)));
        assert!(latency("-1").is_err());
        assert!(latency("NaN").is_err());
        assert!(latency("60001").is_err());
    }

    #[test]
    fn no_connection_at_all_is_refused() {
        assert!(with("DATABASE_CONNECTIONS", "0").is_err());
    }
}
