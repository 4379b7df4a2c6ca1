//! Hits that are audited: the function is run again, past the cache, on a task that nobody waits for.

use super::Kept;
use crate::audit::{Audit, Subject, is_drawn, is_wanted};
use crate::background::{Executor, Panic, caught, report};
use crate::cached::{Cached, Source};
use crate::call::Call;
use crate::draft::Draft;
use crate::key::KeyKinds;
use crate::load::Loading;
use crate::passage::Passage;
use crate::shape::{Cacheable, Shape};
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use tokio::sync::oneshot;

/// An audit of what has answered a plain hit. Drawn already; but what is said at run time may want fewer of them.
#[cold]
#[inline(never)]
pub(super) fn of_hit<Kinds: KeyKinds, S: Shape>(
    call: &Call<'static, '_, Kinds>,
    stored: &S::Stored,
) -> Option<Audit<S::Stored>> {
    // A failure that is cached claims nothing of the source.
    S::value(stored)?;
    let subject = Subject {
        cache: call.cache().clone(),
        site: call.target.site,
        bound: call.bind(S::coder),
        key: call.key.clone(),
    };
    is_wanted(call.target.policy.audit, subject.share())
        .then(|| Audit::begin(subject))
        .flatten()
}

/// An audit of what has answered a call that was no plain hit, if that was a hit, and is drawn.
pub(super) fn of_answer<V: Cacheable, T, E>(
    passage: &Passage<'static, V>,
    answer: &Result<Cached<T>, E>,
) -> Option<Audit<V>> {
    let answer = answer.as_ref().ok()?;
    let is_hit = answer.source != Source::Loader && !answer.stale;
    (is_hit && is_drawn(passage.policy().audit))
        .then(|| Audit::begin(passage.subject()))
        .flatten()
}

/// Audits an entry of an async function.
pub(super) fn audit<S, B, F, D>(audit: Audit<S::Stored>, kept: Kept<B>)
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: Future<Output = S::Return> + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let function = audit.subject().site.function();
    let load = move |begin: B| async move {
        let returned = caught(async move { begin().load.await }).await;
        value_of(function, returned.map(S::split))
    };
    let (first, again) = kept.twice();
    set_off(&Executor::here(), audit, |audit| {
        audit.go::<S>(load(first), load(again))
    });
}

/// The same of a sync function, which blocks a thread of its own.
pub(super) fn audit_blocking<S, B, F, D>(audit: Audit<S::Stored>, kept: Kept<B>)
where
    S: Shape<Failure: Send> + 'static,
    B: FnOnce() -> Loading<F, D> + Send + 'static,
    F: FnOnce() -> S::Return + Send + 'static,
    D: FnOnce(&S::Value, &mut Draft) + Send + 'static,
{
    let function = audit.subject().site.function();
    let executor = Executor::here();
    let load = |begin: B| {
        let (executor, permit) = (executor.clone(), audit.permit().clone());
        async move {
            let (sender, receiver) = oneshot::channel();
            let work = move || {
                let returned = catch_unwind(AssertUnwindSafe(|| S::split((begin().load)())));
                // Nobody waits any more where the audit was ended.
                drop(sender.send(returned));
            };
            executor.spawn_blocking(permit, work).ok()?;
            value_of(function, receiver.await.ok()?)
        }
    };
    let (first, again) = kept.twice();
    let (first, again) = (load(first), load(again));
    set_off(&executor, audit, |audit| audit.go::<S>(first, again));
}

/// The value that the function has returned, if it has.
fn value_of<T, E>(function: &str, returned: Result<Result<T, E>, Panic>) -> Option<T> {
    match returned {
        Ok(outcome) => outcome.ok(),
        Err(panic) => {
            report(function, &panic);
            None
        }
    }
}

fn set_off<V, C>(executor: &Executor, audit: Audit<V>, course: impl FnOnce(Audit<V>) -> C)
where
    V: Cacheable,
    C: Future<Output = ()> + Send + 'static,
{
    let (cache, function) = (
        audit.subject().cache.clone(),
        audit.subject().site.function(),
    );
    let number = audit.permit().number();
    let course = course(audit);
    let task = async move {
        if let Err(panic) = caught(course).await {
            report(function, &panic);
        }
    };
    if let Some(running) = executor.spawn(task) {
        cache.tasks().hold(number, running);
    }
}
