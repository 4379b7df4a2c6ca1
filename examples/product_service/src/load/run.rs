//! Workers that send requests, one after the other each.

use super::client::{Answer, Client};
use super::ledger::Ledger;
use super::tally::{Outcome, Tally};
use super::traffic::{Request, Traffic};
use hyper::{Method, StatusCode};
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// How requests are sent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Requests that are on their way at one time, at most.
    pub workers: usize,
    /// Requests in a second, at even distances; without it the next is sent as soon as one is answered.
    ///
    /// The time of a request that is late because all workers were waiting counts from when it was due.
    pub rate: Option<f64>,
}

/// What was done, and how long it took.
#[derive(Debug, Clone)]
pub struct Done {
    /// What came of the requests.
    pub tally: Tally,
    /// From the first request to the last answer.
    pub took: Duration,
}

/// Requests that were begun; others may look while a run goes on.
pub type Progress = Arc<AtomicUsize>;

/// Sends all of `traffic` to the service at `address`.
///
/// # Panics
/// If a worker does.
pub async fn run(
    address: SocketAddr,
    traffic: Arc<Traffic>,
    pace: Pace,
    progress: Progress,
) -> Done {
    let begun = Instant::now();
    let bound = traffic.bound();
    let ledgers = Arc::new(Ledgers {
        products: Ledger::new(bound),
        stock: Ledger::new(bound),
    });
    let mut workers = JoinSet::new();
    for _ in 0..pace.workers {
        let worker = Worker {
            client: Client::new(address),
            ledgers: ledgers.clone(),
            tally: Tally::default(),
        };
        let schedule = Schedule {
            begun,
            interval: pace.rate.map(|rate| Duration::from_secs_f64(1.0 / rate)),
            next: progress.clone(),
        };
        workers.spawn(worker.work(traffic.clone(), schedule));
    }
    let mut tally = Tally::default();
    while let Some(worker) = workers.join_next().await {
        tally.add(&worker.expect("workers do not panic"));
    }
    Done {
        tally,
        took: begun.elapsed(),
    }
}

struct Ledgers {
    products: Ledger,
    stock: Ledger,
}

/// When requests are due.
struct Schedule {
    begun: Instant,
    interval: Option<Duration>,
    next: Progress,
}

impl Schedule {
    /// The number of the next request, and when it counts as asked. Waits until it is due.
    async fn turn(&self) -> (usize, Instant) {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let Some(interval) = self.interval else {
            return (number, Instant::now());
        };
        let due =
            self.begun + interval.mul_f64(f64::from(u32::try_from(number).unwrap_or(u32::MAX)));
        if due <= Instant::now() {
            return (number, due);
        }
        tokio::time::sleep_until(due.into()).await;
        // The timer goes by milliseconds; what it is late is not the service's.
        (number, Instant::now())
    }
}

struct Worker {
    client: Client,
    ledgers: Arc<Ledgers>,
    tally: Tally,
}

impl Worker {
    async fn work(mut self, traffic: Arc<Traffic>, schedule: Schedule) -> Tally {
        loop {
            let (number, asked) = schedule.turn().await;
            let Some(request) = traffic.request(number) else {
                return self.tally;
            };
            let outcome = match request {
                Request::Page(id) => self.page(id).await,
                Request::Price(id) => self.price(id, number).await,
                Request::Stock(id) => self.stock(id).await,
            };
            self.tally.count(outcome);
            match request {
                Request::Page(_) => self.tally.read_took(asked.elapsed()),
                Request::Price(_) | Request::Stock(_) => self.tally.write_took(asked.elapsed()),
            }
        }
    }

    async fn page(&mut self, id: u32) -> Outcome {
        let product = self.ledgers.products.acknowledged(id);
        let stock = self.ledgers.stock.acknowledged(id);
        let Some(answer) = self.client.get(format!("/products/{id}")).await.ok() else {
            return Outcome::Failed;
        };
        match read::<Page>(&answer) {
            Ok(page) if page.product.id != id || page.stock.product != id => Outcome::Wrong,
            Ok(page) if page.product.version < product || page.stock.version < stock => {
                Outcome::Stale
            }
            Ok(_) => Outcome::Right,
            Err(outcome) => outcome,
        }
    }

    async fn price(&mut self, id: u32, price: usize) -> Outcome {
        let json = format!(r#"{{"name":"thing {id}","price":{price}}}"#);
        let answer = self
            .client
            .ask(Method::PUT, format!("/products/{id}"), json);
        let Ok(answer) = answer.await else {
            return Outcome::Failed;
        };
        match read::<Versioned>(&answer) {
            Ok(changed) => {
                self.ledgers.products.acknowledge(id, changed.version);
                Outcome::Right
            }
            Err(outcome) => outcome,
        }
    }

    async fn stock(&mut self, id: u32) -> Outcome {
        let json = r#"{"change":-1}"#.to_owned();
        let answer = self
            .client
            .ask(Method::POST, format!("/products/{id}/stock"), json);
        let Ok(answer) = answer.await else {
            return Outcome::Failed;
        };
        match read::<Stock>(&answer) {
            Ok(stock) if stock.product != id => Outcome::Wrong,
            Ok(stock) => {
                self.ledgers.stock.acknowledge(id, stock.version);
                Outcome::Right
            }
            Err(outcome) => outcome,
        }
    }
}

/// Of an answer, what is looked at.
#[derive(Deserialize)]
struct Page {
    product: Product,
    stock: Stock,
}

#[derive(Deserialize)]
struct Product {
    id: u32,
    version: u64,
}

#[derive(Deserialize)]
struct Stock {
    product: u32,
    version: u64,
}

#[derive(Deserialize)]
struct Versioned {
    version: u64,
}

fn read<'a, T: Deserialize<'a>>(answer: &'a Answer) -> Result<T, Outcome> {
    if answer.status.is_server_error() {
        return Err(Outcome::Failed);
    }
    if answer.status != StatusCode::OK {
        return Err(Outcome::Wrong);
    }
    serde_json::from_slice(&answer.body).map_err(|_| Outcome::Wrong)
}
