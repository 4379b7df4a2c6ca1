//! One server process: started on free ports, signalled, killed, started again, and reaped however the test ends. What is
//! said to it over the wire is left to `redis.rs`.

use crate::client::Client;
use crate::directory::Directory;
use crate::ports::free_port;
use crate::reply::Reply;
use crate::settings::{OWN_NAME, OWN_PASSWORD, Ports, Role, Settings};
use crate::wait::wait_for;
use rustix::process::{Pid, Signal, kill_process};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{env, fs};

const LOG: &str = "server.log";
const CONFIGURATION: &str = "server.conf";
const PROGRAM_VARIABLE: &str = "CACHE_TEST_REDIS_SERVER";
const PROGRAM: &str = "redis-server";
const STARTS: usize = 20;

/// A server with its ports and its directory, whether it runs at the moment or not.
#[derive(Debug)]
pub(crate) struct Server {
    // Before the directory: fields are dropped in this order, and a process should not lose the ground under it.
    process: Mutex<Option<Process>>,
    directory: Directory,
    ports: Ports,
    settings: Settings,
}

/// How a start ended.
enum Start {
    Answers(Process),
    /// It left again, with these last words; most often because somebody else took its port.
    Left(String),
}

impl Server {
    /// Starts on free ports and waits until it answers.
    pub(crate) fn start(settings: &Settings) -> Server {
        let mut words = String::new();
        for _ in 0..STARTS {
            let server = Server::prepared(settings.clone());
            match server.launch() {
                Start::Answers(process) => {
                    *server.process() = Some(process);
                    return server;
                }
                Start::Left(last) => words = last,
            }
        }
        panic!("the test server ended {STARTS} times right after its start; it said: {words}");
    }

    fn prepared(settings: Settings) -> Server {
        let directory = Directory::new();
        let ports = Ports {
            clients: free_port(),
            bus: free_port(),
            tls: free_port(),
        };
        let text = settings.text(ports, directory.path());
        fs::write(directory.file(CONFIGURATION), text)
            .expect("a file can be written to a directory that was just made");
        Server {
            process: Mutex::new(None),
            directory,
            ports,
            settings,
        }
    }

    pub(crate) fn ports(&self) -> Ports {
        self.ports
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Ends it at once, as a crash does.
    pub(crate) fn kill(&self) {
        drop(self.process().take());
    }

    /// Starts it on the same ports with the same configuration.
    pub(crate) fn start_again(&self) {
        self.kill();
        let process = wait_for(
            "the test server to start again on its port",
            || match self.launch() {
                Start::Answers(process) => Some(process),
                Start::Left(_) => None,
            },
        );
        *self.process() = Some(process);
    }

    /// Sends a signal, if it runs.
    pub(crate) fn signal(&self, signal: Signal) {
        if let Some(process) = &*self.process() {
            process.signal(signal);
        }
    }

    /// A connection of the harness, which has every right.
    pub(crate) fn client(&self) -> io::Result<Client> {
        let mut client = Client::connect(self.ports.clients)?;
        if self.settings.account.is_some() {
            client.call(&["AUTH", OWN_NAME, OWN_PASSWORD])?;
        }
        Ok(client)
    }

    fn launch(&self) -> Start {
        let mut process = self.spawn();
        wait_for("the test server to answer", || {
            if process.has_ended() {
                let log = fs::read_to_string(self.directory.file(LOG)).unwrap_or_default();
                return Some(Err(log));
            }
            self.answers_as(process.id()).then_some(Ok(()))
        })
        .map_or_else(Start::Left, |()| Start::Answers(process))
    }

    /// What the server says, of this start and of those before it.
    fn log(&self) -> File {
        File::options()
            .append(true)
            .create(true)
            .open(self.directory.file(LOG))
            .expect("a file can be written to a directory of our own")
    }

    fn spawn(&self) -> Process {
        let program = env::var_os(PROGRAM_VARIABLE).unwrap_or_else(|| OsString::from(PROGRAM));
        let mut command = Command::new(&program);
        command.arg(self.directory.file(CONFIGURATION));
        if self.settings.role == Role::Sentinel {
            command.arg("--sentinel");
        }
        let log = self.log();
        let errors = log.try_clone().expect("an open file has a second handle");
        let spawned = silent(&mut command).stdout(log).stderr(errors).spawn();
        let child = spawned.unwrap_or_else(|error| {
            let program = program.display();
            match error.kind() {
                ErrorKind::NotFound => panic!(
                    "cannot find `{program}`; install the Debian package `redis-server`, or name the program in \
                     `{PROGRAM_VARIABLE}`"
                ),
                _ => panic!("cannot start `{program}`: {error}"),
            }
        });
        Process::guarded(child, &self.directory)
    }

    /// Whether the one who answers on the port is this process, and not one that took the port before it.
    fn answers_as(&self, id: u32) -> bool {
        let asked = self.client().and_then(|mut client| {
            let ready = client.call(&["PING"])? == Reply::Status("PONG".to_owned());
            Ok((ready, client.call(&["INFO", "server"])?))
        });
        asked.is_ok_and(|(ready, info)| {
            ready
                && info
                    .text()
                    .lines()
                    .any(|line| line == format!("process_id:{id}"))
        })
    }

    fn process(&self) -> MutexGuard<'_, Option<Process>> {
        self.process.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running server. Dropping it kills and reaps it.
#[derive(Debug)]
struct Process {
    child: Child,
    guard: Child,
}

impl Process {
    /// With a guard beside it that outlives this process, however that ends: the pipe to it closes, and it cleans up.
    fn guarded(mut child: Child, directory: &Directory) -> Process {
        let mut command = Command::new("sh");
        command
            .args(["-c", "read -r _; kill -9 \"$1\"; rm -rf \"$2\"", "guard"])
            .arg(child.id().to_string())
            .arg(directory.path());
        let guard = silent(&mut command).stdin(Stdio::piped()).spawn();
        let guard = guard.unwrap_or_else(|error| {
            end(&mut child);
            panic!("cannot start `sh`: {error}");
        });
        Process { child, guard }
    }

    fn id(&self) -> u32 {
        self.child.id()
    }

    fn has_ended(&mut self) -> bool {
        let status = self.child.try_wait();
        status.expect("the state of a child can be asked").is_some()
    }

    fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal)
            .expect("a child that was not reaped can be signalled");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // The guard first: once the server is reaped, its number may be that of another process.
        end(&mut self.guard);
        end(&mut self.child);
    }
}

/// Out of sight of the terminal, whose interrupt key would otherwise reach the guards too.
fn silent(command: &mut Command) -> &mut Command {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
}

fn end(child: &mut Child) {
    // Both fail only if it has ended by itself.
    drop(child.kill());
    drop(child.wait());
}
