//! The way to several values in the tier at once: as many round trips as one value takes. What is not plain (a lease that is
//! another's, bytes that cannot be read) is left to [`Sharing::find`], later and one by one.

use super::super::both::both;
use super::super::budget::Budget;
use super::super::catching_up::catches_up;
use super::super::lease::{Acquired, Lease, Seen};
use super::super::versions::Version;
use super::super::{Resolved, Tier};
use super::Sharing;
use super::finding::{Reading as Read, answers};
use super::glancing::Current;
use crate::frame::{Frame, Opened, open};
use crate::redis::{Fault, Reading};
use crate::shape::Cacheable;
use crate::shared::{Each, Found, Need};
use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

/// Entries that are dealt with at once: a server that answers for more keeps others waiting. The time that a call may spend
/// on Redis is given to each such lot.
pub(super) const AT_ONCE: usize = 1000;

/// Any value will do.
const NEED: Need = Need::Value {
    wait: Duration::ZERO,
};

/// What a look at one entry has shown.
enum Look<V> {
    Found(Found<V>),
    /// Nothing of use; the lease may be had.
    Lease(Seen),
    /// Something that takes more than a look.
    Later,
    /// Redis has not answered for it.
    Without,
}

/// The bytes of one entry, if there are any, or why nobody knows.
type Bytes = Result<Option<Vec<u8>>, Fault>;

impl<V: Cacheable> Sharing<V> {
    /// Finds the values of several entries, or the right to load them. `waits`: whether the caller will wait for what
    /// other processes load. `result_tags`: some tags will come with the values.
    pub(crate) async fn find_all(all: &mut [Self], waits: bool, result_tags: bool) -> Vec<Each<V>> {
        let mut found = Vec::with_capacity(all.len());
        for lot in all.chunks_mut(AT_ONCE) {
            found.extend(find_lot(lot, waits, result_tags).await);
        }
        found
    }
}

async fn find_lot<V: Cacheable>(
    lot: &mut [Sharing<V>],
    waits: bool,
    result_tags: bool,
) -> Vec<Each<V>> {
    let Some(tier) = lot.first().map(|first| first.tier.clone()) else {
        return Vec::new();
    };
    let mut budget = Budget::of(&tier);
    let looks = if tier.is_usable() {
        look_at(lot, &tier, &mut budget).await
    } else {
        Ok(lot.iter().map(|_| Look::Without).collect())
    };
    let looks = looks.unwrap_or_else(|fault| {
        tier.note(&fault);
        lot.iter().map(|_| Look::Without).collect()
    });
    let outcomes = take_leases(lot, looks, &tier, &mut budget, waits).await;
    if lot.iter().any(|sharing| sharing.lease.is_some())
        && let Err(fault) = make_ready(lot, &tier, &mut budget, result_tags).await
    {
        tier.note(&fault);
        resign(lot);
    }
    for sharing in lot {
        sharing.budget = budget;
    }
    outcomes
}

/// Reads the entries, and judges them.
async fn look_at<V: Cacheable>(
    lot: &mut [Sharing<V>],
    tier: &Arc<Tier>,
    budget: &mut Budget,
) -> Result<Vec<Look<V>>, Fault> {
    let glanced = glanced(lot);
    if !know_versions(lot, tier) {
        let frames = read_with_versions(lot, tier, budget).await?;
        tier.note_all(&frames);
        return judge(lot, &frames, tier, budget).await;
    }
    if let Some((frames, left)) = glanced {
        *budget = left;
        let looks = judge(lot, &frames, tier, budget).await?;
        return Ok(looks.into_iter().map(Look::seen_before).collect());
    }
    let frames = {
        let entries: Vec<&[u8]> = lot.iter().map(|sharing| &*sharing.entry).collect();
        let reading = pin!(async { Ok(tier.nodes.get_all(&entries, Reading::Apart).await) });
        budget.begin(reading).await?
    };
    tier.note_all(&frames);
    judge(lot, &frames, tier, budget).await
}

