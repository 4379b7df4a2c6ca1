//! A cache without a shared tier: types that have no values, so that nothing of this is ever reached.

use crate::clock::Millis;
use crate::commit::Precedence;
use crate::draft::Draft;
use crate::error::Error;
use crate::freshness::Life;
use crate::invalidation::{Cell, Invalidated, Links, Order, SourceLocation};
use crate::key::CacheKey;
use crate::metrics::Meter;
use crate::policy::Policy;
use crate::shape::{Cacheable, Coder};
use crate::shared::{
    Crowd, Each, Filling, Finding, Found, Glance, Named, Need, Placement, Verdict,
};
use std::convert::Infallible;
use std::future::Ready;
use std::marker::PhantomData;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// A tier that is not there.
#[derive(Debug)]
pub(crate) enum Tier {}

type Told = Ready<Result<Invalidated, Error>>;

impl Tier {
    #[cfg(feature = "testing")]
    pub(crate) fn standing(&self) -> crate::shared::Standing {
        match *self {}
    }

    #[cfg(any(feature = "metrics", feature = "otel"))]
    pub(crate) fn report_to(&self, _: &dyn crate::metrics::Audience) {
        match *self {}
    }

    pub(crate) fn crowd(&self) -> &Crowd {
        match *self {}
    }

    pub(crate) fn name_of(&self, _: &Cell) -> Arc<str> {
        match *self {}
    }

    pub(crate) fn versions_as_heard(&self, _: &[Arc<str>]) -> Ready<Option<Vec<u64>>> {
        match *self {}
    }

    pub(crate) fn prolong(self: &Arc<Self>, _: &str, _: &Life) {
        match **self {}
    }

    pub(crate) fn carry(
        self: &Arc<Self>,
        _: &Order,
        _: Option<SourceLocation>,
        _: Box<dyn FnOnce() -> Invalidated + Send>,
    ) -> Told {
        match **self {}
    }

    pub(crate) fn carry_put(
        self: &Arc<Self>,
        _: &CacheKey,
        _: Box<dyn FnOnce() -> Invalidated + Send>,
    ) -> Told {
        match **self {}
    }
}

/// What a function needs to share its values.
#[derive(Debug)]
pub(crate) struct Shared<V>(
    #[allow(dead_code, reason = "it keeps the type from having values")] Coder<V>,
);

impl<V> Shared<V> {
    pub(crate) fn new(coder: Coder<V>, _: Arc<Meter>) -> Self {
        Self(coder)
    }
}

/// What was seen of an entry that is not there.
#[derive(Debug)]
pub(crate) enum Glanced {}

/// A call on its way through a tier that is not there.
pub(crate) struct Sharing<V: Cacheable>(Infallible, PhantomData<fn() -> V>);

#[allow(
    clippy::unused_async,
    clippy::needless_pass_by_value,
    reason = "what the real one needs"
)]
impl<V: Cacheable> Sharing<V> {
    pub(crate) fn new(
        tier: &Arc<Tier>,
        _: &Arc<Shared<V>>,
        _: (&str, &str),
        _: &Links,
        _: u32,
        _: &Policy,
    ) -> Self {
        match **tier {}
    }

    pub(crate) async fn glance(
        tier: &Arc<Tier>,
        _: &Shared<V>,
        _: Named<'_>,
        _: u32,
        _: &Policy,
    ) -> Glance<V> {
        match **tier {}
    }

    pub(crate) async fn glance_all(
        tier: &Arc<Tier>,
        _: &Shared<V>,
        _: &[Named<'_>],
        _: u32,
        _: &Policy,
        _: impl FnMut(usize, Glance<V>),
    ) {
        match **tier {}
    }

    pub(crate) fn after(self, _: Option<Box<Glanced>>) -> Self {
        match self.0 {}
    }

    pub(crate) async fn find(&mut self, _: Need, _: bool) -> Finding<V> {
        match self.0 {}
    }

    pub(crate) async fn find_all(all: &mut [Self], _: bool, _: bool) -> Vec<Each<V>> {
        all.iter().map(|sharing| match sharing.0 {}).collect()
    }

    pub(crate) async fn fill_all(all: Vec<Filling<'_, V>>) -> Vec<Verdict> {
        let each = all.into_iter();
        each.map(|filling| match filling.sharing.0 {}).collect()
    }

    pub(crate) async fn peek(&mut self) -> Option<Found<V>> {
        match self.0 {}
    }

    pub(crate) async fn store(&mut self, _: &V, _: &Life, _: &Draft) -> Verdict {
        match self.0 {}
    }

    pub(crate) async fn withdraw(&mut self) -> Verdict {
        match self.0 {}
    }

    pub(crate) fn put(
        self,
        _: &CacheKey,
        _: Option<(V, Life)>,
        _: Vec<String>,
        _: Precedence,
        _: Arc<OnceLock<Placement>>,
        _: impl FnOnce() -> Invalidated + Send + 'static,
    ) -> Told {
        match self.0 {}
    }

    pub(crate) fn resign(&mut self) {
        match self.0 {}
    }

    pub(crate) fn may_fill(&self) -> bool {
        match self.0 {}
    }

    pub(crate) fn copy_ttl(&self) -> Option<Millis> {
        match self.0 {}
    }

    pub(crate) fn lock_wait(&self) -> Duration {
        match self.0 {}
    }
}
