//! Invalidation by name: of one key, of tags, of a function, of a pattern, of everything.
//!
//! Each removes what it removes, and then leaves its number where entries and loads will look; see
//! `invalidation/mod.rs` for why that is enough.

use super::{Cache, Inner};
use crate::error::Error;
use crate::flight::block_on;
use crate::invalidation::{
    Begun, Cause, Cell, Cells, Invalidated, Invalidation, Linked, Links, Meant, Number, Order,
    RecentInvalidation,
};
use crate::key::{CacheKey, EncodedKey, Pattern};
use crate::region::{AnyRegion, Family};
use std::sync::{Arc, PoisonError};

/// What [`Cache::invalidate`] takes: a key from a `*_key` helper, or the text of one.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum KeyRef {
    /// A key; found at once.
    Key(CacheKey),
    /// The text of a key as the key displays it, escaped (see [`escape`](crate::escape)); found by a look at every key
    /// of the templates that begin like it.
    Text(String),
}

impl From<CacheKey> for KeyRef {
    fn from(key: CacheKey) -> Self {
        Self::Key(key)
    }
}

impl From<&CacheKey> for KeyRef {
    fn from(key: &CacheKey) -> Self {
        Self::Key(key.clone())
    }
}

impl From<&str> for KeyRef {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for KeyRef {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// Every kind of invalidation comes twice: as a future for async code, and with `_blocking` for sync code.
///
/// Once one of them has returned, no call that begins later, in any thread of this process, returns a value that was
/// loaded before, and no load that began before stores its value, in any process. Memory of other processes follows as
/// fast as messages travel.
impl Cache {
    /// Invalidates one entry and all that depends on it.
    ///
    /// # Errors
    /// [`Error::Untold`] if the shared tier could not be told. The memory of this process has been all the same; the
    /// rest is done as soon as the tier answers again, and until then this process reads nothing there.
    #[track_caller]
    pub fn invalidate(&self, key: impl Into<KeyRef>) -> Invalidation {
        let order = match key.into() {
            KeyRef::Key(key) => Order::Key(key),
            KeyRef::Text(text) => Order::Text(text),
        };
        self.order(order, Cause::call())
    }

    /// Invalidates one entry and all that depends on it.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_blocking(&self, key: impl Into<KeyRef>) -> Result<Invalidated, Error> {
        block_on(self.invalidate(key))
    }

    /// Invalidates every entry with this tag, in one step however many there are.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_tag(&self, tag: impl Into<String>) -> Invalidation {
        self.invalidate_tags([tag])
    }

