//! Proves: a loader that knows the stale value asks with its `ETag`, and a page that has not changed is not sent again.

use cache_runtime::{cached, context, testing};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

#[derive(Clone)]
struct Page {
    etag: String,
    body: String,
}

#[cached(key = "page:<path>", ttl = "1m", stale_if_error = "1h", ignore(server))]
fn page(server: SocketAddr, path: &str) -> std::io::Result<Page> {
    let known: Option<Page> = context::stale();
    match get(server, path, known.as_ref().map(|page| page.etag.as_str()))? {
        Answer::New(page) => Ok(page),
        Answer::NotModified => {
            // The value that is there begins a new life; what is returned here does not count.
            context::keep_stale();
            Ok(known.expect("who sends no `ETag` is sent a page"))
        }
    }
}

fn main() -> std::io::Result<()> {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let site = Site::open()?;

    site.publish("one");
    for when in ["at first", "a minute later", "two minutes later"] {
        let page = page(site.address, "/news")?;
        println!("{when:<20} {:<4} sent: {:?}", page.body, site.sent());
        assert_eq!(page.body, "one");
        clock.advance(Duration::from_secs(60));
    }
    assert_eq!(site.sent(), ["200", "304", "304"]);

    site.publish("two");
    let page = page(site.address, "/news")?;
    println!(
        "changed              {:<4} sent: {:?}",
        page.body,
        site.sent()
    );
    assert_eq!((page.body.as_str(), site.sent().len()), ("two", 4));
    assert_eq!(testing::counts(&cache, "page").unchanged, 2);
    Ok(())
}

enum Answer {
    New(Page),
    NotModified,
}

/// One request by HTTP/1.0: the answer ends with the connection.
fn get(server: SocketAddr, path: &str, etag: Option<&str>) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect(server)?;
    let condition = etag.map_or(String::new(), |etag| format!("If-None-Match: {etag}\r\n"));
    write!(stream, "GET {path} HTTP/1.0\r\n{condition}\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.contains(" 304 ") {
        return Ok(Answer::NotModified);
    }
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let etag = head.lines().find_map(|line| line.strip_prefix("ETag: "));
    Ok(Answer::New(Page {
        etag: etag.unwrap_or_default().to_owned(),
        body: body.to_owned(),
    }))
}

/// A server with one page.
struct Site {
    address: SocketAddr,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    body: &'static str,
    /// The status of each answer.
    sent: Vec<&'static str>,
}

impl Site {
    fn open() -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (address, state) = (listener.local_addr()?, Arc::<Mutex<State>>::default());
        let served = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Who asked and left has no need of an answer.
                let _ = answer(&stream, &served);
            }
        });
        Ok(Self { address, state })
    }

    fn publish(&self, body: &'static str) {
        lock(&self.state).body = body;
    }

    fn sent(&self) -> Vec<&'static str> {
        lock(&self.state).sent.clone()
    }
}

fn answer(mut stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let request: Vec<String> = BufReader::new(stream)
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.is_empty())
        .collect();
    let mut state = lock(state);
    let etag = format!("\"{}\"", state.body);
    if request.contains(&format!("If-None-Match: {etag}")) {
        state.sent.push("304");
        return write!(stream, "HTTP/1.0 304 Not Modified\r\nETag: {etag}\r\n\r\n");
    }
    state.sent.push("200");
    write!(
        stream,
        "HTTP/1.0 200 OK\r\nETag: {etag}\r\n\r\n{}",
        state.body
    )
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
