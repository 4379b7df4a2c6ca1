//! One supervised connection. While there is one it can be used at once; while there is none everybody is refused at once,
//! and the supervisor connects in the background. Nobody ever waits for a connect.
//!
//! The supervisor is told of a broken socket by the connection itself, and finds a server that stopped (its kernel still
//! acknowledges what we send) by PING.

use super::backoff::Backoff;
use super::dial::{Dialler, Obstacle};
use super::endpoint::Endpoint;
use super::fault::{Fault, is_unknown_script};
use super::gate::Gate;
use super::near::{Near, NearConnection, Own};
use super::origin::Origin;
use super::ping::Ping;
use super::runtime::Task;
use super::script::Script;
use super::settings::Settings;
use super::traffic::{Purpose, Shipment};
use super::watching::Sending;
use crate::clock::{Clock, Millis};
use crate::sync::{Mutex, lock};
use crate::trace::OperationSpan;
use arc_swap::ArcSwapOption;
use redis::aio::MultiplexedConnection;
use redis::{Cmd, Pipeline, PushInfo, PushKind, RedisResult, Value};
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::{Notify, oneshot};
use tokio::time::{sleep, timeout};

/// A connection that is kept alive until this handle goes.
#[derive(Debug)]
pub(super) struct Link {
    shared: Arc<Shared>,
    _supervisor: Task,
}

#[derive(Debug)]
struct Shared {
    origin: Origin,
    dialler: Dialler,
    gate: Gate,
    heartbeat: Duration,
    current: ArcSwapOption<Live>,
    near: Near,
    /// Counts connections, so that news of an old one does not end its successor.
    generation: AtomicU64,
    broken: Notify,
    /// Scripts that some server of this link did not know: the next one is told at once. Locked when a script was unknown
    /// and when connecting, never by an ordinary command.
    scripts: Mutex<Vec<&'static Script>>,
}

#[derive(Debug)]
struct Live {
    connection: MultiplexedConnection,
    endpoint: Endpoint,
    generation: u64,
    since: Millis,
}

impl Link {
    /// Starts to connect; the receiver learns how the first attempt went.
    pub(super) fn start(
        origin: Origin,
        settings: &Settings,
        handle: &Handle,
    ) -> (Self, oneshot::Receiver<Result<(), Obstacle>>) {
        let dialler = Dialler::new(settings);
        let shared = Arc::new(Shared {
            origin,
            near: Near::new(dialler.clone(), settings.heartbeat, handle),
            dialler,
            gate: Gate::new(settings, handle),
            heartbeat: settings.heartbeat,
            current: ArcSwapOption::empty(),
            generation: AtomicU64::new(0),
            broken: Notify::new(),
            scripts: Mutex::new(Vec::new()),
        });
        let (first, report) = oneshot::channel();
        let supervisor = Task::spawn(handle, supervise(shared.clone(), first));
        let link = Self {
            shared,
            _supervisor: supervisor,
        };
        (link, report)
    }

    pub(super) async fn run(&self, command: &Cmd) -> Result<Value, Fault> {
        let (shipment, sending) = (Shipment::of(command), Sending::command(command));
        self.perform(
            shipment,
            sending,
            async |mut connection: MultiplexedConnection| {
                connection.send_packed_command(command).await
            },
        )
        .await
    }

    /// Sends a command that only reads: over a connection on the caller's own runtime, if there is one.
    pub(super) async fn read(&self, command: &Cmd) -> Result<Value, Fault> {
        let Some(NearConnection {
            mut connection,
            generation,
            place,
        }) = self.shared.near_connection()?
        else {
            // Boxed, as below: the client's part is large, and seldom needed.
            return Box::pin(self.run(command)).await;
        };
        let span = self.shared.spanned(Sending::command(command));
        let operation = pin!(async {
            let reply = connection.call(command).await;
            if !is_broken(&reply) {
                return reply;
            }
            place.lose();
            match self.shared.connection() {
                Some((mut connection, _)) => {
                    Box::pin(connection.send_packed_command(command)).await
                }
                None => reply,
            }
        });
        let answer = self
            .shared
            .gate
            .pass(Shipment::of(command), operation)
            .await;
        if let Err(fault) = &answer {
            span.failed(fault.name());
        }
        match &answer {
            Err(Fault::Timeout) => place.distrust(),
            // It was the link's own connection that broke last.
            Err(fault) => self.shared.heed(fault, generation),
            Ok(_) => {}
        }
        answer
    }

