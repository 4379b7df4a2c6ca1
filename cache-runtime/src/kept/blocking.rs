//! The way of sync functions. Nothing can leave a load that runs on its own thread, so only those with a time limit run
//! theirs on another.

use super::Kept;
use super::alone::set_off_blocking;
use super::audited;
use super::repeat::Repeat;
use crate::audit::is_drawn;
use crate::background::{Executor, Panic, Work, report};
use crate::call::Call;
use crate::draft::Draft;
use crate::flight::{attend, block_on};
use crate::key::KeyKinds;
use crate::load::{
    Loading, Outcome, Part, admit, answer_late, load_blocking, questions, settle, shown_hit,
};
use crate::passage::{Asking, Caller, Intent, Passage};
use crate::shape::{Provide, Shape};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use tokio::sync::oneshot;

/// Answers a call of a sync function whose load may outlive it. `keep` is asked where there is no plain hit, or it is audited.
#[inline]
pub fn get_or_load_kept<Kinds, S, K, B, F, D>(
    call: Call<'static, '_, Kinds>,
    _: S,
    keep: K,
) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let (target, key) = call.into_parts();
    if let Some(stored) = shown_hit::<S>(target, &key) {
        if S::AUDITED && is_drawn(target.policy.audit) {
            let call = Call::<Kinds>::from_parts(target, key);
            if let Some(begun) = audited::of_hit::<Kinds, S>(&call, &stored) {
                audited::audit_blocking::<S, B, F, D>(begun, keep());
            }
        }
        return S::join(S::restore(stored));
    }
    let call = Call::<Kinds>::from_parts(target, key);
    let outcome = fetch_kept::<Kinds, S, K, B, F, D>(call, keep, Intent::Get);
    S::join(outcome.map(|cached| cached.value))
}

/// Answers a call and says where the value comes from.
pub fn get_or_load_cached_kept<Kinds, S, K, B, F, D, P>(
    call: Call<'static, '_, Kinds>,
    _: S,
    keep: K,
) -> P
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + Provide<P> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    S::provide(fetch_kept::<Kinds, S, K, B, F, D>(call, keep, Intent::Get))
}

/// Loads now and stores, whatever is cached.
pub fn refresh_kept<Kinds, S, K, B, F, D>(
    call: Call<'static, '_, Kinds>,
    _: S,
    keep: K,
) -> S::Return
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let outcome = fetch_kept::<Kinds, S, K, B, F, D>(call, keep, Intent::Refresh);
    S::join(outcome.map(|cached| cached.value))
}

#[cold]
#[inline(never)]
fn fetch_kept<Kinds, S, K, B, F, D>(
    call: Call<'static, '_, Kinds>,
    keep: K,
    intent: Intent,
) -> Outcome<S>
where
    Kinds: KeyKinds,
    S: Shape<Failure: Send> + 'static,
    K: FnOnce() -> Kept<B>,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let span = call.span(intent);
    let mut passage = call
        .passage(
            questions::<S>(),
            Asking {
                intent,
                caller: Caller::Blocking,
                span,
            },
        )
        .keeping();
    match block_on(admit::<S>(&mut passage)) {
        Part::Done(outcome) => {
            if S::AUDITED
                && let Some(begun) = audited::of_answer(&passage, &outcome)
            {
                audited::audit_blocking::<S, B, F, D>(begun, keep());
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
    match settle::<S>(passage.share_blocking()) {
        Part::Late(outcome) => {
            load_alone::<S, B, F, D>(passage, kept);
            return outcome;
        }
        Part::Done(outcome) => {
            Repeat::schedule_found(&passage, &kept, refresh_alone::<S, B, F, D>);
            if S::AUDITED
                && let Some(begun) = audited::of_answer(&passage, &outcome)
            {
                audited::audit_blocking::<S, B, F, D>(begun, kept);
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
    if passage.limits.are_none() {
        return load_kept::<S, B, F, D>(passage, kept);
    }
    load_elsewhere::<S, B, F, D>(passage, kept)
}

/// Loads on another thread, so that this one can leave when its time is over.
fn load_elsewhere<S, B, F, D>(
    passage: Box<Passage<'static, S::Stored>>,
    kept: Kept<B>,
) -> Outcome<S>
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let (cache, limits) = (passage.cache().clone(), passage.limits.clone());
    let function = passage.function();
    // Who loads something else meanwhile waits for this too.
    let _wait = passage.flight().and_then(attend);
    let (sender, receiver) = oneshot::channel::<Result<Outcome<S>, Panic>>();
    let work = move || {
        let load = AssertUnwindSafe(|| load_kept::<S, B, F, D>(passage, kept));
        if let Err(Err(panic)) = sender.send(catch_unwind(load)) {
            report(function, &panic);
        }
    };
    // Without room it is done here, and takes what it takes.
    if let Err(work) = set_off_blocking(&cache, &Executor::here(), Work::Load, work) {
        work();
    }
    let ended = block_on(limits.bound(receiver));
    match ended.map(|ended| ended.expect("a load sends what became of it, a panic included")) {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(panic)) => resume_unwind(panic),
        Err(late) => answer_late::<S>(late),
    }
}

/// The load itself; where it is to be repeated, it is put on the schedule.
fn load_kept<S, B, F, D>(passage: Box<Passage<'static, S::Stored>>, kept: Kept<B>) -> Outcome<S>
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let repeat = Repeat::of(&passage, &kept, refresh_alone::<S, B, F, D>);
    let outcome = load_blocking::<S, F, D>(passage, (kept.begin)());
    if outcome.is_ok() {
        repeat.into_iter().for_each(Repeat::schedule);
    }
    outcome
}

/// Lets a load go on whose caller could not wait for the shared tier.
fn load_alone<S, B, F, D>(passage: Box<Passage<'static, S::Stored>>, kept: Kept<B>)
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let mut passage = passage.alone();
    let (cache, function) = (passage.cache().clone(), passage.function());
    let work = move || {
        report_panic(function, || {
            if let Part::Load = settle::<S>(passage.share_blocking()) {
                drop(load_kept::<S, B, F, D>(passage, kept));
            }
        });
    };
    // Without room nobody loads: the next call does.
    drop(set_off_blocking(
        &cache,
        &Executor::here(),
        Work::Load,
        work,
    ));
}

/// Refreshes an entry on a thread of its own, if there is room for one.
fn refresh_alone<S, B, F, D>(
    executor: &Executor,
    passage: Box<Passage<'static, S::Stored>>,
    kept: Kept<B>,
) where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let mut passage = passage.alone();
    let (cache, meter) = (passage.cache().clone(), passage.meter().clone());
    let (function, limits) = (passage.function(), passage.limits.clone());
    let work = move || {
        report_panic(function, || {
            passage.links = kept.links;
            if let Part::Load = settle::<S>(passage.share_blocking()) {
                drop(load_blocking::<S, F, D>(passage, (kept.begin)()));
            }
        });
    };
    if set_off_blocking(&cache, executor, Work::Refresh, work).is_err() {
        Passage::refuse(&limits, &meter);
    }
}

/// Does something that reaches no caller, also where it panics.
fn report_panic(function: &str, work: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(work)) {
        report(function, &panic);
    }
}
