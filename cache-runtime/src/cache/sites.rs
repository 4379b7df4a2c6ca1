//! Binds annotated functions to their regions, once for each function and cache.
//!
//! In the installed cache a hit finds its region in the function's own static; in any other, by the function's number in a
//! table that only grows: no hash, no lock. Generic functions
//! have one number for all their instances; the first instance has the place in the table, the others are looked up.

use super::exports::Exports;
use super::{Cache, Inner};
use crate::call::Instance;
use crate::error::Error;
use crate::key::{KeyKinds, Name, shape_of};
use crate::memory;
use crate::metrics::{AuditStats, FunctionStats, Meter, RegionStats};
use crate::policies::{Book, Function, PolicyFault, Ruling};
use crate::policy::Tiers;
use crate::region::{AnyRegion, Claim, TypedRegion};
use crate::shape::{Cacheable, Coder};
use crate::shared::Shared;
use crate::site::Site;
use crate::trace;
use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

/// A function at its region.
pub(crate) struct Bound<V: Cacheable> {
    pub(crate) region: Arc<TypedRegion<V>>,
    pub(crate) meter: Arc<Meter>,
    /// What is in force for the function, as far as that is not said by its attribute.
    pub(crate) ruling: Arc<Ruling>,
    pub(crate) instance: Instance,
    /// How a shared tier is to write what the region holds; `None`: it stays in memory. Not of the region, as functions
    /// that share one may tell absence apart or not.
    pub(crate) shared: Option<Arc<Shared<V>>>,
    /// Whether some tags are known only with the value: the attribute says so, or a loader once has.
    result_tags: AtomicBool,
}

impl<V: Cacheable> Bound<V> {
    pub(crate) fn has_result_tags(&self) -> bool {
        self.result_tags.load(Ordering::Relaxed)
    }

    pub(crate) fn expect_result_tags(&self) {
        self.result_tags.store(true, Ordering::Relaxed);
    }
}

/// A [`Bound`] of some value type.
pub(crate) type AnyBound = Arc<dyn Any + Send + Sync>;

/// The first chunk has this many places, each further one twice as many as the one before.
const FIRST_CHUNK: usize = 32;
const CHUNKS: usize = 20;

#[derive(Default)]
pub(super) struct Sites {
    chunks: [OnceLock<Box<[OnceLock<AnyBound>]>>; CHUNKS],
    instances: RwLock<HashMap<(u32, &'static str, TypeId), AnyBound>>,
    functions: Mutex<Functions>,
}

/// The functions that were called so far, by their numbers, and what is said of them at run time.
#[derive(Default)]
pub(super) struct Functions {
    pub(super) exports: Exports,
    pub(super) book: Book,
    pub(super) rows: HashMap<u32, Row>,
}

/// A function that was called.
pub(super) struct Row {
    pub(super) function: Function,
    pub(super) ruling: Arc<Ruling>,
    pub(super) regions: Vec<Arc<dyn AnyRegion>>,
    meter: Arc<Meter>,
}

impl Sites {
    /// None yet, and all that comes is under what `book` says.
    pub(super) fn under(book: Book) -> Self {
        let functions = Functions {
            book,
            ..Functions::default()
        };
        Self {
            functions: Mutex::new(functions),
            ..Self::default()
        }
    }

    #[inline]
    fn first_instance(&self, id: u32) -> Option<&AnyBound> {
        let (chunk, place) = locate(id);
        self.chunks.get(chunk)?.get()?.get(place)?.get()
    }

    fn keep(&self, id: u32, instance: Instance, value: TypeId, bound: &AnyBound) {
        let (chunk, place) = locate(id);
        if let Some(chunk_of) = self.chunks.get(chunk) {
            let places = chunk_of
                .get_or_init(|| (0..FIRST_CHUNK << chunk).map(|_| OnceLock::new()).collect());
            // Taken already: another instance was first, and this one is found below.
            let _ = places[place].set(bound.clone());
        }
        let mut instances = self
            .instances
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        instances.insert((id, instance.types(), value), bound.clone());
    }

