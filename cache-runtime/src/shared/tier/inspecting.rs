//! What stands in Redis under a key, for people: read from the frame's head and the versions of the names in it. Changes
//! nothing there, not even a version that is missing.

use super::versions::Version;
use super::{Tier, names, version_in};
use crate::clock::Millis;
use crate::codec::{Codec, Content};
use crate::frame::{Facts, Frame, Lease, open};
use crate::freshness::Life;
use crate::inspection::{EntryLife, EntryState, RestsOn, SharedEntry, SharedInspection};
use crate::invalidation::Linked;
use crate::redis::{Fault, Reading, StoredString};
use redis::Value;
use std::time::Duration;

impl Tier {
    /// What stands under the text of a key.
    pub(crate) async fn inspect(&self, text: &str) -> SharedInspection {
        if !self.replay.is_empty() {
            return unavailable("invalidations_waiting");
        }
        if !self.knows_time() {
            return unavailable("clock_unknown");
        }
        match self.look_into(text).await {
            Ok(found) => found,
            Err(fault) => unavailable(fault.name()),
        }
    }

    async fn look_into(&self, text: &str) -> Result<SharedInspection, Fault> {
        let key = self.names.entry(text);
        let Some(stored) = self.nodes.look_at(&key).await? else {
            return Ok(SharedInspection::Nothing);
        };
        let (facts, lease) = match open(&self.sealer, &key, &stored.bytes) {
            Ok(Frame::Lease) => return Ok(SharedInspection::Lease),
            Ok(Frame::Entry(opened)) => (opened.facts, opened.lease),
            Err(rejection) => {
                let reason = rejection.name();
                return Ok(SharedInspection::Unreadable { reason });
            }
        };
        let current = self.current_versions(&facts).await?;
        let now = self.server_now();
        let entry = described(&facts, &lease, &stored, &current, now);
        Ok(SharedInspection::Entry(Box::new(entry)))
    }

    /// The versions that the names of an entry have now; none, where a name has none.
    async fn current_versions(&self, facts: &Facts<'_>) -> Result<Vec<Option<Version>>, Fault> {
        let names = facts.names.iter();
        let keys: Vec<Vec<u8>> = names.map(|held| self.names.version(&held.text())).collect();
        let keys: Vec<&[u8]> = keys.iter().map(Vec::as_slice).collect();
        let read = self.nodes.get_all(&keys, Reading::InTurn).await;
        let version = |read: Result<Option<Vec<u8>>, Fault>| {
            Ok(read?.and_then(|bytes| version_in(&Value::BulkString(bytes))))
        };
        read.into_iter().map(version).collect()
    }
}

fn unavailable(reason: &'static str) -> SharedInspection {
    SharedInspection::Unavailable { reason }
}

fn described(
    facts: &Facts<'_>,
    lease: &Lease,
    stored: &StoredString,
    current: &[Option<Version>],
    now: Millis,
) -> SharedEntry {
    let held = facts.names.iter().zip(current);
    let invalidated: Vec<String> = held
        .filter(|(held, current)| **current != Some(held.version))
        .map(|(held, _)| names::described(&held.text()))
        .collect();
    let mut life = EntryLife::of(&life_of(facts, lease, stored, now), now);
    if !invalidated.is_empty() {
        life.state = EntryState::Invalidated;
    }
    SharedEntry {
        life,
        kept_for: stored.kept_for.map(Duration::from_millis),
        rests_on: rests_on(facts),
        invalidated,
        codec: Codec::name_of(facts.codec),
        content: match facts.content {
            Content::Value => "value",
            Content::Absent => "none",
            Content::Failure => "error",
        },
        bytes: stored.bytes.len(),
        version: facts.version,
        order: facts.order.checked_sub(1),
        lease: lease.deadline > now,
    }
}

/// As a call would have it, but for the policy, which is not known here: where hits have moved the end, that is believed as
/// far as the server keeps the entry.
fn life_of(facts: &Facts<'_>, lease: &Lease, stored: &StoredString, now: Millis) -> Life {
    let kept_until = stored
        .kept_for
        .map_or(Millis::MAX, |left| now.saturating_add(left));
    let moved = lease.moved_end.min(kept_until);
    Life {
        stored_at: facts.created,
        fresh_until: facts.fresh_until.max(moved),
        ttl: facts.fresh_until.saturating_sub(facts.created),
        window: facts.stale_until.saturating_sub(facts.fresh_until),
        copy_until: Millis::MAX,
        load_cost: facts.cost,
        marked: lease.expired,
        quiet_until: 0,
        rank: facts.order,
    }
}

fn rests_on(facts: &Facts<'_>) -> RestsOn {
    let mut all = RestsOn::default();
    for held in facts.names.iter() {
        let name = held.text();
        match (names::tag_of(&name), names::linked(&name)) {
            (Some(tag), _) => all.tags.push(tag.to_owned()),
            (None, Some(Linked::Key(text))) => all.keys.push(text.into()),
            (None, Some(Linked::Function(pattern))) => all.functions.push(pattern.into()),
            (None, None) => {}
        }
    }
    all.in_order()
}
