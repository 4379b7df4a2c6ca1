//! What the connections are told: every default of `redis/` stands here. Addresses are read in `endpoint.rs`.

use super::breaker::Limits;
use super::traffic::Traffic;
use crate::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Where Redis is. Addresses are URLs, see `endpoint.rs`.
#[derive(Clone)]
pub(crate) enum Endpoints {
    Single(String),
    /// `master` is the name that the Sentinels know, or a URL with that name as its host, for user, password, database and
    /// TLS of the master: `redis://user:password@mymaster/2`. What the Sentinels want stands in their own URLs.
    #[cfg(feature = "redis-sentinel")]
    Sentinel {
        urls: Vec<String>,
        master: String,
    },
    /// Independent nodes; each key has one of them.
    Ring(Vec<String>),
    /// Some nodes of a cluster, to learn the others from.
    #[cfg(feature = "redis-cluster")]
    Cluster(Vec<String>),
}

impl Endpoints {
    /// The setter that a user wrote, for messages.
    pub(super) fn setter(&self) -> &'static str {
        match self {
            Self::Single(_) => "redis",
            #[cfg(feature = "redis-sentinel")]
            Self::Sentinel { .. } => "redis_sentinel",
            Self::Ring(_) => "redis_ring",
            #[cfg(feature = "redis-cluster")]
            Self::Cluster(_) => "redis_cluster",
        }
    }
}

/// The setter only: URLs may hold passwords.
impl fmt::Debug for Endpoints {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.setter())
    }
}

/// What the connections are told.
///
/// # Default
/// See [`Settings::new`].
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    pub(crate) endpoints: Endpoints,
    /// The one deadline around permit, sending and answer.
    pub(crate) operation_timeout: Duration,
    /// The deadline of connecting and greeting.
    pub(crate) connect_timeout: Duration,
    /// Commands on their way on one node; one more is shed.
    pub(crate) in_flight: usize,
    pub(crate) breaker: Limits,
    /// Shown by `CLIENT LIST`.
    pub(crate) client_name: String,
    /// How often a connection is asked whether it lives, and the bus where it stands.
    pub(crate) heartbeat: Duration,
    /// The channel of the bus, which is the name of its hash too.
    pub(crate) channel: Vec<u8>,
    /// Start also when Redis cannot be reached, and connect later. What waiting does not cure (a refused password, something
    /// that is no Redis) is an error still.
    pub(crate) start_without: bool,
    /// Where all that is sent is counted.
    pub(crate) traffic: Arc<Traffic>,
    #[cfg(feature = "redis-tls")]
    pub(crate) certificates: super::tls::Certificates,
}

impl Settings {
    pub(crate) fn new(endpoints: Endpoints, channel: impl Into<Vec<u8>>) -> Self {
        Self {
            endpoints,
            operation_timeout: Duration::from_millis(100),
            connect_timeout: Duration::from_secs(2),
            in_flight: 4096,
            breaker: Limits::default(),
            client_name: "cache-runtime".into(),
            heartbeat: Duration::from_secs(1),
            channel: channel.into(),
            start_without: false,
            traffic: Arc::default(),
            #[cfg(feature = "redis-tls")]
            certificates: super::tls::Certificates::default(),
        }
    }

    pub(super) fn check(&self) -> Result<(), Error> {
        let zero = [
            ("redis_timeout", self.operation_timeout.is_zero()),
            ("redis_connect_timeout", self.connect_timeout.is_zero()),
            ("redis_in_flight", self.in_flight == 0),
            ("redis_heartbeat", self.heartbeat.is_zero()),
        ];
        if let Some((name, _)) = zero.into_iter().find(|(_, is_zero)| *is_zero) {
            return Err(setting(name, "must be more than zero".into()));
        }
        let name = &self.client_name;
        if name.bytes().any(|byte| !(b'!'..=b'~').contains(&byte)) {
            return Err(setting(
                "redis_client_name",
                format!(
                    "`{name}` holds a space or a character that Redis does not take; use letters, digits and punctuation"
                ),
            ));
        }
        Ok(())
    }
}

pub(super) fn setting(name: &'static str, reason: String) -> Error {
    Error::Setting { name, reason }
}
