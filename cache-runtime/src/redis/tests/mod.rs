//! The connections against real servers: killed, suspended, restarted, and things that are no Redis at all.

mod bus;
mod callers;
#[cfg(feature = "redis-cluster")]
mod cluster;
mod greeting;
mod line;
mod near;
mod outage;
mod pipe;
mod ring;
mod scripts;
#[cfg(feature = "redis-sentinel")]
mod sentinel;
#[cfg(feature = "redis-tls")]
mod tls;

use super::{Endpoints, Fault, Limits, Nodes, Settings, Shard, Signal};
use crate::error::Error;
use crate::flight::block_on;
use cache_test_servers::wait_for;
use redis::Value;
use std::time::Duration;
use tokio::sync::mpsc::{self, Receiver};

const ONLY: Shard = Shard(0);

fn single(url: impl Into<String>) -> Settings {
    patient(Endpoints::Single(url.into()))
}

/// Deadlines that a busy machine keeps.
fn patient(endpoints: Endpoints) -> Settings {
    Settings {
        operation_timeout: Duration::from_millis(500),
        heartbeat: Duration::from_millis(200),
        ..Settings::new(endpoints, "shop:v1#bus")
    }
}

fn connect(settings: Settings) -> Result<(Nodes, Receiver<Signal>), Error> {
    let (sender, signals) = mpsc::channel(4096);
    block_on(Nodes::connect(settings, sender)).map(|nodes| (nodes, signals))
}

fn connected(settings: Settings) -> (Nodes, Receiver<Signal>) {
    connect(settings).expect("the server runs")
}

fn command(parts: &[&str]) -> redis::Cmd {
    let mut command = redis::Cmd::new();
    for part in parts {
        command.arg(*part);
    }
    command
}

fn run(nodes: &Nodes, parts: &[&str]) -> Result<Value, Fault> {
    block_on(nodes.run(ONLY, command(parts)))
}

fn wait_until_answered(nodes: &Nodes, parts: &[&str]) {
    wait_for("an answer through our connection", || {
        run(nodes, parts).ok()
    });
}
