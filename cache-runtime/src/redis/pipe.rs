//! A connection for reads alone. It does what the client's connection does, with less on the way of each command: commands
//! gather in one buffer, go out in one piece, and their replies are handed to those who wait in the order of the commands.
//! Who opens one and watches it is `near.rs`; how it is greeted is `dial.rs`.

use super::replies::Replies;
use super::socket::Socket;
use crate::sync::{Mutex, lock};
use redis::{Cmd, RedisError, RedisResult, Value};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use tokio::sync::oneshot;

/// A cheap handle; the connection closes when the last one goes.
#[derive(Debug, Clone)]
pub(super) struct Pipe {
    mouth: Arc<Mouth>,
}

/// What the handles have in common.
#[derive(Debug)]
struct Mouth {
    queue: Arc<Mutex<Queue>>,
}

#[derive(Debug, Default)]
struct Queue {
    /// Commands that have not gone out yet.
    unsent: Vec<u8>,
    /// Those who wait, in the order of the commands. Who does not wait any more keeps the place.
    waiting: VecDeque<oneshot::Sender<Value>>,
    driver: Option<Waker>,
    is_closed: bool,
}

impl Pipe {
    /// Takes over a socket that was greeted. The task, to be run on the runtime of the socket, does all reading and writing.
    pub(super) fn new(socket: Socket) -> (Self, impl Future<Output = ()> + Send + 'static) {
        let queue = Arc::new(Mutex::new(Queue::default()));
        let mut driver = Driver {
            queue: queue.clone(),
            socket,
            replies: Replies::default(),
            sending: Vec::new(),
            sent: 0,
            has_waited: false,
        };
        let task = poll_fn(move |context| driver.poll(context));
        let mouth = Arc::new(Mouth { queue });
        (Self { mouth }, task)
    }

    /// The reply to a command that gets exactly one.
    pub(super) async fn call(&self, command: &Cmd) -> RedisResult<Value> {
        let reply = self.send(command).ok_or_else(broken)?;
        reply.await.map_err(|_| broken())
    }

    /// The future reply; none, if the connection is closed.
    fn send(&self, command: &Cmd) -> Option<oneshot::Receiver<Value>> {
        let (sender, receiver) = oneshot::channel();
        // Before the lock: everybody on all threads of the runtime comes by there.
        let packed = command.get_packed_command();
        let mut queue = lock(&self.mouth.queue);
        if queue.is_closed {
            return None;
        }
        let is_first = queue.unsent.is_empty();
        queue.unsent.extend_from_slice(&packed);
        queue.waiting.push_back(sender);
        // The task takes everything at once: whoever comes first wakes it.
        let driver = is_first.then(|| queue.driver.clone()).flatten();
        drop(queue);
        if let Some(driver) = driver {
            driver.wake();
        }
        Some(receiver)
    }
}

impl Drop for Mouth {
    fn drop(&mut self) {
        close(&self.queue);
    }
}

/// Nobody gets a reply any more, and the task ends.
fn close(queue: &Mutex<Queue>) {
    let mut queue = lock(queue);
    queue.is_closed = true;
    queue.unsent = Vec::new();
    let (waiting, driver) = (std::mem::take(&mut queue.waiting), queue.driver.take());
    drop(queue);
    drop(waiting);
    if let Some(driver) = driver {
        driver.wake();
    }
}

struct Driver {
    queue: Arc<Mutex<Queue>>,
    socket: Socket,
    replies: Replies,
    /// What is going out, and how much of it has.
    sending: Vec<u8>,
    sent: usize,
    /// Whether the last turn was left to those who were answered.
    has_waited: bool,
}

/// Why a connection ends: what happened on it says nothing about any single command.
struct End;

impl Driver {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        match self.advance(context) {
            Ok(()) => Poll::Pending,
            Err(End) => Poll::Ready(()),
        }
    }

    fn advance(&mut self, context: &mut Context<'_>) -> Result<(), End> {
        self.meet(context)?;
        let answered = self.receive(context)?;
        // Those who were answered may be about to send their next commands: one turn later these go out in one piece.
        self.has_waited = answered > 1 && !self.has_waited;
        if self.has_waited {
            context.waker().wake_by_ref();
            return Ok(());
        }
        self.send(context)
    }

    /// Says whom to wake.
    fn meet(&self, context: &Context<'_>) -> Result<(), End> {
        let mut queue = lock(&self.queue);
        if queue.is_closed {
            return Err(End);
        }
        match &mut queue.driver {
            Some(waker) => waker.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
        Ok(())
    }

    /// Hands out all that has come; returns how many replies that were.
    fn receive(&mut self, context: &mut Context<'_>) -> Result<usize, End> {
        let mut answered = 0;
        loop {
            let socket = &mut self.socket;
            match self.replies.fill(|room| socket.poll_read(context, room)) {
                (Poll::Pending, _) => return Ok(answered),
                (Poll::Ready(Ok(())), came) if came > 0 => answered += self.hand_out()?,
                (Poll::Ready(_), _) => return Err(End),
            }
        }
    }

    fn hand_out(&mut self) -> Result<usize, End> {
        let mut answered = 0;
        while let Some(reply) = self.replies.next().map_err(|_| End)? {
            let waiting = lock(&self.queue).waiting.pop_front();
            // Who does not wait any more does not want it; a reply to nobody's command means that the line is out of step.
            let _ = waiting.ok_or(End)?.send(reply);
            answered += 1;
        }
        Ok(answered)
    }

    /// Sends all that is there.
    fn send(&mut self, context: &mut Context<'_>) -> Result<(), End> {
        loop {
            if self.sent == self.sending.len() && !self.gather() {
                return Ok(());
            }
            match self.socket.poll_write(context, &self.sending[self.sent..]) {
                Poll::Pending => return Ok(()),
                Poll::Ready(Ok(sent)) if sent > 0 => self.sent += sent,
                Poll::Ready(_) => return Err(End),
            }
        }
    }

    /// Whether there is anything to send.
    fn gather(&mut self) -> bool {
        self.sending.clear();
        self.sent = 0;
        std::mem::swap(&mut self.sending, &mut lock(&self.queue).unsent);
        !self.sending.is_empty()
    }
}

/// Also where the runtime ends and drops the task.
impl Drop for Driver {
    fn drop(&mut self) {
        close(&self.queue);
    }
}

fn broken() -> RedisError {
    io::Error::from(io::ErrorKind::BrokenPipe).into()
}
