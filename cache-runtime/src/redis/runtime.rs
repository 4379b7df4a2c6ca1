//! The background runtime of the process: one thread, made at first use, that all connections live on.
//!
//! Callers may poll futures of this module on any thread and with any executor: sockets and timers belong to this runtime,
//! callers are merely woken. What runs on it never blocks and is never the user's code.

use crate::error::Error;
use std::sync::OnceLock;
use tokio::runtime::{Builder, Handle};
use tokio::task::JoinHandle;

/// The handle of the background runtime, which is started if this is its first use.
pub(super) fn handle() -> Result<Handle, Error> {
    static HANDLE: OnceLock<Result<Handle, String>> = OnceLock::new();
    HANDLE
        .get_or_init(|| start().map_err(|error| error.to_string()))
        .clone()
        .map_err(|error| Error::Setting {
            name: "redis",
            reason: format!("the thread for connections cannot be started: {error}"),
        })
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("cache-redis".into())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

/// A task that ends when its owner goes.
#[derive(Debug)]
pub(super) struct Task(JoinHandle<()>);

impl Task {
    pub(super) fn spawn(
        handle: &Handle,
        future: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        Self(handle.spawn(future))
    }

    pub(super) fn is_over(&self) -> bool {
        self.0.is_finished()
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}