    /// Enters a function that holds its entries in `region`; with what is wrong in what is said of it.
    fn enter(&self, site: &Site, region: &Arc<dyn AnyRegion>) -> Entered {
        let mut functions = self.functions();
        let Functions {
            exports,
            book,
            rows,
        } = &mut *functions;
        let function = Function::of(site);
        let decision = book.decide(&function);
        let row = rows.entry(site.id()).or_insert_with(|| {
            let meter = Meter::new(site.function().to_owned(), site.name().pattern().to_owned());
            exports.attend(&meter);
            Row {
                function,
                ruling: Arc::new(Ruling::new(decision.rule)),
                meter: Arc::new(meter),
                regions: Vec::new(),
            }
        });
        let known = |other: &Arc<dyn AnyRegion>| same_region(other, region);
        if !row.regions.iter().any(known) {
            row.regions.push(region.clone());
        }
        if row.ruling.is_off() {
            region.open_to_hits(false);
        }
        Entered {
            meter: row.meter.clone(),
            ruling: row.ruling.clone(),
            faults: decision.faults,
        }
    }

    pub(super) fn functions(&self) -> MutexGuard<'_, Functions> {
        self.functions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// One row for each function, by name.
    pub(super) fn stats(&self) -> Vec<FunctionStats> {
        let stats = |row: &Row| {
            let mut of_regions = RegionStats::default();
            let mut loads_running = 0;
            for region in &row.regions {
                region.fill(&mut of_regions);
                loads_running += region.loads_running();
            }
            let is_audited = row.function.abilities.audits > 0.0;
            FunctionStats {
                audits: is_audited.then(|| AuditStats::of(&row.meter)),
                ..FunctionStats::of(&row.meter).within(&of_regions, loads_running)
            }
        };
        let functions = self.functions();
        // Sorted before there are numbers: those are long.
        let mut rows: Vec<&Row> = functions.rows.values().collect();
        rows.sort_by(|left, right| left.meter.name().cmp(&right.meter.name()));
        rows.into_iter().map(stats).collect()
    }
}

#[cfg(any(feature = "metrics", feature = "otel"))]
impl Functions {
    pub(super) fn meters(&self) -> impl Iterator<Item = &Arc<Meter>> {
        self.rows.values().map(|row| &row.meter)
    }
}

/// What a function is told when it is entered.
struct Entered {
    meter: Arc<Meter>,
    ruling: Arc<Ruling>,
    faults: Vec<PolicyFault>,
}

pub(super) fn same_region(one: &Arc<dyn AnyRegion>, other: &Arc<dyn AnyRegion>) -> bool {
    std::ptr::addr_eq(Arc::as_ptr(one), Arc::as_ptr(other))
}

/// The chunk of a site's number and its place there.
#[inline]
fn locate(id: u32) -> (usize, usize) {
    let position = id as usize + FIRST_CHUNK;
    let chunk = (position / FIRST_CHUNK).ilog2() as usize;
    (chunk, position - (FIRST_CHUNK << chunk))
}

impl Cache {
    /// What a function was bound to first in this cache.
    #[inline]
    pub(crate) fn bound(&self, site: &Site) -> Option<&AnyBound> {
        self.inner.sites.first_instance(site.id())
    }

    /// The region of a function; the first call binds it.
    pub(crate) fn bind<Kinds: KeyKinds, V: Cacheable>(
        &self,
        site: &Site,
        instance: Instance,
        coder: fn() -> Option<Coder<V>>,
    ) -> Arc<Bound<V>> {
        let first = self
            .bound(site)
            .cloned()
            .and_then(|bound| bound.downcast::<Bound<V>>().ok());
        if let Some(first) = first.filter(|first| first.instance.is(instance)) {
            return first;
        }
        let id = (site.id(), instance.types(), TypeId::of::<V>());
        let known = self
            .inner
            .sites
            .instances
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&id)
            .cloned();
        match known.and_then(|bound| bound.downcast().ok()) {
            Some(bound) => bound,
            None => self.bind_anew::<Kinds, V>(site, instance, coder),
        }
    }

