//! Keys that are refreshed with nobody asking (`refresh_every`): when each is due. Whether it still is worth it, and how it
//! is done, is the job's to say.

use super::executor::Executor;
use crate::clock::{Clock, Millis};
use crate::key::EncodedKey;
use crate::timer::until;
use std::collections::{BTreeMap, HashMap};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Poll, Waker};

/// Refreshes one key.
pub(crate) trait Job: Send + Sync {
    /// Does so. Returns when it is to be done again, if it is.
    fn run(&self) -> Option<Millis>;
    /// Somebody has asked for the key.
    fn asked(&self, now: Millis);
}

/// A key of a region, which is told apart by its address.
type JobKey = (usize, EncodedKey);
/// When, and a number that tells jobs of one moment apart.
type Due = (Millis, u64);

/// The jobs of one cache.
pub(crate) struct Schedule {
    most: usize,
    clock: Clock,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    jobs: HashMap<JobKey, (Due, Arc<dyn Job>)>,
    dues: BTreeMap<Due, JobKey>,
    next: u64,
    /// Whether a task sees to the jobs.
    driven: bool,
    /// Woken when an earlier job comes in.
    waker: Option<Waker>,
    closed: bool,
}

impl Schedule {
    pub(crate) fn new(most: usize, clock: Clock) -> Self {
        Self {
            most,
            clock,
            state: Mutex::default(),
        }
    }

    /// Puts a key on the schedule, in place of the job that it may have there. Returns whether there was room.
    pub(crate) fn keep(
        self: &Arc<Self>,
        region: usize,
        key: &EncodedKey,
        due: Millis,
        job: Arc<dyn Job>,
    ) -> bool {
        let (replaced, waker) = {
            let mut state = self.state();
            let key = (region, key.clone());
            let known = state.jobs.contains_key(&key);
            if state.closed || (!known && state.jobs.len() >= self.most) {
                return false;
            }
            let replaced = state.take(&key);
            state.put(key, due, job);
            if !state.driven {
                state.driven = self.drive();
            }
            (replaced, state.waker.take())
        };
        drop(replaced);
        waker.into_iter().for_each(Waker::wake);
        true
    }

    /// Whether a key is on the schedule.
    pub(crate) fn knows(&self, region: usize, key: &EncodedKey) -> bool {
        self.state().jobs.contains_key(&(region, key.clone()))
    }

    /// Notes that somebody has asked for a key.
    pub(crate) fn asked(&self, region: usize, key: &EncodedKey) {
        let job = {
            let state = self.state();
            state
                .jobs
                .get(&(region, key.clone()))
                .map(|(_, job)| job.clone())
        };
        if let Some(job) = job {
            job.asked(self.clock.now());
        }
    }

    /// Takes all keys off, for good.
    pub(crate) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let jobs = std::mem::take(&mut state.jobs);
        state.dues.clear();
        let waker = state.waker.take();
        drop(state);
        drop(jobs);
        waker.into_iter().for_each(Waker::wake);
    }

    /// Keys on the schedule.
    pub(crate) fn len(&self) -> usize {
        self.state().jobs.len()
    }

    fn drive(self: &Arc<Self>) -> bool {
        let task = drive(Arc::downgrade(self), self.clock.clone());
        Executor::own().spawn(task).is_some()
    }

    /// Runs what is due. Returns when the next one is, or nothing when there are none.
    fn run_due(&self, now: Millis) -> Option<Millis> {
        loop {
            let (key, job) = {
                let mut state = self.state();
                let Some((&(moment, number), key)) = state.dues.iter().next() else {
                    state.driven = false;
                    return None;
                };
                if moment > now {
                    return Some(moment);
                }
                let key = key.clone();
                state.dues.remove(&(moment, number));
                let Some((_, job)) = state.jobs.remove(&key) else {
                    continue;
                };
                (key, job)
            };
            // Outside the lock: it looks into the region, and may begin a load.
            let Some(again) = job.run() else { continue };
            let mut state = self.state();
            if !state.closed && !state.jobs.contains_key(&key) {
                state.put(key, again.max(now + 1), job);
            }
        }
    }

    /// Whether `next` is no longer what is due next; if it is, `waker` is woken when that changes.
    fn listen(&self, next: Millis, waker: &Waker) -> bool {
        let mut state = self.state();
        let first = state.dues.keys().next().map(|(moment, _)| *moment);
        state.waker = Some(waker.clone());
        first != Some(next)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn put(&mut self, key: JobKey, moment: Millis, job: Arc<dyn Job>) {
        self.next += 1;
        let due = (moment, self.next);
        self.dues.insert(due, key.clone());
        self.jobs.insert(key, (due, job));
    }

    fn take(&mut self, key: &JobKey) -> Option<Arc<dyn Job>> {
        let (due, job) = self.jobs.remove(key)?;
        self.dues.remove(&due);
        Some(job)
    }
}

/// Sees to the jobs until there are none, or the cache is gone.
async fn drive(schedule: Weak<Schedule>, clock: Clock) {
    loop {
        let next = match schedule.upgrade() {
            Some(schedule) => schedule.run_due(clock.exact()),
            None => return,
        };
        let Some(next) = next else { return };
        let mut sleep = until(&clock, next);
        poll_fn(|context| {
            let changed = schedule
                .upgrade()
                .is_none_or(|schedule| schedule.listen(next, context.waker()));
            if changed {
                return Poll::Ready(());
            }
            Pin::new(&mut sleep).poll(context)
        })
        .await;
    }
}
