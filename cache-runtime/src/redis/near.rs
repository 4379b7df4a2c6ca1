//! Connections whose tasks run on the runtimes of the callers, so that the answer to a read wakes no other thread. They are
//! an extra: a runtime that has none uses the link's own connection, and nobody waits for one.
//!
//! They are for reads alone, and lead to the very server that the link's own connection leads to: so whatever this process
//! has written there is seen by what it reads next, on whichever way. They go when that connection goes.
//!
//! A runtime that stands still (it is blocked, or nobody is in its `block_on`) answers nobody. Then its connection is given
//! up; after a command that got no answer in time not only for a moment.

use super::dial::{Dialler, Obstacle};
use super::endpoint::Endpoint;
use super::ping::Ping;
use super::pipe::Pipe;
use super::runtime::Task;
use crate::clock::{Clock, Millis, NEVER};
use crate::flight::is_blocking;
use crate::sync::{Mutex, lock};
use arc_swap::{ArcSwap, ArcSwapOption};
use redis::aio::MultiplexedConnection;
use redis::{Cmd, PushInfo, PushKind, RedisResult, Value};
use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::runtime::{Handle, Id};
use tokio::task::JoinError;
use tokio::time::{sleep, timeout};

/// Runtimes that have a connection of their own at the same time.
const MOST: usize = 8;

/// The pause after the first failure; each further one is twice as long, up to [`LONGEST_REST`].
const FIRST_REST: Duration = Duration::from_secs(1);
const LONGEST_REST: Duration = Duration::from_secs(300);
/// A connection that lasted as long has made up for earlier failures.
const PROVEN: Millis = 60_000;

/// Whether a task may find out what a runtime cannot do: the one way to ask is to try, and it panics.
const MAY_TRY: bool = cfg!(panic = "unwind");

/// The link's own connection, which those of callers stand beside.
#[derive(Clone)]
pub(super) struct Own {
    pub(super) connection: MultiplexedConnection,
    pub(super) generation: u64,
    pub(super) endpoint: Endpoint,
    pub(super) wants_master: bool,
}

/// All of them of one link.
#[derive(Debug)]
pub(super) struct Near {
    dialler: Dialler,
    heartbeat: Duration,
    background: Handle,
    places: ArcSwap<Vec<Arc<Place>>>,
}

/// What one runtime has.
#[derive(Debug)]
pub(super) struct Place {
    runtime: Id,
    line: ArcSwapOption<Line>,
    /// No connection is made before this moment; [`NEVER`] while one is made or watched, and if none can be.
    rests_until: AtomicU64,
    failures: AtomicU32,
    attendant: Mutex<Option<Task>>,
}

#[derive(Debug)]
struct Line {
    connection: Wire,
    /// That of the link's own connection.
    generation: u64,
    since: Millis,
}

/// The way to a server.
#[derive(Debug, Clone)]
pub(super) enum Wire {
    Pipe(Pipe),
    /// Where the socket is more than a plain one.
    Client(MultiplexedConnection),
}

impl Wire {
    pub(super) async fn call(&mut self, command: &Cmd) -> RedisResult<Value> {
        match self {
            Self::Pipe(pipe) => pipe.call(command).await,
            // Boxed: it is ten times as large as the other, and seldom needed.
            Self::Client(client) => Box::pin(client.send_packed_command(command)).await,
        }
    }
}

/// A connection on the runtime of the caller.
pub(super) struct NearConnection {
    pub(super) connection: Wire,
    /// That of the link's own connection.
    pub(super) generation: u64,
    pub(super) place: Arc<Place>,
}

impl Near {
    pub(super) fn new(dialler: Dialler, heartbeat: Duration, background: &Handle) -> Self {
        Self {
            dialler,
            heartbeat,
            background: background.clone(),
            places: ArcSwap::default(),
        }
    }

