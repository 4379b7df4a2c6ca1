//! A line that flips bits and loses bytes.

use super::*;
use cache_test_servers::{Direction, Faults, Proxy, Redis};

fn value(number: u32) -> String {
    format!("{number:08}").repeat(32)
}

/// Uses the connection while `faults` last; then it must be in order again, whatever came of it.
fn survive(seed: u64, faults: Faults) {
    let redis = Redis::start();
    let proxy = Proxy::start(redis.port(), seed);
    let settings = Settings {
        operation_timeout: Duration::from_millis(100),
        connect_timeout: Duration::from_millis(500),
        ..single(proxy.url())
    };
    let (nodes, _signals) = connected(settings);
    for number in 0..20 {
        redis.command(&["SET", &format!("k{number}"), &value(number)]);
    }

    proxy.set(faults);
    for number in 0..200 {
        // Anything may come of it, except a panic or a wait without end.
        let _ = run(&nodes, &["GET", &format!("k{}", number % 20)]);
    }

    proxy.heal();
    let mut right = 0;
    wait_for("a connection in step", || {
        let is_right = (0..20).all(|number| {
            let reply = run(&nodes, &["GET", &format!("k{number}")]);
            reply == Ok(Value::BulkString(value(number).into()))
        });
        right = if is_right { right + 1 } else { 0 };
        (right > 10).then_some(())
    });
}

#[test]
fn flipped_bits_are_outlived() {
    (1..4).for_each(|seed| {
        survive(
            seed,
            Faults::none().with_corruption(Direction::Replies, 2000),
        );
    });
}

#[test]
fn flipped_bits_of_commands_are_outlived() {
    (1..4).for_each(|seed| {
        survive(
            seed,
            Faults::none().with_corruption(Direction::Requests, 1000),
        );
    });
}

#[test]
fn lost_bytes_are_outlived() {
    survive(1, Faults::none().with_truncated_replies(100));
}

#[test]
fn cut_connections_are_outlived() {
    survive(1, Faults::none().with_cut_after(1000));
}

#[test]
fn slow_replies_are_outlived() {
    survive(
        1,
        Faults::none().with_latency(Duration::from_millis(60)..Duration::from_millis(160)),
    );
}
