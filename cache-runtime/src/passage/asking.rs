//! The part of the way that leads through the shared tier: what is asked of it, and what becomes of what it has.

use super::{BUSY_PAUSE, Intent, Passage, Step};
use crate::cached::{Cached, Source};
use crate::clock::Millis;
use crate::commit::{Fill, MemoryCopy, Precedence};
use crate::draft::Draft;
use crate::flight::{Entrance, Join, block_on};
use crate::freshness::{self, Freshness, Life};
use crate::invalidation::{Cells, Number};
use crate::metrics::Answer;
use crate::policy::{Policy, Stampede, Tiers};
use crate::region::Entry;
use crate::shape::Cacheable;
use crate::shared::{Finding, Found, Need, Sharing, Verdict};
use std::time::Duration;

impl<V: Cacheable> Passage<'_, V> {
    /// The links are known now: asks the shared tier, if there is one.
    pub(crate) async fn share(&mut self) -> Step<V> {
        let Some(lead) = self.lead.as_ref() else {
            return Step::Load;
        };
        let cells = self.cache.cells(&self.links);
        lead.rests_on(cells.clone());
        self.cells = Some(cells);
        let sharing =
            self.cache
                .sharing(self.site, &self.bound, &self.key, &self.links, &self.policy);
        match sharing {
            // Boxed: a call without a shared tier need not carry the room.
            Some(sharing) => {
                let sharing = sharing.after(self.glanced.take());
                let span = self.span.clone();
                let step = span.within(Box::pin(self.ask(sharing))).await;
                self.noted_step(step).await
            }
            None => Step::Load,
        }
    }

    /// The same for a caller that blocks its thread. A function of its own, so that it is off the stack when the user's
    /// body runs.
    #[inline(never)]
    pub(crate) fn share_blocking(&mut self) -> Step<V> {
        block_on(self.share())
    }

    async fn ask(&mut self, mut sharing: Sharing<V>) -> Step<V> {
        let need = self.need(&sharing);
        let result_tags = self.bound.has_result_tags();
        match self.limits.bound(sharing.find(need, result_tags)).await {
            Err(late) => Step::Late(late),
            Ok(Finding::Found(found)) => self.take_over(found, &sharing),
            Ok(Finding::Busy(found)) if self.is_alone() => {
                self.leave_to_others(found);
                Step::Busy
            }
            Ok(Finding::Busy(_)) => Step::Answer(self.serve_spare()),
            Ok(Finding::Load(fallback)) => {
                match fallback {
                    Some(fallback) => self.keep_fallback(fallback, sharing.copy_ttl()),
                    None if sharing.may_fill() => self.forget_fallback(),
                    None => {}
                }
                self.sharing = Some(sharing);
                Step::Load
            }
        }
    }

    /// What this call wants of the shared tier.
    fn need(&self, sharing: &Sharing<V>) -> Need {
        let policy = &self.policy;
        if let Some(than) = self.newer_than {
            return Need::Newer { than };
        }
        match (self.intent, &self.spare) {
            (Intent::Refresh, _) => Need::Replacement,
            (Intent::Get, Some(spare)) => Need::Newer {
                than: spare.life.stored_at,
            },
            (Intent::Get, None) => value_needed(policy, sharing),
        }
    }

    /// Answers with a value from the shared tier; memory gets a copy.
    fn take_over(&mut self, found: Found<V>, sharing: &Sharing<V>) -> Step<V> {
        let is_absent = (self.questions.is_absent)(&found.value);
        let is_stale = found.life.is_stale(self.now());
        self.limits
            .answered(Answer::from_shared(is_stale, is_absent));
        let lead = self
            .lead
            .take()
            .expect("only who may store asks the shared tier");
        let life = self.prolong(found.life, found.freshness);
        let due = matches!(found.freshness, Freshness::Stale | Freshness::RefreshDue);
        let spare = (self.kept && due).then(|| Entry {
            value: found.value.clone(),
            life,
            cells: Cells::default(),
            renewed: false,
        });
        let copy = self.copy_of(sharing, Verdict::Stored);
        let fill = self.fill_of(found.value, life, lead.begun());
        self.draft.tags = found.tags;
        self.draft.linked = found.linked;
        self.note_found(&fill.cells, &life);
        let cached = self
            .destination()
            .land(lead, fill, &self.draft, copy, Source::Redis);
        self.refresh_further(spare, cached)
    }

    fn note_found(&self, cells: &Cells, life: &Life) {
        if let Some(observer) = &self.observer {
            let cells = self.destination().cells(cells, &self.draft);
            observer.saw_entry(&cells, life, self.now());
        }
    }

    /// What was found is to be refreshed, if nobody else is at it.
    fn refresh_further(&mut self, spare: Option<Entry<V>>, cached: Cached<V>) -> Step<V> {
        if spare.is_none() || self.is_alone() {
            return Step::Answer(cached);
        }
        self.draft = Draft::default();
        (self.spare, self.join) = (spare, Join::IfIdle);
        match self.enter() {
            Entrance::Lead(lead) => {
                self.lead = Some(lead);
                Step::Refresh(cached)
            }
            Entrance::Busy | Entrance::Wait(_) | Entrance::Circle => Step::Answer(cached),
        }
    }

    /// Keeps a value from the shared tier in memory that is an answer if the load fails; also where memory keeps no other
    /// copies, as an invalidation must reach it.
    fn keep_fallback(&mut self, found: Found<V>, copy_ttl: Option<Millis>) {
        let newer = |entry: Entry<V>| entry.life.stored_at >= found.life.stored_at;
        if self.bound.region.peek(&self.key).is_some_and(newer) {
            return;
        }
        let Some(lead) = self.lead.take() else { return };
        let mut life = found.life;
        if let Some(ttl) = copy_ttl {
            life.copy_until = self.now().saturating_add(ttl);
        }
        let fill = self.fill_of(found.value, life, lead.begun());
        let draft = Draft {
            tags: found.tags,
            linked: found.linked,
            ..Draft::default()
        };
        self.known_tags = Some(draft.tags.clone());
        self.destination().keep(&lead, fill, life, &draft);
        self.lead = Some(lead);
    }

    /// Nothing that is of use is in the shared tier, and where memory keeps no copies of its own, what it kept for this
    /// call's like is gone with that.
    fn forget_fallback(&self) {
        if let (Tiers::Redis, Some(lead)) = (self.site.tiers, &self.lead) {
            self.destination().withdraw(lead);
        }
    }

    /// Another process is at it; it is asked about again after a while, and not by every hit. Where memory keeps no copies,
    /// the value stays there for that while.
    fn leave_to_others(&mut self, found: Option<Found<V>>) {
        let is_kept = self.bound.region.peek(&self.key).is_some();
        if let Some(found) = found.filter(|_| !is_kept) {
            self.keep_fallback(found, Some(BUSY_PAUSE));
        }
        self.limits.pause(BUSY_PAUSE);
    }

    fn fill_of(&self, stored: V, life: Life, begun: Number) -> Fill<V> {
        Fill {
            bytes: (self.questions.weigh)(&stored),
            life: Some(life),
            begun,
            cells: self.cells.clone().unwrap_or_default(),
            precedence: Precedence::Copy,
            stored,
        }
    }

    /// A hit in the shared tier renews the ttl of what it finds, where the policy wants that.
    pub(super) fn prolong(&self, life: Life, freshness: Freshness) -> Life {
        let fresh = matches!(freshness, Freshness::Fresh | Freshness::RefreshDue);
        let end = freshness::renewed(&life, &self.policy, self.now(), 0);
        if !fresh || !freshness::is_worth_telling(&life, end) {
            return life;
        }
        let life = Life {
            fresh_until: end,
            ..life
        };
        self.cache.prolong(&self.bound, &self.key, &life);
        life
    }

    /// Stores a loaded value in the shared tier, as far as that is wanted.
    pub(super) async fn offer_to_tier(&mut self, stored: &V, life: Option<&Life>) -> Verdict {
        match (&mut self.sharing, life) {
            (None, _) => Verdict::Elsewhere,
            (Some(sharing), Some(life)) => sharing.store(stored, life, &self.draft).await,
            (Some(sharing), None) => sharing.withdraw().await,
        }
    }

    /// What memory may keep of a loaded value.
    pub(super) fn copy(&self, verdict: Verdict) -> MemoryCopy {
        match &self.sharing {
            None => MemoryCopy::Whole,
            Some(sharing) => self.copy_of(sharing, verdict),
        }
    }

    fn copy_of(&self, sharing: &Sharing<V>, verdict: Verdict) -> MemoryCopy {
        let (tiers, memory_ttl) = (self.site.tiers, self.policy.memory_ttl);
        MemoryCopy::of(verdict, tiers, memory_ttl, sharing.copy_ttl())
    }
}

/// What a call wants of the tier that has nothing else to go on with.
pub(crate) fn value_needed<V: Cacheable>(policy: &Policy, sharing: &Sharing<V>) -> Need {
    let wait = match policy.stampede {
        Stampede::Lock => policy
            .lock_wait
            .map_or_else(|| sharing.lock_wait(), Duration::from_millis),
        Stampede::None | Stampede::Coalesce => Duration::ZERO,
    };
    Need::Value { wait }
}
