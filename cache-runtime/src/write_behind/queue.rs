//! The writes of one sink that this process is to deliver, and who delivers them: at most one task at a time, so that two
//! items of one key are never on their way at once. Where writes come from and what is to be told of them is the
//! journal's.

#[cfg(feature = "redis")]
mod elsewhere;

use super::batcher::{Due, Waiting, due};
use super::error::WriteBehindError;
use super::pending::{End, Entry, Pending};
use super::retry::{Plan, plan};
use super::sink::Sink;
use super::site::Settings;
use super::turns::Turns;
use crate::background::{Executor, Running};
use crate::clock::{Clock, Millis};
use crate::metrics::QueueStats;
use crate::sync::{Mutex, MutexGuard, lock};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

/// An entry that is on its way to the sink.
pub(super) type Taken<T, P> = Arc<Entry<T, P>>;

pub(super) struct Queue<T, P> {
    pub(super) name: String,
    pub(super) settings: Settings,
    pub(super) clock: Clock,
    pub(super) turns: Turns,
    /// Told when there may be something to do for who delivers.
    pub(super) news: Notify,
    /// Told when writes have left the queue, and at its end.
    pub(super) settled: Notify,
    state: Mutex<State<T, P>>,
}

struct State<T, P> {
    pending: Pending<T, P>,
    in_flight: Vec<Taken<T, P>>,
    trouble: Trouble,
    /// Writes up to there are to go out at once.
    urgent: Option<P>,
    tallies: HashMap<u64, Tally<P>>,
    next_tally: u64,
    counts: Counts,
    last_error: Option<String>,
    delivery: Delivery<T>,
    phase: Phase,
}

/// How the sink has behaved lately.
#[derive(Debug, Default)]
struct Trouble {
    /// Batches that failed as a whole, since something was saved or their entries were tried one by one.
    tries: u32,
    /// Failures since something was saved.
    streak: u32,
    not_before: Millis,
}

/// Who delivers.
struct Delivery<T> {
    /// Calls that may still bring writes.
    under_way: usize,
    /// Kept from the first of the calls until nothing is left to do.
    sink: Option<(Sink<T>, Executor)>,
    driven: bool,
    running: Option<Running>,
}

/// What became of the writes that somebody waits for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tally<P> {
    upto: P,
    pub(super) counts: Counts,
}

#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Counts {
    pub(super) saved: usize,
    pub(super) dead: usize,
    pub(super) failures: u64,
}

/// How far the end of the queue has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Open,
    /// No write is taken any more, and those that wait go out at once.
    Closing,
    /// Nothing goes out any more.
    Over,
}

/// What became of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Saved,
    Dead,
}

/// What who delivers is to do next.
pub(super) enum Step<T, P> {
    Deliver(Batch<T, P>),
    /// Until then, or until there is news.
    WaitUntil(Millis),
    /// There is nothing that could become due.
    Idle,
    End,
}

pub(super) struct Batch<T, P> {
    pub(super) entries: Vec<Taken<T, P>>,
    pub(super) plan: Plan,
    /// Whether nothing else waits here.
    pub(super) is_all: bool,
}

