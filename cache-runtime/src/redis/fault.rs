//! Why a command has no answer. Decides which faults speak against the connection; what a caller does about one is decided there.

use redis::{ErrorKind, RedisError, ServerError, ServerErrorKind};
use std::fmt;

/// Why a command has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The circuit breaker is open: nothing was sent.
    Open,
    /// There is no connection (nothing was sent), or it broke under the command (which may have run).
    Disconnected,
    /// No answer in time; the command may have run.
    Timeout,
    /// Too many commands are in flight: nothing was sent.
    Shed,
    /// The server answered, with an error: `READONLY`, `OOM`, `WRONGTYPE` and the like.
    Refused { code: String, message: String },
    /// The answer has a form that the command cannot have.
    Unexpected { message: String },
}

impl Fault {
    /// What to count this fault as.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Disconnected => "disconnected",
            Self::Timeout => "timeout",
            Self::Shed => "shed",
            Self::Refused { .. } => "refused",
            Self::Unexpected { .. } => "unexpected",
        }
    }

    /// The server's word for why it refuses.
    #[cfg(feature = "tracing")]
    pub(crate) fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => Some(code),
            _ => None,
        }
    }

    /// What `error` of the client means.
    pub(super) fn of(error: &RedisError) -> Self {
        match error.kind() {
            ErrorKind::Server(_) | ErrorKind::Extension => Self::Refused {
                code: error.code().unwrap_or_default().to_owned(),
                message: error.detail().unwrap_or_default().to_owned(),
            },
            ErrorKind::Io | ErrorKind::Parse | ErrorKind::ClusterConnectionNotFound => {
                Self::Disconnected
            }
            _ => Self::unexpected(error.to_string()),
        }
    }

    /// What an error means that the server answered with.
    pub(super) fn answered(error: &ServerError) -> Self {
        Self::Refused {
            code: error.code().to_owned(),
            message: error.details().unwrap_or_default().to_owned(),
        }
    }

    pub(crate) fn unexpected(message: impl Into<String>) -> Self {
        Self::Unexpected {
            message: message.into(),
        }
    }

    /// An answer that `command` cannot have.
    pub(crate) fn unlike(command: &str, answer: &redis::Value) -> Self {
        Self::unexpected(format!("`{command}` was answered with {answer:?}"))
    }

    /// Whether the command may have run all the same.
    pub(crate) fn may_have_run(&self) -> bool {
        !matches!(self, Self::Open | Self::Shed)
    }

    /// Whether it is worth trying again later: all but the refusals that are known to last. What is not known may be what
    /// a bad line made of something else.
    pub(crate) fn may_pass(&self) -> bool {
        let lasting = |code: &str| {
            matches!(
                code,
                "ERR" | "NOAUTH" | "NOPERM" | "WRONGPASS" | "WRONGTYPE"
            )
        };
        !matches!(self, Self::Refused { code, .. } if lasting(code))
    }

    /// Speaks against the connection, as opposed to the command or our own limits.
    pub(super) fn is_of_connection(&self) -> bool {
        matches!(self, Self::Disconnected | Self::Timeout)
    }

    /// The server takes no writes: it was a master once, or is a replica.
    pub(super) fn is_read_only(&self) -> bool {
        matches!(self, Self::Refused { code, .. } if code == "READONLY")
    }
}

/// The server does not know the script; it was restarted, or somebody flushed the scripts.
pub(super) fn is_unknown_script(reply: &redis::RedisResult<redis::Value>) -> bool {
    let kind = match reply {
        Ok(redis::Value::ServerError(error)) => error.kind(),
        Err(error) => match error.kind() {
            ErrorKind::Server(kind) => Some(kind),
            _ => None,
        },
        Ok(_) => None,
    };
    kind == Some(ServerErrorKind::NoScript)
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => formatter
                .write_str("Redis has not answered lately, so it is left alone for a moment"),
            Self::Disconnected => formatter.write_str("there is no connection to Redis"),
            Self::Timeout => formatter.write_str("Redis did not answer in time"),
            Self::Shed => formatter.write_str("too many Redis commands are in flight"),
            Self::Refused { code, message } => {
                write!(formatter, "Redis refused the command: {code} {message}")
            }
            Self::Unexpected { message } => {
                write!(formatter, "Redis gave an unexpected answer: {message}")
            }
        }
    }
}
