//! The bus connection of a node: its channel's messages and the answers to the heartbeat, on one connection, so that every
//! message published before a heartbeat was read is delivered before its answer. What messages mean is decided in `shared/`.

use super::backoff::Backoff;
use super::dial::{Dialler, Obstacle, explain};
use super::nodes::Shard;
use super::origin::Origin;
use super::runtime::Task;
use super::settings::Settings;
use redis::aio::MultiplexedConnection;
use redis::{Cmd, PushInfo, PushKind, RedisResult, Value};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::time::{sleep, timeout};

/// What the bus of one node says, in order.
///
/// A message may come twice to the eye of who counts: what was published between subscribing and the reading of the position
/// follows [`Signal::Connected`], though its number is covered by it. A message may also come before a [`Signal::Position`]
/// that is older than it. Numbers tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signal {
    /// Subscribed; then the position was read on the same connection.
    Connected {
        shard: Shard,
        epoch: Option<Vec<u8>>,
        sequence: u64,
    },
    Message {
        shard: Shard,
        payload: Vec<u8>,
    },
    /// The heartbeat: what was published up to here has been delivered.
    Position {
        shard: Shard,
        epoch: Option<Vec<u8>>,
        sequence: u64,
    },
    /// The connection is gone or silent; [`Signal::Connected`] will follow.
    Lost {
        shard: Shard,
    },
    /// Messages were dropped because nobody took them in time.
    Lagged {
        shard: Shard,
    },
}

impl Signal {
    /// Whose bus it is about.
    pub(crate) fn shard(&self) -> Shard {
        match self {
            Self::Connected { shard, .. }
            | Self::Message { shard, .. }
            | Self::Position { shard, .. }
            | Self::Lost { shard }
            | Self::Lagged { shard } => *shard,
        }
    }
}

/// Messages that wait for the subscriber's own task; beyond, they are dropped and [`Signal::Lagged`] says so.
const BACKLOG: usize = 4096;

/// Keeps a node's bus connected until this handle goes.
#[derive(Debug)]
pub(super) struct Subscriber {
    _task: Task,
}

impl Subscriber {
    pub(super) fn start(
        shard: Shard,
        origin: Origin,
        settings: &Settings,
        signals: Sender<Signal>,
        handle: &Handle,
    ) -> Self {
        let bus = Bus {
            shard,
            origin,
            dialler: Dialler::new(settings),
            limit: settings.connect_timeout,
            heartbeat: settings.heartbeat,
            channel: settings.channel.clone(),
            outlet: Outlet {
                shard,
                signals,
                has_lagged: Arc::default(),
            },
        };
        Self {
            _task: Task::spawn(handle, bus.stay_subscribed()),
        }
    }
}

struct Bus {
    shard: Shard,
    origin: Origin,
    dialler: Dialler,
    limit: Duration,
    heartbeat: Duration,
    channel: Vec<u8>,
    outlet: Outlet,
}

/// Where a bus stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Position {
    pub(crate) epoch: Option<Vec<u8>>,
    pub(crate) sequence: u64,
}

impl Position {
    /// Asks for it; `bus` is the name of its channel, and of the hash that it stands in.
    pub(crate) fn question(bus: &[u8]) -> Cmd {
        let mut command = redis::cmd("HMGET");
        command.arg(bus).arg("epoch").arg("seq");
        command
    }

    /// Reads the answer.
    pub(crate) fn from_answer(answer: Value) -> RedisResult<Self> {
        let (epoch, sequence): (Option<Vec<u8>>, Option<u64>) =
            redis::from_redis_value(answer.extract_error()?)?;
        Ok(Self {
            epoch,
            sequence: sequence.unwrap_or_default(),
        })
    }
}

enum Event {
    Push(PushInfo),
    Heartbeat(Position),
    /// Broken, or the heartbeat is overdue.
    Over,
}

impl Bus {
    async fn stay_subscribed(self) {
        let mut backoff = Backoff::default();
        while !self.outlet.signals.is_closed() {
            if let Ok((connection, pushes, position)) = self.subscribe().await {
                let Position { epoch, sequence } = position;
                let shard = self.shard;
                self.outlet
                    .insist(Signal::Connected {
                        shard,
                        epoch,
                        sequence,
                    })
                    .await;
                self.listen(connection, pushes, &mut backoff).await;
                self.outlet.insist(Signal::Lost { shard }).await;
            }
            sleep(backoff.next()).await;
        }
    }