impl<T, P> Queue<T, P>
where
    T: Send + Sync + 'static,
    P: Copy + Ord + Send + Sync + 'static,
{
    pub(super) fn new(name: &str, settings: Settings, clock: Clock) -> Self {
        Self {
            name: name.to_owned(),
            settings,
            clock,
            turns: Turns::default(),
            news: Notify::new(),
            settled: Notify::new(),
            state: Mutex::new(State {
                pending: Pending::default(),
                in_flight: Vec::new(),
                trouble: Trouble::default(),
                urgent: None,
                tallies: HashMap::new(),
                next_tally: 0,
                counts: Counts::default(),
                last_error: None,
                delivery: Delivery {
                    under_way: 0,
                    sink: None,
                    driven: false,
                    running: None,
                },
                phase: Phase::Open,
            }),
        }
    }

    /// Adds a write that is made under the lock: its place in the journal is that in the line.
    pub(super) fn push_next(
        &self,
        next: impl FnOnce() -> Entry<T, P>,
    ) -> Result<(), WriteBehindError> {
        let (replaced, is_news) = {
            let mut state = self.state();
            if state.phase != Phase::Open {
                return Err(WriteBehindError::ShuttingDown);
            }
            let replaced = state.pending.push(next());
            (replaced, state.may_have_become_due(self.settings))
        };
        drop(replaced);
        // To wake whoever delivers costs more than all the rest of a write.
        if is_news {
            self.news.notify_one();
        }
        Ok(())
    }

    /// What is to be done next; a batch is taken out with that.
    pub(super) fn step(&self) -> Step<T, P> {
        let now = self.clock.exact();
        let mut state = self.state();
        if state.phase == Phase::Over {
            return Step::End;
        }
        let (batch, flush_every) = (self.settings.batch, self.settings.flush_every);
        match due(state.waiting(self.settings.queue), batch, flush_every, now) {
            Due::Now => Step::Deliver(state.take(self.settings)),
            Due::At(moment) => Step::WaitUntil(moment),
            Due::Never => Step::Idle,
        }
    }

    /// These have left the queue for good.
    pub(super) fn settle(&self, entries: &[Taken<T, P>], fate: Fate) {
        let gone = {
            let mut state = self.state();
            state.count(entries, fate);
            state.take_from_flight(entries)
        };
        drop(gone);
        self.settled.notify_waiters();
    }

    /// The sink has saved something.
    pub(super) fn succeed(&self) {
        self.state().trouble = Trouble::default();
    }

    /// A call of the sink has failed.
    pub(super) fn fail(&self, error: &str) {
        let mut state = self.state();
        state.counts.failures += 1;
        state.last_error = Some(error.to_owned());
    }

    /// Leaves the sink alone for a while. Returns how often batches have failed as a whole.
    pub(super) fn pause(&self, plan: Plan) -> u32 {
        let random = fastrand::f64();
        let now = self.clock.exact();
        let mut state = self.state();
        let trouble = &mut state.trouble;
        trouble.streak = trouble.streak.saturating_add(1);
        trouble.tries = match plan {
            Plan::Whole => trouble.tries.saturating_add(1),
            Plan::OneByOne => 0,
        };
        let pause = self.settings.backoff.pause(trouble.streak, random);
        trouble.not_before = now.saturating_add(pause);
        trouble.tries
    }

    /// These go back into the line.
    pub(super) fn give_back(&self, entries: Vec<Taken<T, P>>, end: End)
    where
        P: Clone,
    {
        let mut state = self.state();
        let gone = state.take_from_flight(&entries);
        drop(entries);
        let entries = gone.into_iter().map(Arc::unwrap_or_clone).collect();
        state.pending.put_back(entries, end);
    }

    /// Gives an entry another strike. Returns how many it has.
    pub(super) fn strike(&self, entry: &mut Taken<T, P>) -> u8 {
        let mut state = self.state();
        let mut struck = (**entry).clone();
        struck.strikes = struck.strikes.saturating_add(1);
        let struck = Arc::new(struck);
        let place = state
            .in_flight
            .iter_mut()
            .find(|taken| taken.key == entry.key);
        if let Some(place) = place {
            *place = struck.clone();
        }
        *entry = struck;
        entry.strikes
    }

    /// Lets what was written up to there go out at once.
    pub(super) fn hasten(&self, upto: P) {
        {
            let mut state = self.state();
            state.urgent = state.urgent.max(Some(upto));
        }
        self.news.notify_one();
    }

    /// Begins to count what becomes of the writes up to there.
    pub(super) fn begin_tally(&self, upto: P) -> u64 {
        let mut state = self.state();
        state.next_tally += 1;
        let number = state.next_tally;
        let counts = Counts::default();
        state.tallies.insert(number, Tally { upto, counts });
        number
    }

    /// The tally, if all that it counts has left the queue.
    pub(super) fn finished(&self, number: u64) -> Option<Counts> {
        let state = self.state();
        let tally = state.tallies.get(&number)?;
        let waits = state
            .first_position()
            .is_some_and(|first| first <= tally.upto);
        (!waits).then_some(tally.counts)
    }

    pub(super) fn end_tally(&self, number: u64) {
        self.state().tallies.remove(&number);
    }

    pub(super) fn phase(&self) -> Phase {
        self.state().phase
    }

    /// Goes one step further towards the end.
    pub(super) fn set_phase(&self, phase: Phase) {
        {
            let mut state = self.state();
            state.phase = phase;
        }
        self.news.notify_one();
        self.settled.notify_waiters();
    }

    pub(super) fn counts(&self) -> Counts {
        self.state().counts
    }

    pub(super) fn last_error(&self) -> Option<String> {
        self.state().last_error.clone()
    }

    /// Writes that wait or are on their way.
    pub(super) fn writes(&self) -> usize {
        self.state().all().map(|entry| entry.positions.len()).sum()
    }

    /// Since when the oldest write waits.
    pub(super) fn oldest(&self) -> Option<Millis> {
        self.state().all().map(|entry| entry.since).min()
    }

    /// All that, for who counts.
    pub(super) fn stats(&self) -> QueueStats {
        let (counts, now) = (self.counts(), self.clock.exact());
        let age = |since| Duration::from_millis(now.saturating_sub(since));
        QueueStats {
            queue: String::new(),
            items: self.writes(),
            oldest: self.oldest().map(age),
            retries: counts.failures,
            dead_letters: counts.dead as u64,
        }
    }

    /// A call begins that may bring writes. Returns whether somebody delivers to a sink already.
    pub(super) fn begin_call(&self) -> bool {
        let mut state = self.state();
        state.delivery.under_way += 1;
        state.delivery.driven
    }

    /// Keeps a sink and a place to deliver from, unless somebody delivers: those from before may have ended.
    pub(super) fn know(&self, sink: Sink<T>, executor: Executor) {
        let surplus = {
            let delivery = &mut self.state().delivery;
            if delivery.driven {
                Some((sink, executor))
            } else {
                delivery.sink.replace((sink, executor))
            }
        };
        // Outside the lock: what it holds is the user's.
        drop(surplus);
    }

    /// A call has ended that may have brought writes; `needed` says whether somebody must deliver.
    pub(super) fn end_call<F>(
        self: &Arc<Self>,
        needed: impl FnOnce(bool) -> bool,
        drive: impl FnOnce(Sink<T>, Seat<T, P>) -> F,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let begun = {
            let mut state = self.state();
            state.delivery.under_way -= 1;
            let waits = state.pending.len() > 0;
            let idle = !state.delivery.driven && state.phase != Phase::Over;
            if idle && needed(waits) {
                state.delivery.driven = state.delivery.sink.is_some();
                state.delivery.sink.clone()
            } else {
                None
            }
        };
        if let Some((sink, executor)) = begun {
            let seat = Seat {
                queue: self.clone(),
                ended: false,
            };
            // Where the system refuses a thread the task is dropped, and with it the seat: the next call tries again.
            let running = executor.spawn(drive(sink, seat));
            self.state().delivery.running = running;
        }
        self.release_sink();
    }

    /// Lets go of the sink, and of what it holds of the user's, when nothing is left to do.
    fn release_sink(&self) {
        let sink = {
            let mut state = self.state();
            let delivery = &mut state.delivery;
            let idle = !delivery.driven && delivery.under_way == 0;
            let over = idle && state.pending.len() == 0;
            over.then(|| state.delivery.sink.take()).flatten()
        };
        drop(sink);
    }

    /// Whether somebody delivers.
    pub(super) fn is_driven(&self) -> bool {
        self.state().delivery.driven
    }

    /// Ends whoever delivers, wherever that is.
    pub(super) fn stop(&self) {
        self.set_phase(Phase::Over);
        let running = self.state().delivery.running.take();
        if let Some(running) = running {
            running.stop();
        }
    }

    fn state(&self) -> MutexGuard<'_, State<T, P>> {
        lock(&self.state)
    }
}

