//! Connections on the runtimes of callers.

use super::*;
use cache_test_servers::Redis;
use std::collections::BTreeMap;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;
use tokio::runtime::{Builder, Runtime};

/// The link and the bus.
const BACKGROUND: usize = 2;

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

async fn read(nodes: &Nodes) -> Result<Value, Fault> {
    nodes.read(ONLY, &command(&["GET", "k"])).await
}

/// Our connections by their numbers, with the last command of each.
fn connections(redis: &Redis) -> BTreeMap<u64, String> {
    let list = redis.command(&["CLIENT", "LIST"]).text();
    let ours = list
        .lines()
        .filter(|line| line.contains(" name=cache-runtime "));
    ours.map(|line| {
        let field = |name: &str| {
            let mut fields = line.split(' ').filter_map(|field| field.split_once('='));
            fields.find(|(key, _)| *key == name).unwrap().1.to_owned()
        };
        (field("id").parse().unwrap(), field("cmd"))
    })
    .collect()
}

fn wait_for_connections(redis: &Redis, count: usize) {
    wait_for("the connections", || {
        (connections(redis).len() == count).then_some(())
    });
}

/// Reads on `runtime` until it has a connection of its own, the only one beside those of the background and of `others`.
fn settle(redis: &Redis, nodes: &Nodes, runtime: &Runtime, others: usize) {
    wait_for("a connection of the runtime's own", || {
        runtime.block_on(async {
            let _ = read(nodes).await;
            tokio::time::sleep(Duration::from_millis(10)).await;
        });
        (connections(redis).len() == BACKGROUND + others + 1).then_some(())
    });
}

#[test]
fn a_read_goes_over_the_connection_of_its_runtime() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let background = connections(&redis);
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);
    wait_for("a read over it", || {
        assert_eq!(runtime.block_on(read(&nodes)), Ok(Value::Nil));
        connections(&redis)
            .into_iter()
            .any(|(number, last)| !background.contains_key(&number) && last == "get")
            .then_some(())
    });
}

#[test]
fn tasks_share_the_connection_of_their_runtime() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let nodes = nodes.clone();
            runtime.spawn(async move { read(&nodes).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(runtime.block_on(task).unwrap(), Ok(Value::Nil));
    }
    assert_eq!(connections(&redis).len(), BACKGROUND + 1);
}

#[test]
fn what_blocks_its_thread_does_not_wait_for_its_own_runtime() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);
    let value = runtime.block_on(async { block_on(read(&nodes)) });
    assert_eq!(value, Ok(Value::Nil));
}

#[test]
fn a_runtime_that_ends_takes_its_connection_along_and_nothing_else() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let (first, second) = (runtime(), runtime());
    settle(&redis, &nodes, &first, 0);
    settle(&redis, &nodes, &second, 1);
    drop(first);
    wait_for_connections(&redis, BACKGROUND + 1);
    assert_eq!(second.block_on(read(&nodes)), Ok(Value::Nil));
    assert_eq!(block_on(read(&nodes)), Ok(Value::Nil));
}

#[test]
fn short_runtimes_leave_nothing_behind() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    for round in 0..40 {
        let runtime = runtime();
        runtime.block_on(async {
            for _ in 0..round {
                assert_eq!(read(&nodes).await, Ok(Value::Nil));
            }
        });
    }
    wait_for_connections(&redis, BACKGROUND);
}

#[test]
fn the_last_handle_takes_all_connections_along() {
    let redis = Redis::start();
    let (nodes, signals) = connected(single(redis.url()));
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);
    drop((nodes, signals));
    // The task that holds the socket ends when its runtime goes on.
    runtime.block_on(async { tokio::time::sleep(Duration::from_millis(10)).await });
    wait_for_connections(&redis, 0);
}

#[test]
fn only_so_many_runtimes_have_one() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..12 {
            scope.spawn(|| {
                runtime().block_on(async {
                    while !is_over.load(Ordering::Relaxed) {
                        assert_eq!(read(&nodes).await, Ok(Value::Nil));
                        tokio::time::sleep(Duration::from_millis(5)).await;
                    }
                });
            });
        }
        wait_for_connections(&redis, BACKGROUND + 8);
        std::thread::sleep(Duration::from_millis(100));
        let count = connections(&redis).len();
        is_over.store(true, Ordering::Relaxed);
        assert_eq!(count, BACKGROUND + 8);
    });
}

