//! The proxy: each fault does what it says.

use cache_test_servers::{Client, Direction, Faults, Proxy, Redis, Reply, wait_for};
use std::io::ErrorKind;
use std::time::{Duration, Instant};

const SHORT: Duration = Duration::from_millis(60);

/// A server with a value of a thousand bytes, and a proxy before it.
fn line() -> (Redis, Proxy) {
    let redis = Redis::start();
    redis.command(&["SET", "a", &"x".repeat(1_000)]);
    let proxy = Proxy::start(redis.port(), 7);
    (redis, proxy)
}

fn client(proxy: &Proxy) -> Client {
    Client::connect(proxy.port()).expect("the proxy listens")
}

/// What arrives of the value, or why nothing does.
fn value(client: &mut Client) -> Result<Reply, ErrorKind> {
    client.call(&["GET", "a"]).map_err(|error| error.kind())
}

fn whole() -> Reply {
    Reply::Bytes(vec![b'x'; 1_000])
}

fn hangs(answer: &Result<Reply, ErrorKind>) -> bool {
    matches!(answer, Err(ErrorKind::WouldBlock | ErrorKind::TimedOut))
}

#[test]
fn without_faults_everything_passes() {
    let (_redis, proxy) = line();
    let mut client = client(&proxy);

    assert_eq!(value(&mut client), Ok(whole()));
    assert_eq!((proxy.connections(), proxy.open_connections()), (1, 1));
    assert!(proxy.url().ends_with(&proxy.port().to_string()));
}

#[test]
fn latency_holds_replies_back_until_it_is_taken_away() {
    let (_redis, proxy) = line();
    let mut client = client(&proxy);

    proxy.set(Faults::none().with_latency(SHORT..SHORT * 2));
    let started = Instant::now();
    assert_eq!(value(&mut client), Ok(whole()));
    assert!(started.elapsed() >= SHORT);

    let hour = Duration::from_secs(3_600);
    proxy.set(Faults::none().with_latency(hour..hour));
    client.send(&["GET", "a"]).unwrap();
    proxy.heal();
    assert_eq!(client.receive().map_err(|error| error.kind()), Ok(whole()));
}

#[test]
fn a_cut_closes_open_connections_and_takes_new_ones() {
    let (redis, proxy) = line();
    let mut first = client(&proxy);
    value(&mut first).unwrap();

    proxy.cut();

    assert!(value(&mut first).is_err());
    assert_eq!(value(&mut client(&proxy)), Ok(whole()));
    assert_eq!(proxy.connections(), 2);
    wait_for("the server to see the end too", || {
        (redis.info("clients")["connected_clients"] == "1").then_some(())
    });
}

#[test]
fn a_cut_after_so_many_bytes_falls_into_a_reply() {
    let (_redis, proxy) = line();
    proxy.set(Faults::none().with_cut_after(500));
    let mut client = client(&proxy);

    let answer = value(&mut client);

    assert!(answer.is_err() && !hangs(&answer));
}

#[test]
fn refused_connections_are_refused_and_open_ones_go_on() {
    let (_redis, proxy) = line();
    let mut open = client(&proxy);
    value(&mut open).unwrap();

    proxy.set(Faults::none().with_refusal());
    let refusal = Client::connect(proxy.port()).unwrap_err();
    assert_eq!(refusal.kind(), ErrorKind::ConnectionRefused);
    assert_eq!(value(&mut open), Ok(whole()));

    proxy.heal();
    assert_eq!(value(&mut client(&proxy)), Ok(whole()));
}

#[test]
fn a_black_hole_takes_connections_and_answers_nothing() {
    let (_redis, proxy) = line();
    proxy.set(Faults::none().with_black_hole());

    let mut client = client(&proxy).with_patience(SHORT);

    assert!(hangs(&value(&mut client)));
}

#[test]
fn a_truncated_reply_leaves_the_client_waiting_for_the_rest() {
    let (_redis, proxy) = line();
    proxy.set(Faults::none().with_truncated_replies(10));

    let mut client = client(&proxy).with_patience(SHORT);

    assert!(hangs(&value(&mut client)));
    assert_eq!(proxy.open_connections(), 1);
}

#[test]
fn replies_are_corrupted_and_the_same_seed_corrupts_the_same_bytes() {
    let redis = Redis::start();
    redis.command(&["SET", "a", &"x".repeat(1_000)]);
    let arrived = |seed| {
        let proxy = Proxy::start(redis.port(), seed);
        proxy.set(Faults::none().with_corruption(Direction::Replies, 100));
        value(&mut client(&proxy))
    };

    // One that strikes the value, not the length in front of it.
    let seed = (0..100)
        .find(|&seed| arrived(seed).is_ok_and(|reply| reply != whole()))
        .unwrap();

    assert_eq!(arrived(seed), arrived(seed));
}

#[test]
fn requests_are_corrupted() {
    let (redis, proxy) = line();
    proxy.set(Faults::none().with_corruption(Direction::Requests, 300));
    let mut client = client(&proxy);

    // A bad frame ends the connection; before that, a value was written that nobody sent.
    while client
        .call(&["SET", "b", &"x".repeat(50)])
        .is_ok_and(|reply| !reply.is_error())
    {
        if redis.command(&["GET", "b"]).text() != "x".repeat(50) {
            break;
        }
    }

    assert_eq!(redis.command(&["GET", "a"]).text(), "x".repeat(1_000));
}

#[test]
fn a_drip_takes_its_time() {
    let (_redis, proxy) = line();
    let mut client = client(&proxy);
    proxy.set(Faults::none().with_drip(10_000));
    let started = Instant::now();

    assert_eq!(value(&mut client), Ok(whole()));

    assert!(started.elapsed() >= Duration::from_millis(90));
}

#[test]
fn a_dead_server_closes_the_connections() {
    let (redis, proxy) = line();
    let mut open = client(&proxy);
    value(&mut open).unwrap();

    redis.kill();

    assert!(value(&mut open).is_err());
    assert!(value(&mut client(&proxy)).is_err());
    redis.start_again();
    assert_eq!(value(&mut client(&proxy)), Ok(Reply::Null));
}

#[test]
fn dropping_it_closes_everything_however_long_it_would_hold_back() {
    let (_redis, proxy) = line();
    let mut client = client(&proxy);
    value(&mut client).unwrap();
    let hour = Duration::from_secs(3_600);
    proxy.set(Faults::none().with_latency(hour..hour).with_drip(1));
    client.send(&["GET", "a"]).unwrap();
    let port = proxy.port();

    drop(proxy);

    assert!(Client::connect(port).is_err());
    let answer = client.receive().map_err(|error| error.kind());
    assert_ne!(answer, Ok(whole()));
}
