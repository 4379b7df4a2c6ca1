//! Processes that are killed. What they do is in `tests/writer`.

use cache_test_servers::Redis;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};

const WRITES: u64 = 10_000;
const KEYS: u64 = 500;

/// A process that writes.
struct Writer {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Writer {
    /// Begins with the write of that number.
    fn begin(redis: &Redis, database: &Redis, first: u64) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_cache-writer"))
            .env("CACHE_URL", redis.url())
            .env("DATABASE", database.port().to_string())
            .args([first, WRITES, KEYS].map(|number| number.to_string()))
            .stdout(Stdio::piped())
            .spawn()
            .expect("cargo has built the writer");
        let output = child.stdout.take().expect("it was asked for");
        Self {
            child,
            lines: BufReader::new(output).lines(),
        }
    }

    /// The next write that was acknowledged; none, if the process has ended.
    fn acknowledged(&mut self) -> Option<u64> {
        let line = self.lines.next()?.ok()?;
        line.parse().ok()
    }

    fn kill(&mut self) {
        // As `kill -9` does.
        self.child.kill().expect("it was not reaped");
        self.child.wait().expect("it was not reaped");
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        // Neither fails but for one that was killed before.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn rows(database: &Redis) -> HashMap<u64, u64> {
    let reply = database.command(&["HGETALL", "rows"]);
    let numbers: Vec<u64> = reply
        .list()
        .iter()
        .map(|part| part.text().parse().unwrap())
        .collect();
    numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

fn count(database: &Redis, name: &str) -> u64 {
    database.command(&["GET", name]).text().parse().unwrap_or(0)
}

/// Each process is killed after so many more writes, in the middle of its batches, and the next one goes on.
#[test]
fn ten_thousand_acknowledged_writes_survive_processes_that_are_killed() {
    let (redis, database) = (Redis::start(), Redis::start());
    let mut next = 0;
    while next < WRITES {
        let mut writer = Writer::begin(&redis, &database, next);
        for _ in 0..3_000 {
            match writer.acknowledged() {
                Some(number) => next = number + 1,
                None => break,
            }
        }
        writer.kill();
        // What it has said between the last look and its end was acknowledged too.
        while let Some(number) = writer.acknowledged() {
            next = number + 1;
        }
    }
    // Nothing to write: it only delivers, until it finds nothing.
    let mut survivor = Writer::begin(&redis, &database, WRITES);
    assert!(survivor.child.wait().unwrap().success());
    let expected: HashMap<u64, u64> = (0..KEYS).map(|key| (key, WRITES - KEYS + key)).collect();
    assert_eq!(rows(&database), expected);
    assert_eq!(count(&database, "backwards"), 0, "values that went back");
    let calls = count(&database, "calls");
    assert!(calls < WRITES, "{calls} calls");
}
