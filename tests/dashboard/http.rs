//! Requests to a router in process, and what they are answered.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use cache_runtime::testing::TestClock;
use serde_json::Value;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use tower::ServiceExt;

/// A request that is being put together.
pub(crate) struct Ask {
    method: Method,
    path: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// An answer that has arrived.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

/// As the page itself asks.
pub(crate) fn post(path: &str, body: &Value) -> Ask {
    Ask::new(Method::POST, path)
        .with("content-type", "application/json")
        .with("sec-fetch-site", "same-origin")
        .body(body.to_string())
}

pub(crate) async fn get(router: &Router, path: &str) -> Answer {
    Ask::new(Method::GET, path).send(router).await
}

impl Ask {
    pub(crate) fn new(method: Method, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// In place of what the header was.
    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(other, _)| *other != name);
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) async fn send(self, router: &Router) -> Answer {
        let mut request = Request::builder().method(self.method).uri(self.path);
        for (name, value) in self.headers {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(self.body)).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8(bytes.to_vec()).unwrap(),
        }
    }

    /// Sends it, and says whether there was an answer before the clock was moved by `pause` milliseconds, and what it was.
    pub(crate) async fn send_slowly(
        self,
        router: &Router,
        clock: &TestClock,
        pause: u64,
    ) -> (bool, Answer) {
        let mut sending = pin!(self.send(router));
        let mut early = None;
        std::future::poll_fn(|context| {
            if let Poll::Ready(answer) = sending.as_mut().poll(context) {
                early = Some(answer);
            }
            Poll::Ready(())
        })
        .await;
        if let Some(answer) = early {
            return (true, answer);
        }
        clock.advance(std::time::Duration::from_millis(pause));
        (false, sending.await)
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// What a refusal says.
    pub(crate) fn error(&self) -> String {
        self.json()["error"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// What a server was asked, and whether it is to answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Log {
    requests: Arc<Mutex<Vec<String>>>,
    away: Arc<AtomicBool>,
}

impl Log {
    /// Notes the method, the path and the query of a request.
    pub(crate) async fn note(
        State(log): State<Self>,
        request: Request<Body>,
        next: Next,
    ) -> Response {
        log.requests()
            .push(format!("{} {}", request.method(), request.uri()));
        if log.away.load(Ordering::SeqCst) {
            return (StatusCode::SERVICE_UNAVAILABLE, "<h1>away</h1>").into_response();
        }
        next.run(request).await
    }

    /// Has the server answer nothing of use, or what it should.
    pub(crate) fn be_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// All requests since this was last asked.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.requests())
    }

    fn requests(&self) -> MutexGuard<'_, Vec<String>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