    /// The connection of the runtime that the caller runs on. If it has none, one is made for later; `own` is asked then.
    pub(super) fn connection(
        &self,
        generation: u64,
        own: impl FnOnce() -> Own,
    ) -> Option<NearConnection> {
        // A blocked thread may be the one that its runtime needs to read the answer.
        if is_blocking() {
            return None;
        }
        let runtime = Handle::try_current().ok()?;
        let id = runtime.id();
        let places = self.places.load();
        let Some(place) = places.iter().find(|place| place.runtime == id) else {
            self.settle(id);
            return None;
        };
        if let Some(line) = &*place.line.load()
            && line.generation == generation
        {
            return Some(NearConnection {
                connection: line.connection.clone(),
                generation,
                place: place.clone(),
            });
        }
        self.attend(place, runtime, own);
        None
    }

    /// Gives a runtime a place, if there is one. Its next call begins to connect: many a runtime makes one call only.
    #[cold]
    fn settle(&self, runtime: Id) {
        if !MAY_TRY || runtime == self.background.id() {
            return;
        }
        self.places.rcu(|places| {
            let mut places = Vec::clone(places);
            if places.iter().any(|place| place.runtime == runtime) {
                return places;
            }
            if places.len() >= MOST {
                places.retain(|place| place.is_attended());
            }
            if places.len() < MOST {
                places.push(Arc::new(Place::new(runtime)));
            }
            places
        });
    }

    /// Has a connection made and watched, unless that is being done, or the place rests.
    #[cold]
    fn attend(&self, place: &Arc<Place>, runtime: Handle, own: impl FnOnce() -> Own) {
        if place.line.load().is_some() {
            // It stands beside a connection that the link has not any more.
            place.lose();
        }
        if !place.begin() {
            return;
        }
        let attendant = Attendant {
            dialler: self.dialler.clone(),
            heartbeat: self.heartbeat,
            place: Arc::downgrade(place),
        };
        let task = Task::spawn(&self.background, attendant.serve(runtime, own()));
        *lock(&place.attendant) = Some(task);
    }
}

impl Place {
    fn new(runtime: Id) -> Self {
        Self {
            runtime,
            line: ArcSwapOption::empty(),
            rests_until: AtomicU64::new(0),
            failures: AtomicU32::new(0),
            attendant: Mutex::new(None),
        }
    }

    /// Whether the caller is to make a connection now: one caller, and not while the place rests.
    fn begin(&self) -> bool {
        let until = self.rests_until.load(Ordering::Relaxed);
        until <= Clock::System.now()
            && self
                .rests_until
                .compare_exchange(until, NEVER, Ordering::Relaxed, Ordering::Relaxed)
                .is_ok()
    }

    fn is_attended(&self) -> bool {
        let attendant = lock(&self.attendant);
        attendant.as_ref().is_some_and(|task| !task.is_over())
    }

    /// Lets the next call begin anew, after a pause if the last ones failed.
    fn rest(&self) {
        let pause = pause_after(self.failures.load(Ordering::Relaxed));
        self.rests_until
            .store(Clock::System.now() + pause, Ordering::Relaxed);
    }

    /// The connection broke.
    pub(super) fn lose(&self) {
        self.line.store(None);
    }

