//! The way of async functions.

use super::Kept;
use super::alone::{see_off, set_off};
use super::attended::{Attended, Further};
use super::audited;
use super::repeat::Repeat;
use crate::audit::is_drawn;
use crate::background::{Executor, Work};
use crate::call::Call;
use crate::draft::Draft;
use crate::key::KeyKinds;
use crate::load::{
    Answer, Loading, Outcome, Part, admit, answer_late, load, questions, settle, shown_hit,
};
use crate::passage::{Asking, Caller, Intent, Passage};
use crate::policy::OnCancel;
use crate::shape::{Provide, Shape};
use std::future::Future;

/// Answers a call of an async function whose load may outlive it. `keep` is asked where there is no plain hit, or it is
/// audited.
pub fn get_or_load_kept_async<Kinds, S, K, B, F, D>(
    call: Call<'static, '_, Kinds>,
    _: S,
    keep: K,
) -> Answer<S, impl Future<Output = Outcome<S>>>
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    match shown_hit::<S>(call.target, &call.key) {
        Some(stored) => {
            if S::AUDITED
                && is_drawn(call.target.policy.audit)
                && let Some(begun) = audited::of_hit::<Kinds, S>(&call, &stored)
            {
                audited::audit::<S, B, F, D>(begun, keep());
            }
            Answer::Found(Some(stored))
        }
        None => Answer::Fetching(Box::pin(fetch_kept::<Kinds, S, K, B, F, D>(
            call,
            keep,
            Intent::Get,
        ))),
    }
}

/// Answers a call and says where the value comes from.
pub async fn get_or_load_cached_kept_async<Kinds, S, K, B, F, D, P>(
    call: Call<'static, '_, Kinds>,
    _: S,
    keep: K,
) -> P
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + Provide<P> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    S::provide(fetch_kept::<Kinds, S, K, B, F, D>(call, keep, Intent::Get).await)
}

/// Loads now and stores, whatever is cached.
pub async fn refresh_kept_async<Kinds, S, K, B, F, D>(
    call: Call<'static, '_, Kinds>,
    _: S,
    keep: K,
) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let outcome = fetch_kept::<Kinds, S, K, B, F, D>(call, keep, Intent::Refresh).await;
    S::join(outcome.map(|cached| cached.value))
}

async fn fetch_kept<Kinds, S, K, B, F, D>(
    call: Call<'static, '_, Kinds>,
    keep: K,
    intent: Intent,
) -> Outcome<S>
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let span = call.span(intent);
    let mut passage = call
        .passage(
            questions::<S>(),
            Asking {
                intent,
                caller: Caller::Async,
                span,
            },
        )
        .keeping();
    match admit::<S>(&mut passage).await {
        Part::Done(outcome) => {
            if S::AUDITED
                && let Some(begun) = audited::of_answer(&passage, &outcome)
            {
                audited::audit::<S, B, F, D>(begun, keep());
            }
            return outcome;
        }
        Part::Late(outcome) => return outcome,
        Part::Refresh(outcome) => {
            refresh_alone::<S, B, F, D>(&Executor::here(), passage, keep());
            return outcome;
        }
        Part::Load | Part::Busy => {}
    }
    let kept = keep();
    passage.links = kept.links.clone();
    match settle::<S>(passage.share().await) {
        Part::Done(outcome) => {
            Repeat::schedule_found(&passage, &kept, refresh_alone::<S, B, F, D>);
            if S::AUDITED
                && let Some(begun) = audited::of_answer(&passage, &outcome)
            {
                audited::audit::<S, B, F, D>(begun, kept);
            }
            return outcome;
        }
        Part::Late(outcome) => {
            if passage.policy().on_cancel == OnCancel::Finish {
                load_alone::<S, B, F, D>(passage, kept);
            }
            return outcome;
        }
        Part::Refresh(outcome) => {
            Repeat::schedule_found(&passage, &kept, refresh_alone::<S, B, F, D>);
            refresh_alone::<S, B, F, D>(&Executor::here(), passage, kept);
            return outcome;
        }
        Part::Load | Part::Busy => {}
    }
    let limits = passage.limits.clone();
    let further = (passage.policy().on_cancel == OnCancel::Finish).then(|| Further {
        cache: passage.cache().clone(),
        function: passage.function(),
        limits: limits.clone(),
    });
    let finishes = further.is_some();
    let load = Box::pin(load_kept::<S, B, F, D>(passage, kept));
    match limits.bound(Attended::new(load, further)).await {
        Ok(outcome) => outcome,
        Err(late) => {
            if !finishes {
                limits.quieten();
            }
            answer_late::<S>(late)
        }
    }
}

/// The load itself; where it is to be repeated, it is put on the schedule.
async fn load_kept<S, B, F, D>(
    passage: Box<Passage<'static, S::Stored>>,
    kept: Kept<B>,
) -> Outcome<S>
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let repeat = Repeat::of(&passage, &kept, refresh_alone::<S, B, F, D>);
    let outcome = load::<S, F, D>(passage, (kept.begin)()).await;
    if outcome.is_ok() {
        repeat.into_iter().for_each(Repeat::schedule);
    }
    outcome
}

/// Refreshes an entry on a task, if there is room for one.
fn refresh_alone<S, B, F, D>(
    executor: &Executor,
    passage: Box<Passage<'static, S::Stored>>,
    kept: Kept<B>,
) where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let mut passage = passage.alone();
    let (cache, meter) = (passage.cache().clone(), passage.meter().clone());
    let (function, limits) = (passage.function(), passage.limits.clone());
    let work = async move {
        passage.links = kept.links;
        if let Part::Load = settle::<S>(passage.share().await) {
            drop(load::<S, F, D>(passage, (kept.begin)()).await);
        }
    };
    let work = see_off(function, limits.clone(), work);
    if !set_off(&cache, executor, Work::Refresh, work) {
        Passage::refuse(&limits, &meter);
    }
}

/// Lets a load go on whose caller could not wait for the shared tier.
fn load_alone<S, B, F, D>(passage: Box<Passage<'static, S::Stored>>, kept: Kept<B>)
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let mut passage = passage.alone();
    let cache = passage.cache().clone();
    let (function, limits) = (passage.function(), passage.limits.clone());
    let work = async move {
        if let Part::Load = settle::<S>(passage.share().await) {
            drop(load_kept::<S, B, F, D>(passage, kept).await);
        }
    };
    set_off(
        &cache,
        &Executor::here(),
        Work::Load,
        see_off(function, limits, work),
    );
}
