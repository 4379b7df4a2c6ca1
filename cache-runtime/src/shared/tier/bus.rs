//! What this process hears on the bus, and what it does where it may have missed something.
//!
//! A gap, a new epoch, a lag or a reconnect that brought another position empties the memory tier. While the bus is lost,
//! what memory holds is served for a while longer ([`Times::disconnected`](super::settings::Times)): an outage of Redis
//! must not become one of the database.

use super::Tier;
use super::message::{Message, Operation, Origin, place};
use super::position::{Continuity, Position, Reach};
use super::removal::Place;
use crate::clock::{Clock, Millis, NEVER};
use crate::flight::block_on;
use crate::invalidation::SourceLocation;
use crate::redis::{self, Shard, Signal};
use crate::trace;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender, channel as bounded};

/// The memory tier, as far as other processes have a say in it.
pub(crate) trait Memory: Send + Sync {
    /// Does what another process has done.
    fn perform(&self, operation: &Operation, sender: Origin);
    /// Invalidates everything.
    fn flush(&self, reason: &'static str);
    /// Redis was told of what this process did long ago, as `location` had asked.
    fn replayed(&self, operation: &Operation, location: Option<SourceLocation>);
    /// Lets copies of shared entries that would be served beyond `limit` be so until `end` at the latest.
    fn shorten_copies(&self, limit: Millis, end: Millis);
}

/// Messages that may wait to be heard.
const BACKLOG: usize = 4096;
/// For so long after a loss there may be copies that do not know of it: they were made before. In truth it is no time.
const LATE: Millis = 2_000;
/// How often the tier looks after its leases, its replays and a lost bus.
const TICK: Duration = Duration::from_millis(250);

pub(super) fn channel() -> (Sender<Signal>, Receiver<Signal>) {
    bounded(BACKLOG)
}

/// How this process stands with the buses.
#[derive(Debug)]
pub(crate) struct Link {
    lines: Mutex<HashMap<Shard, Line>>,
    /// Since when messages may be missed; [`NEVER`] while all buses are heard.
    lost_since: AtomicU64,
}

#[derive(Debug, Default)]
struct Line {
    connected: bool,
    /// Where it stood when it was last heard.
    position: Option<Position>,
    /// Up to where the memory tier has done what was heard.
    done: Position,
}

impl Link {
    pub(super) fn new(buses: Vec<Shard>) -> Self {
        let lines = buses.into_iter().map(|bus| (bus, Line::default()));
        Self {
            lines: Mutex::new(lines.collect()),
            lost_since: AtomicU64::new(0),
        }
    }

    /// Since when messages of other processes may be missed.
    pub(crate) fn lost_since(&self) -> Option<Millis> {
        Some(self.lost_since.load(Ordering::SeqCst)).filter(|since| *since != NEVER)
    }

    /// Waits until all buses are heard, but not for ever.
    pub(super) async fn until_connected(&self, tier: &Tier) {
        let patience = tier.settings.operation.max(Duration::from_secs(1));
        for _ in 0..patience.as_millis() / 5 {
            if self.lost_since().is_none() {
                return;
            }
            tier.pause(Duration::from_millis(5)).await;
        }
    }

    /// The number of the last message of each bus.
    #[cfg(feature = "testing")]
    pub(super) fn positions(&self) -> Vec<u64> {
        let number = |line: &Line| line.done.sequence();
        self.lines().values().map(number).collect()
    }

    /// Whether the memory tier has done all that a bus had said when it stood there.
    pub(super) fn reach(&self, bus: Shard, there: &redis::Position) -> Reach {
        let lines = self.lines();
        let line = lines.get(&bus).filter(|line| line.connected);
        line.map_or(Reach::Elsewhere, |line| {
            line.done.reach(there.epoch.as_deref(), there.sequence)
        })
    }