    /// The connection did not answer in time. So does a runtime that stands still, and it will do so again.
    pub(super) fn distrust(&self) {
        if self.line.swap(None).is_some() {
            self.failures.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// The connection has answered. Returns whether it is in use still.
    fn praise(&self) -> bool {
        let line = self.line.load();
        let Some(line) = &*line else {
            return false;
        };
        if Clock::System.now().saturating_sub(line.since) > PROVEN {
            self.failures.store(0, Ordering::Relaxed);
        }
        true
    }
}

fn pause_after(failures: u32) -> Millis {
    match failures.checked_sub(1) {
        None => 0,
        Some(further) => {
            let rest = FIRST_REST.saturating_mul(1 << further.min(16));
            crate::clock::millis(rest.min(LONGEST_REST))
        }
    }
}

/// Makes the connection of one place, and watches it from the background runtime.
struct Attendant {
    dialler: Dialler,
    heartbeat: Duration,
    place: Weak<Place>,
}

/// Why a runtime gets no connection.
enum Failure {
    /// It may get one later.
    Passing,
    /// It has no sockets.
    Unfit,
}

impl Attendant {
    async fn serve(self, runtime: Handle, own: Own) {
        let generation = own.generation;
        let connected = self.connect(runtime, own).await;
        let Some(place) = self.place.upgrade() else {
            return;
        };
        match connected {
            Ok(connection) => {
                place.line.store(Some(Arc::new(Line {
                    connection: connection.clone(),
                    generation,
                    since: Clock::System.now(),
                })));
                drop(place);
                self.watch(connection).await;
            }
            Err(Failure::Passing) => {
                place.failures.fetch_add(1, Ordering::Relaxed);
            }
            Err(Failure::Unfit) => return,
        }
        if let Some(place) = self.place.upgrade() {
            place.lose();
            place.rest();
        }
    }

    /// The socket and its task belong to `runtime`, which may stop at any time; the deadline does not.
    async fn connect(&self, runtime: Handle, own: Own) -> Result<Wire, Failure> {
        let (dialler, hear) = (self.dialler.clone(), self.ear());
        let mut opening = runtime.spawn(async move {
            let piped = dialler.pipe(&own.endpoint, own.wants_master).await?;
            let mut connection = match piped {
                Some(pipe) => Wire::Pipe(pipe),
                None => dialler
                    .reach(&own.endpoint, own.wants_master, hear, &[])
                    .await
                    .map(Wire::Client)?,
            };
            let is_same = lead_to_one_server(&mut connection, own.connection).await;
            Ok((connection, is_same))
        });
        drop(runtime);
        let outcome = self
            .dialler
            .in_time(async { Ok((&mut opening).await) })
            .await;
        opening.abort();
        match outcome {
            Ok(Ok(Ok::<_, Obstacle>((connection, true)))) => Ok(connection),
            Ok(Err(error)) if JoinError::is_panic(&error) => Err(Failure::Unfit),
            _ => Err(Failure::Passing),
        }
    }

    /// Hears the connection break.
    fn ear(&self) -> impl Fn(PushInfo) -> Result<(), Infallible> + Send + Sync + 'static {
        let place = self.place.clone();
        move |push| {
            if push.kind == PushKind::Disconnection
                && let Some(place) = place.upgrade()
            {
                place.lose();
            }
            Ok(())
        }
    }

    /// Returns when the connection is gone, or its runtime stands still.
    async fn watch(&self, mut connection: Wire) {
        while self.place.upgrade().is_some_and(|place| place.praise()) {
            sleep(self.heartbeat).await;
            let ping = Ping::new();
            let command = ping.command();
            let answer = timeout(self.heartbeat, connection.call(&command)).await;
            if !matches!(answer, Ok(Ok(reply)) if ping.is_answered_by(&reply)) {
                return;
            }
        }
    }
}

/// Whether both connections lead to one process: a name or an address may lead elsewhere at each attempt.
async fn lead_to_one_server(one: &mut Wire, other: MultiplexedConnection) -> bool {
    let one = server_behind(one).await;
    one.is_some() && one == server_behind(&mut Wire::Client(other)).await
}

/// What the server that answers calls its process.
async fn server_behind(connection: &mut Wire) -> Option<String> {
    let mut question = redis::cmd("INFO");
    question.arg("server");
    let answer = connection.call(&question).await.ok()?;
    let text: String = redis::from_redis_value(answer).ok()?;
    let name = text.lines().find_map(|line| line.strip_prefix("run_id:"))?;
    Some(name.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_double_up_to_the_longest() {
        assert_eq!(pause_after(0), 0);
        assert_eq!(pause_after(1), 1000);
        assert_eq!(pause_after(2), 2000);
        assert_eq!(pause_after(u32::MAX), 300_000);
    }
}