    fn bind_anew<Kinds: KeyKinds, V: Cacheable>(
        &self,
        site: &Site,
        instance: Instance,
        coder: fn() -> Option<Coder<V>>,
    ) -> Arc<Bound<V>> {
        let name = site.name_with(instance.text());
        let claim = Claim {
            function: site.function().to_owned(),
            default_key: site.has_default_key(),
            site: site.id(),
            location: site.location,
            instance: name.instance().to_owned(),
            shape: shape_of::<Kinds>(),
            value: std::any::type_name::<V>(),
            version: site.version,
        };
        let region = self.region_for::<Kinds, V>(site, claim, name);
        let coder = coder_of(site, coder);
        if coder.is_some() {
            region.holds_copies();
        }
        let erased: Arc<dyn AnyRegion> = region.clone();
        let Entered {
            meter,
            ruling,
            faults,
        } = self.inner.sites.enter(site, &erased);
        if !faults.is_empty() {
            complain(&Error::Policies(faults).to_string());
        }
        let shared = coder.map(|coder| Arc::new(Shared::new(coder, meter.clone())));
        let bound = Arc::new(Bound {
            region,
            meter,
            ruling,
            instance,
            shared,
            result_tags: AtomicBool::new(site.result_tags),
        });
        let any: AnyBound = bound.clone();
        if self.is_installed() {
            site.install(&any);
        }
        self.inner
            .sites
            .keep(site.id(), instance, TypeId::of::<V>(), &any);
        bound
    }

    fn region_for<Kinds: KeyKinds, V: Cacheable>(
        &self,
        site: &Site,
        claim: Claim,
        name: Name,
    ) -> Arc<TypedRegion<V>> {
        let bound = match (site.max_weight, site.capacity) {
            (Some(bytes), _) => memory::Bound::Bytes(bytes),
            (None, entries) => memory::Bound::Entries(entries.unwrap_or(self.inner.capacity)),
        };
        let family = self.inner.family(name.pattern());
        let (region, conflict) = family.region(
            &self.inner.world,
            claim,
            Arc::new(name),
            Kinds::render,
            bound,
        );
        if let Some(conflict) = conflict {
            self.inner.report(conflict);
        }
        region
    }
}

impl Cache {
    /// Keeps a conflict for [`check`](Self::check); panics in debug builds.
    pub(crate) fn report(&self, conflict: Error) {
        self.inner.report(conflict);
    }
}

/// What the shape can do, or for a region that is used directly its handle, where the function means to share.
fn coder_of<V: Cacheable>(site: &Site, of_shape: fn() -> Option<Coder<V>>) -> Option<Coder<V>> {
    match site.tiers {
        Tiers::Memory => None,
        Tiers::Default | Tiers::Redis | Tiers::All => site.coder().or_else(of_shape),
    }
}

impl Inner {
    /// Keeps a conflict for [`Cache::check`]; panics in debug builds.
    fn report(&self, conflict: Error) {
        let message = conflict.to_string();
        let is_new;
        {
            let mut conflicts = self
                .conflicts
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            is_new = !conflicts.contains(&conflict);
            if is_new {
                conflicts.push(conflict);
            }
        }
        // Some are found again and again; one line is enough.
        if is_new || cfg!(debug_assertions) {
            complain(&message);
        }
    }
}

/// Panics in debug builds; one line on standard error in others, or an event.
fn complain(message: &str) {
    let strict = cfg!(debug_assertions);
    assert!(!strict, "{message}");
    if !trace::conflict(message) {
        eprintln!("cache-runtime: {message}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_place_of_its_own() {
        let mut expected = (0, 0);
        for id in 0..10_000 {
            assert_eq!(locate(id), expected);
            expected.1 += 1;
            if expected.1 == FIRST_CHUNK << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
    }
}
