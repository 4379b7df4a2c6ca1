//! One address of Redis: reads and checks the URL. Where a master or the owner of a slot is found at run time is decided in
//! `origin.rs`.
//!
//! `redis://[user][:password@]host[:port][/database]`, `rediss://…` for TLS, `unix:///path?db=1&user=…&pass=…` for a socket
//! of this machine. No message and no `Debug` shows a password.

use super::settings::{Settings, setting};
use crate::error::Error;
use redis::io::tcp::{TcpSettings, socket2::TcpKeepalive};
use redis::{ConnectionInfo, IntoConnectionInfo, ProtocolVersion};
use std::fmt;
use std::time::Duration;

#[derive(Clone)]
pub(super) struct Endpoint {
    info: ConnectionInfo,
}

impl Endpoint {
    /// Reads `url`, which the user gave to the setter of `settings.endpoints`.
    pub(super) fn parse(url: &str, settings: &Settings) -> Result<Self, Error> {
        let wrong = |reason: String| setting(settings.endpoints.setter(), reason);
        if !cfg!(feature = "redis-tls")
            && (url.starts_with("rediss:") || url.starts_with("valkeys:"))
        {
            return Err(wrong(format!(
                "`{}` asks for TLS, which needs the cargo feature `redis-tls` of `cache-runtime`",
                without_password(url)
            )));
        }
        if url.ends_with("#insecure") {
            return Err(wrong(format!(
                "`{}` asks to trust anybody; give the certificate of your authority instead",
                without_password(url)
            )));
        }
        let info = url.into_connection_info().map_err(|error| {
            wrong(format!(
                "`{}` is no address of Redis ({error}); write `redis://[user][:password@]host[:port][/database]`",
                without_password(url)
            ))
        })?;
        let endpoint = Self {
            info: prepared(info, settings),
        };
        #[cfg(feature = "redis-tls")]
        let endpoint = endpoint.with_certificates(settings)?;
        Ok(endpoint)
    }

    /// The host or the socket, and the port where there is one.
    pub(super) fn server(&self) -> (&str, Option<u16>) {
        match self.info.addr() {
            redis::ConnectionAddr::Tcp(host, port)
            | redis::ConnectionAddr::TcpTls { host, port, .. } => (host, Some(*port)),
            redis::ConnectionAddr::Unix(path) => (path.to_str().unwrap_or_default(), None),
            _ => ("", None),
        }
    }

    pub(super) fn info(&self) -> &ConnectionInfo {
        &self.info
    }

    #[cfg(feature = "redis-tls")]
    fn with_certificates(self, settings: &Settings) -> Result<Self, Error> {
        if !matches!(self.info.addr(), redis::ConnectionAddr::TcpTls { .. }) {
            return Ok(self);
        }
        settings
            .certificates
            .apply(self.info)
            .map(|info| Self { info })
            .map_err(|reason| setting("redis_certificates", reason))
    }
}

/// What those need who find nodes that nobody named.
#[cfg(any(feature = "redis-cluster", feature = "redis-sentinel", test))]
impl Endpoint {
    /// The host as written.
    pub(super) fn host(&self) -> Option<&str> {
        match self.info.addr() {
            redis::ConnectionAddr::Tcp(host, _) | redis::ConnectionAddr::TcpTls { host, .. } => {
                Some(host)
            }
            _ => None,
        }
    }

    /// The same user, password, database and TLS at another address.
    pub(super) fn at(&self, host: String, port: u16) -> Self {
        let address = match self.info.addr().clone() {
            redis::ConnectionAddr::TcpTls {
                insecure,
                tls_params,
                ..
            } => redis::ConnectionAddr::TcpTls {
                host,
                port,
                insecure,
                tls_params,
            },
            _ => redis::ConnectionAddr::Tcp(host, port),
        };
        Self {
            info: self.info.clone().set_addr(address),
        }
    }
}

