//! The processes of a history as the test sees them: started, stopped, killed, asked.

use super::check::Chronicle;
use super::event::Event;
use super::worker::{JOB, Job};
use rustix::process::{Pid, Signal, kill_process};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;
use std::{env, fs, thread};

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// One process. Dropping it kills it.
#[derive(Debug)]
pub(super) struct Worker {
    name: String,
    job: Job,
    child: Child,
    orders: ChildStdin,
    answers: Receiver<String>,
}

/// What a worker says of its dealings with Redis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) postponed: u64,
    pub(super) is_heard: bool,
    pub(super) position: u64,
}

impl Worker {
    pub(super) fn start(name: String, job: Job) -> Self {
        let mut child = Command::new(env::current_exe().unwrap())
            .args([
                "--exact",
                "history::worker_process",
                "--ignored",
                "--nocapture",
            ])
            .env(JOB, job.to_text())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let orders = child.stdin.take().expect("it was asked for");
        let output = BufReader::new(child.stdout.take().expect("it was asked for"));
        let (sender, answers) = channel();
        thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if let Some(answer) = line.strip_prefix('@')
                    && sender.send(answer.to_owned()).is_err()
                {
                    return;
                }
            }
        });
        Self {
            name,
            job,
            child,
            orders,
            answers,
        }
    }

    pub(super) fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal)
            .expect("a child that was not reaped can be signalled");
    }

    pub(super) fn tell(&mut self, order: &str) {
        // If it is gone, no answer comes, and that says more.
        let _ = writeln!(self.orders, "{order}");
    }

    /// Tells it something and waits for the answer that begins with `word`.
    pub(super) fn ask(&mut self, order: &str, word: &str) -> String {
        self.tell(order);
        self.hear(word)
    }

    pub(super) fn hear(&mut self, word: &str) -> String {
        loop {
            match self.answers.recv_timeout(PATIENCE) {
                Ok(answer) => {
                    if let Some(rest) = answer.strip_prefix(word) {
                        return rest.trim().to_owned();
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("{} did not answer `{word}` within {PATIENCE:?}", self.name)
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("{} ended before it answered `{word}`", self.name)
                }
            }
        }
    }

    pub(super) fn standing(&mut self) -> Standing {
        let answer = self.ask("standing", "standing");
        let words: Vec<&str> = answer.split(' ').collect();
        Standing {
            postponed: words[0].parse().unwrap(),
            is_heard: words[1] == "true",
            position: words[2].parse().unwrap(),
        }
    }

    /// Kills it, and returns what it wrote.
    pub(super) fn end(mut self) -> Chronicle {
        self.kill();
        let text = fs::read_to_string(&self.job.history).unwrap_or_default();
        Chronicle {
            name: self.name.clone(),
            events: text
                .split_inclusive('\n')
                .filter_map(Event::parse)
                .collect(),
        }
    }

    pub(super) fn kill(&mut self) {
        // Both fail only if it has ended by itself.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
    }
}