impl<T, P: Copy + Ord> State<T, P> {
    /// Whether a write that was just added may be why a batch is due, now or at all. Any other waits for the moment that is
    /// known already.
    fn may_have_become_due(&self, settings: Settings) -> bool {
        let entries = self.pending.len();
        entries <= 1 || entries >= settings.batch || self.pending.writes() >= settings.queue
    }

    fn waiting(&self, most: usize) -> Waiting {
        let urgent = self.urgent.is_some_and(|upto| {
            let mut first = self
                .pending
                .entries()
                .filter_map(|entry| entry.positions.first());
            first.any(|first| *first <= upto)
        });
        Waiting {
            entries: self.pending.len(),
            oldest: self.pending.front_since().unwrap_or(0),
            full: self.pending.writes() >= most,
            urgent: urgent || self.phase == Phase::Closing,
            failed: self.trouble.streak > 0,
            not_before: self.trouble.not_before,
        }
    }

    fn take(&mut self, settings: Settings) -> Batch<T, P> {
        let (most, plan) = plan(
            self.trouble.tries,
            settings.retries,
            settings.batch,
            self.pending.len(),
        );
        let entries: Vec<Taken<T, P>> = self.pending.take(most).into_iter().map(Arc::new).collect();
        self.in_flight.clone_from(&entries);
        Batch {
            plan,
            is_all: self.pending.len() == 0,
            entries,
        }
    }

