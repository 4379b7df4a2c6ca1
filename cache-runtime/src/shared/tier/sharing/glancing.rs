//! A look at entries by calls that store nothing of what they find: one read, and no flight around it. And what any look at
//! a plain entry goes by ([`Sight`]).

use super::super::Tier;
use super::super::budget::Budget;
use super::super::judgement::{Expectation, Unfit, Worth, judge};
use super::super::names;
use super::super::versions::Version;
use super::finding_all::AT_ONCE;
use super::{Shared, Sharing, rests_on};
use crate::codec::Codec;
use crate::frame::{Frame, Opened, open};
use crate::freshness::Freshness;
use crate::policy::Policy;
use crate::redis::{Fault, Reading};
use crate::shape::Cacheable;
use crate::shared::{Found, Glance, Named};
use redis::{Cmd, Value};
use std::pin::pin;
use std::sync::Arc;

/// What was seen of an entry before the flight of its load began.
///
/// It is no answer to anybody: who joins the flight may have begun after an invalidation of which this look knew nothing.
/// It says over what the lease is to be asked for.
#[derive(Debug)]
pub(crate) struct Glanced {
    /// A fault was noted, and is the end of what the tier does for the call.
    pub(super) seen: Result<Option<Vec<u8>>, Fault>,
    /// What the look has left of it.
    pub(super) budget: Budget,
}

impl<V: Cacheable> Sharing<V> {
    /// Answers a call with what Redis has, if that is plainly an answer.
    pub(crate) async fn glance(
        tier: &Arc<Tier>,
        shared: &Shared<V>,
        named: Named<'_>,
        version: u32,
        policy: &Policy,
    ) -> Glance<V> {
        if shared.expects_nothing() || !tier.is_usable() {
            return Glance::Else(None);
        }
        let rests = rests_on(shared.own_names(named.key.pattern()), named.links);
        let Some(versions) = tier.known(&rests) else {
            return Glance::Else(None);
        };
        let entry = tier.names.entry_of(named.key);
        let mut budget = Budget::of(tier);
        let seen = budget.begin(pin!(tier.get(&entry))).await;
        if let Err(fault) = &seen {
            tier.note(fault);
        }
        let sight = Sight {
            tier,
            shared,
            entry: &entry,
            expected: Expectation {
                fingerprint: shared.fingerprint(tier.codec),
                version,
                names: &rests,
                versions: &versions,
                policy,
            },
        };
        sight.glance(seen, budget)
    }

