//! Loads that have no caller: how they are set off, what bounds them.

use crate::background::{Executor, Work, caught, report};
use crate::cache::Cache;
use crate::clock::Millis;
use crate::limits::Limits;
use crate::shape::Cacheable;
use crate::timer::before;
use std::future::Future;

/// Times its `timeout` that a load is given when nobody waits for it any more: it is to end, but one that hangs must not
/// stand in the way of its key for ever.
const PATIENCE: Millis = 10;

/// Sets off a task for a load without a caller. Returns whether there was room for it.
pub(super) fn set_off(
    cache: &Cache,
    executor: &Executor,
    work: Work,
    task: impl Future<Output = ()> + Send + 'static,
) -> bool {
    let tasks = cache.tasks();
    let Some(permit) = tasks.permit(work) else {
        return false;
    };
    let number = permit.number();
    let running = executor.spawn(async move {
        let _permit = permit;
        task.await;
    });
    let Some(running) = running else {
        return false;
    };
    tasks.hold(number, running);
    true
}

/// The same for a load that blocks its thread; it is given back where there is no room.
///
/// Nobody keeps hold of it: what blocks its thread cannot be stopped, and before it begins somebody may wait for it.
pub(super) fn set_off_blocking<F: FnOnce() + Send + 'static>(
    cache: &Cache,
    executor: &Executor,
    work: Work,
    task: F,
) -> Result<(), F> {
    match cache.tasks().permit(work) {
        Some(permit) => executor.spawn_blocking(permit, task),
        None => Err(task),
    }
}

/// Sees a load to its end that nobody waits for: within a time, where the function has one, and whatever it does.
pub(super) async fn see_off<V: Cacheable>(
    function: &'static str,
    limits: Limits<'static, V>,
    load: impl Future<Output = ()>,
) {
    let ended = match limits.patience(PATIENCE) {
        Some(end) => before(limits.clock(), end, caught(load)).await,
        None => Some(caught(load).await),
    };
    match ended {
        Some(Ok(())) => {}
        Some(Err(panic)) => report(function, &panic),
        // It was dropped; its source is not asked again at once.
        None => limits.quieten(),
    }
}