    /// The memory tier has done what was heard.
    fn settle(&self, bus: Shard) {
        let mut lines = self.lines();
        let line = lines.entry(bus).or_default();
        line.done = line.position.clone().unwrap_or_default();
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<Shard, Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Hears the bus on a thread of its own until the tier is gone: what it does to the memory tier may drop values of the
/// user, whose code must not hold up the connections.
pub(super) fn listen(tier: &Arc<Tier>, heard: Receiver<Signal>, memory: Weak<dyn Memory>) {
    let ears = Ears {
        tier: Arc::downgrade(tier),
        memory,
    };
    let handle = tier.nodes.handle();
    let thread = std::thread::Builder::new().name("cache-bus".into());
    let started = thread.spawn(move || ears.run(heard, &handle));
    // Without the thread the bus counts as lost for good, and copies in memory live as briefly as it then says.
    drop(started);
}

struct Ears {
    tier: Weak<Tier>,
    memory: Weak<dyn Memory>,
}

impl Ears {
    fn run(self, mut heard: Receiver<Signal>, handle: &tokio::runtime::Handle) {
        let mut ticked = Clock::System.stopwatch();
        loop {
            let waiting = {
                let _entered = handle.enter();
                tokio::time::timeout(TICK, heard.recv())
            };
            let signal = match block_on(waiting) {
                Ok(None) => return,
                Ok(Some(signal)) => Some(signal),
                Err(_) => None,
            };
            let Some(tier) = self.tier.upgrade() else {
                return;
            };
            if let Some(signal) = signal {
                self.hear(&tier, signal);
            }
            if Duration::from_micros(ticked.micros().into()) >= TICK {
                ticked = Clock::System.stopwatch();
                self.tick(&tier);
            }
        }
    }

    fn hear(&self, tier: &Arc<Tier>, signal: Signal) {
        let bus = signal.shard();
        self.heed(tier, signal);
        tier.link.settle(bus);
    }

    fn heed(&self, tier: &Arc<Tier>, signal: Signal) {
        match signal {
            Signal::Connected {
                shard,
                epoch,
                sequence,
            } => self.connected(tier, shard, epoch.as_deref(), sequence),
            Signal::Position {
                shard,
                epoch,
                sequence,
            } => {
                let whole = tier.link.confirm(shard, epoch.as_deref(), sequence);
                self.flush_unless(tier, whole, "gap");
                begin_epoch(tier, shard, epoch.as_deref());
            }
            Signal::Message { shard, payload } => self.message(tier, shard, &payload),
            Signal::Lost { shard } => self.lost(tier, shard),
            Signal::Lagged { .. } => self.flush_unless(tier, Continuity::Broken, "lag"),
        }
    }

    fn connected(&self, tier: &Arc<Tier>, shard: Shard, epoch: Option<&[u8]>, sequence: u64) {
        let (whole, reason) = tier.link.reconnect(shard, epoch, sequence);
        if tier.link.mark(shard, true) {
            tier.link.lost_since.store(NEVER, Ordering::SeqCst);
            tier.versions.begin_anew(true);
            tier.replay_postponed(&self.memory);
            compare_clocks(tier);
        }
        // Last: what was stored before this moment, and is not known to be bounded, goes.
        self.flush_unless(tier, whole, reason);
        begin_epoch(tier, shard, epoch);
    }

    fn message(&self, tier: &Arc<Tier>, shard: Shard, payload: &[u8]) {
        let Some(placed) = place(payload) else {
            // Somebody else's: the next heartbeat tells whether one of ours was mangled.
            return;
        };
        let whole = tier.link.hear(shard, placed.epoch, placed.sequence);
        self.flush_unless(tier, whole, "gap");
        match Message::from_bytes(placed.body) {
            Some(message) => self.perform(tier, &message),
            // Of a later version of this library, or mangled: what it means is not known, so it may mean anything.
            None => self.flush_unless(tier, Continuity::Broken, "unknown_message"),
        }
    }

    fn perform(&self, tier: &Arc<Tier>, message: &Message) {
        for operation in &message.operations {
            if let Operation::Landed(entry) = operation {
                tier.waiters.wake(entry);
            } else if message.origin != tier.origin {
                tier.forget(operation);
                self.act(|memory| memory.perform(operation, message.origin));
            }
        }
    }

    fn flush_unless(&self, tier: &Arc<Tier>, whole: Continuity, reason: &'static str) {
        if whole == Continuity::Broken {
            tier.counters.flushes.count(reason);
            trace::flushed(tier.names.namespace(), reason);
            tier.versions.begin_anew(tier.link.lost_since().is_none());
            self.act(|memory| memory.flush(reason));
        }
    }

    fn tick(&self, tier: &Arc<Tier>) {
        tier.renew_leases();
        tier.replay_postponed(&self.memory);
        if !tier.knows_time() {
            compare_clocks(tier);
        }
        self.catch_late_copies(tier);
    }

    fn lost(&self, tier: &Arc<Tier>, shard: Shard) {
        tier.link.mark(shard, false);
        let now = tier.clock.now();
        let since = &tier.link.lost_since;
        let first = since.compare_exchange(NEVER, now, Ordering::SeqCst, Ordering::SeqCst);
        tier.versions.begin_anew(false);
        if first.is_ok() {
            trace::deaf(tier.names.namespace());
            // What is stored from here on has an end of its own.
            let end = now.saturating_add(patience(tier));
            self.act(|memory| memory.shorten_copies(end, end));
        }
    }

    /// A copy that was on its way into memory when the bus was lost has come with the end of a better time.
    fn catch_late_copies(&self, tier: &Tier) {
        let now = tier.clock.now();
        let patience = patience(tier);
        if let Some(since) = tier.link.lost_since()
            && now < since.saturating_add(LATE)
        {
            let (limit, end) = (now.saturating_add(patience), since.saturating_add(patience));
            self.act(|memory| memory.shorten_copies(limit, end));
        }
    }

    /// A panic in a value's `Drop` must not make this process deaf.
    fn act(&self, act: impl FnOnce(&dyn Memory)) {
        if let Some(memory) = self.memory.upgrade() {
            let _ = catch_unwind(AssertUnwindSafe(|| act(&*memory)));
        }
    }
}

fn compare_clocks(tier: &Arc<Tier>) {
    let tier = tier.clone();
    let handle = tier.nodes.handle();
    handle.spawn(async move { tier.set_clock().await });
}

/// Gives a bus an epoch that has none: it is new, or somebody removed it with all that was there (FLUSHALL). Without one
/// the next such removal could not be told from a bus that has had no message yet.
///
/// By a message that says nothing: it is heard at once. The next heartbeat may be a removal too late.
fn begin_epoch(tier: &Arc<Tier>, shard: Shard, epoch: Option<&[u8]>) {
    if epoch.is_some() {
        return;
    }
    let tier = tier.clone();
    let handle = tier.nodes.handle();
    handle.spawn(async move {
        // If this fails, the next heartbeat finds none again.
        let _ = tier.publish(Place::of(shard), &[], false).await;
    });
}

/// How long memory serves what nobody would tell it to forget.
fn patience(tier: &Tier) -> Millis {
    crate::clock::millis(tier.settings.disconnected)
}

impl Link {
    /// Notes whether a bus is heard. Returns whether all are.
    fn mark(&self, shard: Shard, connected: bool) -> bool {
        let mut lines = self.lines();
        lines.entry(shard).or_default().connected = connected;
        lines.values().all(|line| line.connected)
    }

    fn hear(&self, shard: Shard, epoch: &[u8], sequence: u64) -> Continuity {
        let mut lines = self.lines();
        let line = lines.entry(shard).or_default();
        line.position.get_or_insert_default().hear(epoch, sequence)
    }

    fn confirm(&self, shard: Shard, epoch: Option<&[u8]>, sequence: u64) -> Continuity {
        let mut lines = self.lines();
        let line = lines.entry(shard).or_default();
        line.position
            .get_or_insert_default()
            .confirm(epoch, sequence)
    }

    /// Compares where the bus stands after a time in which it was not heard. Returns what to count a break as, too.
    fn reconnect(
        &self,
        shard: Shard,
        epoch: Option<&[u8]>,
        sequence: u64,
    ) -> (Continuity, &'static str) {
        let mut lines = self.lines();
        let line = lines.entry(shard).or_default();
        let first = line.position.is_none();
        let continuity = line
            .position
            .get_or_insert_default()
            .reconnect(epoch, sequence);
        // Before the first connection nothing was heard; entries may have been stored all the same.
        if first {
            (Continuity::Broken, "start")
        } else {
            (continuity, "reconnect")
        }
    }
}
