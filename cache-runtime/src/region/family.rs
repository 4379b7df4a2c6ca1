//! A family: all regions of one key template, and what an invalidation by name leaves for them.
//!
//! Functions with equal templates share a region when their keys encode alike and their values are of one type. The
//! same template with anything else in disagreement is a mistake, told at the second function's first use.

use super::{AnyRegion, TypedRegion};
use crate::cache::World;
use crate::error::Error;
use crate::invalidation::{Cell, Dependents, Number, Subject};
use crate::key::{Name, Render};
use crate::memory::Bound;
use crate::metrics::RegionStats;
use crate::shape::Cacheable;
use crate::sync::RwLock;
use std::any::TypeId;
use std::sync::{Arc, PoisonError};

/// All entries that one template names.
pub(crate) struct Family {
    /// The latest invalidation of the whole function.
    pub(crate) all: Arc<Cell>,
    pub(crate) dependents: Dependents,
    members: RwLock<Vec<Member>>,
}

struct Member {
    claim: Claim,
    /// What was wrong with the claim when it was made.
    conflict: Option<Error>,
    value: TypeId,
    bound: Bound,
    region: Arc<dyn AnyRegion>,
}

/// How a function means to use the entries of a template.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Claim {
    /// The function's path.
    pub(crate) function: String,
    /// Whether the template is the function's own, made from its path.
    pub(crate) default_key: bool,
    /// The number of the site: two functions can have one path, and one place in the source if a macro wrote them.
    pub(crate) site: u32,
    /// The place in the source; empty for regions that are used directly.
    pub(crate) location: (&'static str, u32, u32),
    pub(crate) instance: String,
    /// The binary form of the keys.
    pub(crate) shape: String,
    pub(crate) value: &'static str,
    pub(crate) version: u32,
}

impl Family {
    pub(crate) fn new(pattern: &str) -> Self {
        Self {
            all: Arc::new(Cell::new(0, Subject::Function(pattern.into()))),
            dependents: Dependents::default(),
            members: RwLock::default(),
        }
    }

    /// The regions of this family.
    pub(crate) fn regions(&self) -> Vec<Arc<dyn AnyRegion>> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        members.iter().map(|member| member.region.clone()).collect()
    }

    /// Makes all entries here that rest on tags or on other entries prove themselves.
    pub(crate) fn suspect_linked(&self, number: Number) {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        for member in &*members {
            member.region.suspect_if_linked(number);
        }
    }

    /// The entries of this family, whose template is `key`; none, where no function has used it.
    pub(crate) fn stats(&self, key: &str) -> Option<RegionStats> {
        let members = self.members.read().unwrap_or_else(PoisonError::into_inner);
        let mut stats = RegionStats::of(key);
        members
            .iter()
            .enumerate()
            // Functions that share a region are members each.
            .filter(|(place, member)| {
                !members[..*place]
                    .iter()
                    .any(|other| Arc::ptr_eq(&other.region, &member.region))
            })
            .for_each(|(_, member)| member.region.fill(&mut stats));
        (!members.is_empty()).then_some(stats)
    }

    /// The region for a claim, and what is wrong with the claim, if anything is.
    pub(crate) fn region<V: Cacheable>(
        &self,
        world: &Arc<World>,
        claim: Claim,
        name: Arc<Name>,
        render: Render,
        bound: Bound,
    ) -> (Arc<TypedRegion<V>>, Option<Error>) {
        let mut members = self.members.write().unwrap_or_else(PoisonError::into_inner);
        let value = TypeId::of::<V>();
        let suiting = members
            .iter()
            .find(|member| member.suits(&claim, value, bound));
        if let Some((region, conflict)) =
            suiting.and_then(|member| Some((member.typed()?, member.conflict.clone())))
        {
            return (region, conflict);
        }
        let conflict = members
            .iter()
            .find_map(|member| member.conflict_with(&claim, value, bound));
        let region = Arc::new(TypedRegion::<V>::new(
            world.clone(),
            name,
            render,
            self.all.clone(),
            bound,
            claim.shape.clone(),
        ));
        members.push(Member {
            claim,
            conflict: conflict.clone(),
            value,
            bound,
            region: region.clone(),
        });
        (region, conflict)
    }
}

impl Member {
    fn suits(&self, claim: &Claim, value: TypeId, bound: Bound) -> bool {
        self.same_keys(claim)
            && self.value == value
            && self.bound == bound
            && self.claim.version == claim.version
            && (self.same_function(claim) || !claim.default_key)
    }

    fn typed<V: Cacheable>(&self) -> Option<Arc<TypedRegion<V>>> {
        self.region.clone().as_any().downcast().ok()
    }

    fn same_keys(&self, claim: &Claim) -> bool {
        self.claim.instance == claim.instance && self.claim.shape == claim.shape
    }

    fn same_function(&self, claim: &Claim) -> bool {
        let (file, ..) = claim.location;
        self.claim.site == claim.site && !file.is_empty()
    }

    /// Why `claim` cannot live beside this member, if it cannot.
    fn conflict_with(&self, claim: &Claim, value: TypeId, bound: Bound) -> Option<Error> {
        if !self.same_keys(claim) || self.same_function(claim) {
            return None;
        }
        let (mine, theirs) = (claim.named(), self.claim.named());
        let reason = if claim.default_key {
            "both have the default key; write `key = \"…\"` for one of them".to_owned()
        } else if self.value != value {
            format!(
                "one holds `{}`, the other `{}`; give one of them another key",
                self.claim.value, claim.value
            )
        } else if self.bound != bound {
            "their `capacity` or `max_weight` differ; write the same for both".to_owned()
        } else {
            "their `version` differs; write the same for both".to_owned()
        };
        Some(Error::Conflict(format!(
            "{mine} and {theirs} claim the same keys: {reason}"
        )))
    }
}

impl Claim {
    /// The function and where it stands, for people.
    fn named(&self) -> String {
        match self.location {
            ("", ..) => format!("the region `{}`", self.function),
            (file, line, _) => format!("`{}` ({file}:{line})", self.function),
        }
    }
}
