//! Behind `#[cache_invalidate]`: all that one attribute names is one order, begun when the body has returned.

use super::success::Success;
use crate::cache::Cache;
use crate::flight::block_on;
use crate::invalidation::{Cause, Invalidation, Order, SourceLocation};
use crate::key::CacheKey;
use crate::site::Site;
use std::future::Future;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

/// What one attribute names, as far as it is known.
#[derive(Debug)]
#[must_use]
pub struct Invalidating {
    /// Where the attribute stands.
    location: SourceLocation,
    /// None: the installed one.
    cache: Option<Cache>,
    keys: Vec<CacheKey>,
    tags: Vec<String>,
    /// Of functions and patterns.
    others: Vec<Order>,
    manner: Manner,
    occasion: Occasion,
}

/// What becomes of the entries whose keys are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Manner {
    #[default]
    Remove,
    /// They stay as fallbacks.
    Expire,
}

/// When the entries are invalidated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Occasion {
    #[default]
    Success,
    /// Whatever becomes of the body.
    Always,
}

impl Invalidating {
    /// Nothing, yet.
    #[track_caller]
    #[allow(
        clippy::new_without_default,
        reason = "the attribute's place is no default"
    )]
    pub fn new() -> Self {
        Self {
            location: Location::caller(),
            cache: None,
            keys: Vec::new(),
            tags: Vec::new(),
            others: Vec::new(),
            manner: Manner::default(),
            occasion: Occasion::default(),
        }
    }

    /// In this cache, and not in the installed one.
    pub fn within(mut self, cache: &(impl AsRef<Cache> + ?Sized)) -> Self {
        self.cache = Some(cache.as_ref().clone());
        self
    }

    /// Also after a failure, a panic, and where the body is dropped before its end.
    pub fn always(mut self) -> Self {
        self.occasion = Occasion::Always;
        self
    }

    /// Marks the entries stale and does not remove them.
    pub fn soft(mut self) -> Self {
        self.manner = Manner::Expire;
        self
    }

    /// One entry.
    pub fn key(mut self, key: CacheKey) -> Self {
        self.keys.push(key);
        self
    }

    /// Every entry of a function.
    pub fn all(mut self, site: &Site) -> Self {
        let pattern = site.name().pattern().to_owned();
        self.others.push(Order::Function(pattern));
        self
    }

    /// Every entry with a tag.
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// Every entry whose key matches a glob.
    pub fn pattern(mut self, glob: impl Into<String>) -> Self {
        self.others.push(Order::Pattern(glob.into()));
        self
    }

    fn and(&mut self, more: Self) {
        self.keys.extend(more.keys);
        self.tags.extend(more.tags);
        self.others.extend(more.others);
    }

    /// The invalidation, which begins when it is first polled.
    fn invalidation(self) -> Invalidation {
        let manner = self.manner;
        let of_key = |key| match manner {
            Manner::Remove => Order::Key(key),
            Manner::Expire => Order::Expire(key),
        };
        let mut orders: Vec<Order> = self.keys.into_iter().map(of_key).collect();
        if !self.tags.is_empty() {
            orders.push(Order::Tags(self.tags));
        }
        orders.extend(self.others);
        let cause = Cause::Writer(self.location);
        Cache::order_in(self.cache.as_ref(), Order::all_of(orders), cause)
    }
}

/// Names nothing that comes with the result.
pub fn nothing_more<V>(_: &V) -> Invalidating {
    Invalidating::new()
}

/// Runs a body, and then invalidates what was named and what `named_by` the result.
pub fn invalidating<S, F, N>(order: Invalidating, _: S, body: F, named_by: N) -> S::Returned
where
    S: Success,
    F: FnOnce() -> S::Returned,
    N: FnOnce(&S::Value) -> Invalidating,
{
    let due = Due::new(order);
    let returned = body();
    if let Some(invalidation) = due.concluded::<S>(&returned, named_by) {
        settle(block_on(invalidation));
    }
    returned
}

/// Runs a body, and then invalidates what was named and what `named_by` the result.
///
/// The invalidation begins in the poll in which the body returns, so that no caller can leave in between.
pub async fn invalidating_async<S, F, N>(
    order: Invalidating,
    _: S,
    body: F,
    named_by: N,
) -> S::Returned
where
    S: Success,
    F: Future<Output = S::Returned>,
    N: FnOnce(&S::Value) -> Invalidating,
{
    let due = Due::new(order);
    let returned = body.await;
    if let Some(invalidation) = due.concluded::<S>(&returned, named_by) {
        settle(invalidation.await);
    }
    returned
}

/// A fault was counted, and the invalidation waits for Redis to answer again: to the caller of the function, which has done
/// what it was asked, it is nothing.
fn settle<T, E>(_: Result<T, E>) {}

/// An invalidation that may be due. Dropped when it is, it begins, and nobody waits for it.
struct Due {
    order: Option<Invalidating>,
    is_due: bool,
}

impl Due {
    fn new(mut order: Invalidating) -> Self {
        let is_due = order.occasion == Occasion::Always;
        if is_due {
            // Where it is dropped, another cache may be the installed one.
            let cache = order.cache.take();
            order.cache = Some(cache.unwrap_or_else(|| Cache::installed().clone()));
        }
        Self {
            order: Some(order),
            is_due,
        }
    }

    /// The body has returned.
    fn concluded<S: Success>(
        mut self,
        returned: &S::Returned,
        named_by: impl FnOnce(&S::Value) -> Invalidating,
    ) -> Option<Invalidation> {
        if let Some(value) = S::value(returned) {
            // From here on, also if the user's code panics that names more.
            self.is_due = true;
            let more = named_by(value);
            if let Some(order) = &mut self.order {
                order.and(more);
            }
        }
        self.take()
    }

    fn take(&mut self) -> Option<Invalidation> {
        let order = self.order.take().filter(|_| self.is_due)?;
        Some(order.invalidation())
    }
}

impl Drop for Due {
    fn drop(&mut self) {
        if let Some(invalidation) = self.take() {
            // What is removed from memory runs the user's `Drop`, and a second panic on the way would end the process.
            let _ = catch_unwind(AssertUnwindSafe(|| invalidation.begin()));
        }
    }
}
