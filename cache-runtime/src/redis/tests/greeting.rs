//! What `connect` says when it does not connect.

use super::*;
use cache_test_servers::Redis;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Instant;

/// The reason of the error, which must name the endpoint.
fn reason(settings: Settings, port: u16) -> String {
    match connect(settings).map(|_| ()) {
        Err(Error::Unreachable { endpoint, reason }) => {
            assert_eq!(endpoint, format!("127.0.0.1:{port}"));
            reason
        }
        other => panic!("{other:?}"),
    }
}

/// Something that listens and is no Redis: gives `answer` to every command, or none at all.
fn listener(answer: Option<&'static str>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            std::thread::spawn(move || reply(stream, answer));
        }
    });
    port
}

fn reply(mut stream: TcpStream, answer: Option<&str>) {
    let lines = BufReader::new(stream.try_clone().unwrap()).lines();
    for _ in lines
        .map_while(Result::ok)
        .filter(|line| line.starts_with('*'))
    {
        if let Some(answer) = answer {
            // The other side may have had enough.
            let _ = stream.write_all(answer.as_bytes());
        }
    }
}

#[test]
fn nobody_listens() {
    let redis = Redis::start();
    redis.kill();
    let reason = reason(single(redis.url()), redis.port());
    assert!(reason.contains("is Redis running?"), "{reason}");
}

#[test]
fn a_wrong_password_is_named_and_never_shown() {
    let redis = Redis::builder().password("right").start();
    for url in ["redis://127.0.0.1", "redis://:wrong-one@127.0.0.1"] {
        let reason = reason(single(format!("{url}:{}", redis.port())), redis.port());
        assert!(reason.contains("refused the user and password"), "{reason}");
        assert!(!reason.contains("wrong-one"), "{reason}");
    }
    let (nodes, _signals) = connected(single(redis.url()));
    assert!(run(&nodes, &["PING"]).is_ok());
    assert!(!format!("{nodes:?}").contains("right"), "{nodes:?}");
}

#[test]
fn what_talks_http_is_no_redis() {
    let port = listener(Some("HTTP/1.1 400 Bad Request\r\n\r\n"));
    let reason = reason(single(format!("redis://127.0.0.1:{port}")), port);
    assert!(reason.contains("does not speak the protocol"), "{reason}");
}

#[test]
fn what_is_always_content_is_no_redis() {
    let port = listener(Some("+OK\r\n"));
    let reason = reason(single(format!("redis://127.0.0.1:{port}")), port);
    assert!(
        reason.contains("answers that Redis does not give"),
        "{reason}"
    );
}

#[test]
fn what_says_nothing_is_given_up_in_time() {
    let port = listener(None);
    let settings = Settings {
        connect_timeout: Duration::from_millis(300),
        ..single(format!("redis://127.0.0.1:{port}"))
    };
    let start = Instant::now();
    let reason = reason(settings, port);
    assert!(reason.contains("no answer within 300ms"), "{reason}");
    assert!(start.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_server_of_the_old_protocol_is_named_as_such() {
    let redis = Redis::builder().config("rename-command HELLO \"\"").start();
    let reason = reason(single(redis.url()), redis.port());
    assert!(reason.contains("RESP3"), "{reason}");
}

#[test]
fn the_connection_says_its_name_and_takes_its_database() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(format!("{}/3", redis.url())));
    let info =
        redis::from_redis_value::<String>(run(&nodes, &["CLIENT", "INFO"]).unwrap()).unwrap();
    for field in [
        "name=cache-runtime",
        "db=3",
        "resp=3",
        "lib-name=cache-runtime",
    ] {
        assert!(
            field == "lib-name=cache-runtime" || info.contains(field),
            "{field} in {info}"
        );
    }
}

#[test]
fn a_user_of_few_rights_is_served() {
    let rights = "~shop:* &shop:* +@all -@dangerous -@admin";
    let redis = Redis::builder()
        .restricted_user("shop", "right", rights)
        .start();
    let (nodes, mut signals) = connected(single(redis.url()));
    assert_eq!(run(&nodes, &["SET", "shop:v1:k", "v"]), Ok(Value::Okay));
    assert!(matches!(
        signals.blocking_recv(),
        Some(Signal::Connected { .. })
    ));
    let foreign = run(&nodes, &["SET", "k", "v"]);
    assert!(
        matches!(&foreign, Err(Fault::Refused { code, .. }) if code == "NOPERM"),
        "{foreign:?}"
    );
}

#[test]
fn a_socket_of_this_machine_will_do() {
    let path = std::env::temp_dir().join(format!("cache-runtime-{}.sock", std::process::id()));
    let redis = Redis::builder()
        .config(&format!("unixsocket {}", path.display()))
        .start();
    let (nodes, _signals) = connected(single(format!("unix://{}?db=1", path.display())));
    assert_eq!(run(&nodes, &["SET", "k", "v"]), Ok(Value::Okay));
    assert_eq!(redis.command(&["DBSIZE"]).integer(), 0);
    std::fs::remove_file(path).unwrap();
}

#[test]
fn who_starts_without_redis_finds_it_later() {
    let redis = Redis::start();
    redis.kill();
    let settings = Settings {
        start_without: true,
        ..single(redis.url())
    };
    let (nodes, _signals) = connected(settings);
    assert_eq!(run(&nodes, &["PING"]), Err(Fault::Disconnected));
    redis.start_again();
    wait_until_answered(&nodes, &["PING"]);
}

#[test]
fn who_starts_without_redis_still_needs_the_right_password() {
    let redis = Redis::builder().password("right").start();
    let settings = Settings {
        start_without: true,
        ..single(format!("redis://127.0.0.1:{}", redis.port()))
    };
    assert!(connect(settings).is_err());
}

#[test]
fn settings_that_make_no_sense_are_named() {
    let settings = Settings {
        in_flight: 0,
        ..single("redis://127.0.0.1")
    };
    let error = connect(settings).map(|_| ()).unwrap_err().to_string();
    assert_eq!(error, "`redis_in_flight`: must be more than zero");

    let twice = vec![
        "redis://127.0.0.1".to_owned(),
        "redis://127.0.0.1:6379/0".to_owned(),
    ];
    let error = connect(patient(Endpoints::Ring(twice)))
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`127.0.0.1:6379` stands in the list twice"),
        "{error}"
    );
}
