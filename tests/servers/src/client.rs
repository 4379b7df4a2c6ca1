//! A blocking client of a few lines: a test must not trust the client that is under test.

use crate::reply::Reply;
use std::io::{self, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

/// One connection to a server on this machine.
#[derive(Debug)]
pub struct Client {
    stream: BufReader<TcpStream>,
}

/// Longer than any command takes, so that a test that hangs says where.
const PATIENCE: Duration = Duration::from_secs(30);

impl Client {
    /// Connects to a port of this machine.
    ///
    /// # Errors
    ///
    /// When nobody listens there.
    pub fn connect(port: u16) -> io::Result<Client> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Client {
            stream: BufReader::new(stream),
        })
    }

    /// Waits so long for an answer. If not specified, half a minute.
    ///
    /// # Panics
    ///
    /// If it is no time at all.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Client {
        self.stream
            .get_ref()
            .set_read_timeout(Some(patience))
            .expect("a timeout longer than zero can be set");
        self
    }

    /// Sends one command and reads its answer.
    ///
    /// # Errors
    ///
    /// When the connection breaks, what arrives is no answer, or none comes in time. The connection is of no use then.
    /// A command that the server refuses is no error but a [`Reply::Error`].
    pub fn call<P: AsRef<[u8]>>(&mut self, command: &[P]) -> io::Result<Reply> {
        self.send(command)?;
        self.receive()
    }

    /// Sends one command and leaves its answer to [`receive`](Client::receive).
    ///
    /// # Errors
    ///
    /// When the connection is broken.
    pub fn send<P: AsRef<[u8]>>(&mut self, command: &[P]) -> io::Result<()> {
        self.stream.get_mut().write_all(&written(command))
    }

    /// Reads the next answer, or the next message of a subscription.
    ///
    /// # Errors
    ///
    /// As [`call`](Client::call).
    pub fn receive(&mut self) -> io::Result<Reply> {
        Reply::read(&mut self.stream)
    }
}

fn written<P: AsRef<[u8]>>(command: &[P]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", command.len()).into_bytes();
    for part in command {
        let part = part.as_ref();
        bytes.extend_from_slice(format!("${}\r\n", part.len()).as_bytes());
        bytes.extend_from_slice(part);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}