    pub(super) async fn script(
        &self,
        script: &'static Script,
        keys: &[&[u8]],
        args: &[&[u8]],
    ) -> Result<Value, Fault> {
        let command = script.by_hash(keys, args);
        let shipment = Shipment::of_script(script, &command);
        let sending = Sending {
            script: Some(script.name()),
            ..Sending::command(&command)
        };
        self.perform(
            shipment,
            sending,
            async |mut connection: MultiplexedConnection| {
                let reply = connection.send_packed_command(&command).await;
                if !is_unknown_script(&reply) {
                    return reply;
                }
                self.shared.remember(script);
                connection
                    .send_packed_command(&script.by_text(keys, args))
                    .await
            },
        )
        .await
    }

    /// Sends several commands in one piece. The replies stand in their order, those among them that are errors too.
    pub(super) async fn run_all(
        &self,
        purpose: Purpose,
        commands: &Pipeline,
        count: usize,
    ) -> Result<Vec<Value>, Fault> {
        let shipment = Shipment::of_all(purpose, commands);
        let sending = Sending {
            command: commands.cmd_iter().next(),
            script: None,
            batch: Some(count),
        };
        let answer = self
            .perform(
                shipment,
                sending,
                async |mut connection: MultiplexedConnection| {
                    let replies = connection.send_packed_commands(commands, 0, count).await?;
                    Ok(Value::Array(replies))
                },
            )
            .await?;
        match answer {
            Value::Array(replies) if replies.len() == count => Ok(replies),
            other => Err(Fault::unlike("a pipeline", &other)),
        }
    }

    /// Sends a command that another node of the cluster sent here, although the slot is still its own.
    #[cfg(feature = "redis-cluster")]
    pub(super) async fn run_asking(&self, command: &Cmd) -> Result<Value, Fault> {
        let mut asking = redis::pipe();
        asking.cmd("ASKING").add_command(command.clone());
        let (shipment, sending) = (Shipment::of(command), Sending::command(command));
        self.perform(
            shipment,
            sending,
            async |mut connection: MultiplexedConnection| {
                let replies = connection.send_packed_commands(&asking, 1, 1).await?;
                Ok(replies.into_iter().next().unwrap_or_default())
            },
        )
        .await
    }

    /// Whether a command would be sent now.
    pub(super) fn is_open(&self) -> bool {
        self.shared.current.load().is_some() && self.shared.gate.is_open()
    }

    /// Whether the circuit breaker refuses commands.
    pub(super) fn is_broken(&self) -> bool {
        !self.shared.gate.is_open()
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.shared.origin
    }

    async fn perform(
        &self,
        shipment: Shipment,
        sending: Sending<'_>,
        operation: impl AsyncFnOnce(MultiplexedConnection) -> RedisResult<Value>,
    ) -> Result<Value, Fault> {
        let span = self.shared.spanned(sending);
        let Some((connection, generation)) = self.shared.connection() else {
            span.failed(Fault::Disconnected.name());
            return Err(Fault::Disconnected);
        };
        let operation = pin!(operation(connection));
        let answer = self.shared.gate.pass(shipment, operation).await;
        if let Err(fault) = &answer {
            span.failed(fault.name());
            self.shared.heed(fault, generation);
        }
        answer
    }
}

impl Shared {
    fn connection(&self) -> Option<(MultiplexedConnection, u64)> {
        let current = self.current.load();
        let live = current.as_ref()?;
        Some((live.connection.clone(), live.generation))
    }

    /// The span of an operation, if anybody watches.
    fn spanned(&self, sending: Sending<'_>) -> OperationSpan {
        if !OperationSpan::shows() {
            return OperationSpan::none();
        }
        let live = self.current.load();
        sending.begin(live.as_ref().map(|live| &live.endpoint))
    }

    /// That of the caller's runtime; a fault, if the link has none of its own.
    fn near_connection(&self) -> Result<Option<NearConnection>, Fault> {
        let current = self.current.load();
        let live = current.as_ref().ok_or(Fault::Disconnected)?;
        Ok(self.near.connection(live.generation, || Own {
            connection: live.connection.clone(),
            generation: live.generation,
            endpoint: live.endpoint.clone(),
            wants_master: self.origin.wants_master(),
        }))
    }

    /// Takes the connection away if a fault shows that it will not do.
    fn heed(&self, fault: &Fault, generation: u64) {
        if *fault == Fault::Disconnected {
            self.take_away(generation);
        }
        // A failover: who connects again finds the master. Not more than once a second, for what is a replica for good.
        if fault.is_read_only() && self.age(generation) > Self::SETTLED {
            self.take_away(generation);
        }
    }

