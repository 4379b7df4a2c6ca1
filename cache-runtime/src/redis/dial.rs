//! Opens one connection and greets the server: `HELLO 3` with user and password, `SELECT`, `CLIENT SETNAME`, and what else
//! the caller wants said first. Decides which failures waiting may cure. Trying again is left to `link.rs` and
//! `subscriber.rs`.

use super::endpoint::Endpoint;
use super::origin::Origin;
use super::ping::Ping;
use super::pipe::Pipe;
use super::settings::Settings;
use super::socket::{Lent, Socket};
use crate::error::Error;
use redis::aio::{AsyncPushSender, MultiplexedConnection};
use redis::{
    AsyncConnectionConfig, Client, Cmd, ErrorKind, RedisError, RedisResult, ServerErrorKind, Value,
};
use std::time::Duration;
use tokio::time::timeout;

/// Why there is no connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// Waiting may cure it.
    Passing(String),
    /// Somebody has to change something.
    Lasting(String),
}

impl Obstacle {
    pub(super) fn passing(reason: impl Into<String>) -> Self {
        Self::Passing(reason.into())
    }

    pub(super) fn lasting(reason: impl Into<String>) -> Self {
        Self::Lasting(reason.into())
    }

    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Passing(_))
    }

    pub(super) fn into_error(self, endpoint: String) -> Error {
        let (Self::Passing(reason) | Self::Lasting(reason)) = self;
        Error::Unreachable { endpoint, reason }
    }

    /// The same, met on the way at `place`.
    #[cfg(feature = "redis-sentinel")]
    pub(super) fn at(self, place: &str) -> Self {
        match self {
            Self::Passing(reason) => Self::Passing(format!("{place}: {reason}")),
            Self::Lasting(reason) => Self::Lasting(format!("{place}: {reason}")),
        }
    }

    pub(super) fn late(limit: Duration) -> Self {
        Self::Passing(format!(
            "no answer within {limit:?}; is it Redis that listens there, and is it alive?"
        ))
    }
}

/// How connections are opened and what each says first.
#[derive(Debug, Clone)]
pub(super) struct Dialler {
    limit: Duration,
    buffer: usize,
    name: String,
}

impl Dialler {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            limit: settings.connect_timeout,
            buffer: settings.in_flight,
            name: settings.client_name.clone(),
        }
    }

    /// A connection to where `origin` leads now. `pushes` hears what the server says unasked, and when the connection breaks.
    pub(super) async fn dial(
        &self,
        origin: &Origin,
        pushes: impl AsyncPushSender,
        further: &[Cmd],
    ) -> Result<MultiplexedConnection, Obstacle> {
        let dialled = async {
            let endpoint = origin.locate().await?;
            self.reach(&endpoint, origin.wants_master(), pushes, further)
                .await
        };
        self.in_time(dialled).await
    }

    /// A connection to this very endpoint. The deadline is the caller's.
    pub(super) async fn reach(
        &self,
        endpoint: &Endpoint,
        wants_master: bool,
        pushes: impl AsyncPushSender,
        further: &[Cmd],
    ) -> Result<MultiplexedConnection, Obstacle> {
        let mut connection = self
            .open(endpoint, pushes)
            .await
            .map_err(|error| explain(&error))?;
        self.greet(&mut connection, wants_master, further).await?;
        Ok(connection)
    }

    /// A connection for reads to this very endpoint; none, where the socket is more than a plain one. Its task runs on the
    /// current runtime. The deadline is the caller's.
    pub(super) async fn pipe(
        &self,
        endpoint: &Endpoint,
        wants_master: bool,
    ) -> Result<Option<Pipe>, Obstacle> {
        let explained = |error: std::io::Error| explain(&error.into());
        let Some(socket) = Socket::open(endpoint).await.map_err(explained)? else {
            return Ok(None);
        };
        let lent = Lent::new(socket);
        self.greet_on(lent.clone(), endpoint, wants_master).await?;
        // Everything that was asked is answered: no byte that has come belongs to the greeting.
        let socket = lent
            .take_back()
            .ok_or_else(|| Obstacle::passing("the client has kept the socket"))?;
        let (pipe, task) = Pipe::new(socket);
        tokio::spawn(task);
        Ok(Some(pipe))
    }

    /// Has the client greet the server, and keeps nothing of it but what the server knows now.
    async fn greet_on(
        &self,
        lent: Lent,
        endpoint: &Endpoint,
        wants_master: bool,
    ) -> Result<(), Obstacle> {
        let settings = endpoint.info().redis_settings();
        let (mut connection, driver) =
            MultiplexedConnection::new_with_config(settings, lent, self.config())
                .await
                .map_err(|error| explain(&error))?;
        let mut driver = tokio::spawn(driver);
        let greeted = self.greet(&mut connection, wants_master, &[]).await;
        driver.abort();
        // However it ended: it holds the socket no more.
        let _ = (&mut driver).await;
        greeted
    }

    /// The client's own limits are off: one covers too much of a command, the other is ours.
    fn config(&self) -> AsyncConnectionConfig {
        AsyncConnectionConfig::new()
            .set_response_timeout(None)
            .set_connection_timeout(None)
            .set_pipeline_buffer_size(self.buffer)
    }

    /// The outcome of `dialled`, unless it takes too long.
    pub(super) async fn in_time<T>(
        &self,
        dialled: impl Future<Output = Result<T, Obstacle>>,
    ) -> Result<T, Obstacle> {
        timeout(self.limit, dialled)
            .await
            .unwrap_or_else(|_| Err(Obstacle::late(self.limit)))
    }

    /// A connection that knows user, password and database, and has said no more.
    pub(super) async fn open(
        &self,
        endpoint: &Endpoint,
        pushes: impl AsyncPushSender,
    ) -> RedisResult<MultiplexedConnection> {
        let config = self.config().set_push_sender(pushes);
        Client::open(endpoint.info().clone())?
            .get_multiplexed_async_connection_with_config(&config)
            .await
    }

    async fn greet(
        &self,
        connection: &mut MultiplexedConnection,
        wants_master: bool,
        further: &[Cmd],
    ) -> Result<(), Obstacle> {
        let ping = Ping::new();
        let mut greeting = redis::pipe();
        greeting.cmd("CLIENT").arg("SETNAME").arg(&self.name);
        for command in further {
            greeting.add_command(command.clone());
        }
        greeting.cmd("ROLE").add_command(ping.command());
        let mut replies = connection
            .send_packed_commands(&greeting, 0, 3 + further.len())
            .await
            .map_err(|error| explain(&error))?;
        // The name and what else was said is a courtesy: without it everything works, if more slowly.
        match replies.pop() {
            Some(reply) if ping.is_answered_by(&reply) => {}
            Some(Value::ServerError(error)) => return Err(explain(&error.into())),
            _ => {
                return Err(Obstacle::lasting(
                    "what answers there gives answers that Redis does not give",
                ));
            }
        }
        match replies.pop() {
            Some(Value::Array(role)) if wants_master && !is_master(&role) => Err(
                Obstacle::passing("the server is a replica; a failover may be on its way"),
            ),
            // Also where the user may not ask for it.
            _ => Ok(()),
        }
    }
}