async fn judge<V: Cacheable>(
    lot: &[Sharing<V>],
    frames: &[Bytes],
    tier: &Arc<Tier>,
    budget: &mut Budget,
) -> Result<Vec<Look<V>>, Fault> {
    let opened: Vec<_> = lot
        .iter()
        .zip(frames)
        .map(|(sharing, bytes)| opened(tier, sharing, bytes))
        .collect();
    let further = further_versions(lot, &opened, tier, budget).await?;
    let looks = lot.iter().zip(opened);
    Ok(looks
        .map(|(sharing, opened)| look(sharing, opened, &further))
        .collect())
}

impl<V> Look<V> {
    /// What a look before the flights began is worth now: it found no answer then, and what would be one may have been
    /// invalidated since.
    fn seen_before(self) -> Self {
        match self {
            Self::Found(_) => Self::Later,
            other => other,
        }
    }
}

/// What was seen of all of them before the flights began, and the time that is left.
fn glanced<V: Cacheable>(lot: &mut [Sharing<V>]) -> Option<(Vec<Bytes>, Budget)> {
    let budget = lot.first()?.glanced.as_ref()?.budget;
    let glanced = lot.iter_mut().map(|sharing| sharing.glanced.take());
    let frames: Option<Vec<Bytes>> = glanced.map(|glanced| Some(glanced?.seen)).collect();
    Some((frames?, budget))
}

/// Whether the versions of all names are known; those that are, are taken.
fn know_versions<V: Cacheable>(lot: &mut [Sharing<V>], tier: &Tier) -> bool {
    let mut current = Current::default();
    lot.iter_mut().all(|sharing| {
        let known = current.of(sharing.names.clone(), tier);
        known.is_some_and(|(_, versions)| {
            sharing.versions = versions.to_vec();
            true
        })
    })
}

/// Reads the entries, and beside them the versions that are not known.
async fn read_with_versions<V: Cacheable>(
    lot: &mut [Sharing<V>],
    tier: &Arc<Tier>,
    budget: &mut Budget,
) -> Result<Vec<Bytes>, Fault> {
    let names = distinct(lot.iter().flat_map(|sharing| sharing.names.iter()));
    let (frames, resolved) = {
        let entries: Vec<&[u8]> = lot.iter().map(|sharing| &*sharing.entry).collect();
        let reading = pin!(async {
            let reads = tier.nodes.get_all(&entries, Reading::InTurn);
            let (frames, resolved) = both(reads, tier.resolve(&names)).await;
            Ok((frames, resolved?))
        });
        budget.spend(tier, reading).await?
    };
    let Resolved { versions, ahead } = resolved;
    let versions: HashMap<&Arc<str>, Version> = names.iter().zip(versions).collect();
    for sharing in lot {
        let known = sharing.names.iter();
        sharing.versions = known
            .filter_map(|name| versions.get(name).copied())
            .collect();
        sharing.ahead = ahead;
    }
    Ok(frames)
}

/// What the bytes are, before anything is known of further names.
enum Content<'a> {
    Nothing,
    Entry(Opened<'a>),
    Strange,
    Unknown,
}

fn opened<'a, V: Cacheable>(tier: &Tier, sharing: &'a Sharing<V>, bytes: &'a Bytes) -> Content<'a> {
    match bytes {
        Ok(None) => Content::Nothing,
        Ok(Some(bytes)) => match open(&tier.sealer, &sharing.entry, bytes) {
            Ok(Frame::Entry(frame)) => Content::Entry(frame),
            Ok(Frame::Lease) => Content::Nothing,
            Err(_) => Content::Strange,
        },
        Err(_) => Content::Unknown,
    }
}

