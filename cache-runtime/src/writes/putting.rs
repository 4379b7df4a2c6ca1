//! A value that did not come from a load: put by a helper, by hand, or by `#[cache_put]` after its function returned.

use super::success::Success;
use crate::cache::{Bound, Cache};
use crate::call::Call;
use crate::commit::{Destination, Fill, MemoryCopy, Precedence};
use crate::draft::Draft;
use crate::error::Error;
use crate::flight::block_on;
use crate::freshness::rank;
use crate::invalidation::{Begun, Invalidated, Links};
use crate::key::{CacheKey, EncodedKey, KeyKinds};
use crate::load::is_absent;
use crate::policy::{Policy, Tiers};
use crate::shape::{Accept, Cacheable, Shape};
use crate::shared::{Placement, Sharing, Tier, Verdict};
use std::fmt;
use std::future::Future;
use std::sync::{Arc, OnceLock};

/// A value on its way into the cache; it sets out when it is [put](put_async).
#[must_use = "nothing is stored until this is put"]
pub struct Putting {
    order: Option<u64>,
    begin: Begin,
}

type Begin = Box<dyn FnOnce(Option<u64>) -> Begun + Send>;

impl Putting {
    /// A value with a greater order is not replaced.
    pub fn ordered(mut self, order: u64) -> Self {
        self.order = Some(order);
        self
    }

    fn begin(self) -> Begun {
        (self.begin)(self.order)
    }
}

impl fmt::Debug for Putting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Putting")
            .field("order", &self.order)
            .finish_non_exhaustive()
    }
}

/// Makes ready a value obtained elsewhere.
#[allow(
    clippy::needless_pass_by_value,
    reason = "a call is made for one operation"
)]
pub fn storing<Kinds, S, P, D>(
    call: Call<'_, '_, Kinds>,
    _: S,
    link: impl FnOnce(&mut Links),
    value: P,
    describe: D,
) -> Putting
where
    Kinds: KeyKinds,
    S: Shape + Accept<P>,
    D: FnOnce(&S::Value, &mut Draft),
{
    let begin: Begin = match S::accept(value) {
        None => Box::new(|_| Begun::Done(Invalidated::default())),
        Some(value) => {
            let mut links = Links::default();
            link(&mut links);
            let mut draft = Draft::default();
            describe(&value, &mut draft);
            let stored = S::store(value);
            let value = Value {
                bytes: S::weigh(&stored),
                absent: is_absent::<S>(&stored),
                stored,
                links,
                draft,
            };
            let place = Place::of(&call, call.bind::<S::Stored>(S::coder));
            Box::new(move |order| place.put(value, order))
        }
    };
    Putting { order: None, begin }
}

/// Stores a value obtained elsewhere.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub fn put(putting: Putting) -> Result<(), Error> {
    block_on(put_async(putting))
}

/// Stores a value obtained elsewhere.
///
/// # Errors
/// [`Error`] if a tier could not be told.
pub async fn put_async(putting: Putting) -> Result<(), Error> {
    match putting.begin() {
        Begun::Done(_) => Ok(()),
        Begun::OnItsWay(told) => told.await.map(drop),
    }
}

/// Runs a body, and then puts what it returned.
pub fn putting<S, F, P>(_: S, body: F, put_by: P) -> S::Returned
where
    S: Success,
    F: FnOnce() -> S::Returned,
    P: FnOnce(&S::Value) -> Putting,
{
    let returned = body();
    if let Some(value) = S::value(&returned) {
        settle(put(put_by(value)));
    }
    returned
}

/// Runs a body, and then puts what it returned.
///
/// The put begins in the poll in which the body returns, so that no caller can leave in between.
pub async fn putting_async<S, F, P>(_: S, body: F, put_by: P) -> S::Returned
where
    S: Success,
    F: Future<Output = S::Returned>,
    P: FnOnce(&S::Value) -> Putting,
{
    let returned = body.await;
    if let Some(putting) = S::value(&returned).map(put_by) {
        settle(put_async(putting).await);
    }
    returned
}

/// A fault was counted, and what stands in Redis is removed when it answers again: to the caller of the function, which has
/// done what it was asked, it is nothing.
fn settle(_: Result<(), Error>) {}