    /// The same for several entries at once. `each` is told the place of an entry, and what came of it; not of those at which
    /// nobody could look.
    pub(crate) async fn glance_all(
        tier: &Arc<Tier>,
        shared: &Shared<V>,
        all: &[Named<'_>],
        version: u32,
        policy: &Policy,
        mut each: impl FnMut(usize, Glance<V>),
    ) {
        for (lot, named) in all.chunks(AT_ONCE).enumerate() {
            let each = |place, glance| each(lot * AT_ONCE + place, glance);
            glance_lot(tier, shared, named, version, policy, each).await;
        }
    }
}

async fn glance_lot<V: Cacheable>(
    tier: &Arc<Tier>,
    shared: &Shared<V>,
    lot: &[Named<'_>],
    version: u32,
    policy: &Policy,
    mut each: impl FnMut(usize, Glance<V>),
) {
    let rests = rests_of(tier, shared, lot).filter(|_| tier.is_usable());
    // Else versions must be read first.
    let Some(rests) = rests else { return };
    let entries = tier.names.entries_of(lot.iter().map(|named| named.key));
    let keys: Vec<&[u8]> = entries.iter().collect();
    let mut budget = Budget::of(tier);
    let reading = pin!(async { Ok(tier.nodes.get_all(&keys, Reading::Apart).await) });
    let Ok(frames) = budget.begin(reading).await else {
        return;
    };
    tier.note_all(&frames);
    let fingerprint = shared.fingerprint(tier.codec);
    let seen = keys.iter().zip(&rests).zip(frames);
    for (place, ((entry, (names, versions)), seen)) in seen.enumerate() {
        let sight = Sight {
            tier,
            shared,
            entry,
            expected: Expectation {
                fingerprint,
                version,
                names,
                versions,
                policy,
            },
        };
        each(place, sight.glance(seen, budget));
    }
}

/// What each entry rests on, if all versions are known.
fn rests_of<V>(
    tier: &Tier,
    shared: &Shared<V>,
    lot: &[Named<'_>],
) -> Option<Vec<(Names, Arc<[Version]>)>> {
    let mut current = Current::default();
    let rests = lot.iter().map(|named| {
        let names = rests_on(shared.own_names(named.key.pattern()), named.links);
        current.of(names, tier)
    });
    rests.collect()
}

/// The versions of names that are known; as a rule, one entry rests on the same names as the one before.
#[derive(Default)]
pub(super) struct Current(Option<(Names, Arc<[Version]>)>);

type Names = Arc<[Arc<str>]>;

impl Current {
    pub(super) fn of(&mut self, names: Names, tier: &Tier) -> Option<(Names, Arc<[Version]>)> {
        let same = |last: &&(Names, Arc<[Version]>)| Arc::ptr_eq(&last.0, &names);
        if let Some(last) = self.0.as_ref().filter(same) {
            return Some(last.clone());
        }
        let versions = tier.known(&names)?;
        Some(self.0.insert((names, versions.into())).clone())
    }
}

/// What a look at an entry goes by.
pub(super) struct Sight<'a, V> {
    pub(super) tier: &'a Tier,
    pub(super) shared: &'a Shared<V>,
    pub(super) entry: &'a [u8],
    pub(super) expected: Expectation<'a>,
}

impl<V> Sight<'_, V> {
    /// Whether what was seen is an answer; nothing but a fresh value is.
    fn glance(&self, seen: Result<Option<Vec<u8>>, Fault>, budget: Budget) -> Glance<V> {
        let bytes = seen.as_ref().ok().and_then(Option::as_deref);
        match bytes.and_then(|bytes| self.plain(bytes)) {
            Some(found) if found.freshness == Freshness::Fresh => Glance::Hit(found),
            // The flight makes one read of many.
            _ if matches!(seen, Err(Fault::Shed)) => Glance::Else(None),
            _ => Glance::Else(Some(Box::new(Glanced { seen, budget }))),
        }
    }

    /// The value of an entry that is fit, if that can be told by what is known; nothing is done about any other.
    pub(super) fn plain(&self, bytes: &[u8]) -> Option<Found<V>> {
        let Ok(Frame::Entry(frame)) = open(&self.tier.sealer, self.entry, bytes) else {
            return None;
        };
        let further = self.further_names(&frame);
        let versions = if further.is_empty() {
            Vec::new()
        } else {
            self.tier.known(&further)?
        };
        let version = |name: &str| version_of(name, &further, &versions);
        self.value(&frame, &further, version).ok()
    }

    /// What an entry rests on beyond what the code names.
    pub(super) fn further_names(&self, frame: &Opened<'_>) -> Vec<Arc<str>> {
        if frame.facts.names.count() == self.expected.names.len() {
            // Else the frame lacks one, and is of no use anyway.
            return Vec::new();
        }
        let expected = self.expected.names;
        let is_expected = |held: &[u8]| expected.iter().any(|name| name.as_bytes() == held);
        let names = frame.facts.names.iter();
        names
            .filter(|held| !is_expected(held.name))
            .map(|held| Arc::from(held.text()))
            .collect()
    }

    /// The value of an entry, or why it is of no use; `version` tells the versions of `further` names.
    pub(super) fn value(
        &self,
        frame: &Opened<'_>,
        further: &[Arc<str>],
        version: impl Fn(&str) -> Option<Version>,
    ) -> Result<Found<V>, &'static str> {
        let now = self.tier.server_now();
        let worth =
            judge(frame, self.expected, now, version, fastrand::f64).map_err(Unfit::name)?;
        self.decode(frame, worth, further).ok_or("payload")
    }

    /// The value of a frame that is fit.
    fn decode(&self, frame: &Opened<'_>, worth: Worth, further: &[Arc<str>]) -> Option<Found<V>> {
        let facts = &frame.facts;
        let codec = Codec::from_id(facts.codec)?;
        let decode = self.shared.coder.decode;
        let tags = further.iter().filter_map(|name| names::tag_of(name));
        let linked = further.iter().filter_map(|name| names::linked(name));
        Some(Found {
            value: decode(codec, facts.content, &frame.payload).ok()?,
            life: self.tier.life_here(worth.life),
            freshness: worth.freshness,
            tags: tags.map(str::to_owned).collect(),
            linked: linked.collect(),
        })
    }
}

fn version_of(name: &str, names: &[Arc<str>], versions: &[Version]) -> Option<Version> {
    let mut known = names.iter().zip(versions);
    known.find_map(|(known, version)| (**known == *name).then_some(*version))
}

impl Tier {
    /// Reads an entry, where nothing is asked along with it that must not come before it.
    pub(super) async fn get(&self, entry: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
        let get = to_get(entry);
        got(self.nodes.read(self.nodes.shard_of(entry), &get).await?)
    }
}

pub(super) fn to_get(entry: &[u8]) -> Cmd {
    let mut get = Cmd::with_capacity(2, "GET".len() + entry.len());
    get.arg("GET").arg(entry);
    get
}

pub(super) fn got(answer: Value) -> Result<Option<Vec<u8>>, Fault> {
    match answer {
        Value::BulkString(bytes) => Ok(Some(bytes)),
        Value::Nil => Ok(None),
        other => Err(Fault::unlike("GET", &other)),
    }
}