/// The versions of all that the entries rest on beyond what the code names.
async fn further_versions<V: Cacheable>(
    lot: &[Sharing<V>],
    opened: &[Content<'_>],
    tier: &Arc<Tier>,
    budget: &mut Budget,
) -> Result<HashMap<Arc<str>, Version>, Fault> {
    let mut further = Vec::new();
    for (sharing, content) in lot.iter().zip(opened) {
        if let Content::Entry(frame) = content {
            further.extend(sharing.sight().further_names(frame));
        }
    }
    if further.is_empty() {
        return Ok(HashMap::new());
    }
    let further = distinct(further.iter());
    let resolved = {
        let resolving = pin!(tier.resolve(&further));
        budget.spend(tier, resolving).await?
    };
    Ok(further.into_iter().zip(resolved.versions).collect())
}

fn look<V: Cacheable>(
    sharing: &Sharing<V>,
    content: Content<'_>,
    further: &HashMap<Arc<str>, Version>,
) -> Look<V> {
    let frame = match content {
        Content::Entry(frame) => frame,
        Content::Nothing => return Look::Lease(Seen::Nothing),
        Content::Strange => return Look::Later,
        Content::Unknown => return Look::Without,
    };
    let beyond = sharing.sight().further_names(&frame);
    match sharing.judge_by(&frame, &beyond, |name| further.get(name).copied()) {
        Read::Fits(found) if answers(&found, NEED) => Look::Found(found),
        Read::Fits(_) => Look::Lease(Seen::Frame(frame.identity)),
        Read::Unfit(seen) => Look::Lease(seen),
        Read::Foreign => Look::Later,
    }
}

/// Asks for the leases of all that was not found, in one piece.
async fn take_leases<V: Cacheable>(
    lot: &mut [Sharing<V>],
    looks: Vec<Look<V>>,
    tier: &Arc<Tier>,
    budget: &mut Budget,
    waits: bool,
) -> Vec<Each<V>> {
    let wanted: Vec<(&[u8], Seen)> = lot
        .iter()
        .zip(&looks)
        .filter_map(|(sharing, look)| match look {
            Look::Lease(seen) => Some((&*sharing.entry, *seen)),
            _ => None,
        })
        .collect();
    let acquired = if wanted.is_empty() {
        Ok(Vec::new())
    } else {
        let acquiring = pin!(async { Ok(tier.acquire_all(&wanted, waits).await) });
        budget.spend(tier, acquiring).await
    };
    let mut acquired = acquired
        .unwrap_or_else(|fault| {
            tier.note(&fault);
            Vec::new()
        })
        .into_iter();
    let outcomes = lot.iter_mut().zip(looks).map(|(sharing, look)| match look {
        Look::Found(found) => Each::Found(found),
        Look::Later => Each::Later,
        Look::Without => Each::Load,
        Look::Lease(_) => match acquired.next() {
            Some(Ok(answer)) => of_answer(sharing, answer, waits),
            Some(Err(fault)) => {
                tier.note(&fault);
                Each::Load
            }
            None => Each::Load,
        },
    });
    outcomes.collect()
}

fn of_answer<V: Cacheable>(sharing: &mut Sharing<V>, answer: Acquired, waits: bool) -> Each<V> {
    let lease: Lease = match answer {
        Acquired::Mine { lease, .. } => lease,
        Acquired::Held(_) if !waits => return Each::Load,
        Acquired::Held(_) | Acquired::Frame(_) => return Each::Later,
    };
    sharing.lease = Some(lease);
    Each::Load
}

/// Sees to it that what is loaded under the leases may be stored: as one load does it, and once for all.
async fn make_ready<V: Cacheable>(
    lot: &mut [Sharing<V>],
    tier: &Arc<Tier>,
    budget: &mut Budget,
    result_tags: bool,
) -> Result<(), Fault> {
    if result_tags {
        let marks = {
            let marks = pin!(tier.tag_marks());
            budget.spend(tier, marks).await?
        };
        for sharing in &mut *lot {
            sharing.tags = Some(marks.clone());
        }
    }
    let is_ahead = lot.iter().any(|sharing| sharing.ahead);
    if is_ahead || result_tags {
        let caught_up = pin!(catches_up(tier));
        if !budget.spend(tier, caught_up).await? {
            resign(lot);
        }
    }
    Ok(())
}

/// Gives all leases back: somebody else may fill the entries.
fn resign<V: Cacheable>(lot: &mut [Sharing<V>]) {
    lot.iter_mut().for_each(Sharing::resign);
}

pub(super) fn distinct<'a>(names: impl Iterator<Item = &'a Arc<str>>) -> Vec<Arc<str>> {
    let mut seen = std::collections::HashSet::new();
    names
        .filter(|name| seen.insert(Arc::clone(name)))
        .cloned()
        .collect()
}
