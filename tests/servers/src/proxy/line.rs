//! What all threads of a proxy share: the faults in force, the listener, and the connections that are open.

use super::connection::{self, Connection};
use super::faults::Faults;
use crate::ports::free_port;
use crate::wait::wait_for;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Between two looks for a new connection: the listener cannot be taken from a thread that waits in it.
const ACCEPT_PAUSE: Duration = Duration::from_millis(1);

/// A suspended server whose queue is full would hold the acceptor for minutes.
const CONNECT_LIMIT: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(super) struct Line {
    port: u16,
    target: u16,
    seed: u64,
    state: Mutex<State>,
    /// Told when the faults change or the line closes: who holds bytes back looks again.
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    faults: Faults,
    /// Grows with every change of the faults.
    edition: u64,
    /// `None` while connections are refused.
    listener: Option<TcpListener>,
    connections: Vec<Connection>,
    accepted: u64,
    closed: bool,
}

/// The faults in force, where they are others than before.
pub(super) enum News {
    None,
    Faults(u64, Faults),
}

impl Line {
    pub(super) fn listening(target: u16, seed: u64) -> Line {
        let (port, listener) = wait_for("a free port", || {
            let port = free_port();
            Some((port, listen(port).ok()?))
        });
        let state = State {
            faults: Faults::none(),
            edition: 0,
            listener: Some(listener),
            connections: Vec::new(),
            accepted: 0,
            closed: false,
        };
        Line {
            port,
            target,
            seed,
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    pub(super) fn connections(&self) -> u64 {
        self.state().accepted
    }

    pub(super) fn open_connections(&self) -> usize {
        let mut state = self.state();
        state.connections.retain(Connection::is_open);
        state.connections.len()
    }

    pub(super) fn set(&self, faults: Faults) {
        let refuses = faults.refuses;
        {
            let mut state = self.state();
            state.faults = faults;
            state.edition += 1;
            if refuses {
                state.listener = None;
            }
        }
        self.changed.notify_all();
        if !refuses {
            self.listen_again();
        }
    }

    fn listen_again(&self) {
        wait_for("the port of the proxy to be free again", || {
            let mut state = self.state();
            if state.listener.is_none() {
                state.listener = Some(listen(self.port).ok()?);
            }
            Some(())
        });
    }

    pub(super) fn cut(&self) {
        for connection in self.state().connections.drain(..) {
            connection.cut();
        }
    }

    pub(super) fn close(&self) {
        {
            let mut state = self.state();
            state.closed = true;
            state.listener = None;
        }
        self.changed.notify_all();
        self.cut();
    }

    /// The acceptor: ends when the line is closed, after all threads that it has started.
    pub(super) fn accept_until_closed(self: &Arc<Line>) {
        let mut pumps = Vec::new();
        while !self.state().closed {
            match self.accept() {
                Some((client, number)) => {
                    pumps.retain(|pump: &JoinHandle<()>| !pump.is_finished());
                    pumps.extend(self.open(client, number));
                }
                None => thread::sleep(ACCEPT_PAUSE),
            }
        }
        // One that was taken while the line closed.
        self.cut();
        for pump in pumps {
            // A pump that panicked has told so already.
            drop(pump.join());
        }
    }

    fn accept(&self) -> Option<(TcpStream, u64)> {
        let mut state = self.state();
        let (client, _) = state.listener.as_ref()?.accept().ok()?;
        state.accepted += 1;
        Some((client, state.accepted))
    }

    /// A server that cannot be reached closes the connection, as it would without a proxy between.
    fn open(self: &Arc<Line>, client: TcpStream, number: u64) -> Vec<JoinHandle<()>> {
        let target = SocketAddr::from((Ipv4Addr::LOCALHOST, self.target));
        let opened = TcpStream::connect_timeout(&target, CONNECT_LIMIT)
            .and_then(|server| Connection::new(client, server));
        let Ok(connection) = opened else {
            return Vec::new();
        };
        let pumps = connection::pump(self, &connection, self.seed, number);
        let mut state = self.state();
        state.connections.retain(Connection::is_open);
        state.connections.push(connection);
        pumps
    }

    /// The faults, if they have changed since `edition`.
    pub(super) fn news(&self, edition: Option<u64>) -> News {
        let state = self.state();
        if edition == Some(state.edition) {
            return News::None;
        }
        News::Faults(state.edition, state.faults.clone())
    }

    /// Waits so long, or until the faults are no longer those of `edition`.
    pub(super) fn hold(&self, duration: Duration, edition: u64) {
        if duration.is_zero() {
            return;
        }
        let unchanged = |state: &mut State| !state.closed && state.edition == edition;
        drop(
            self.changed
                .wait_timeout_while(self.state(), duration, unchanged)
                .unwrap_or_else(PoisonError::into_inner),
        );
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn listen(port: u16) -> io::Result<TcpListener> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}
