//! Processes that share a cache and a database: started, given orders, stopped at any point, frozen, killed.
//!
//! The orders are those of `tests/worker/orders.rs`. Nothing sleeps: an answer is waited for until it is there, and a
//! message on the bus until it has arrived ([`Fleet::settle`]).

use cache_test_servers::{Redis, wait_for};
use rustix::process::{Pid, Signal, kill_process};
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// No healthy machine takes so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// A Redis, a database, and processes.
pub(crate) struct Fleet {
    pub(crate) redis: Redis,
    pub(crate) database: Database,
    settings: Settings,
    markers: AtomicU64,
}

/// How the processes configure their caches, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings {
    pub(crate) lease: u64,
    pub(crate) lock_wait: u64,
}

/// A lease and a wait that no test outlasts.
impl Default for Settings {
    fn default() -> Self {
        Self {
            lease: 120_000,
            lock_wait: 120_000,
        }
    }
}

impl Fleet {
    pub(crate) fn start(settings: Settings) -> Self {
        Self {
            redis: Redis::start(),
            database: Database::start(),
            settings,
            markers: AtomicU64::new(0),
        }
    }

    /// Processes with a cache of their own each, started side by side and connected.
    pub(crate) fn workers<const COUNT: usize>(&self) -> [Worker; COUNT] {
        let workers: [Worker; COUNT] = std::array::from_fn(|_| self.begin_worker());
        for worker in &workers {
            worker.wait("ready");
        }
        workers
    }

    fn begin_worker(&self) -> Worker {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cache-worker"))
            .env("CACHE_URL", self.redis.url())
            .env("DATABASE", self.database.0.port().to_string())
            .env("LEASE", self.settings.lease.to_string())
            .env("LOCK_WAIT", self.settings.lock_wait.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("cargo has built the worker");
        let input = child.stdin.take().expect("it was asked for");
        let output = child.stdout.take().expect("it was asked for");
        let heard = Arc::new(Heard::default());
        let ear = heard.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                ear.hear(&line);
            }
            ear.hear("gone");
        });
        Worker {
            child: Mutex::new(child),
            input: Mutex::new(input),
            heard,
            orders: AtomicU64::new(0),
        }
    }

    /// Waits until every one of `workers` has heard all that was published before.
    ///
    /// Messages arrive in order: each worker keeps a marker in memory, another invalidates them, and when they are gone
    /// everything before was heard too.
    pub(crate) fn settle(&self, teller: &Worker, hearers: &[&Worker]) {
        let marker = 1_000_000 + self.markers.fetch_add(1, Ordering::Relaxed);
        for hearer in hearers {
            assert_eq!(hearer.ask(&format!("put local {marker} 1")), "done");
        }
        teller.ask(&format!("invalidate local {marker}"));
        for hearer in hearers {
            wait_for("a message to arrive", || {
                (hearer.ask(&format!("peek local {marker}")) == "nothing").then_some(())
            });
        }
    }

    /// The full name of an entry.
    pub(crate) fn entry(text: &str) -> String {
        format!("test:v1:{text}")
    }
}

/// The database: another Redis, whose rows loads read.
pub(crate) struct Database(Redis);

impl Database {
    fn start() -> Self {
        Self(Redis::start())
    }

    /// Commits a row; `none` removes it.
    pub(crate) fn set(&self, function: &str, id: u64, row: &str) {
        let name = format!("row:{function}:{id}");
        match row {
            "none" => drop(self.0.command(&["DEL", &name])),
            row => drop(self.0.command(&["SET", &name, row])),
        }
    }

    /// How many loads have read a row, in all processes.
    pub(crate) fn loads(&self, function: &str, id: u64) -> u64 {
        let count = self.0.command(&["GET", &format!("loads:{function}:{id}")]);
        count.text().parse().unwrap_or(0)
    }
}

/// One process.
pub(crate) struct Worker {
    child: Mutex<Child>,
    input: Mutex<ChildStdin>,
    heard: Arc<Heard>,
    orders: AtomicU64,
}

