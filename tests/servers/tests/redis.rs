//! A single server: what the harness promises about its process.

use cache_test_servers::{Client, Redis, Reply, wait_for};
use std::time::{Duration, Instant};

fn ok() -> Reply {
    Reply::Status("OK".to_owned())
}

#[test]
fn a_server_starts_empty_and_answers() {
    let redis = Redis::start();

    assert_eq!(redis.command(&["SET", "a", "b"]), ok());
    assert_eq!(redis.command(&["GET", "a"]), Reply::Bytes(b"b".to_vec()));
    assert_eq!(redis.command(&["DEL", "a"]), Reply::Integer(1));
    assert_eq!(redis.command(&["GET", "a"]), Reply::Null);
    assert!(redis.command(&["NO", "SUCH"]).is_error());
    assert!(redis.url().ends_with(&redis.port().to_string()));
}

#[test]
fn binary_values_come_back_whole() {
    let redis = Redis::start();
    let value: Vec<u8> = (0..=255).chain([13, 10]).collect();

    redis.command(&[b"SET", b"binary".as_slice(), &value]);

    assert_eq!(redis.command(&["GET", "binary"]), Reply::Bytes(value));
}

#[test]
fn a_killed_server_refuses_and_comes_back_empty_on_its_port() {
    let redis = Redis::start();
    redis.command(&["SET", "a", "b"]);
    let port = redis.port();

    redis.kill();
    assert!(Client::connect(port).is_err());

    redis.start_again();
    assert_eq!(redis.port(), port);
    assert_eq!(redis.command(&["GET", "a"]), Reply::Null);
}

#[test]
fn a_suspended_server_hangs_and_a_resumed_one_answers() {
    let redis = Redis::start();
    let mut client = redis.client().unwrap();

    redis.suspend();
    let mut impatient = redis
        .client()
        .unwrap()
        .with_patience(Duration::from_millis(50));
    assert!(impatient.call(&["PING"]).is_err());
    client.send(&["PING"]).unwrap();
    redis.resume();

    assert_eq!(client.receive().unwrap(), Reply::Status("PONG".to_owned()));
}

#[test]
fn a_suspended_server_can_be_killed() {
    let redis = Redis::start();
    redis.suspend();
    redis.kill();
    assert!(Client::connect(redis.port()).is_err());
}

#[test]
fn paused_clients_wait_for_the_end_of_the_pause() {
    let redis = Redis::start();
    let pause = Duration::from_millis(100);
    let started = Instant::now();

    redis.pause_clients(pause);
    redis.command(&["PING"]);

    assert!(started.elapsed() >= pause);
}

#[test]
fn calls_are_counted_by_command() {
    let redis = Redis::start();
    redis.command(&["GET", "a"]);
    redis.reset_stats();

    redis.command(&["GET", "a"]);
    redis.command(&["GET", "a"]);
    redis.command(&["CLIENT", "ID"]);

    let calls = redis.command_stats();
    assert_eq!(calls["get"], 2);
    assert_eq!(calls["client|id"], 1);
    assert!(!calls.contains_key("set"));
}

#[test]
fn dropping_a_server_ends_it_even_in_a_panic() {
    let (port, directory) = std::thread::spawn(|| {
        let redis = Redis::start();
        let directory = redis.command(&["CONFIG", "GET", "dir"]).list()[1].text();
        let facts = (redis.port(), directory);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            let _redis = redis;
            panic!("on purpose");
        }))
        .unwrap_err();
        facts
    })
    .join()
    .unwrap();

    assert!(Client::connect(port).is_err());
    assert!(!std::path::Path::new(&directory).exists());
}

#[test]
fn a_password_is_asked_for() {
    let redis = Redis::builder().password("secret").start();

    assert!(redis.url().contains("://:secret@"));
    let mut stranger = Client::connect(redis.port()).unwrap();
    assert!(stranger.call(&["GET", "a"]).unwrap().is_error());
    assert_eq!(stranger.call(&["AUTH", "secret"]).unwrap(), ok());
    assert_eq!(redis.command(&["SET", "a", "b"]), ok());
}

#[test]
fn a_user_may_do_what_it_was_given() {
    let redis = Redis::builder()
        .restricted_user("app", "secret", "~app:* +@all -@dangerous")
        .start();

    assert!(redis.url().contains("://app:secret@"));
    let mut user = Client::connect(redis.port()).unwrap();
    assert!(user.call(&["PING"]).unwrap().is_error());
    assert_eq!(user.call(&["AUTH", "app", "secret"]).unwrap(), ok());
    assert_eq!(user.call(&["SET", "app:a", "b"]).unwrap(), ok());
    assert!(user.call(&["SET", "other", "b"]).unwrap().is_error());
    assert!(user.call(&["INFO"]).unwrap().is_error());
}

#[test]
fn a_full_memory_is_full() {
    let redis = Redis::builder()
        .max_memory(4 << 20)
        .policy("noeviction")
        .config("maxclients 50")
        .start();
    let value = vec![b'x'; 1 << 20];

    let refusal = wait_for("the memory to be full", || {
        let key = redis.command(&["DBSIZE"]).text();
        let reply = redis.command(&[b"SET".as_slice(), key.as_bytes(), &value]);
        reply.is_error().then_some(reply)
    });

    assert!(refusal.text().starts_with("OOM"), "{refusal:?}");
    assert_eq!(
        redis.command(&["CONFIG", "GET", "maxclients"]).list()[1].text(),
        "50"
    );
    assert_eq!(redis.info("memory")["maxmemory_policy"], "noeviction");
}

#[test]
#[should_panic(expected = "no-such-setting")]
fn a_server_that_does_not_start_is_quoted() {
    drop(Redis::builder().config("no-such-setting yes").start());
}

#[test]
fn many_servers_start_at_once() {
    let ports: std::collections::BTreeSet<u16> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| Redis::start().port()))
            .collect();
        starts
            .into_iter()
            .map(|start| start.join().unwrap())
            .collect()
    });

    assert_eq!(ports.len(), 8);
}
