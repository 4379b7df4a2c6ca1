//! Four processes of 250 tasks each miss one key at the same moment, over one Redis: how often is it loaded?
//!
//! The processes are this program, started again. Each says that it is ready when it has its connections, is told to go, and says
//! how often it loaded.

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::peers::{cacheable_crate, cached_crate, cachekit_crate, hitbox_crate};
use crate::shared::absent;
use crate::stampede::{BoxedCall, load_slowly};
use crate::user::User;
use cache_runtime::{Cache, cached};
use cache_test_servers::Redis;
use std::fmt;
use std::io::{BufRead, BufReader, Lines, Write, stdin, stdout};
use std::pin::Pin;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use tokio::runtime::Runtime;

/// The argument that makes the program one of the processes.
pub const MEMBER: &str = "fleet-member";

const PROCESSES: usize = 4;
const TASKS: usize = 250;
const READY: &str = "ready";
const LOCK: &str = "cache-runtime, stampede = \"lock\"";
const DEFAULT: &str = "cache-runtime, as it is by default";

/// A call that this process makes.
pub type Call = Box<dyn Fn() -> BoxedCall + Send + Sync>;

/// One way to share the value among processes.
#[derive(Clone, Copy)]
pub struct Member {
    /// Its name in the table.
    pub name: &'static str,
    /// Connects to the server at this address, and gives the call whose load is [`load_slowly`].
    pub start: fn(String) -> Pin<Box<dyn Future<Output = Call>>>,
}

#[cached(key = "rush:<id>", ttl = "1h", stampede = "lock")]
async fn with_lock(id: u64) -> User {
    (*load_slowly(id).await).clone()
}

#[cached(key = "rush-default:<id>", ttl = "1h")]
async fn by_default(id: u64) -> User {
    (*load_slowly(id).await).clone()
}

/// A function as a [`Member`] gives it.
pub fn call<F>(function: impl Fn() -> F + Send + Sync + 'static) -> Call
where
    F: Future<Output = ()> + Send + 'static,
{
    Box::new(move || Box::pin(function()))
}

fn members() -> Vec<Member> {
    let mut all = vec![
        Member {
            name: LOCK,
            start: |url| {
                Box::pin(async move {
                    install(url).await;
                    call(|| async { drop(with_lock(1).await) })
                })
            },
        },
        Member {
            name: DEFAULT,
            start: |url| {
                Box::pin(async move {
                    install(url).await;
                    call(|| async { drop(by_default(1).await) })
                })
            },
        },
        cached_crate::member(),
    ];
    all.extend(hitbox_crate::members());
    all.push(cachekit_crate::member());
    all.push(cacheable_crate::member());
    all
}

async fn install(url: String) {
    let cache = Cache::builder()
        .namespace("bench-fleet")
        .redis_timeout(Duration::from_secs(5))
        .redis(url)
        .build()
        .await
        .expect("the server runs on this machine");
    cache.install().expect("nothing else was installed");
}

/// Prints the table.
///
/// # Panics
/// If the program cannot start itself, or there is no `redis-server`.
pub fn print() {
    let cells = members()
        .iter()
        .map(|member| Cell::count(member.name, loads(member)))
        .collect();
    Comparison::new(
        "4 processes of 250 tasks miss one key, over one Redis",
        &absent(),
    )
    .with(Column::new("loads", Better::Lower, cells))
    .print();
}

/// What one of the processes does.
///
/// # Panics
/// If nobody is called so, or its server is gone.
pub fn run_member(name: &str, url: &str) {
    let all = members();
    let member = all.iter().find(|member| member.name == name);
    let start = member.expect("the parent knows the names").start;
    let runtime = Runtime::new().expect("a runtime needs a few threads");
    let call = runtime.block_on(start(url.to_owned()));
    say(READY);
    stdin()
        .lines()
        .next()
        .expect("the parent is there")
        .expect("the parent writes text");
    runtime.block_on(async {
        let tasks: Vec<_> = (0..TASKS).map(|_| tokio::spawn(call())).collect();
        for task in tasks {
            task.await.expect("a call does not panic");
        }
    });
    say(&User::loads().to_string());
}

fn say(line: &str) {
    println!("{line}");
    stdout().flush().expect("the parent listens");
}

/// All loads of all processes.
fn loads(member: &Member) -> u64 {
    let server = Redis::start();
    let mut processes: Vec<Process> = (0..PROCESSES)
        .map(|_| Process::start(member.name, &server.url()))
        .collect();
    for process in &mut processes {
        assert_eq!(process.line(), READY);
    }
    processes.iter_mut().for_each(Process::go);
    processes.iter_mut().map(Process::loads).sum()
}

struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn start(name: &str, url: &str) -> Self {
        let program = std::env::current_exe().expect("a running program has a path");
        let mut child = Command::new(program)
            .args([MEMBER, name, url])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program can be started");
        let output = child.stdout.take().expect("it was asked for");
        Self {
            child,
            lines: BufReader::new(output).lines(),
        }
    }

    fn line(&mut self) -> String {
        let line = self.lines.next().expect("the process did not end before");
        line.expect("the process writes text")
    }

    fn go(&mut self) {
        let input = self.child.stdin.as_mut().expect("it was asked for");
        writeln!(input, "go").expect("the process waits for it");
    }

    fn loads(&mut self) -> u64 {
        let loads = self.line().parse().expect("the process writes a number");
        self.child.wait().expect("it is a child of ours");
        loads
    }
}

impl fmt::Debug for Member {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Member")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
