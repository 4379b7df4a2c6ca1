//! One history from its beginning to its verdict.

use super::actor::OPERATIONS;
use super::check::{Chronicle, History, Violation};
use super::event::{Scope, What};
use super::faults::{Plan, Trouble};
use super::rows::{IDS, name};
use super::worker::{Job, TASKS};
use super::workers::Worker;
use cache_test_servers::{Faults, Proxy, Redis, Reply, wait_for};
use rustix::process::Signal;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, fs, process, thread};

/// Processes at a time.
const PROCESSES: u64 = 3;
const _: () = assert!(
    (PROCESSES + 1) * TASKS <= IDS,
    "every task writes a row of its own, and so do those of a newcomer"
);
/// Operations between two moments of rest, in which everybody must agree.
const ROUND: u64 = 2_000;
/// How long Redis may take to answer the test itself, which disturbs it.
const PATIENCE: Duration = Duration::from_millis(300);

/// Lets so many operations happen, and checks what came of them.
///
/// # Panics
///
/// If a promise was broken; it says which, and what happened.
pub(super) fn run(seed: u64, operations: u64) {
    println!("HISTORY_SEED={seed} HISTORY_OPERATIONS={operations}");
    let started = Instant::now();
    let mut scene = Scene::open(seed);
    while scene.operations() < operations {
        let goal = scene.operations() + ROUND;
        scene.trouble_until(goal.min(operations));
        scene.rest();
    }
    let done = scene.operations();
    let faults = std::mem::take(&mut scene.faults);
    let history = scene.close();
    let violations = history.violations();
    println!(
        "{done} operations in {:?}; {}; {faults:?}",
        started.elapsed(),
        summary(&history)
    );
    for violation in violations.iter().take(3) {
        eprintln!("{}", history.story(violation));
    }
    assert!(
        violations.is_empty(),
        "promises were broken: {:?}; try again with HISTORY_SEED={seed} HISTORY_OPERATIONS={operations}",
        counts(&violations)
    );
}

struct Scene {
    seed: u64,
    redis: Redis,
    database: Redis,
    /// One line for each worker, so that one can break and others not.
    lines: Vec<Proxy>,
    directory: Directory,
    workers: Vec<Worker>,
    generations: u64,
    dead: Vec<Chronicle>,
    plan: Plan,
    /// How often each kind of trouble came.
    faults: BTreeMap<String, u64>,
}

impl Scene {
    fn open(seed: u64) -> Self {
        let redis = Redis::builder().policy("allkeys-random").start();
        let slots = usize::try_from(PROCESSES).expect("there are few");
        let lines = (0..PROCESSES)
            .map(|slot| Proxy::start(redis.port(), seed.wrapping_add(slot)))
            .collect();
        let mut scene = Self {
            seed,
            redis,
            database: Redis::start(),
            lines,
            directory: Directory::new(seed),
            workers: Vec::new(),
            generations: 0,
            dead: Vec::new(),
            plan: Plan::new(seed, slots),
            faults: BTreeMap::new(),
        };
        scene.workers = (0..slots).map(|slot| scene.employ(slot)).collect();
        for worker in &mut scene.workers {
            worker.hear("ready");
        }
        scene
    }

    /// Starts the process of a slot; those beyond the usual ones share a line.
    fn employ(&mut self, slot: usize) -> Worker {
        self.generations += 1;
        let name = format!("{slot}.{}", self.generations);
        let job = Job {
            slot: slot as u64,
            seed: self.seed.wrapping_mul(31).wrapping_add(self.generations),
            redis: self.lines[slot % self.lines.len()].url(),
            database: self.database.port(),
            history: self.directory.file(&name),
        };
        Worker::start(name, job)
    }

    fn operations(&self) -> u64 {
        match self.database.command(&["GET", OPERATIONS]) {
            Reply::Null => 0,
            reply => reply.text().parse().unwrap(),
        }
    }

    fn trouble_until(&mut self, operations: u64) {
        while self.operations() < operations {
            thread::sleep(self.plan.calm());
            let (first, lasting) = self.plan.trouble();
            self.begin(&first);
            // Troubles come together, at times.
            let second = (lasting.as_millis() % 3 == 0).then(|| self.plan.trouble().0);
            if let Some(second) = &second {
                self.begin(second);
            }
            thread::sleep(lasting);
            if let Some(second) = &second {
                self.end(second);
            }
            self.end(&first);
        }
    }

    fn begin(&mut self, trouble: &Trouble) {
        *self.faults.entry(title(trouble)).or_default() += 1;
        match trouble {
            Trouble::Kill { slot } => {
                // First of all: what it writes, its successor writes too.
                self.workers[*slot].kill();
                let successor = self.employ(*slot);
                let dead = std::mem::replace(&mut self.workers[*slot], successor);
                self.dead.push(dead.end());
            }
            Trouble::Freeze { slot } => self.workers[*slot].signal(Signal::STOP),
            Trouble::FreezeRedis => self.redis.suspend(),
            Trouble::Restart => self.redis.kill(),
            Trouble::Flush => self.tell(&["FLUSHALL"]),
            Trouble::Forget { keys } => self.forget(*keys),
            Trouble::ForgetBus => self.tell(&["DEL", BUS]),
            Trouble::Pressure => self.press(),
            Trouble::Disconnect { kind } => self.tell(&["CLIENT", "KILL", "TYPE", kind]),
            Trouble::ForgetScripts => self.tell(&["SCRIPT", "FLUSH"]),
            Trouble::Line { slots, faults } => self.set(slots, faults),
            Trouble::Cut { slots } => slots.iter().for_each(|slot| self.lines[*slot].cut()),
        }
    }

