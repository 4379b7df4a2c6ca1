//! An operation as those see it who watch: what is sent where, without a key or a value.

use super::endpoint::Endpoint;
use crate::trace::{Operation, OperationSpan};
use redis::{Arg, Cmd};

/// What is about to be sent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sending<'a> {
    /// The first of those that go out in one piece.
    pub(super) command: Option<&'a Cmd>,
    pub(super) script: Option<&'a str>,
    /// How many go out in one piece, where these are several.
    pub(super) batch: Option<usize>,
}

impl<'a> Sending<'a> {
    pub(super) fn command(command: &'a Cmd) -> Self {
        Self {
            command: Some(command),
            script: None,
            batch: None,
        }
    }

    /// The span of sending it to this server.
    pub(super) fn begin(self, server: Option<&Endpoint>) -> OperationSpan {
        let (host, port) = server.map_or(("", None), Endpoint::server);
        OperationSpan::begin(&Operation {
            command: self.command.map_or("", name),
            script: self.script,
            batch: self.batch,
            host,
            port,
        })
    }
}

/// The command's own name, which is never a user's text.
fn name(command: &Cmd) -> &str {
    match command.args_iter().next() {
        Some(Arg::Simple(name)) => std::str::from_utf8(name).unwrap_or_default(),
        _ => "",
    }
}