/// RESP3, and a socket that notices a peer that went away.
fn prepared(info: ConnectionInfo, settings: &Settings) -> ConnectionInfo {
    let keepalive = TcpKeepalive::new()
        .with_time(Duration::from_secs(5))
        .with_interval(Duration::from_secs(2));
    let sockets = TcpSettings::default()
        .set_nodelay(true)
        .set_keepalive(keepalive);
    #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
    let sockets = sockets.set_user_timeout(settings.heartbeat.saturating_mul(3));
    let greeting = info
        .redis_settings()
        .clone()
        .set_protocol(ProtocolVersion::RESP3)
        .set_lib_name("cache-runtime", env!("CARGO_PKG_VERSION"));
    info.set_tcp_settings(sockets).set_redis_settings(greeting)
}

/// Host, port and database: what names a node in messages, and in a ring.
impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.info.addr().fmt(formatter)?;
        match self.info.redis_settings().db() {
            0 => Ok(()),
            database => write!(formatter, "/{database}"),
        }
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Endpoint({self})")
    }
}

/// `url` fit to be shown: user, password and query are masked. Where it is not plain which part is which, all is.
fn without_password(url: &str) -> String {
    let (scheme, rest) = url
        .split_once("://")
        .map_or((String::new(), url), |(scheme, rest)| {
            (format!("{scheme}://"), rest)
        });
    let (user, address) = rest
        .rsplit_once('@')
        .map_or(("", rest), |(_, address)| ("…@", address));
    match (rest.find('?'), rest.rfind('@')) {
        (Some(query), Some(at)) if query < at => format!("{scheme}…"),
        _ => match address.split_once('?') {
            Some((address, _)) => format!("{scheme}{user}{address}?…"),
            None => format!("{scheme}{user}{address}"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::settings::Endpoints;
    use super::*;

    fn parse(url: &str) -> Result<Endpoint, Error> {
        Endpoint::parse(url, &Settings::new(Endpoints::Single(String::new()), "bus"))
    }

    #[test]
    fn an_endpoint_is_named_by_host_port_and_database() {
        let name = |url| parse(url).expect("an address").to_string();
        assert_eq!(name("redis://example.org"), "example.org:6379");
        assert_eq!(name("redis://:secret@10.0.0.1:7000/3"), "10.0.0.1:7000/3");
        assert_eq!(
            name("unix:///run/redis.sock?db=2&pass=secret"),
            "/run/redis.sock/2"
        );
    }

    #[test]
    fn no_text_shows_a_password() {
        let endpoint = parse("redis://joe:secret@example.org").expect("an address");
        assert!(!format!("{endpoint} {endpoint:?}").contains("secret"));
        for url in [
            "http://joe:secret@example.org",
            "redis://joe:secret@",
            "joe:secret@example.org",
            "redis://joe:secret@example.org/x",
            "unix:///run/redis.sock?db=x&pass=secret",
            "unix:///run/redis.sock?db=x&pass=not@secret",
            "redis://:secret?@example.org/x",
        ] {
            let error = parse(url).expect_err(url).to_string();
            assert!(!error.contains("secret"), "{error}");
            assert!(error.starts_with("`redis`: "), "{error}");
        }
    }

    #[cfg(not(feature = "redis-tls"))]
    #[test]
    fn tls_without_its_feature_names_the_feature() {
        let error = parse("rediss://:secret@example.org")
            .expect_err("no TLS")
            .to_string();
        assert!(
            error.contains("`redis-tls`") && !error.contains("secret"),
            "{error}"
        );
    }

    #[test]
    fn another_address_keeps_the_rest() {
        let endpoint = parse("redis://joe:secret@mymaster/2").expect("an address");
        assert_eq!(endpoint.host(), Some("mymaster"));
        let moved = endpoint.at("10.0.0.9".into(), 7001);
        assert_eq!(moved.to_string(), "10.0.0.9:7001/2");
        assert_eq!(moved.info().redis_settings().password(), Some("secret"));
    }
}
