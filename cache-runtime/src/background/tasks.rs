//! The tasks of one cache: how many run, how many may, and when all have ended.

use super::executor::Running;
use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Poll, Waker};

/// What a task is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Nobody waits for it: of these only so many run at a time.
    Refresh,
    /// The same, of an allowance of its own, and at the end of the cache it is ended too.
    Audit,
    /// Its callers wait for it, at first.
    Load,
}

/// What runs.
#[derive(Debug)]
pub(crate) struct Tasks {
    most_refreshes: usize,
    most_audits: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    running: HashMap<u64, Task>,
    refreshes: usize,
    audits: usize,
    next: u64,
    closed: bool,
    wakers: Vec<Waker>,
}

#[derive(Debug)]
struct Task {
    work: Work,
    /// Where it can be stopped.
    running: Option<Running>,
}

/// The leave to run a task; it lasts as long as the task does.
#[derive(Debug)]
pub(crate) struct Permit {
    tasks: Arc<Tasks>,
    number: u64,
    work: Work,
}

impl Tasks {
    pub(crate) fn new(most_refreshes: usize, most_audits: usize) -> Self {
        Self {
            most_refreshes,
            most_audits,
            state: Mutex::default(),
        }
    }

    /// Leave for a task; none, if there are enough of them already, or no more are wanted.
    pub(crate) fn permit(self: &Arc<Self>, work: Work) -> Option<Permit> {
        let mut state = self.state();
        let full = match work {
            Work::Refresh => state.refreshes >= self.most_refreshes,
            Work::Audit => state.audits >= self.most_audits,
            Work::Load => false,
        };
        if full || state.closed {
            return None;
        }
        state.next += 1;
        let number = state.next;
        let task = Task {
            work,
            running: None,
        };
        state.running.insert(number, task);
        state.refreshes += usize::from(work == Work::Refresh);
        state.audits += usize::from(work == Work::Audit);
        Some(Permit {
            tasks: self.clone(),
            number,
            work,
        })
    }

    /// Keeps hold of a task that was set off, unless it has ended since.
    pub(crate) fn hold(&self, number: u64, running: Running) {
        let mut state = self.state();
        let closed = state.closed;
        if let Some(task) = state.running.get_mut(&number) {
            if closed && task.work == Work::Audit {
                running.stop();
            }
            task.running = Some(running);
        }
    }

    /// No task gets leave any more, and audits are stopped: nobody wants to know any more. Returns how many others run.
    pub(crate) fn close(&self) -> usize {
        let mut state = self.state();
        state.closed = true;
        state.stop(|work| work == Work::Audit);
        state.wanted()
    }

    /// Whether no task gets leave any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Stops all that run. Returns how many were not stopped before.
    pub(crate) fn stop(&self) -> usize {
        let state = self.state();
        state.stop(|_| true);
        state.wanted()
    }

    /// Ends when nothing runs.
    pub(crate) fn rest(&self) -> impl Future<Output = ()> + '_ {
        std::future::poll_fn(|context| {
            let mut state = self.state();
            if state.running.is_empty() {
                return Poll::Ready(());
            }
            state.wakers.push(context.waker().clone());
            Poll::Pending
        })
    }

    #[cfg(feature = "testing")]
    pub(crate) fn running(&self) -> usize {
        self.state().running.len()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn stop(&self, chosen: impl Fn(Work) -> bool) {
        let tasks = self.running.values().filter(|task| chosen(task.work));
        tasks
            .filter_map(|task| task.running.as_ref())
            .for_each(Running::stop);
    }

    /// How many tasks run whose end somebody wants.
    fn wanted(&self) -> usize {
        let tasks = self.running.values();
        tasks.filter(|task| task.work != Work::Audit).count()
    }
}

impl Permit {
    pub(crate) fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let wakers = {
            let mut state = self.tasks.state();
            let ended = state.running.remove(&self.number);
            state.refreshes -= usize::from(self.work == Work::Refresh);
            state.audits -= usize::from(self.work == Work::Audit);
            let idle = state.running.is_empty();
            let wakers = if idle {
                std::mem::take(&mut state.wakers)
            } else {
                Vec::new()
            };
            drop(state);
            drop(ended);
            wakers
        };
        wakers.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flight::block_on;

    #[test]
    fn only_so_many_refreshes_run_at_a_time_and_any_number_of_loads() {
        let tasks = Arc::new(Tasks::new(2, 0));
        let first = tasks.permit(Work::Refresh);
        let second = tasks.permit(Work::Refresh);
        assert!(first.is_some() && second.is_some());
        assert!(tasks.permit(Work::Refresh).is_none());
        assert!(tasks.permit(Work::Load).is_some());
        drop(first);
        assert!(tasks.permit(Work::Refresh).is_some());
    }

    #[test]
    fn audits_and_refreshes_take_no_room_from_each_other() {
        let tasks = Arc::new(Tasks::new(1, 1));
        let audit = tasks.permit(Work::Audit);
        assert!(audit.is_some());
        assert!(tasks.permit(Work::Audit).is_none());
        let refresh = tasks.permit(Work::Refresh);
        assert!(refresh.is_some());
        drop(audit);
        assert!(tasks.permit(Work::Audit).is_some());
        assert!(tasks.permit(Work::Refresh).is_none());
    }

    #[test]
    fn nobody_is_told_of_the_audits_that_the_end_has_stopped() {
        let tasks = Arc::new(Tasks::new(1, 1));
        let _audit = tasks.permit(Work::Audit);
        let _load = tasks.permit(Work::Load);
        assert_eq!(tasks.close(), 1);
        assert_eq!(tasks.stop(), 1);
    }

    #[test]
    fn nothing_begins_after_the_end() {
        let tasks = Arc::new(Tasks::new(2, 0));
        let running = tasks.permit(Work::Load);
        assert_eq!(tasks.close(), 1);
        assert!(tasks.permit(Work::Load).is_none());
        drop(running);
        block_on(tasks.rest());
    }
}
