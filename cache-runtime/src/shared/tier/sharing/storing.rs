//! The way of a value into the tier: under the lease of its load, or put by hand.

use super::super::lease::Commit;
use super::super::message::{Operation, RemoteKey};
use super::super::names;
use super::super::scripts::PUT;
use super::super::telling::Telling;
use super::super::versions::Version;
use super::Sharing;
use crate::commit::Precedence;
use crate::draft::Draft;
use crate::frame::{Facts, NameVersion, NameVersions, seal};
use crate::freshness::Life;
use crate::invalidation::{Cells, Invalidated};
use crate::key::CacheKey;
use crate::redis::Fault;
use crate::shape::Cacheable;
use crate::shared::{Placement, Verdict};
use redis::Value;
use std::pin::pin;
use std::sync::{Arc, OnceLock};

impl<V: Cacheable> Sharing<V> {
    /// Stores a loaded value, if the entry still is this call's to fill.
    pub(crate) async fn store(&mut self, value: &V, life: &Life, draft: &Draft) -> Verdict {
        let Ok(recorded) = self.recorded(draft) else {
            // It is not known under which versions its parts were read.
            self.resign();
            return Verdict::Elsewhere;
        };
        let Some(lease) = self.lease.take() else {
            return Verdict::Elsewhere;
        };
        let mut budget = self.budget;
        let frame = {
            let frame = pin!(self.frame(value, life, &draft.tags, &recorded));
            budget.spend(&self.tier, frame).await
        };
        let frame = match frame {
            Ok(Some(frame)) => frame,
            Ok(None) => {
                // What stands there is out of date, also where its successor cannot be stored.
                self.lease = Some(lease);
                return self.withdraw().await;
            }
            Err(fault) => {
                self.tier.note(&fault);
                return Verdict::Elsewhere;
            }
        };
        let mut commit = Box::pin(lease.commit(frame, self.tier.remaining(life)));
        match budget.wait_for(&self.tier, commit.as_mut()).await {
            None => {
                // The value is loaded: others are to have it, but the caller need not wait for that.
                self.tier.nodes.handle().spawn(commit);
                Verdict::Elsewhere
            }
            Some(Ok(Commit::Stored)) => Verdict::Stored,
            Some(Ok(Commit::Refused)) => Verdict::Refused,
            Some(Err(fault)) => {
                self.tier.note(&fault);
                Verdict::Elsewhere
            }
        }
    }

    /// The value is not to be stored, and what there is is out of date. Where the lease is gone, the value is too.
    pub(crate) async fn withdraw(&mut self) -> Verdict {
        let Some(lease) = self.lease.take() else {
            return Verdict::Elsewhere;
        };
        let withdrawn = pin!(lease.withdraw());
        match self.budget.spend(&self.tier, withdrawn).await {
            Ok(true) => Verdict::Elsewhere,
            Ok(false) => Verdict::Refused,
            Err(fault) => {
                self.tier.note(&fault);
                Verdict::Elsewhere
            }
        }
    }

    /// Leaves the entry to others to fill.
    pub(crate) fn resign(&mut self) {
        self.lease = None;
    }

    /// Whether the entry is this call's to fill.
    pub(crate) fn may_fill(&self) -> bool {
        self.lease.is_some()
    }

    /// The names that the value rests on beyond those that the code names, under the versions that they had before it was read.
    fn recorded(&self, draft: &Draft) -> Result<Vec<(Arc<str>, Version)>, Unproved> {
        let Some(recording) = &draft.recording else {
            return Ok(Vec::new());
        };
        let mut recorded = recording.versions().ok_or(Unproved)?;
        let parts = recording.added_to(&Cells::default());
        let names = parts.iter().map(|cell| names::of(cell.subject()));
        let unknown = recording.unknown(names.collect());
        if !unknown.is_some_and(|unknown| unknown.is_empty()) {
            return Err(Unproved);
        }
        recorded.retain(|(name, _)| !self.names.contains(name));
        Ok(recorded)
    }

    async fn frame(
        &self,
        value: &V,
        life: &Life,
        tags: &[String],
        recorded: &[(Arc<str>, Version)],
    ) -> Result<Option<Vec<u8>>, Fault> {
        let mut names = name_versions(&self.names, &self.versions);
        let recorded = recorded.iter();
        names.extend(recorded.map(|(name, version)| NameVersion::new(name, *version)));
        let is_new = |name: &Arc<str>| !names.iter().any(|known| known.name == name.as_bytes());
        let further: Vec<Arc<str>> = tags
            .iter()
            .map(|tag| names::tag(tag))
            .filter(is_new)
            .collect();
        if !further.is_empty() {
            let versions = self.tier.resolve(&further).await?.versions;
            // Was any tag invalidated since the load began, then it may have been one of these.
            if self.tags != Some(self.tier.tag_marks().await?) {
                return Ok(None);
            }
            names.extend(name_versions(&further, &versions));
        }
        Ok(self.write(value, life, &names))
    }