    /// Invalidates every entry with this tag, in one step however many there are.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_tag_blocking(&self, tag: impl Into<String>) -> Result<Invalidated, Error> {
        self.invalidate_tags_blocking([tag])
    }

    /// Invalidates every entry with any of these tags.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_tags(
        &self,
        tags: impl IntoIterator<Item = impl Into<String>>,
    ) -> Invalidation {
        let tags = tags.into_iter().map(Into::into).collect();
        self.order(Order::Tags(tags), Cause::call())
    }

    /// Invalidates every entry with any of these tags.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_tags_blocking(
        &self,
        tags: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<Invalidated, Error> {
        block_on(self.invalidate_tags(tags))
    }

    /// Invalidates every entry whose key matches a glob as Redis has them: `*`, `?`, `[a-z]`, `[^a]`, `\` to escape.
    ///
    /// Looks at every key whose template can match, and at every key in Redis; for wide or frequent use, tags are the
    /// better way.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_pattern(&self, pattern: impl Into<String>) -> Invalidation {
        self.order(Order::Pattern(pattern.into()), Cause::call())
    }

    /// Invalidates every entry whose key matches a glob.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn invalidate_pattern_blocking(
        &self,
        pattern: impl Into<String>,
    ) -> Result<Invalidated, Error> {
        block_on(self.invalidate_pattern(pattern))
    }

    /// Invalidates everything, in all processes that share the namespace.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn clear(&self) -> Invalidation {
        self.order(Order::Everything, Cause::call())
    }

    /// Invalidates everything, in all processes that share the namespace.
    ///
    /// # Errors
    /// As [`invalidate`](Self::invalidate).
    #[track_caller]
    pub fn clear_blocking(&self) -> Result<Invalidated, Error> {
        block_on(self.clear())
    }

    /// What was invalidated lately in this process, the latest first: at most the last 100, with where each came from. See
    /// [`RecentInvalidation`] for what it says.
    ///
    /// An attribute or a message that named several things is listed thing by thing. Values that are put are not
    /// invalidations, but those that others have put are here: they remove an entry.
    ///
    /// ```
    /// use cache_runtime::{Cache, InvalidationSource};
    ///
    /// let cache = Cache::memory();
    /// cache.invalidate_tag_blocking("users")?;
    ///
    /// let latest = &cache.recent_invalidations()[0];
    /// assert_eq!(latest.what, "users");
    /// assert_eq!(latest.source, InvalidationSource::Call);
    /// assert!(latest.location.as_deref().is_some_and(|place| place.contains(file!())));
    /// # Ok::<_, cache_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn recent_invalidations(&self) -> Vec<RecentInvalidation> {
        self.inner.world.invalidations.recent()
    }

    /// Carries out an order when it is first polled.
    pub(crate) fn order(&self, order: Order, cause: Cause) -> Invalidation {
        let cache = self.clone();
        Invalidation::new(move || cache.begin(order, cause))
    }

    /// The same in the cache that is the installed one when it is first polled.
    pub(crate) fn order_in(cache: Option<&Self>, order: Order, cause: Cause) -> Invalidation {
        match cache {
            Some(cache) => cache.order(order, cause),
            None => Invalidation::new(move || Self::installed().begin(order, cause)),
        }
    }

    /// In the shared tier first, if there is one, then in memory.
    fn begin(&self, order: Order, cause: Cause) -> Begun {
        let inner = self.inner.clone();
        match inner.tier.get().cloned() {
            None => Begun::Done(inner.perform(&order, cause)),
            Some(tier) => {
                let told = order.clone();
                let after = Box::new(move || inner.perform(&order, cause));
                Begun::OnItsWay(Box::pin(tier.carry(&told, cause.location(), after)))
            }
        }
    }

    /// A value has replaced an entry: all that depends on it is out of date.
    pub(crate) fn replaced(&self, key: &CacheKey) {
        let family = self.inner.family(key.name.pattern());
        self.inner
            .tell_dependents(&family, &key.encoded, &|| key.text());
    }

    /// The cells behind the names that an entry is linked to.
    pub(crate) fn cells(&self, links: &Links) -> Cells {
        let now = self.inner.world.clock.now();
        let tags = links
            .tags
            .iter()
            .map(|tag| self.inner.world.tags.cell(tag, now));
        let keys = links.keys.iter().flat_map(|key| self.inner.dependency(key));
        Cells::new(tags.chain(keys).collect())
    }

    /// The cells of an entry: its own, and its function's.
    pub(crate) fn cells_of(&self, key: &CacheKey) -> [Arc<Cell>; 2] {
        self.inner.dependency(key)
    }

    /// The cells of what a copy from the shared tier rests on beyond what the code names.
    pub(crate) fn linked_cells(&self, linked: &[Linked]) -> Vec<Arc<Cell>> {
        let cell = |linked| self.inner.world.copies.cell(linked);
        linked.iter().map(cell).collect()
    }

    /// The cells of tags that became known with the value.
    pub(crate) fn tag_cells(&self, tags: &[String]) -> Vec<Arc<Cell>> {
        let now = self.inner.world.clock.now();
        tags.iter()
            .map(|tag| self.inner.world.tags.cell(tag, now))
            .collect()
    }
}

impl Inner {
    /// Does in memory what `order` says, and notes it thing by thing.
    pub(super) fn perform(&self, order: &Order, cause: Cause) -> Invalidated {
        let Some(subject) = Meant::of(order) else {
            return self.perform_each(order, cause);
        };
        let met = self.act(order);
        self.note(cause, subject, met);
        met
    }

    /// The same for what consists of several orders.
    fn perform_each(&self, order: &Order, cause: Cause) -> Invalidated {
        let mut total = Invalidated::default();
        if let Order::Several(orders) = order {
            for order in orders {
                total += self.perform(order, cause);
            }
        }
        total
    }

    pub(super) fn note(&self, cause: Cause, subject: Meant, met: Invalidated) {
        let now = self.world.clock.unix_millis();
        self.world.invalidations.note(cause, subject, met, now);
    }

    fn act(&self, order: &Order) -> Invalidated {
        match order {
            Order::Key(key) => self.invalidate_key(key),
            Order::Expire(key) => self.expire_key(key),
            Order::Text(text) => {
                self.invalidate_text(&|prefix| text.starts_with(prefix), &|key| key == text)
            }
            Order::Tags(tags) => self.invalidate_tags(tags),
            Order::Function(pattern) => self.invalidate_function(pattern),
            Order::Pattern(pattern) => self.invalidate_pattern(pattern),
            Order::Everything => self.clear(),
            // Done one after the other.
            Order::Several(_) => Invalidated::default(),
        }
    }

    fn invalidate_key(&self, key: &CacheKey) -> Invalidated {
        let family = self.family(key.name.pattern());
        let removed = on_entry(&family, key, &|region| region.invalidate(&key.encoded));
        self.tell_dependents(&family, &key.encoded, &|| key.text());
        removed
    }

