//! What a shared tier is told when the cache is built.

use crate::codec::Codec;
use crate::error::Error;
use crate::frame::Sealer;
use crate::redis::{Endpoints, Settings};
use std::time::Duration;

/// Settings of the shared tier.
#[derive(Debug, Clone)]
pub(crate) struct SharedSettings {
    /// None: there is to be no shared tier.
    pub(crate) endpoints: Option<Endpoints>,
    pub(crate) namespace: String,
    pub(crate) version: String,
    pub(crate) codec: Codec,
    pub(crate) sealer: Sealer,
    pub(crate) times: Times,
    /// Whether the cache may be built while no server answers.
    pub(crate) optional: bool,
    #[cfg(feature = "redis-tls")]
    pub(crate) certificates: crate::redis::Certificates,
}

/// How long things take, or may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    /// One operation in Redis.
    pub(crate) operation: Duration,
    /// A lease that is not renewed.
    pub(crate) lease: Duration,
    /// Waiting for the value of another process, where the function does not say.
    pub(crate) lock_wait: Duration,
    /// An entry in memory, while messages of others cannot be heard.
    pub(crate) disconnected: Duration,
    /// The version of a name that nobody asks for.
    pub(crate) names: Duration,
    pub(crate) heartbeat: Duration,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            operation: Duration::from_millis(100),
            lease: Duration::from_secs(3),
            lock_wait: Duration::from_secs(10),
            disconnected: Duration::from_secs(10),
            names: Duration::from_secs(7 * 24 * 3600),
            heartbeat: Duration::from_secs(1),
        }
    }
}

/// Namespace `cache`, version `v1`, postcard, no compression, no encryption, entries up to 16 MiB.
impl Default for SharedSettings {
    fn default() -> Self {
        Self {
            endpoints: None,
            namespace: "cache".into(),
            version: "v1".into(),
            codec: Codec::default(),
            sealer: Sealer::default(),
            times: Times::default(),
            optional: false,
            #[cfg(feature = "redis-tls")]
            certificates: crate::redis::Certificates::default(),
        }
    }
}

impl SharedSettings {
    /// # Errors
    /// [`Error::Setting`] if a shared tier is asked for.
    pub(crate) fn refuse(&self) -> Result<(), Error> {
        match &self.endpoints {
            None => Ok(()),
            Some(_) => Err(Error::Setting {
                name: "redis",
                reason: "a cache in memory alone has no shared tier; use `build().await`".into(),
            }),
        }
    }

    /// # Errors
    /// [`Error::Setting`] if a time makes no sense.
    pub(super) fn check(&self) -> Result<(), Error> {
        // Leases and the memory of an outage are looked after every quarter of a second.
        let short = Duration::from_secs(1);
        if self.times.lease < short {
            return Err(Error::Setting {
                name: "lease",
                reason: format!(
                    "{:?} is too short to be renewed in time; give at least 1 s",
                    self.times.lease
                ),
            });
        }
        Ok(())
    }

    pub(super) fn nodes(&self, endpoints: Endpoints, channel: Vec<u8>) -> Settings {
        Settings {
            operation_timeout: self.times.operation,
            heartbeat: self.times.heartbeat,
            start_without: self.optional,
            #[cfg(feature = "redis-tls")]
            certificates: self.certificates.clone(),
            ..Settings::new(endpoints, channel)
        }
    }
}
