//! Whether this process knows of all that happened before a load.
//!
//! A load may call other cached functions, and find their entries in memory. If one of them was invalidated by another
//! process, and the message is still on its way, the load takes a stale value in; but the versions under which it would be
//! stored are those after the invalidation, and nothing would ever remove it from Redis. So once the versions are read,
//! the bus is asked where it stands, and memory must have come that far. The same goes for what this process itself has
//! done in Redis and is about to do in its memory.

use super::Tier;
use super::position::Reach;
use crate::redis::{Fault, Shard};
use redis::Value;
use std::time::Duration;

/// Messages are under way for a millisecond or less. After the last of these pauses, which get twice as long each, the
/// load goes on, and its value stays out of Redis.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const PAUSES: u32 = 5;

/// Waits for a moment until memory has done all that the buses say by now. Returns whether it has.
pub(super) async fn catches_up(tier: &Tier) -> Result<bool, Fault> {
    let mark = tier.own.mark();
    for bus in tier.nodes.shards() {
        let (epoch, sequence) = ask(tier, bus).await?;
        let reach = || tier.link.reach(bus, epoch.as_deref(), sequence);
        if !comes(tier, reach).await {
            return Ok(false);
        }
    }
    let own = || {
        if tier.own.has_ended(mark) {
            Reach::UpToDate
        } else {
            Reach::Behind
        }
    };
    Ok(comes(tier, own).await)
}

/// Whether memory comes as far, in a moment.
async fn comes(tier: &Tier, reach: impl Fn() -> Reach) -> bool {
    for pause in 0..=PAUSES {
        match reach() {
            Reach::UpToDate => return true,
            Reach::Elsewhere => return false,
            Reach::Behind => tier.pause(FIRST_PAUSE * (1 << pause)).await,
        }
    }
    false
}

async fn ask(tier: &Tier, bus: Shard) -> Result<(Option<Vec<u8>>, u64), Fault> {
    let mut command = redis::cmd("HMGET");
    command.arg(tier.names.bus()).arg("epoch").arg("seq");
    let reply = tier.nodes.run(bus, command).await?;
    let Value::Array(fields) = &reply else {
        return Err(Fault::unlike("HMGET", &reply));
    };
    match fields.as_slice() {
        [Value::Nil, _] => Ok((None, 0)),
        [Value::BulkString(epoch), Value::Nil] => Ok((Some(epoch.clone()), 0)),
        [Value::BulkString(epoch), Value::BulkString(sequence)] => {
            let sequence = std::str::from_utf8(sequence).ok();
            let sequence = sequence.and_then(|sequence| sequence.parse().ok());
            let sequence = sequence.ok_or_else(|| Fault::unlike("HMGET", &reply))?;
            Ok((Some(epoch.clone()), sequence))
        }
        _ => Err(Fault::unlike("HMGET", &reply)),
    }
}
