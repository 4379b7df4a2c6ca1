//! Futures of ours under executors that are not ours.

use super::*;
use cache_test_servers::Redis;

#[test]
fn a_current_thread_runtime_may_poll_them() {
    let redis = Redis::start();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (sender, _signals) = mpsc::channel(16);
        let nodes = Nodes::connect(single(redis.url()), sender).await.unwrap();
        let value = nodes.run(ONLY, command(&["SET", "k", "v"])).await;
        assert_eq!(value, Ok(Value::Okay));
        // Without timers of its own, the runtime has none to lend.
        redis.suspend();
        assert_eq!(
            nodes.run(ONLY, command(&["GET", "k"])).await,
            Err(Fault::Timeout)
        );
    });
    redis.resume();
}

#[test]
fn a_worker_of_tokio_may_park_for_them() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let value = runtime.block_on(async { run(&nodes, &["SET", "k", "v"]) });
    assert_eq!(value, Ok(Value::Okay));
}

#[test]
fn they_may_move_between_threads() {
    fn movable<T: Send>(value: T) -> T {
        value
    }
    static NOTHING: super::super::Script =
        super::super::Script::new(super::super::Purpose::Other, "return 1");
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let run = movable(nodes.run(ONLY, command(&["PING"])));
    assert!(block_on(run).is_ok());
    let script = movable(nodes.script(ONLY, &NOTHING, &[b"k"], &[]));
    assert_eq!(block_on(script), Ok(Value::Int(1)));
    let mut found = |_| ();
    assert_eq!(block_on(movable(nodes.scan(b"*", &mut found))), Ok(()));
}

#[test]
fn a_reply_is_handed_over_as_it_came() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let bytes = (0..=255).collect::<Vec<u8>>();
    redis.command(&[b"SET".to_vec(), b"k".to_vec(), bytes.clone()]);
    assert_eq!(run(&nodes, &["GET", "k"]), Ok(Value::BulkString(bytes)));
    assert_eq!(run(&nodes, &["GET", "nothing"]), Ok(Value::Nil));
}

#[test]
fn a_scan_finds_every_match_once_it_was_there_all_along() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    for number in 0..1200 {
        redis.command(&["SET", &format!("user:{number}"), "x"]);
    }
    redis.command(&["SET", "team:1", "x"]);
    let mut keys = std::collections::HashSet::new();
    block_on(nodes.scan(b"user:*", &mut |page| keys.extend(page))).unwrap();
    assert_eq!(keys.len(), 1200);
}

#[test]
fn a_command_is_small_enough_to_lie_on_any_stack() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    // The client's own part is 1,112 bytes.
    let size = size_of_val(&nodes.run(ONLY, command(&["PING"])));
    assert!(size < 2500, "{size}");
}