fn is_master(role: &[Value]) -> bool {
    matches!(role.first(), Some(Value::BulkString(role)) if role == b"master")
}

/// What an error while connecting means to the reader of a message, and whether waiting may cure it.
pub(super) fn explain(error: &RedisError) -> Obstacle {
    let said = error.detail().unwrap_or_default();
    let code = error.code().unwrap_or_default();
    match error.kind() {
        _ if error.is_connection_refusal() => Obstacle::passing(format!(
            "nothing listens there ({error}); is Redis running?"
        )),
        ErrorKind::Io if error.to_string().contains("certificate") => Obstacle::lasting(format!(
            "the server's certificate is not trusted ({error}); give the certificate of its authority"
        )),
        ErrorKind::Server(
            ServerErrorKind::BusyLoading
            | ServerErrorKind::MasterDown
            | ServerErrorKind::ClusterDown
            | ServerErrorKind::TryAgain,
        ) => not_ready(code, said),
        _ if code == "BUSY" => not_ready(code, said),
        _ if error.is_connection_dropped() => {
            Obstacle::passing(format!("the connection was closed on us ({error})"))
        }
        ErrorKind::AuthenticationFailed => refused_user(code, said),
        _ if matches!(code, "WRONGPASS" | "NOAUTH") || said.contains("AUTH") => {
            refused_user(code, said)
        }
        ErrorKind::RESP3NotSupported => old(said),
        _ if code == "NOPROTO" || said.starts_with("unknown command") => old(said),
        ErrorKind::Parse => Obstacle::lasting(format!(
            "what answers there does not speak the protocol of Redis ({error})"
        )),
        ErrorKind::Server(_) | ErrorKind::Extension => {
            Obstacle::lasting(format!("the server refused the greeting: {code} {said}"))
        }
        ErrorKind::InvalidClientConfig => Obstacle::lasting(error.to_string()),
        _ => Obstacle::passing(error.to_string()),
    }
}

fn not_ready(code: &str, said: &str) -> Obstacle {
    Obstacle::passing(format!("the server is not ready: {code} {said}"))
}

fn refused_user(code: &str, said: &str) -> Obstacle {
    Obstacle::lasting(format!(
        "the server refused the user and password of the URL: {code} {said}"
    ))
}

fn old(said: &str) -> Obstacle {
    Obstacle::lasting(format!(
        "the server does not know RESP3 (`HELLO 3`: {said}); Redis 6.2, Valkey 7.2 or a later one is needed"
    ))
}
