//! The way of several loaded values into the tier at once, each under the lease of its own entry.

use super::super::Tier;
use super::super::lease::{Commit, Lease};
use super::super::names;
use super::super::versions::Version;
use super::Sharing;
use super::finding_all::distinct;
use super::storing::name_versions;
use crate::freshness::Life;
use crate::redis::Fault;
use crate::shape::Cacheable;
use crate::shared::{Filling, Verdict};
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;

/// Entries that are written at once; the time that a call may spend on Redis is given to each such lot.
const AT_ONCE: usize = 1000;

/// A frame that is to be stored: its place in the lot, its lease, and how long it is kept.
type Ready = (usize, (Lease, Vec<u8>, Option<u64>));

impl<V: Cacheable> Sharing<V> {
    /// Stores loaded values, each if its entry still is this call's to fill; what is not to be stored leaves nothing old
    /// behind.
    pub(crate) async fn fill_all(mut all: Vec<Filling<'_, V>>) -> Vec<Verdict> {
        let mut verdicts = Vec::with_capacity(all.len());
        for lot in all.chunks_mut(AT_ONCE) {
            verdicts.extend(fill_lot(lot).await);
        }
        verdicts
    }
}

async fn fill_lot<V: Cacheable>(lot: &mut [Filling<'_, V>]) -> Vec<Verdict> {
    let mut verdicts = vec![Verdict::Elsewhere; lot.len()];
    let Some((tier, mut budget)) = lot
        .first()
        .map(|first| (first.sharing.tier.clone(), first.sharing.budget))
    else {
        return verdicts;
    };
    let further = {
        let resolving = pin!(further_of(lot, &tier));
        budget.spend(&tier, resolving).await
    };
    let further = match further {
        Ok(further) => further,
        Err(fault) => {
            tier.note(&fault);
            return verdicts;
        }
    };
    let (ready, unwanted) = sorted(lot, &tier, &further);
    if !unwanted.is_empty() {
        let (places, leases): (Vec<usize>, Vec<Lease>) = unwanted.into_iter().unzip();
        let withdrawing = pin!(tier.withdraw_all(leases));
        match budget.spend(&tier, withdrawing).await {
            Ok(stood) => {
                let gone = places.into_iter().zip(stood).filter(|(_, stood)| !stood);
                gone.for_each(|(place, _)| verdicts[place] = Verdict::Refused);
            }
            Err(fault) => tier.note(&fault),
        }
    }
    if ready.is_empty() {
        return verdicts;
    }
    let (places, commits): (Vec<usize>, Vec<_>) = ready.into_iter().unzip();
    let mut committing = Box::pin(tier.clone().commit_all(commits));
    match budget.wait_for(&tier, committing.as_mut()).await {
        None => {
            // The values are loaded: others are to have them, but the caller need not wait for that.
            tier.nodes.handle().spawn(committing);
        }
        Some(outcomes) => {
            for (place, outcome) in places.into_iter().zip(outcomes) {
                verdicts[place] = verdict(&tier, outcome);
            }
        }
    }
    verdicts
}

fn verdict(tier: &Tier, outcome: Result<Commit, Fault>) -> Verdict {
    match outcome {
        Ok(Commit::Stored) => Verdict::Stored,
        Ok(Commit::Refused) => Verdict::Refused,
        Err(fault) => {
            tier.note(&fault);
            Verdict::Elsewhere
        }
    }
}

/// The tags that came with the values.
#[derive(Default)]
struct Further {
    versions: HashMap<Arc<str>, Version>,
    /// The marks of invalidated tags, as they are now.
    marks: Vec<Vec<u8>>,
}

async fn further_of<V: Cacheable>(
    lot: &[Filling<'_, V>],
    tier: &Arc<Tier>,
) -> Result<Further, Fault> {
    let filled = lot.iter().filter(|filling| filling.sharing.lease.is_some());
    let tags = filled.filter_map(|filling| filling.value.map(|(.., tags)| tags));
    let tags: Vec<Arc<str>> = tags.flatten().map(|tag| names::tag(tag)).collect();
    if tags.is_empty() {
        return Ok(Further::default());
    }
    let tags = distinct(tags.iter());
    let versions = tier.resolve(&tags).await?.versions;
    Ok(Further {
        versions: tags.into_iter().zip(versions).collect(),
        marks: tier.tag_marks().await?,
    })
}

/// The frames to be stored, and the leases of entries that get none, with their places in the lot.
fn sorted<V: Cacheable>(
    lot: &mut [Filling<'_, V>],
    tier: &Tier,
    further: &Further,
) -> (Vec<Ready>, Vec<(usize, Lease)>) {
    let (mut ready, mut unwanted) = (Vec::new(), Vec::new());
    for (place, filling) in lot.iter_mut().enumerate() {
        let Some(lease) = filling.sharing.lease.take() else {
            continue;
        };
        let frame = filling.value.and_then(|(value, life, tags)| {
            let frame = frame(filling.sharing, value, life, tags, further)?;
            Some((frame, tier.remaining(life)))
        });
        match frame {
            Some((frame, remaining)) => ready.push((place, (lease, frame, remaining))),
            None => unwanted.push((place, lease)),
        }
    }
    (ready, unwanted)
}

fn frame<V: Cacheable>(
    sharing: &Sharing<V>,
    value: &V,
    life: &Life,
    tags: &[String],
    further: &Further,
) -> Option<Vec<u8>> {
    let tags: Vec<Arc<str>> = tags.iter().map(|tag| names::tag(tag)).collect();
    let mut names = name_versions(&sharing.names, &sharing.versions);
    // Was any tag invalidated since the load began, then it may have been one of these.
    if !tags.is_empty() && sharing.tags.as_ref() != Some(&further.marks) {
        return None;
    }
    let versions: Vec<Version> = tags
        .iter()
        .map(|tag| further.versions.get(tag).copied())
        .collect::<Option<_>>()?;
    names.extend(name_versions(&tags, &versions));
    sharing.write(value, life, &names)
}