/// What a process has said so far, by what it said it of.
#[derive(Debug, Default)]
struct Heard {
    lines: Mutex<HashMap<String, String>>,
    more: Condvar,
}

/// An order under way.
#[derive(Clone, Copy)]
pub(crate) struct Order<'a> {
    worker: &'a Worker,
    number: u64,
}

impl Worker {
    /// Gives an order.
    pub(crate) fn order(&self, words: &str) -> Order<'_> {
        let number = self.orders.fetch_add(1, Ordering::Relaxed);
        self.write(&format!("{number} {words}"));
        Order {
            worker: self,
            number,
        }
    }

    /// Gives an order and waits for the answer.
    pub(crate) fn ask(&self, words: &str) -> String {
        self.order(words).answer()
    }

    /// Begins an order whose load pauses, and waits until it has read the database.
    pub(crate) fn pausing(&self, words: &str) -> Order<'_> {
        let order = self.order(&format!("pausing {words}"));
        order.wait_for_read();
        order
    }

    /// Ends it as a crash does.
    pub(crate) fn kill(&self) {
        let mut child = self.child();
        child.kill().expect("it was not reaped");
        child.wait().expect("it was not reaped");
    }

    /// Stops it where it stands.
    pub(crate) fn freeze(&self) {
        self.signal(Signal::STOP);
    }

    /// Lets it go on after [`freeze`](Self::freeze).
    pub(crate) fn thaw(&self) {
        self.signal(Signal::CONT);
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child()), signal).expect("it was not reaped");
    }

    fn child(&self) -> MutexGuard<'_, Child> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, line: &str) {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(input, "{line}").expect("the process listens");
    }

    fn wait(&self, what: &str) -> String {
        self.heard.wait(what)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let mut child = self.child();
        // Neither fails but for one that was killed before.
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Order<'_> {
    /// Until the load of this order has read the database.
    pub(crate) fn wait_for_read(&self) {
        self.worker.wait(&format!("{} read", self.number));
    }

    /// Whether the load of this order has read the database.
    pub(crate) fn has_read(&self) -> bool {
        self.worker
            .heard
            .said(&format!("{} read", self.number))
            .is_some()
    }

    /// Lets the load go on that stands after its reading of the database, or will.
    pub(crate) fn go(&self) {
        self.worker.write(&format!("{} go", self.number));
    }

    /// Gives the order up: its future is dropped where it stands.
    pub(crate) fn give_up(&self) {
        self.worker.write(&format!("{} drop", self.number));
    }

    pub(crate) fn answer(&self) -> String {
        self.worker.wait(&format!("{} =", self.number))
    }

    /// Lets the load go on, and waits for the answer.
    pub(crate) fn finish(&self) -> String {
        self.go();
        self.answer()
    }

    pub(crate) fn is_answered(&self) -> bool {
        self.worker
            .heard
            .said(&format!("{} =", self.number))
            .is_some()
    }
}

impl Heard {
    fn hear(&self, line: &str) {
        // `12 = answer`, `12 read`, `ready`
        let (of, said) = match line.split_once(" = ") {
            Some((number, answer)) => (format!("{number} ="), answer),
            None => (line.to_owned(), ""),
        };
        self.lines().insert(of, said.to_owned());
        self.more.notify_all();
    }

    fn said(&self, of: &str) -> Option<String> {
        self.lines().get(of).cloned()
    }

    fn wait(&self, of: &str) -> String {
        let started = Instant::now();
        let mut lines = self.lines();
        loop {
            if let Some(said) = lines.get(of) {
                return said.clone();
            }
            assert!(
                !lines.contains_key("gone"),
                "the process ended before it said `{of}`"
            );
            let left = PATIENCE.checked_sub(started.elapsed());
            let left = left.unwrap_or_else(|| panic!("waited {PATIENCE:?} in vain for `{of}`"));
            let waited = self.more.wait_timeout(lines, left);
            lines = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<String, String>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