/// What a function returns can take the place of an entry.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot take the place of a `{P}`",
    label = "the entry holds a `{P}`",
    note = "`#[cache_put]` stores what its function returns, or what is inside its `Ok`, as the named function would: \
            return the same type, which is `Clone`, or invalidate the entry with `#[cache_invalidate]`"
)]
pub trait Placed<P> {
    /// What is stored.
    fn placed(&self) -> P;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Placed<T> for T {
    fn placed(&self) -> T {
        self.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Placed<Option<T>> for T {
    fn placed(&self) -> Option<T> {
        Some(self.clone())
    }
}

/// What takes the place of an entry.
#[must_use]
pub fn replacement<T: Placed<P>, P>(value: &T) -> P {
    value.placed()
}

/// A value that somebody puts, with what is said of it.
struct Value<V> {
    stored: V,
    bytes: Option<usize>,
    absent: bool,
    links: Links,
    draft: Draft,
}

/// Where it goes. Compiled once for each value type.
struct Place<V: Cacheable> {
    cache: Cache,
    bound: Arc<Bound<V>>,
    policy: Policy,
    /// Whether the function is cached at the moment.
    is_on: bool,
    tiers: Tiers,
    version: u32,
    encoded: EncodedKey,
    key: CacheKey,
}

impl<V: Cacheable> Place<V> {
    fn of<Kinds: KeyKinds>(call: &Call<'_, '_, Kinds>, bound: Arc<Bound<V>>) -> Self {
        let site = call.target.site;
        let (policy, is_on) = bound.ruling.of_call(call.target.policy);
        let policy = *policy;
        Self {
            cache: call.cache().clone(),
            bound,
            policy,
            is_on,
            tiers: site.tiers,
            version: site.version,
            encoded: call.key.clone(),
            key: call.bare_key(),
        }
    }

    fn put(self, value: Value<V>, order: Option<u64>) -> Begun {
        let Value {
            mut links, draft, ..
        } = value;
        // Where dependencies go in a circle: those who depend on the entry are told below, and it is not one of them.
        links.keys.retain(|link| *link != self.key);
        let fill = self.fill(
            value.stored,
            value.bytes,
            value.absent,
            &draft,
            &links,
            order,
        );
        match self.cache.tier().cloned() {
            None => {
                self.destination().put(&self.encoded, fill, &draft);
                self.cache.replaced(&self.key);
                Begun::Done(Invalidated::default())
            }
            Some(tier) => match self.sharing(&links) {
                Some(sharing) => self.put_shared(sharing, fill, draft),
                None => self.put_here(&tier, fill, draft),
            },
        }
    }

    /// In memory alone; copies of others, and what depends on the entry anywhere, are out of date all the same.
    fn put_here(self, tier: &Arc<Tier>, fill: Fill<V>, draft: Draft) -> Begun {
        let key = self.key.clone();
        let after = self.after(fill, draft, MemoryCopy::Whole, None);
        Begun::OnItsWay(Box::pin(tier.carry_put(&key, Box::new(after))))
    }

    fn fill(
        &self,
        stored: V,
        bytes: Option<usize>,
        absent: bool,
        draft: &Draft,
        links: &Links,
        order: Option<u64>,
    ) -> Fill<V> {
        let begun = self.cache.world().sequence.current();
        let cells = self.cache.cells(links);
        let destination = self.destination();
        let ttl = destination.ttl(absent, draft);
        let mut life = destination
            .life(self.cache.world().clock.now(), ttl, 0, !absent)
            .filter(|_| self.is_on);
        let precedence = match order {
            None => Precedence::Regardless,
            Some(order) => {
                if let Some(life) = &mut life {
                    life.rank = rank(order);
                }
                Precedence::UnlessNewer
            }
        };
        Fill {
            stored,
            bytes,
            life,
            begun,
            cells,
            precedence,
        }
    }

    /// The shared tier first, then memory.
    fn put_shared(self, sharing: Sharing<V>, fill: Fill<V>, draft: Draft) -> Begun {
        let copy = {
            let (memory_ttl, disconnected) = (self.policy.memory_ttl, sharing.copy_ttl());
            MemoryCopy::of(Verdict::Stored, self.tiers, memory_ttl, disconnected)
        };
        let value = fill.life.map(|life| (fill.stored.clone(), life));
        let (key, tags, precedence) = (self.key.clone(), draft.tags.clone(), fill.precedence);
        let placement = Arc::new(OnceLock::new());
        let after = self.after(fill, draft, copy, Some(placement.clone()));
        let told = sharing.put(&key, value, tags, precedence, placement, after);
        Begun::OnItsWay(Box::pin(told))
    }

    /// What is to be done in this process, at last.
    fn after(
        self,
        fill: Fill<V>,
        draft: Draft,
        copy: MemoryCopy,
        placement: Option<Arc<OnceLock<Placement>>>,
    ) -> impl FnOnce() -> Invalidated + Send + 'static {
        // Registered before Redis is written: what another process invalidates from now on is not stored here.
        let lead = self.destination().lead_put(&self.encoded, fill.begun);
        move || {
            let outrun =
                placement.and_then(|placement| placement.get().copied()) == Some(Placement::Outrun);
            if outrun {
                self.destination().give_way(&lead, &fill);
            } else {
                self.destination().land_put(lead, fill, &draft, copy);
            }
            self.cache.replaced(&self.key);
            Invalidated::default()
        }
    }

    fn sharing(&self, links: &Links) -> Option<Sharing<V>> {
        self.cache.sharing_of(
            self.version,
            &self.bound,
            &self.encoded,
            links,
            &self.policy,
        )
    }

    fn destination(&self) -> Destination<'_, V> {
        Destination {
            cache: &self.cache,
            bound: &self.bound,
            policy: &self.policy,
        }
    }
}