    fn expire_key(&self, key: &CacheKey) -> Invalidated {
        let family = self.family(key.name.pattern());
        let expired = on_entry(&family, key, &|region| region.expire(&key.encoded));
        self.tell_dependents(&family, &key.encoded, &|| key.text());
        expired
    }

    fn invalidate_function(&self, pattern: &str) -> Invalidated {
        let family = self.family(pattern);
        self.world.sequence.invalidate(|number| {
            invalidate_family(&family, number);
            self.world.copies.invalidate_function(pattern, number);
            self.suspect_linked(number);
        });
        Invalidated::default()
    }

    fn invalidate_tags(&self, tags: &[String]) -> Invalidated {
        let now = self.world.clock.now();
        self.world.sequence.invalidate(|number| {
            for tag in tags {
                self.world.tags.invalidate(tag, number, now);
            }
            self.suspect_linked(number);
        });
        Invalidated::default()
    }

    fn invalidate_pattern(&self, pattern: &str) -> Invalidated {
        let pattern = Pattern::new(pattern);
        self.invalidate_text(&|prefix| pattern.may_match_prefix(prefix), &|key| {
            pattern.matches(key)
        })
    }

    /// Invalidates the keys whose text `chosen` picks, in the regions where `possible` sees a chance.
    fn invalidate_text(
        &self,
        possible: &dyn Fn(&str) -> bool,
        chosen: &dyn Fn(&str) -> bool,
    ) -> Invalidated {
        let families = self.families();
        let mut total = Invalidated::default();
        for region in families.iter().flat_map(|family| family.regions()) {
            if possible(region.prefix()) {
                total += region.invalidate_where(&|key| chosen(&region.text(key)));
            }
        }
        // The texts are made before, not while other invalidations wait.
        let meant = |key: &CacheKey| possible(key.name.prefix()) && chosen(&key.text());
        let cells: Vec<_> = families
            .iter()
            .flat_map(|family| family.dependents.cells_where(&meant))
            .collect();
        self.world.sequence.invalidate(|number| {
            for family in &families {
                family.dependents.note(number);
            }
            for cell in &cells {
                cell.invalidate(number);
            }
            self.world.copies.invalidate_where(&chosen, number);
            self.suspect_linked(number);
        });
        total
    }

    fn clear(&self) -> Invalidated {
        self.world.sequence.invalidate(|number| {
            for family in self.families() {
                invalidate_family(&family, number);
            }
            self.suspect_linked(number);
        });
        self.regions().iter().for_each(|region| region.clear());
        Invalidated::default()
    }

    /// Tells all that depends on an entry. The entry itself is gone by now, or replaced.
    pub(super) fn tell_dependents(
        &self,
        family: &Family,
        key: &EncodedKey,
        text: &dyn Fn() -> String,
    ) {
        self.world.sequence.invalidate(|number| {
            let known = family.dependents.invalidate(key, number);
            if self.world.copies.invalidate_key(text, number) || known {
                self.suspect_linked(number);
            }
        });
    }

    /// Other invalidations wait meanwhile, and there may be many functions: so nothing is copied.
    pub(super) fn suspect_linked(&self, number: Number) {
        let families = self.families.read().unwrap_or_else(PoisonError::into_inner);
        for family in families.values() {
            family.suspect_linked(number);
        }
    }

    fn dependency(&self, key: &CacheKey) -> [Arc<Cell>; 2] {
        let family = self.family(key.name.pattern());
        [family.dependents.cell(key), family.all.clone()]
    }
}

fn invalidate_family(family: &Family, number: Number) {
    family.all.invalidate(number);
    family
        .regions()
        .iter()
        .for_each(|region| region.suspect(number));
}

/// Does something to the entry that `key` names, in every region of its family that may hold it.
///
/// A function with keys of another type (`u32` here, `u64` there) writes the same text in other bytes. There the entry is
/// looked for by its text, and removed.
fn on_entry(
    family: &Family,
    key: &CacheKey,
    act: &dyn Fn(&dyn AnyRegion) -> Invalidated,
) -> Invalidated {
    on_entries(
        family,
        key.name.instance(),
        &|region| region.renders_by(key.render),
        act,
        &|| key.text(),
    )
}

/// The same for a key of which only this is known: `alike` tells the regions whose keys are of its types.
pub(super) fn on_entries(
    family: &Family,
    instance: &str,
    alike: &dyn Fn(&dyn AnyRegion) -> bool,
    act: &dyn Fn(&dyn AnyRegion) -> Invalidated,
    text: &dyn Fn() -> String,
) -> Invalidated {
    let mut total = Invalidated::default();
    for region in family.regions() {
        if region.instance() != instance {
            continue;
        }
        total += if alike(&*region) {
            act(&*region)
        } else {
            let text = text();
            region.invalidate_where(&|other| region.text(other) == text)
        };
    }
    total
}