    fn end(&mut self, trouble: &Trouble) {
        match trouble {
            Trouble::Freeze { slot } => self.workers[*slot].signal(Signal::CONT),
            Trouble::FreezeRedis => self.redis.resume(),
            Trouble::Restart => self.redis.start_again(),
            Trouble::Pressure => self.tell(&["CONFIG", "SET", "maxmemory", "0"]),
            Trouble::Line { slots, .. } => self.set(slots, &Faults::none()),
            Trouble::Kill { .. }
            | Trouble::Flush
            | Trouble::Forget { .. }
            | Trouble::ForgetBus
            | Trouble::Disconnect { .. }
            | Trouble::ForgetScripts
            | Trouble::Cut { .. } => {}
        }
    }

    fn set(&self, slots: &[usize], faults: &Faults) {
        for slot in slots {
            self.lines[*slot].set(faults.clone());
        }
    }

    /// Redis may be broken in another way at the moment; then it is not told.
    fn tell(&self, command: &[&str]) {
        self.ask(command);
    }

    fn ask(&self, command: &[&str]) -> Option<Reply> {
        let client = self.redis.client().ok()?;
        client.with_patience(PATIENCE).call(command).ok()
    }

    fn forget(&self, keys: u32) {
        for _ in 0..keys {
            let Some(Reply::Bytes(key)) = self.ask(&["RANDOMKEY"]) else {
                return;
            };
            self.tell(&["DEL", &String::from_utf8_lossy(&key)]);
        }
    }

    /// A limit a little below what is used.
    fn press(&self) {
        let Some(Reply::Bytes(info)) = self.ask(&["INFO", "memory"]) else {
            return;
        };
        let info = String::from_utf8_lossy(&info);
        let used = info
            .lines()
            .find_map(|line| line.strip_prefix("used_memory:"));
        if let Some(used) = used.and_then(|used| used.trim().parse::<u64>().ok()) {
            let limit = used.saturating_sub(5_000).to_string();
            self.tell(&["CONFIG", "SET", "maxmemory", &limit]);
        }
    }

    /// Lets everybody stop, waits until all is said and heard, and lets everybody read everything, and one more who has just
    /// come. Nothing is broken at the moment.
    fn rest(&mut self) {
        let newcomer = self.employ(self.lines.len());
        self.workers.push(newcomer);
        for worker in &mut self.workers {
            worker.ask("rest", "resting");
        }
        for slot in 0..self.workers.len() {
            wait_for("all to be said and heard", || self.is_settled(slot));
        }
        for worker in &mut self.workers {
            worker.ask("settled", "noted");
        }
        for worker in &mut self.workers {
            worker.ask("read", "read");
        }
        let newcomer = self.workers.pop().expect("it was just employed");
        self.dead.push(newcomer.end());
        for worker in &mut self.workers {
            worker.tell("go on");
        }
    }

    /// Collects what was written.
    fn close(self) -> History {
        let mut processes = self.dead;
        processes.extend(self.workers.into_iter().map(Worker::end));
        // Now that nobody updates any more.
        let database = versions(&self.database);
        History {
            processes,
            database,
        }
    }

    fn is_settled(&mut self, slot: usize) -> Option<()> {
        let position = match self.redis.command(&["HGET", BUS, "seq"]) {
            Reply::Null => 0,
            reply => reply.text().parse().unwrap(),
        };
        let standing = self.workers[slot].standing();
        let settled = standing.postponed == 0 && standing.is_heard && standing.position == position;
        settled.then_some(())
    }
}

/// Where the bus keeps its position, as `shared/tier/names.rs` has it.
const BUS: &str = "history:v1#bus";

fn title(trouble: &Trouble) -> String {
    let text = format!("{trouble:?}");
    match trouble {
        Trouble::Line { faults, .. } => {
            // The fields of the faults that are set.
            let text = format!("{faults:?}");
            let set = text
                .split(", ")
                .filter(|field| field.contains("Some") || field.contains("true"));
            let names: Vec<&str> = set
                .filter_map(|field| field.split(':').next())
                .map(|name| name.trim_start_matches("Faults { "))
                .collect();
            format!("Line {}", names.join("+"))
        }
        Trouble::Disconnect { kind } => format!("Disconnect {kind}"),
        _ => text.split([' ', '{']).next().unwrap_or_default().to_owned(),
    }
}

fn versions(database: &Redis) -> HashMap<super::rows::Row, u64> {
    let version = |row| match database.command(&["GET", &name(row)]) {
        Reply::Null => 0,
        reply => reply.text().parse().unwrap(),
    };
    Scope::Everything
        .rows()
        .into_iter()
        .map(|row| (row, version(row)))
        .collect()
}

fn counts(violations: &[Violation]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for violation in violations {
        *counts
            .entry(format!("{:?}", violation.promise))
            .or_default() += 1;
    }
    counts
}

fn summary(history: &History) -> String {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for event in history.processes.iter().flat_map(|process| &process.events) {
        let name = match &event.what {
            What::Read { how, .. } => format!("read {how}"),
            What::Last { how, .. } => format!("last {how}"),
            What::Update { .. } => "update".to_owned(),
            What::Settled => "settled".to_owned(),
            What::Invalidation { ok, .. } => format!("invalidation {ok}"),
            What::Put { ok, .. } => format!("put {ok}"),
        };
        *counts.entry(name).or_default() += 1;
    }
    format!("{} processes; {counts:?}", history.processes.len())
}

/// Where the histories are written; removed when dropped.
#[derive(Debug)]
struct Directory(PathBuf);

impl Directory {
    fn new(seed: u64) -> Self {
        let path = env::temp_dir().join(format!("cache-history-{}-{seed}", process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Nothing depends on it.
        drop(fs::remove_dir_all(&self.0));
    }
}
