//! A master behind Sentinels that dies.

use super::*;
use cache_test_servers::Sentinel;

fn settings(sentinel: &Sentinel, master: &str) -> Settings {
    patient(Endpoints::Sentinel {
        urls: sentinel.sentinel_urls(),
        master: master.into(),
    })
}

#[test]
fn a_new_master_is_found_after_the_old_one_died() {
    let sentinel = Sentinel::start();
    let (nodes, _signals) = connected(settings(&sentinel, sentinel.master_name()));
    assert_eq!(run(&nodes, &["SET", "k", "v"]), Ok(Value::Okay));
    sentinel.fail_over();
    wait_until_answered(&nodes, &["SET", "k", "w"]);
    let role = sentinel.master().command(&["GET", "k"]);
    assert_eq!(role.text(), "w");
}

#[test]
fn one_living_sentinel_is_enough() {
    let sentinel = Sentinel::start();
    sentinel.sentinels()[0].kill();
    sentinel.sentinels()[1].suspend();
    let settings = Settings {
        connect_timeout: Duration::from_secs(4),
        ..settings(&sentinel, sentinel.master_name())
    };
    let (nodes, _signals) = connected(settings);
    assert!(run(&nodes, &["PING"]).is_ok());
    sentinel.sentinels()[1].resume();
}

#[test]
fn the_database_of_the_master_stands_in_its_url() {
    let sentinel = Sentinel::start();
    let master = format!("redis://{}/2", sentinel.master_name());
    let (nodes, _signals) = connected(settings(&sentinel, &master));
    let info = redis::from_redis_value::<String>(run(&nodes, &["CLIENT", "INFO"]).unwrap());
    assert!(info.unwrap().contains("db=2"));
}

#[test]
fn an_unknown_master_is_named() {
    let sentinel = Sentinel::start();
    let error = connect(settings(&sentinel, "nobody"))
        .map(|_| ())
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("knows no master with the name `nobody`"),
        "{error}"
    );
}
