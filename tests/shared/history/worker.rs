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
use std::sync::atomic::{AtomicBool, Ordering};
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
    let over = Arc::new(AtomicBool::new(false));
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let actor = Actor::new((&job, task), &cache, &diary, &over);
            tokio::spawn(actor.run())
        })
        .collect();
    let threads: Vec<_> = (TASKS..TASKS + THREADS)
        .map(|task| {
            let actor = Actor::new((&job, task), &cache, &diary, &over);
            thread::spawn(move || actor.run_blocking())
        })
        .collect();
    let (mut tasks, mut threads) = (Some(tasks), Some(threads));
    say("ready");
    let mut lines = told();
    while let Some(line) = lines.recv().await {
        match line.as_str() {
            "stop" => {
                over.store(true, Ordering::SeqCst);
                for task in tasks.take().into_iter().flatten() {
                    task.await.unwrap();
                }
                for thread in threads.take().into_iter().flatten() {
                    tokio::task::spawn_blocking(|| thread.join().unwrap())
                        .await
                        .unwrap();
                }
                say("stopped");
            }
            "standing" => {
                let standing = testing::standing(&cache).unwrap();
                let position = standing.positions.first().copied().unwrap_or(0);
                let (postponed, heard) = (standing.postponed, standing.is_heard);
                say(&format!("standing {postponed} {heard} {position}"));
            }
            "stats" => {
                let loads: u64 = cache.stats().functions.iter().map(|one| one.loads).sum();
                say(&format!("stats {loads}"));
            }
            "read" => {
                read_everything(&diary).await;
                say("read");
            }
            _ => return,
        }
    }
}

/// Over a line that garbles greetings a server may look like none.
async fn connect(url: &str) -> Cache {
    loop {
        let built = Cache::builder()
            .namespace("history")
            .redis(url)
            .redis_optional(true)
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
