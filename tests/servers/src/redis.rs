//! A single server as tests see it. Processes and ports are left to `server.rs`, the configuration to `settings.rs`.

use crate::client::Client;
use crate::reply::Reply;
use crate::server::Server;
use crate::settings::{Account, Role, Settings, TlsFiles};
use rustix::process::Signal;
use std::collections::HashMap;
use std::io;
use std::path::Path;
use std::time::Duration;

/// A server that takes longer is asked again, by those who wait for something.
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);

/// A Redis server of its own process and port, without persistence. Dropping it kills the process.
///
/// # Examples
///
/// ```
/// use cache_test_servers::{Redis, Reply};
///
/// let redis = Redis::start();
/// redis.command(&["SET", "greeting", "hello"]);
/// redis.kill();
/// redis.start_again();
/// assert_eq!(redis.command(&["GET", "greeting"]), Reply::Null);
/// ```
#[derive(Debug)]
pub struct Redis {
    server: Server,
}

impl Redis {
    /// Starts a server and waits until it answers.
    ///
    /// # Panics
    ///
    /// If there is no server program, or it does not start.
    #[must_use]
    pub fn start() -> Redis {
        Redis::builder().start()
    }

    /// A server with other settings than the usual ones.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// `redis://127.0.0.1:<port>`, with the name and password that it asks for.
    #[must_use]
    pub fn url(&self) -> String {
        let credentials = self.server.settings().credentials();
        format!("redis://{credentials}127.0.0.1:{}", self.port())
    }

    /// `rediss://localhost:<port>`, for a server with [`tls`](Builder::tls).
    ///
    /// # Panics
    ///
    /// If it was started without.
    #[must_use]
    pub fn tls_url(&self) -> String {
        let settings = self.server.settings();
        assert!(
            settings.tls.is_some(),
            "this server speaks no TLS; start it with `Redis::builder().tls(..)`"
        );
        let port = self.server.ports().tls;
        format!("rediss://{}localhost:{port}", settings.credentials())
    }

    /// The port for clients, the same for the whole life of this value.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.server.ports().clients
    }

    /// Where the other nodes of a cluster reach it.
    pub(crate) fn bus_port(&self) -> u16 {
        self.server.ports().bus
    }

    /// Ends the process at once and for good, as a crash does. The port refuses connections from then on.
    pub fn kill(&self) {
        self.server.kill();
    }

    /// Starts it on the same port, with the same settings and without its data; kills it first if it runs.
    pub fn start_again(&self) {
        self.server.start_again();
    }

    /// Stops the process where it stands: connections stay open, new ones are taken by the kernel, nothing is answered.
    pub fn suspend(&self) {
        self.server.signal(Signal::STOP);
    }

    /// Lets a suspended process go on. What was sent to it meanwhile is answered.
    pub fn resume(&self) {
        self.server.signal(Signal::CONT);
    }

    /// Answers no client for so long, while the process itself goes on. Cannot be taken back.
    pub fn pause_clients(&self, duration: Duration) {
        self.command(&["CLIENT", "PAUSE", &duration.as_millis().to_string(), "ALL"]);
    }

    /// Runs one command on a connection of its own, as a foreign client with every right does.
    ///
    /// # Panics
    ///
    /// If no answer comes. A refusal is an answer.
    pub fn command<P: AsRef<[u8]>>(&self, command: &[P]) -> Reply {
        self.client()
            .and_then(|mut client| client.call(command))
            .unwrap_or_else(|error| panic!("no answer from the test server: {error}"))
    }

    /// What the server says, if it is alive and not suspended.
    pub(crate) fn ask(&self, command: &[&str]) -> Option<Reply> {
        let client = self.client().ok()?;
        client.with_patience(SIGN_OF_LIFE).call(command).ok()
    }

    /// The text of an answer, if the server is alive.
    pub(crate) fn tell(&self, command: &[&str]) -> Option<String> {
        self.ask(command).map(|reply| reply.text())
    }

    /// A connection with every right.
    ///
    /// # Errors
    ///
    /// When the server does not run.
    pub fn client(&self) -> io::Result<Client> {
        self.server.client()
    }

    /// The fields of a section of `INFO`.
    #[must_use]
    pub fn info(&self, section: &str) -> HashMap<String, String> {
        self.command(&["INFO", section])
            .text()
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// How often each command was called since the start or the last [`reset_stats`](Redis::reset_stats), by its name in
    /// small letters, sub-commands as in `client|setinfo`. Commands that scripts call are counted too, and so are `info`
    /// and `config|resetstat`, which the harness itself sends.
    ///
    /// # Panics
    ///
    /// If the server does not answer.
    #[must_use]
    pub fn command_stats(&self) -> HashMap<String, u64> {
        self.info("commandstats")
            .iter()
            .filter_map(|(field, value)| {
                let name = field.strip_prefix("cmdstat_")?;
                let calls = value.strip_prefix("calls=")?.split(',').next()?;
                Some((name.to_owned(), calls.parse().ok()?))
            })
            .collect()
    }

    /// Counts from zero again.
    pub fn reset_stats(&self) {
        self.command(&["CONFIG", "RESETSTAT"]);
    }
}

/// Settings of a server.
///
/// # Default
///
/// No password, no limit of memory, no TLS, no persistence, one node.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    settings: Settings,
}

impl Builder {
    /// The most memory for data, in bytes. If not specified, all there is.
    #[must_use]
    pub fn max_memory(self, bytes: u64) -> Builder {
        self.config(&format!("maxmemory {bytes}"))
    }

    /// What is thrown out when the memory is full, as in `allkeys-lru`. If not specified, nothing: writes are refused.
    #[must_use]
    pub fn policy(self, policy: &str) -> Builder {
        self.config(&format!("maxmemory-policy {policy}"))
    }

    /// Asks for a password, without a name.
    #[must_use]
    pub fn password(mut self, password: &str) -> Builder {
        self.settings.account = Some(Account {
            name: None,
            password: password.to_owned(),
            rights: String::new(),
        });
        self
    }

    /// Asks for a name and a password.
    #[must_use]
    pub fn user(self, name: &str, password: &str) -> Builder {
        self.restricted_user(name, password, "~* &* +@all")
    }

    /// Asks for a name and a password, and allows no more than `rights`, as in `~app:* &* +@all -@dangerous`.
    #[must_use]
    pub fn restricted_user(mut self, name: &str, password: &str, rights: &str) -> Builder {
        self.settings.account = Some(Account {
            name: Some(name.to_owned()),
            password: password.to_owned(),
            rights: rights.to_owned(),
        });
        self
    }

    /// Listens on a second port too, with TLS: the certificate of the authority, the server's own, and its key,
    /// as `Certificates` makes them. Clients need no certificate.
    #[must_use]
    pub fn tls(mut self, authority: &Path, certificate: &Path, key: &Path) -> Builder {
        self.settings.tls = Some(TlsFiles {
            authority: authority.to_owned(),
            certificate: certificate.to_owned(),
            key: key.to_owned(),
        });
        self
    }

    /// One more line for the configuration file; a later one wins over an earlier one.
    #[must_use]
    pub fn config(mut self, line: &str) -> Builder {
        self.settings.lines.push(line.to_owned());
        self
    }

    /// If not specified, a server for itself.
    pub(crate) fn role(mut self, role: Role) -> Builder {
        self.settings.role = role;
        self
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Panics
    ///
    /// If there is no server program, or it does not start.
    #[must_use]
    pub fn start(self) -> Redis {
        Redis {
            server: Server::start(&self.settings),
        }
    }
}