    fn count(&mut self, entries: &[Taken<T, P>], fate: Fate) {
        let writes = entries.iter().map(|entry| entry.positions.len()).sum();
        self.counts.add(fate, writes);
        for tally in self.tallies.values_mut() {
            let counted = entries
                .iter()
                .flat_map(|entry| &entry.positions)
                .filter(|position| **position <= tally.upto)
                .count();
            tally.counts.add(fate, counted);
        }
    }

    fn take_from_flight(&mut self, entries: &[Taken<T, P>]) -> Vec<Taken<T, P>> {
        let is_one = |taken: &Taken<T, P>| entries.iter().any(|entry| entry.key == taken.key);
        let (gone, left) = std::mem::take(&mut self.in_flight)
            .into_iter()
            .partition(is_one);
        self.in_flight = left;
        gone
    }

    fn all(&self) -> impl Iterator<Item = &Entry<T, P>> {
        let in_flight = self.in_flight.iter().map(|entry| &**entry);
        self.pending.entries().chain(in_flight)
    }

    fn first_position(&self) -> Option<P> {
        self.all()
            .filter_map(|entry| entry.positions.first())
            .min()
            .copied()
    }
}

impl Counts {
    fn add(&mut self, fate: Fate, writes: usize) {
        match fate {
            Fate::Saved => self.saved += writes,
            Fate::Dead => self.dead += writes,
        }
    }
}

/// The place of who delivers. Left in whatever way, what was on its way is in the line again.
pub(super) struct Seat<T: Send + Sync + 'static, P: Copy + Ord + Send + Sync + 'static> {
    queue: Arc<Queue<T, P>>,
    ended: bool,
}

impl<T, P> Seat<T, P>
where
    T: Send + Sync + 'static,
    P: Copy + Ord + Send + Sync + 'static,
{
    pub(super) fn queue(&self) -> &Arc<Queue<T, P>> {
        &self.queue
    }

    /// Leaves, if there still is nothing to do.
    pub(super) fn leave_idle(&mut self) -> bool {
        {
            let mut state = self.queue.state();
            if state.pending.len() > 0 {
                return false;
            }
            state.delivery.driven = false;
            self.ended = true;
        }
        self.queue.release_sink();
        true
    }
}

impl<T, P> Drop for Seat<T, P>
where
    T: Send + Sync + 'static,
    P: Copy + Ord + Send + Sync + 'static,
{
    fn drop(&mut self) {
        if self.ended {
            return;
        }
        {
            let mut state = self.queue.state();
            let in_flight = std::mem::take(&mut state.in_flight);
            let entries = in_flight.into_iter().map(Arc::unwrap_or_clone).collect();
            state.pending.put_back(entries, End::Front);
            state.delivery.driven = false;
        }
        self.queue.settled.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::super::retry::Backoff;
    use super::*;
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    fn queue(clock: Clock) -> Queue<u32, u64> {
        let settings = Settings {
            flush_every: 1_000,
            batch: 3,
            queue: 100,
            retries: 5,
            backoff: Backoff {
                shortest: 100,
                longest: 10_000,
            },
            timeout: 1_000,
        };
        Queue::new("sink", settings, clock)
    }

    fn push(queue: &Queue<u32, u64>, position: u64) {
        let key = format!("row:{position}").into();
        queue
            .push_next(|| Entry::new(key, 0, position, queue.clock.exact()))
            .unwrap();
    }

    /// Whether whoever delivers would be woken.
    fn is_told(queue: &Queue<u32, u64>) -> bool {
        crate::flight::block_on(async {
            let mut told = pin!(queue.news.notified());
            poll_fn(|context| Poll::Ready(told.as_mut().poll(context).is_ready())).await
        })
    }

    #[test]
    fn a_write_wakes_who_delivers_if_it_begins_a_batch_or_makes_it_full() {
        let queue = queue(Clock::System);
        let told: Vec<bool> = (1..=4)
            .map(|position| {
                push(&queue, position);
                is_told(&queue)
            })
            .collect();
        assert_eq!(told, [true, false, true, true]);
    }
}
