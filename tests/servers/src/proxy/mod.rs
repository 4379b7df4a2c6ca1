//! A line to a server that can be broken in every way a network breaks. The same seed breaks it at the same places.
//! Which faults there are stands in `faults.rs`, where they strike in `strike.rs`, one connection in `connection.rs`.

mod connection;
mod faults;
mod line;
mod strike;

pub use faults::{Direction, Faults};

use line::Line;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// A proxy in front of a port of this machine, with [`Faults`] that can be changed while it runs. Dropping it cuts all its
/// connections and ends its threads.
///
/// # Examples
///
/// ```
/// use cache_test_servers::{Client, Faults, Proxy, Redis};
/// use std::time::Duration;
///
/// let redis = Redis::start();
/// let proxy = Proxy::start(redis.port(), 7);
/// let mut client = Client::connect(proxy.port()).unwrap().with_patience(Duration::from_millis(50));
/// assert!(client.call(&["PING"]).is_ok());
///
/// proxy.set(Faults::none().with_black_hole());
/// assert!(client.call(&["PING"]).is_err());
/// ```
#[derive(Debug)]
pub struct Proxy {
    line: Arc<Line>,
    acceptor: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Starts a proxy without faults on a free port.
    ///
    /// # Panics
    ///
    /// If there is no free port.
    #[must_use]
    pub fn start(target_port: u16, seed: u64) -> Proxy {
        let line = Arc::new(Line::listening(target_port, seed));
        let acceptor = thread::spawn({
            let line = line.clone();
            move || line.accept_until_closed()
        });
        Proxy {
            line,
            acceptor: Some(acceptor),
        }
    }

    /// `redis://127.0.0.1:<port>`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port())
    }

    /// The port that clients dial, the same for the whole life of this value.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.line.port()
    }

    /// From now on these faults, on open connections too; what was held back by earlier ones goes on its way. Bytes and
    /// places are counted from here.
    pub fn set(&self, faults: Faults) {
        self.line.set(faults);
    }

    /// No faults from now on.
    pub fn heal(&self) {
        self.set(Faults::none());
    }

    /// Closes all open connections; one is open for sure once an answer has come over it. New ones are taken.
    pub fn cut(&self) {
        self.line.cut();
    }

    /// How many connections there have been so far.
    #[must_use]
    pub fn connections(&self) -> u64 {
        self.line.connections()
    }

    /// How many connections are open.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.line.open_connections()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.line.close();
        if let Some(acceptor) = self.acceptor.take() {
            // It ends by a panic only if the machine has no threads left; dropping must not panic for that.
            drop(acceptor.join());
        }
    }
}
