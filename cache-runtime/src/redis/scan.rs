//! One page of a SCAN: the command and its answer. Which nodes are scanned is decided in `nodes.rs`.

use super::fault::Fault;
use redis::{Cmd, Value};

/// Keys looked at per page: the server's other clients wait that long.
const PAGE: usize = 500;

/// Where a scan begins and, when it comes back, ends.
pub(super) const START: u64 = 0;

pub(super) fn page(cursor: u64, pattern: &[u8]) -> Cmd {
    let mut command = redis::cmd("SCAN");
    command
        .arg(cursor)
        .arg("MATCH")
        .arg(pattern)
        .arg("COUNT")
        .arg(PAGE);
    command
}

/// The cursor of the next page and the keys of this one.
pub(super) fn read(reply: Value) -> Result<(u64, Vec<Vec<u8>>), Fault> {
    redis::from_redis_value(reply).map_err(|error| Fault::unexpected(error.to_string()))
}
