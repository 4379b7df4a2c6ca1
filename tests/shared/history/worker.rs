//! One process of the history: tasks and threads ([`actor`](super::actor)) that do things, and what they write down.
//!
//! It is told what to do on its standard input, a word a line, and answers on its standard output with lines that begin
//! with `@`.

use super::actor::{Actor, THREADS, read_everything};
use super::event::{Event, What};
use super::rows;
use cache_runtime::{Cache, testing};
use rustix::time::{ClockId, clock_gettime};
use std::fs::File;
use std::io::{BufRead, Write, stdin};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{env, thread};

/// Tasks of one process; each of them writes rows of its own with [`Kind::Written`].
pub(super) const TASKS: u64 = 6;
/// The variable that holds a [`Job`].
pub(super) const JOB: &str = "HISTORY_WORKER";

/// What a worker is told at its start.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub(super) slot: u64,
    pub(super) seed: u64,
    pub(super) redis: String,
    pub(super) database: u16,
    pub(super) history: String,
}

impl Job {
    pub(super) fn to_text(&self) -> String {
        let Self {
            slot,
            seed,
            redis,
            database,
            history,
        } = self;
        format!("{slot} {seed} {redis} {database} {history}")
    }

    fn parse(text: &str) -> Self {
        let words: Vec<&str> = text.splitn(5, ' ').collect();
        Self {
            slot: words[0].parse().unwrap(),
            seed: words[1].parse().unwrap(),
            redis: words[2].to_owned(),
            database: words[3].parse().unwrap(),
            history: words[4].to_owned(),
        }
    }
}

/// Does a job, if this process was given one.
pub(super) fn work() {
    let Ok(job) = env::var(JOB) else {
        return;
    };
    let job = Job::parse(&job);
    rows::use_database(job.database);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(serve(job));
    // Loads that were left behind are of no interest.
    runtime.shutdown_background();
}

async fn serve(job: Job) {
    let cache = connect(&job.redis).await;
    cache.install().unwrap();
    let diary = Arc::new(Diary::open(&job.history));
    let rest = Arc::new(Rest::default());
    for task in 0..TASKS {
        let actor = Actor::new((&job, task), &cache, &diary, &rest);
        tokio::spawn(actor.run());
    }
    for task in TASKS..TASKS + THREADS {
        let actor = Actor::new((&job, task), &cache, &diary, &rest);
        thread::spawn(move || actor.run_blocking());
    }
    say("ready");
    let mut lines = told();
    while let Some(line) = lines.recv().await {
        match line.as_str() {
            "rest" => {
                rest.begin().await;
                say("resting");
            }
            "go on" => rest.end(),
            "standing" => {
                let standing = testing::standing(&cache).unwrap();
                let position = standing.positions.first().copied().unwrap_or(0);
                let (postponed, heard) = (standing.postponed, standing.is_heard);
                say(&format!("standing {postponed} {heard} {position}"));
            }
            "settled" => {
                diary.write(now(), now(), What::Settled);
                say("noted");
            }
            "read" => {
                read_everything(&diary).await;
                say("read");
            }
            _ => return,
        }
    }
}

/// Lets all actors of a process stop for a while.
#[derive(Debug, Default)]
pub(super) struct Rest {
    wanted: AtomicBool,
    resting: AtomicU64,
}

impl Rest {
    async fn begin(&self) {
        self.wanted.store(true, Ordering::SeqCst);
        while self.resting.load(Ordering::SeqCst) < TASKS + THREADS {
            tokio::time::sleep(NAP).await;
        }
    }

    fn end(&self) {
        self.wanted.store(false, Ordering::SeqCst);
    }

    /// For actors, between two operations.
    pub(super) async fn take(&self) {
        if self.starts() {
            while self.wanted.load(Ordering::SeqCst) {
                tokio::time::sleep(NAP).await;
            }
            self.resting.fetch_sub(1, Ordering::SeqCst);
        }
    }

    pub(super) fn take_blocking(&self) {
        if self.starts() {
            while self.wanted.load(Ordering::SeqCst) {
                thread::sleep(NAP);
            }
            self.resting.fetch_sub(1, Ordering::SeqCst);
        }
    }

    fn starts(&self) -> bool {
        let starts = self.wanted.load(Ordering::SeqCst);
        if starts {
            self.resting.fetch_add(1, Ordering::SeqCst);
        }
        starts
    }
}

const NAP: Duration = Duration::from_millis(2);

/// Over a line that garbles greetings a server may look like none.
async fn connect(url: &str) -> Cache {
    loop {
        let built = Cache::builder()
            .namespace("history")
            .redis(url)
            .redis_optional(true)
            .stale_throttle(Duration::from_millis(100))
            .build()
            .await;
        match built {
            Ok(cache) => return cache,
            Err(error) => say(&format!("trouble {error}")),
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

fn told() -> tokio::sync::mpsc::UnboundedReceiver<String> {
    let (sender, lines) = tokio::sync::mpsc::unbounded_channel();
    thread::spawn(move || {
        for line in stdin().lock().lines() {
            let Ok(line) = line else { return };
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// The test harness prints on the same line; what counts begins a new one.
fn say(word: &str) {
    println!("\n@{word}");
}

/// Where the history goes.
pub(super) struct Diary {
    file: Mutex<File>,
}

impl Diary {
    fn open(path: &str) -> Self {
        let file = File::options().append(true).create(true).open(path);
        Self {
            file: Mutex::new(file.unwrap()),
        }
    }

    /// Written before the next operation of the same actor begins, so that no death of the process makes it forget.
    pub(super) fn write(&self, begin: u64, end: u64, what: What) {
        let line = format!("{}\n", Event { begin, end, what });
        self.file
            .lock()
            .unwrap()
            .write_all(line.as_bytes())
            .unwrap();
    }
}

pub(super) fn now() -> u64 {
    let time = clock_gettime(ClockId::Monotonic);
    u64::try_from(time.tv_sec).unwrap() * 1_000_000_000 + u64::try_from(time.tv_nsec).unwrap()
}