    /// The bytes of an entry; none, if the value cannot be shared.
    pub(super) fn write(
        &self,
        value: &V,
        life: &Life,
        names: &[NameVersion<'_>],
    ) -> Option<Vec<u8>> {
        let tier = &self.tier;
        let mut payload = Vec::new();
        let content = (self.shared.coder.encode)(tier.codec, value, &mut payload).ok()??;
        let sealed = NameVersions::written(names).and_then(|names| {
            let facts = Facts {
                content,
                codec: tier.codec.id(),
                fingerprint: self.shared.fingerprint(self.tier.codec),
                version: self.version,
                cost: life.load_cost,
                created: tier.server(life.stored_at),
                fresh_until: tier.server(life.fresh_until),
                stale_until: tier.server(life.retain_until()),
                order: life.rank.max(self.rank),
                names,
            };
            seal(&tier.sealer, &self.entry, &facts, &payload)
        });
        sealed
            .inspect_err(|rejection| self.count_rejected(rejection.name()))
            .ok()
    }

    /// Stores a value that somebody put, and says in `placement` what came of it; then `after`. `value`: none, if it is
    /// not to be stored.
    pub(crate) fn put(
        mut self,
        key: &CacheKey,
        value: Option<(V, Life)>,
        tags: Vec<String>,
        precedence: Precedence,
        placement: Arc<OnceLock<Placement>>,
        after: impl FnOnce() -> Invalidated + Send + 'static,
    ) -> Telling {
        let key = RemoteKey::of(key);
        let tier = self.tier.clone();
        let work = async move {
            let placed = match value {
                Some((value, life)) if self.tier.is_usable() => {
                    self.try_to_put(&value, &life, &tags, precedence).await
                }
                _ => Placement::Withdrawn,
            };
            let placed = *placement.get_or_init(|| placed);
            let operation = match placed {
                Placement::Stored => Operation::Put(key),
                // Who put the newer one has told everybody.
                Placement::Outrun => return Ok(()),
                // A value that could not be written must not leave an older one behind.
                Placement::Withdrawn => Operation::Invalidate(key),
            };
            self.tier.tell(vec![operation], None).await
        };
        tier.carry_with(work, Box::new(after))
    }

    async fn try_to_put(
        &mut self,
        value: &V,
        life: &Life,
        tags: &[String],
        precedence: Precedence,
    ) -> Placement {
        let put = async {
            self.go_by(self.tier.resolve(&self.names).await?);
            self.tags = if tags.is_empty() {
                None
            } else {
                Some(self.tier.tag_marks().await?)
            };
            let Some(frame) = self.frame(value, life, tags, &[]).await? else {
                return Ok(Placement::Withdrawn);
            };
            match precedence {
                Precedence::UnlessNewer => self.set_unless_newer(frame, life).await,
                Precedence::Successor | Precedence::Copy | Precedence::Regardless => {
                    self.set(frame, life).await
                }
            }
        };
        match put.await {
            Ok(placement) => placement,
            Err(fault) => {
                self.tier.note(&fault);
                Placement::Withdrawn
            }
        }
    }

    async fn set(&self, frame: Vec<u8>, life: &Life) -> Result<Placement, Fault> {
        let mut set = redis::cmd("SET");
        set.arg(&self.entry).arg(frame);
        if let Some(millis) = self.tier.remaining(life) {
            set.arg("PX").arg(millis);
        }
        let shard = self.tier.nodes.shard_of(&self.entry);
        self.tier.nodes.run(shard, set).await?;
        Ok(Placement::Stored)
    }

    async fn set_unless_newer(&self, frame: Vec<u8>, life: &Life) -> Result<Placement, Fault> {
        let remaining = self.tier.remaining(life);
        let remaining = remaining.map(|millis| millis.to_string());
        let arguments = [&*frame, remaining.as_deref().unwrap_or("").as_bytes()];
        let nodes = &self.tier.nodes;
        let shard = nodes.shard_of(&self.entry);
        match nodes
            .script(shard, &PUT, &[&self.entry], &arguments)
            .await?
        {
            Value::Int(0) => Ok(Placement::Outrun),
            Value::Int(1) => Ok(Placement::Stored),
            other => Err(Fault::unlike("put", &other)),
        }
    }
}

/// It cannot be told under which versions the parts of a value were read.
struct Unproved;

pub(super) fn name_versions<'a>(
    names: &'a [Arc<str>],
    versions: &[Version],
) -> Vec<NameVersion<'a>> {
    names
        .iter()
        .zip(versions)
        .map(|(name, version)| NameVersion::new(name, *version))
        .collect()
}
