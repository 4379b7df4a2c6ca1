//! What a shared tier is told when the cache is built.

use crate::codec::Codec;
use crate::frame::Sealer;
use crate::redis::{Endpoints, Settings};
use std::time::Duration;

/// Settings of the shared tier.
#[derive(Debug, Clone)]
pub(crate) struct SharedSettings {
    pub(crate) endpoints: Endpoints,
    pub(crate) namespace: String,
    pub(crate) version: String,
    pub(crate) codec: Codec,
    pub(crate) sealer: Sealer,
    pub(crate) times: Times,
    /// Whether the cache may be built while no server answers.
    pub(crate) optional: bool,
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

impl SharedSettings {
    /// # Default
    /// Namespace `cache`, version `v1`, postcard, no compression, no encryption, values up to 16 MiB.
    pub(crate) fn new(endpoints: Endpoints) -> Self {
        Self {
            endpoints,
            namespace: "cache".into(),
            version: "v1".into(),
            codec: Codec::default(),
            sealer: Sealer::default(),
            times: Times::default(),
            optional: false,
        }
    }

    pub(super) fn nodes(&self, channel: Vec<u8>) -> Settings {
        Settings {
            endpoints: self.endpoints.clone(),
            operation_timeout: self.times.operation,
            heartbeat: self.times.heartbeat,
            start_without: self.optional,
            channel,
            ..Settings::default()
        }
    }
}
