//! The stages of a call that no plain hit has answered: the way to its loader, the load, the way of its value to the entry. And
//! what surrounds each step of the user's body ([`Running`]).
//!
//! Compiled once for each type of value. The body is a closure to it, which keeps for itself what the body returns.

use crate::background::Panic;
use crate::cached::Cached;
use crate::context::{Said, Speaking};
use crate::flight::{FlightId, Leading};
use crate::limits::{Late, Limits};
use crate::passage::{Arrival, Passage, Reached, Step};
use crate::region::Entry;
use crate::shape::Cacheable;
use crate::trace::LoadSpan;
use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

pub(crate) enum Stage<'a, V: Cacheable> {
    SettingOut(Way<'a, V>),
    Running(Box<Running<'a, V>>),
    Arriving(Arriving<'a, V>),
    Over,
}

/// What a stage has come to.
pub(crate) enum Progress<'a, V: Cacheable> {
    /// The end of the call, without a load of its own.
    Reached(Step<V>),
    /// The end of the body: it has returned, or panicked.
    Ended(Box<Running<'a, V>>, Result<(), Panic>),
    /// A value that is stored, as far as it is to be.
    Landed(Cached<V>),
    /// The end of the caller's time. Where the body had not ended, it is to be dropped before the load is given up.
    Late(Late<V>, Option<Box<Running<'a, V>>>),
}

/// A call on its way to its loader.
pub(crate) type Way<'a, V> = Pin<Box<dyn Future<Output = Reached<'a, V>> + Send + 'a>>;

/// What the body may see of a value that it is to replace.
type Shown<V> = fn(&V) -> Option<Arc<dyn Any + Send + Sync>>;

impl<'a, V: Cacheable> Stage<'a, V> {
    pub(crate) fn running(running: Running<'a, V>) -> Self {
        Self::Running(Box::new(running))
    }

    /// Goes on as far as it can. `body` does a step of the user's, and says whether that was the last.
    #[inline(never)]
    pub(crate) fn advance(
        &mut self,
        context: &mut Context<'_>,
        body: &mut dyn FnMut(&mut Context<'_>) -> bool,
        shown: Shown<V>,
    ) -> Poll<Progress<'a, V>> {
        loop {
            match std::mem::replace(self, Self::Over) {
                Self::SettingOut(mut way) => match way.as_mut().poll(context) {
                    Poll::Pending => {
                        *self = Self::SettingOut(way);
                        return Poll::Pending;
                    }
                    Poll::Ready(Reached::End(end)) => {
                        return Poll::Ready(Progress::Reached(end));
                    }
                    Poll::Ready(Reached::Loader(passage)) => {
                        *self = Self::running(Running::begin(passage, shown).limited());
                    }
                },
                Self::Running(mut running) => {
                    let mut has_ended = false;
                    let stepped = running.step(&mut || has_ended = body(context));
                    if has_ended || stepped.is_err() {
                        return Poll::Ready(Progress::Ended(running, stepped));
                    }
                    if let Poll::Ready(late) = running.poll_over(context) {
                        return Poll::Ready(Progress::Late(late, Some(running)));
                    }
                    *self = Self::Running(running);
                    return Poll::Pending;
                }
                Self::Arriving(mut arriving) => {
                    return match arriving.as_mut().poll(context) {
                        Poll::Pending => {
                            *self = Self::Arriving(arriving);
                            Poll::Pending
                        }
                        Poll::Ready(Ok(cached)) => Poll::Ready(Progress::Landed(cached)),
                        Poll::Ready(Err(late)) => Poll::Ready(Progress::Late(late, None)),
                    };
                }
                Self::Over => panic!("a future is not polled after it was ready"),
            }
        }
    }
}

/// A value on its way to its entry, as long as the caller's time lasts.
pub(crate) type Arriving<'s, V> =
    Pin<Box<dyn Future<Output = Result<Cached<V>, Late<V>>> + Send + 's>>;

/// The end of a caller's time.
type Over<'s, V> = Pin<Box<dyn Future<Output = Late<V>> + Send + 's>>;

pub(crate) struct Running<'s, V: Cacheable> {
    pub(crate) passage: Box<Passage<'s, V>>,
    pub(crate) said: Said,
    /// The value that it is to replace, if there is one.
    pub(crate) stale: Option<Entry<V>>,
    flight: Option<FlightId>,
    span: LoadSpan,
    /// None, where the load may take what it takes.
    over: Option<Over<'s, V>>,
}

impl<'s, V: Cacheable> Running<'s, V> {
    /// The load of `passage` begins; `shown` is what the body sees of a value that it is to replace.
    #[inline(never)]
    pub(crate) fn begin(mut passage: Box<Passage<'s, V>>, shown: Shown<V>) -> Self {
        let stale = passage.stale();
        let mut said = Said::over(stale.as_ref().and_then(|stale| shown(&stale.value)));
        let flight = passage.depart();
        let span = passage.load_span();
        said.recorded_in(passage.recorder());
        Self {
            passage,
            said,
            stale,
            flight,
            span,
            over: None,
        }
    }

    /// The caller waits as long as its limits allow.
    #[inline(never)]
    pub(crate) fn limited(mut self) -> Self {
        if !self.passage.limits.are_none() {
            let limits = self.passage.limits.clone();
            self.over = Some(Box::pin(async move { limits.over().await }));
        }
        self
    }

    /// Lets the body do a step. Its panic is held back only where there is a value to fall back on.
    #[inline(never)]
    pub(crate) fn step(&mut self, body: &mut dyn FnMut()) -> Result<(), Panic> {
        let _entered = self.span.enter();
        let _leading = self.flight.map(Leading::begin);
        let _speaking = Speaking::begin(&mut self.said);
        if self.stale.is_some() {
            catch_unwind(AssertUnwindSafe(body))
        } else {
            body();
            Ok(())
        }
    }

    /// Whether the caller's time is over.
    #[inline(never)]
    pub(crate) fn poll_over(&mut self, context: &mut Context<'_>) -> Poll<Late<V>> {
        match &mut self.over {
            Some(over) => over.as_mut().poll(context),
            None => Poll::Pending,
        }
    }

    /// The body has ended: its value is to be stored, as far as the caller's time allows.
    #[inline(never)]
    pub(crate) fn arrive(self, arrival: Arrival<V>) -> Arriving<'s, V> {
        let Self { passage, over, .. } = self;
        let limits = passage.limits.clone();
        let mut arriving = Box::pin(passage.arrive(arrival));
        let Some(mut over) = over else {
            return Box::pin(async { Ok(arriving.await) });
        };
        Box::pin(async move {
            let ended = poll_fn(|context| match arriving.as_mut().poll(context) {
                Poll::Ready(cached) => Poll::Ready(Ok(cached)),
                Poll::Pending => over.as_mut().poll(context).map(Err),
            });
            let ended = ended.await;
            if ended.is_err() {
                drop(arriving);
                limits.quieten();
            }
            ended
        })
    }

    /// The load ended with its time; it has failed, as far as anybody knows.
    #[inline(never)]
    pub(crate) fn give_up(self) {
        let limits: Limits<'s, V> = self.passage.limits.clone();
        drop(self);
        limits.quieten();
    }
}
