//! One connection through the proxy: two sockets, and a thread for each direction that carries bytes as `strike.rs` decides.

use super::faults::Direction;
use super::line::{Line, News};
use super::strike::{Strikes, Then};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

const CHUNK: usize = 16 * 1024;

#[derive(Debug, Clone)]
pub(super) struct Connection {
    ends: Arc<Ends>,
}

#[derive(Debug)]
struct Ends {
    client: TcpStream,
    server: TcpStream,
    cut: AtomicBool,
}

impl Connection {
    pub(super) fn new(client: TcpStream, server: TcpStream) -> io::Result<Connection> {
        client.set_nonblocking(false)?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let ends = Ends {
            client,
            server,
            cut: AtomicBool::new(false),
        };
        Ok(Connection {
            ends: Arc::new(ends),
        })
    }

    pub(super) fn is_open(&self) -> bool {
        !self.ends.cut.load(Ordering::Acquire)
    }

    /// Closes both sides; the threads that read or write them come back at once.
    pub(super) fn cut(&self) {
        self.ends.cut.store(true, Ordering::Release);
        // Fails only where the other side has closed already.
        drop(self.ends.client.shutdown(Shutdown::Both));
        drop(self.ends.server.shutdown(Shutdown::Both));
    }

    fn source(&self, direction: Direction) -> &TcpStream {
        match direction {
            Direction::Requests => &self.ends.client,
            Direction::Replies => &self.ends.server,
        }
    }

    fn sink(&self, direction: Direction) -> &TcpStream {
        match direction {
            Direction::Requests => &self.ends.server,
            Direction::Replies => &self.ends.client,
        }
    }
}

/// Starts both directions.
pub(super) fn pump(
    line: &Arc<Line>,
    connection: &Connection,
    seed: u64,
    number: u64,
) -> Vec<JoinHandle<()>> {
    [Direction::Requests, Direction::Replies]
        .map(|direction| {
            let mut pump = Pump {
                line: line.clone(),
                connection: connection.clone(),
                direction,
                strikes: Strikes::new(seed, number, direction),
                edition: None,
            };
            thread::spawn(move || pump.run())
        })
        .into()
}

struct Pump {
    line: Arc<Line>,
    connection: Connection,
    direction: Direction,
    strikes: Strikes,
    edition: Option<u64>,
}

impl Pump {
    /// Either side that ends takes the other with it.
    fn run(&mut self) {
        let mut buffer = vec![0; CHUNK];
        while self.connection.is_open() {
            let carried = self.carry(&mut buffer);
            if !matches!(carried, Ok(Then::GoOn)) {
                break;
            }
        }
        self.connection.cut();
    }

    fn carry(&mut self, buffer: &mut [u8]) -> io::Result<Then> {
        let length = self.connection.source(self.direction).read(buffer)?;
        if length == 0 {
            return Ok(Then::Cut);
        }
        let edition = self.look_at_the_faults();
        let mut chunk = buffer[..length].to_vec();
        let verdict = self.strikes.judge(&mut chunk);
        self.line.hold(verdict.delay, edition);
        let mut sink = self.connection.sink(self.direction);
        let Some(pace) = verdict.pace else {
            sink.write_all(&chunk)?;
            return Ok(verdict.then);
        };
        for byte in chunk {
            sink.write_all(&[byte])?;
            self.line.hold(pace, edition);
        }
        Ok(verdict.then)
    }

    fn look_at_the_faults(&mut self) -> u64 {
        if let News::Faults(edition, faults) = self.line.news(self.edition) {
            self.strikes.set(faults);
            self.edition = Some(edition);
            return edition;
        }
        self.edition.unwrap_or_default()
    }
}
