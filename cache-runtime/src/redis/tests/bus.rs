//! The bus connection: order, loss, lag.

use super::*;
use cache_test_servers::Redis;

const CHANNEL: &str = "shop:v1#bus";

fn next(signals: &mut Receiver<Signal>) -> Signal {
    signals.blocking_recv().expect("the bus goes on")
}

/// The next signal that is no heartbeat.
fn next_event(signals: &mut Receiver<Signal>) -> Signal {
    loop {
        match next(signals) {
            Signal::Position { .. } => {}
            signal => return signal,
        }
    }
}

fn message(payload: &str) -> Signal {
    Signal::Message {
        shard: ONLY,
        payload: payload.into(),
    }
}

#[test]
fn messages_come_before_the_position_that_covers_them() {
    let redis = Redis::start();
    redis.command(&["HSET", CHANNEL, "epoch", "e1", "seq", "41"]);
    let (_nodes, mut signals) = connected(single(redis.url()));
    let epoch = Some(b"e1".to_vec());
    assert_eq!(
        next(&mut signals),
        Signal::Connected {
            shard: ONLY,
            epoch: epoch.clone(),
            sequence: 41
        }
    );

    let mut client = redis.client().unwrap();
    let mut published = 41;
    let mut seen = 41;
    for _ in 0..5 {
        for _ in 0..200 {
            published += 1;
            let script = "redis.call('HSET', KEYS[1], 'seq', ARGV[1]) redis.call('PUBLISH', KEYS[1], ARGV[1])";
            client
                .call(&["EVAL", script, "1", CHANNEL, &published.to_string()])
                .unwrap();
        }
        loop {
            match next(&mut signals) {
                Signal::Message { payload, .. } => {
                    seen += 1;
                    assert_eq!(payload, seen.to_string().into_bytes());
                }
                Signal::Position {
                    epoch: of,
                    sequence,
                    ..
                } => {
                    assert_eq!(of, epoch);
                    assert!(sequence <= seen, "position {sequence}, delivered {seen}");
                    if sequence == published {
                        break;
                    }
                }
                other => panic!("{other:?}"),
            }
        }
    }
}

#[test]
fn a_killed_subscription_is_lost_and_then_connected_again() {
    let redis = Redis::start();
    let (_nodes, mut signals) = connected(single(redis.url()));
    let fresh = Signal::Connected {
        shard: ONLY,
        epoch: None,
        sequence: 0,
    };
    assert_eq!(next_event(&mut signals), fresh);
    redis.command(&["CLIENT", "KILL", "TYPE", "pubsub"]);
    assert_eq!(next_event(&mut signals), Signal::Lost { shard: ONLY });
    assert_eq!(next_event(&mut signals), fresh);
    redis.command(&["PUBLISH", CHANNEL, "hello"]);
    assert_eq!(next_event(&mut signals), message("hello"));
}

#[test]
fn a_silent_server_is_lost_after_two_heartbeats() {
    let redis = Redis::start();
    let (_nodes, mut signals) = connected(single(redis.url()));
    next_event(&mut signals);
    redis.suspend();
    let start = std::time::Instant::now();
    assert_eq!(next_event(&mut signals), Signal::Lost { shard: ONLY });
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    redis.resume();
    assert!(matches!(next_event(&mut signals), Signal::Connected { .. }));
}

#[test]
fn what_nobody_takes_is_dropped_and_reported() {
    let redis = Redis::start();
    let (sender, mut signals) = mpsc::channel(4);
    let nodes = block_on(Nodes::connect(single(redis.url()), sender)).unwrap();
    wait_for("the subscription", || {
        (redis.command(&["PUBSUB", "NUMSUB", CHANNEL]).list()[1].integer() == 1).then_some(())
    });
    for number in 0..100 {
        redis.command(&["PUBLISH", CHANNEL, &number.to_string()]);
    }
    // The heartbeats find no room either, until somebody reads.
    std::thread::sleep(Duration::from_millis(300));
    let mut delivered = 0;
    loop {
        match next(&mut signals) {
            Signal::Lagged { shard } => break assert_eq!(shard, ONLY),
            Signal::Message { .. } => delivered += 1,
            _ => {}
        }
    }
    assert!(delivered <= 4);
    drop(nodes);
}

#[test]
fn the_bus_ends_with_the_last_handle() {
    let redis = Redis::start();
    let (nodes, mut signals) = connected(single(redis.url()));
    next_event(&mut signals);
    drop(nodes);
    while signals.blocking_recv().is_some() {}
    wait_for("the connections to close", || {
        let others = redis.info("clients")["connected_clients"].parse::<u32>();
        (others == Ok(1)).then_some(())
    });
}