#[test]
fn a_runtime_without_sockets_goes_without() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        for _ in 0..20 {
            assert_eq!(read(&nodes).await, Ok(Value::Nil));
            // Lets the tasks of the runtime run.
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(connections(&redis).len(), BACKGROUND);
}

#[test]
fn a_server_that_does_not_say_which_one_it_is_gets_no_further_connection() {
    let redis = Redis::builder()
        .restricted_user("joe", "secret", "allkeys allchannels +@all -info")
        .start();
    let url = format!("redis://joe:secret@127.0.0.1:{}", redis.port());
    let (nodes, _signals) = connected(single(url));
    let runtime = runtime();
    for _ in 0..50 {
        runtime.block_on(async {
            assert_eq!(read(&nodes).await, Ok(Value::Nil));
            tokio::time::sleep(Duration::from_millis(5)).await;
        });
    }
    wait_for_connections(&redis, BACKGROUND);
}

#[test]
fn a_killed_server_costs_no_waiting_and_is_found_again() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);

    redis.kill();
    wait_for("the loss", || (!nodes.is_open(ONLY)).then_some(()));
    let start = Instant::now();
    for _ in 0..1000 {
        assert_eq!(runtime.block_on(read(&nodes)), Err(Fault::Disconnected));
    }
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );

    redis.start_again();
    wait_for("an answer", || runtime.block_on(read(&nodes)).ok());
    settle(&redis, &nodes, &runtime, 0);
}

#[test]
fn a_broken_connection_costs_no_read() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let background = connections(&redis);
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);
    let near = connections(&redis);
    let near = near.keys().find(|number| !background.contains_key(number));
    redis.command(&["CLIENT", "KILL", "ID", &near.unwrap().to_string()]);
    for _ in 0..10 {
        assert_eq!(runtime.block_on(read(&nodes)), Ok(Value::Nil));
    }
    settle(&redis, &nodes, &runtime, 0);
}

#[test]
fn a_suspended_server_is_waited_for_as_long_as_elsewhere() {
    let redis = Redis::start();
    let settings = Settings {
        operation_timeout: Duration::from_millis(50),
        ..single(redis.url())
    };
    let (nodes, _signals) = connected(settings);
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);

    redis.suspend();
    let start = Instant::now();
    for _ in 0..1000 {
        assert!(runtime.block_on(read(&nodes)).is_err());
    }
    let waited = start.elapsed();
    assert!(waited < Duration::from_secs(1), "{waited:?}");

    redis.resume();
    wait_for("an answer", || runtime.block_on(read(&nodes)).ok());
    settle(&redis, &nodes, &runtime, 0);
}

/// An executor that knows nothing of tokio.
fn elsewhere<F: Future>(future: F) -> F::Output {
    struct Thread(std::thread::Thread);
    impl Wake for Thread {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Thread(std::thread::current())));
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn a_runtime_that_stands_still_costs_one_deadline() {
    let redis = Redis::start();
    let settings = Settings {
        operation_timeout: Duration::from_millis(200),
        heartbeat: Duration::from_secs(20),
        ..single(redis.url())
    };
    let (nodes, _signals) = connected(settings);
    let runtime = runtime();
    settle(&redis, &nodes, &runtime, 0);
    let late = wait_for("a read over the connection", || {
        let late: Vec<_> = runtime.block_on(async {
            tokio::time::sleep(Duration::from_millis(10)).await;
            let answers = (0..20).map(|_| elsewhere(read(&nodes)));
            answers.filter(|answer| *answer != Ok(Value::Nil)).collect()
        });
        (!late.is_empty()).then_some(late)
    });
    assert_eq!(late, [Err(Fault::Timeout)]);
}

#[test]
fn a_read_is_small_enough_to_be_moved() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let command = command(&["GET", "k"]);
    // The client's own part would be 1,112 bytes.
    let size = size_of_val(&nodes.read(ONLY, &command));
    assert!(size < 1000, "{size}");
}
