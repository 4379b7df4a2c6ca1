//! Whether this process knows of all that happened before a load.
//!
//! A load may call other cached functions, and find their entries in memory. If one of them was invalidated by another
//! process, and the message is still on its way, the load takes a stale value in; but the versions under which it would be
//! stored are those after the invalidation, and nothing would ever remove it from Redis. So once versions are read, the bus
//! is asked where it stands, and memory must have come that far before a load under those versions begins, or they are
//! remembered for later ones. The same goes for what this process itself has done in Redis and is about to do in its
//! memory.

use super::Tier;
use super::own::Mark;
use super::position::Reach;
use crate::redis::{Fault, Position, Shard};
use std::time::Duration;

/// Messages are under way for a millisecond or less. After the last of these pauses, which get twice as long each, the
/// load goes on, and its value stays out of Redis.
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const PAUSES: u32 = 5;

/// Whether memory has done all that the buses say by now, and all that this process itself has begun.
pub(super) async fn is_up_to_date(tier: &Tier) -> Result<bool, Fault> {
    Ok(Goal::set(tier).await?.reach(tier) == Reach::UpToDate)
}

/// The same, waiting for a moment.
pub(super) async fn catches_up(tier: &Tier) -> Result<bool, Fault> {
    let goal = Goal::set(tier).await?;
    for pause in 0..=PAUSES {
        match goal.reach(tier) {
            Reach::UpToDate => return Ok(true),
            Reach::Elsewhere => return Ok(false),
            Reach::Behind => tier.pause(FIRST_PAUSE * (1 << pause)).await,
        }
    }
    Ok(false)
}

/// How far memory has to come.
struct Goal {
    own: Mark,
    buses: Vec<(Shard, Position)>,
}

impl Goal {
    async fn set(tier: &Tier) -> Result<Self, Fault> {
        let own = tier.own.mark();
        let mut buses = Vec::new();
        for bus in tier.nodes.shards() {
            buses.push((bus, ask(tier, bus).await?));
        }
        Ok(Self { own, buses })
    }

    fn reach(&self, tier: &Tier) -> Reach {
        let short = self
            .buses
            .iter()
            .map(|(bus, position)| tier.link.reach(*bus, position))
            .find(|reach| *reach != Reach::UpToDate);
        match short {
            Some(reach) => reach,
            None if tier.own.has_ended(self.own) => Reach::UpToDate,
            None => Reach::Behind,
        }
    }
}

async fn ask(tier: &Tier, bus: Shard) -> Result<Position, Fault> {
    let question = Position::question(&tier.names.bus());
    let answer = tier.nodes.run(bus, question).await?;
    Position::from_answer(answer).map_err(|error| Fault::unexpected(error.to_string()))
}
