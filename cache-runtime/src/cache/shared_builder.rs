//! Configuration of the shared tier.

use super::{Cache, CacheBuilder, Inner};
use crate::codec::Codec;
use crate::error::Error;
use crate::frame::Compression;
#[cfg(feature = "encryption")]
use crate::frame::Keys;
use crate::redis::Endpoints;
use crate::shared::Tier;
use crate::shared::tier::{Memory, SharedSettings};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// The shared tier (feature `redis`).
impl CacheBuilder {
    /// Shares entries through one Redis (or Valkey) node: `redis://user:password@host:6379/0`, and `rediss://` for TLS
    /// with the feature `redis-tls`. Redis 6.2 or later.
    ///
    /// ```no_run
    /// # async fn start() -> Result<(), cache_runtime::Error> {
    /// use cache_runtime::Cache;
    ///
    /// let cache = Cache::builder()
    ///     .namespace("shop")
    ///     .redis("redis://127.0.0.1:6379")
    ///     .build()
    ///     .await?;
    /// cache.install()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn redis(mut self, url: impl Into<String>) -> Self {
        self.shared.endpoints = Some(Endpoints::Single(url.into()));
        self
    }

    /// Shares entries through independent nodes: each entry lives on one of them (rendezvous hashing). Changing the list
    /// moves the entries of the nodes that come or go, and no others. All processes must have the same list.
    pub fn redis_ring(mut self, urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.shared.endpoints = Some(Endpoints::Ring(collect(urls)));
        self
    }

    /// Shares entries through a Redis Cluster, of which these are some nodes (feature `redis-cluster`).
    #[cfg(feature = "redis-cluster")]
    pub fn redis_cluster(mut self, urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.shared.endpoints = Some(Endpoints::Cluster(collect(urls)));
        self
    }

    /// Shares entries through the master that these Sentinels know by the name `master` (feature `redis-sentinel`).
    ///
    /// `master` may be a URL with that name as its host, for user, password, database and TLS of the master:
    /// `redis://user:password@mymaster/2`.
    #[cfg(feature = "redis-sentinel")]
    pub fn redis_sentinel(
        mut self,
        urls: impl IntoIterator<Item = impl Into<String>>,
        master: impl Into<String>,
    ) -> Self {
        self.shared.endpoints = Some(Endpoints::Sentinel {
            urls: collect(urls),
            master: master.into(),
        });
        self
    }

    /// Lets the cache be built while Redis cannot be reached; it is used as soon as it can be. If not specified,
    /// [`build`](Self::build) fails then.
    pub fn redis_optional(mut self, optional: bool) -> Self {
        self.shared.optional = optional;
        self
    }

    /// Trusts servers whose certificate goes back to these authorities, in PEM (feature `redis-tls`). If not specified,
    /// to an authority of Mozilla's list.
    #[cfg(feature = "redis-tls")]
    pub fn redis_authorities(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.shared.certificates.authorities = Some(pem.into());
        self
    }

    /// Shows the servers this certificate, in PEM, with its key (feature `redis-tls`). If not specified, none.
    #[cfg(feature = "redis-tls")]
    pub fn redis_certificate(mut self, pem: impl Into<Vec<u8>>, key: impl Into<Vec<u8>>) -> Self {
        self.shared.certificates.client = Some((pem.into(), key.into()));
        self
    }

    /// How long one operation may take. If not specified, 100 ms.
    ///
    /// No call is slower than its load and one such time, however many operations it would have made.
    pub fn redis_timeout(mut self, timeout: Duration) -> Self {
        self.shared.times.operation = timeout;
        self
    }

    /// The name that all keys in Redis begin with: letters, digits, `_`, `.` and `-`. If not specified, `cache`.
    pub fn namespace(mut self, namespace: impl Into<String>) -> Self {
        self.shared.namespace = namespace.into();
        self
    }

    /// The second part of all keys: processes of different versions share nothing. If not specified, `v1`.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.shared.version = version.into();
        self
    }

    /// How values are written. If not specified, [`Codec::postcard`]. Values written otherwise are read all the same.
    pub fn codec(mut self, codec: Codec) -> Self {
        self.shared.codec = codec;
        self
    }

    /// How values are compressed. If not specified, not at all.
    pub fn compress(mut self, compression: Compression) -> Self {
        self.shared.sealer.compression = compression;
        self
    }

    /// Encrypts values (feature `encryption`). Keys and tags stay readable. If not specified, values are not encrypted.
    #[cfg(feature = "encryption")]
    pub fn encrypt(mut self, keys: Keys) -> Self {
        self.shared.sealer.keys = Some(keys);
        self
    }

    /// The size of the largest entry in Redis, in bytes. If not specified, 16 MiB. Larger values stay in memory.
    pub fn max_entry_bytes(mut self, bytes: usize) -> Self {
        self.shared.sealer.max_bytes = bytes;
        self
    }

    /// How long other processes wait for the value that a process loads under `stampede = "lock"`, where the function
    /// does not say. If not specified, 10 s.
    pub fn lock_wait(mut self, wait: Duration) -> Self {
        self.shared.times.lock_wait = wait;
        self
    }

    /// How long a process that dies keeps others from loading what it was loading. If not specified, 3 s. A load that
    /// takes longer renews its lease.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.shared.times.lease = lease;
        self
    }

    /// How long memory serves an entry while messages of other processes cannot be heard, from the moment it was stored
    /// or the connection was lost, whichever is later. If not specified, 10 s.
    pub fn disconnected_ttl(mut self, ttl: Duration) -> Self {
        self.shared.times.disconnected = ttl;
        self
    }
}