    const SETTLED: Millis = 1000;

    fn age(&self, generation: u64) -> Millis {
        match self.current.load().as_ref() {
            Some(live) if live.generation == generation => {
                Clock::System.now().saturating_sub(live.since)
            }
            _ => 0,
        }
    }

    fn is_current(&self, generation: u64) -> bool {
        let current = self.current.load();
        current
            .as_ref()
            .is_some_and(|live| live.generation == generation)
    }

    /// From now on everybody is refused, until the supervisor has another connection.
    fn take_away(&self, generation: u64) {
        let current = self.current.load();
        let is_this = current
            .as_ref()
            .is_some_and(|live| live.generation == generation);
        if is_this {
            // Should it not be there any more, somebody was faster, and told the supervisor.
            self.current.compare_and_swap(&*current, None);
            self.broken.notify_one();
        }
    }

    fn remember(&self, script: &'static Script) {
        let mut scripts = lock(&self.scripts);
        if !scripts.iter().any(|known| std::ptr::eq(*known, script)) {
            scripts.push(script);
        }
    }

    async fn connect(self: &Arc<Self>) -> Result<(), Obstacle> {
        let generation = 1 + self.generation.fetch_add(1, Ordering::Relaxed);
        let broke_early = Arc::new(AtomicBool::new(false));
        let hear = self.ear(generation, broke_early.clone());
        let scripts = lock(&self.scripts)
            .iter()
            .map(|script| script.load())
            .collect::<Vec<_>>();
        let dialled = async {
            let endpoint = self.origin.locate().await?;
            let connection = self
                .dialler
                .reach(&endpoint, self.origin.wants_master(), hear, &scripts)
                .await?;
            Ok((connection, endpoint))
        };
        let (connection, endpoint) = self.dialler.in_time(dialled).await?;
        self.gate.reopen();
        self.current.store(Some(Arc::new(Live {
            connection,
            endpoint,
            generation,
            since: Clock::System.now(),
        })));
        // Before it was in its place nobody could take it away.
        if broke_early.load(Ordering::Acquire) {
            self.take_away(generation);
        }
        Ok(())
    }

    /// Hears the connection break.
    fn ear(
        self: &Arc<Self>,
        generation: u64,
        broke: Arc<AtomicBool>,
    ) -> impl Fn(PushInfo) -> Result<(), Infallible> + Send + Sync + 'static {
        let shared = Arc::downgrade(self);
        move |push| {
            if push.kind == PushKind::Disconnection {
                broke.store(true, Ordering::Release);
                if let Some(shared) = shared.upgrade() {
                    shared.take_away(generation);
                }
            }
            Ok(())
        }
    }

    /// Returns when the connection is gone. `backoff` starts anew once the connection has proved to last.
    async fn watch(&self, backoff: &mut Backoff) {
        let Some((mut connection, generation)) = self.connection() else {
            return;
        };
        loop {
            let told = timeout(self.heartbeat, self.broken.notified()).await;
            if told.is_ok() && !self.is_current(generation) {
                return;
            }
            let ping = Ping::new();
            let command = ping.command();
            let answer = timeout(self.heartbeat, connection.send_packed_command(&command)).await;
            if !matches!(answer, Ok(Ok(reply)) if is_alive(&ping, &reply)) {
                self.take_away(generation);
                return;
            }
            backoff.reset();
        }
    }
}

fn is_broken(reply: &RedisResult<Value>) -> bool {
    matches!(reply, Err(error) if Fault::of(error) == Fault::Disconnected)
}

/// A server that refuses (it loads its data, or runs a long script) is there; whether the replies are in step shows later.
fn is_alive(ping: &Ping, reply: &Value) -> bool {
    ping.is_answered_by(reply) || matches!(reply, Value::ServerError(_))
}

async fn supervise(shared: Arc<Shared>, first: oneshot::Sender<Result<(), Obstacle>>) {
    let mut backoff = Backoff::default();
    let mut first = Some(first);
    loop {
        let connected = shared.connect().await;
        let is_connected = connected.is_ok();
        if let Some(first) = first.take() {
            // Nobody waits for it any more: then nobody wants to know.
            let _ = first.send(connected);
        }
        if is_connected {
            shared.watch(&mut backoff).await;
        }
        sleep(backoff.next()).await;
    }
}
