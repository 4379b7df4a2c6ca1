//! The service in a process of its own, which ends with this one.

use super::client::Client;
use crate::observability::Statistics;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// A service that runs.
#[derive(Debug)]
pub struct Target {
    child: Child,
    address: SocketAddr,
}

impl Target {
    /// Starts `program serve` with variables of its own beside those of this process, on a free port; returns when it listens.
    ///
    /// # Errors
    /// If it does not start, or ends before it listens.
    pub async fn start(program: &Path, variables: &[(&str, String)]) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg("serve")
            .envs(variables.iter().map(|(name, value)| (name, value)))
            .env("LISTEN", "127.0.0.1:0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = child.stdout.take();
        let output = output.ok_or_else(|| io::Error::other("it has no standard output"))?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some(address) = line.strip_prefix("listening on ") {
                let address = address.parse().map_err(io::Error::other)?;
                return Ok(Self { child, address });
            }
        }
        Err(io::Error::other("the service ended before it listened"))
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it has counted so far.
    ///
    /// # Errors
    /// If it does not answer.
    pub async fn statistics(&self) -> io::Result<Statistics> {
        let mut client = Client::new(self.address);
        let answer = client.get("/statistics".to_owned());
        let answer = answer.await.map_err(io::Error::other)?;
        serde_json::from_slice(&answer.body).map_err(io::Error::other)
    }

    /// Ends it, as the end of its standard input does.
    ///
    /// # Errors
    /// If it does not end within half a minute.
    pub async fn end(mut self) -> io::Result<ExitStatus> {
        drop(self.child.stdin.take());
        let ended = tokio::time::timeout(Duration::from_secs(30), self.child.wait());
        ended.await?
    }
}