impl Cache {
    /// Builds a cache as the environment says:
    ///
    /// | variable | setter |
    /// |---|---|
    /// | `CACHE_REDIS_URL` | [`redis`](CacheBuilder::redis); several, separated by commas: [`redis_ring`](CacheBuilder::redis_ring) |
    /// | `CACHE_REDIS_OPTIONAL` | [`redis_optional`](CacheBuilder::redis_optional): `true` or `false` |
    /// | `CACHE_NAMESPACE` | [`namespace`](CacheBuilder::namespace) |
    /// | `CACHE_VERSION` | [`version`](CacheBuilder::version) |
    /// | `CACHE_MEMORY_CAPACITY` | [`memory_capacity`](CacheBuilder::memory_capacity) |
    /// | `CACHE_POLICIES` | `policies_from`, a path (feature `policies`) |
    ///
    /// Without `CACHE_REDIS_URL` it is a cache in memory.
    ///
    /// # Errors
    /// As [`CacheBuilder::build`], and [`Error::Setting`] for a variable that cannot be read.
    pub async fn from_env() -> Result<Self, Error> {
        CacheBuilder::from_variables(|name| std::env::var(name).ok())?
            .build()
            .await
    }

    pub(super) async fn connect(&self, settings: SharedSettings) -> Result<(), Error> {
        let Some(endpoints) = settings.endpoints.clone() else {
            return Ok(());
        };
        let weak: Weak<Inner> = Arc::downgrade(&self.inner);
        let memory: Weak<dyn Memory> = weak;
        let tier =
            Tier::connect(endpoints, settings, self.inner.world.clock.clone(), memory).await?;
        self.inner
            .tier
            .set(tier)
            .expect("a cache is connected once, before it is handed out");
        Ok(())
    }
}

impl CacheBuilder {
    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let mut builder = Self::default();
        if let Some(urls) = variable("CACHE_REDIS_URL").filter(|urls| !urls.trim().is_empty()) {
            let urls: Vec<&str> = urls.split(',').map(str::trim).collect();
            builder = match urls[..] {
                [url] => builder.redis(url),
                _ => builder.redis_ring(urls),
            };
        }
        if let Some(optional) = variable("CACHE_REDIS_OPTIONAL") {
            builder = builder.redis_optional(read(
                "CACHE_REDIS_OPTIONAL",
                &optional,
                "`true` or `false`",
            )?);
        }
        if let Some(namespace) = variable("CACHE_NAMESPACE") {
            builder = builder.namespace(namespace);
        }
        if let Some(version) = variable("CACHE_VERSION") {
            builder = builder.version(version);
        }
        if let Some(entries) = variable("CACHE_MEMORY_CAPACITY") {
            builder = builder.memory_capacity(read(
                "CACHE_MEMORY_CAPACITY",
                &entries,
                "a number of entries",
            )?);
        }
        if let Some(path) = variable("CACHE_POLICIES").filter(|path| !path.trim().is_empty()) {
            builder = builder.policies_in_variable(path)?;
        }
        Ok(builder)
    }

    #[cfg(feature = "policies")]
    #[allow(
        clippy::unnecessary_wraps,
        reason = "without the feature there is nobody who reads the file"
    )]
    fn policies_in_variable(self, path: String) -> Result<Self, Error> {
        Ok(self.policies_from(path))
    }

    #[cfg(not(feature = "policies"))]
    #[allow(
        clippy::unused_self,
        reason = "with the feature it is told of the file"
    )]
    fn policies_in_variable(self, _: String) -> Result<Self, Error> {
        Err(Error::Setting {
            name: "CACHE_POLICIES",
            reason: "a file of policies is read with the cargo feature `policies` of `cache-runtime`; switch that on, or remove the variable".to_owned(),
        })
    }
}

fn read<T: std::str::FromStr>(name: &'static str, text: &str, expected: &str) -> Result<T, Error> {
    text.trim().parse().map_err(|_| Error::Setting {
        name,
        reason: format!("`{text}` is not {expected}"),
    })
}

fn collect(urls: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    urls.into_iter().map(Into::into).collect()
}

#[cfg(all(test, feature = "policies"))]
mod tests {
    use super::*;

    #[test]
    fn the_variable_names_the_file_of_policies() {
        let build = |path: &'static str| {
            let variable = |name: &str| (name == "CACHE_POLICIES").then(|| path.to_owned());
            CacheBuilder::from_variables(variable)
                .unwrap()
                .build_memory()
        };
        let error = build("no/such/cache.toml").unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("no/such/cache.toml: the file of policies cannot be read: "),
            "{error}"
        );
        assert!(build(" ").is_ok(), "an empty variable names no file");
    }
}
