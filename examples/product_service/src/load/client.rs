//! One connection to the service, kept as long as it lasts.

use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::error::Error;
use std::net::SocketAddr;
use tokio::net::TcpStream;

#[derive(Debug)]
pub(super) struct Client {
    address: SocketAddr,
    connection: Option<SendRequest<Full<Bytes>>>,
}

pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

type Failed = Box<dyn Error + Send + Sync>;

impl Client {
    pub(super) fn new(address: SocketAddr) -> Self {
        Self {
            address,
            connection: None,
        }
    }

    pub(super) async fn get(&mut self, path: String) -> Result<Answer, Failed> {
        self.ask(Method::GET, path, String::new()).await
    }

    /// Sends a request and waits for the whole answer. After a failure the next request has a connection of its own.
    pub(super) async fn ask(
        &mut self,
        method: Method,
        path: String,
        json: String,
    ) -> Result<Answer, Failed> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "localhost")
            .header(CONTENT_TYPE, "application/json")
            .body(Full::from(json))?;
        connection.ready().await?;
        let answer = connection.send_request(request).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        self.connection = Some(connection);
        Ok(Answer { status, body })
    }

    async fn connect(&self) -> Result<SendRequest<Full<Bytes>>, Failed> {
        let stream = TcpStream::connect(self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // What goes wrong on it is told to the request that it carries.
        tokio::spawn(async move { drop(connection.await) });
        Ok(sender)
    }
}