    async fn subscribe(
        &self,
    ) -> Result<(MultiplexedConnection, Receiver<PushInfo>, Position), Obstacle> {
        let (sender, pushes) = mpsc::channel(BACKLOG);
        let has_lagged = self.outlet.has_lagged.clone();
        let hear = move |push: PushInfo| {
            sender.try_send(push).inspect_err(|error| {
                if matches!(error, TrySendError::Full(_)) {
                    has_lagged.store(true, Ordering::Release);
                }
            })
        };
        let mut connection = self.dialler.dial(&self.origin, hear, &[]).await?;
        let subscribed = async {
            connection.subscribe(&self.channel[..]).await?;
            read_position(&mut connection, &Position::question(&self.channel)).await
        };
        let position = timeout(self.limit, subscribed)
            .await
            .map_err(|_| Obstacle::late(self.limit))?
            .map_err(|error| explain(&error))?;
        Ok((connection, pushes, position))
    }

    /// Returns when the connection is over, or nobody wants its signals.
    async fn listen(
        &self,
        mut connection: MultiplexedConnection,
        mut pushes: Receiver<PushInfo>,
        backoff: &mut Backoff,
    ) {
        let command = Position::question(&self.channel);
        while !self.outlet.signals.is_closed() {
            let mut heartbeat = pin!(async {
                sleep(self.heartbeat).await;
                let answer = read_position(&mut connection, &command);
                match timeout(self.heartbeat, answer).await {
                    Ok(Ok(position)) => Event::Heartbeat(position),
                    _ => Event::Over,
                }
            });
            let position = loop {
                match next_event(&mut pushes, heartbeat.as_mut()).await {
                    Event::Push(push) => self.outlet.deliver(push),
                    Event::Heartbeat(position) => break position,
                    Event::Over => return,
                }
            };
            // The answer woke us, but messages may lie before it.
            while let Ok(push) = pushes.try_recv() {
                self.outlet.deliver(push);
            }
            self.outlet.offer(Signal::Position {
                shard: self.shard,
                epoch: position.epoch,
                sequence: position.sequence,
            });
            backoff.reset();
        }
    }
}

/// Messages first; the end of the connection closes `pushes`.
async fn next_event(
    pushes: &mut Receiver<PushInfo>,
    mut heartbeat: std::pin::Pin<&mut impl Future<Output = Event>>,
) -> Event {
    std::future::poll_fn(|context| match pushes.poll_recv(context) {
        Poll::Ready(Some(push)) if push.kind != PushKind::Disconnection => {
            Poll::Ready(Event::Push(push))
        }
        Poll::Ready(_) => Poll::Ready(Event::Over),
        Poll::Pending => heartbeat.as_mut().poll(context),
    })
    .await
}

async fn read_position(
    connection: &mut MultiplexedConnection,
    command: &Cmd,
) -> RedisResult<Position> {
    Position::from_answer(connection.send_packed_command(command).await?)
}

/// The way to who reads the signals: bounded, and it says so when something was dropped.
struct Outlet {
    shard: Shard,
    signals: Sender<Signal>,
    has_lagged: Arc<AtomicBool>,
}

impl Outlet {
    fn deliver(&self, push: PushInfo) {
        if push.kind == PushKind::Message
            && let Some(Value::BulkString(payload)) = push.data.into_iter().nth(1)
        {
            let shard = self.shard;
            self.offer(Signal::Message { shard, payload });
        }
    }

    /// Delivers what may be dropped, provided that an earlier loss could be reported.
    fn offer(&self, signal: Signal) {
        if !self.report_lag() || self.is_full_for(signal) {
            self.has_lagged.store(true, Ordering::Release);
        }
    }

    /// Delivers what must not be dropped.
    async fn insist(&self, signal: Signal) {
        self.report_lag();
        // Closed: nobody wants signals any more, and the task is about to see it.
        let _ = self.signals.send(signal).await;
    }

    /// Whether nothing remains to be reported.
    fn report_lag(&self) -> bool {
        let shard = self.shard;
        if self.has_lagged.swap(false, Ordering::AcqRel)
            && self.is_full_for(Signal::Lagged { shard })
        {
            self.has_lagged.store(true, Ordering::Release);
            return false;
        }
        true
    }

    fn is_full_for(&self, signal: Signal) -> bool {
        matches!(self.signals.try_send(signal), Err(TrySendError::Full(_)))
    }
}
