//! Scripts that the server knows, and those it does not know any more.

use super::super::Script;
use super::*;
use cache_test_servers::Redis;

static JOIN: Script = Script::new(crate::redis::Purpose::Other, "return KEYS[1] .. ARGV[1]");

fn join(nodes: &Nodes) -> Result<Value, Fault> {
    block_on(nodes.script(ONLY, &JOIN, &[b"key"], &[b"argument"]))
}

fn joined() -> Value {
    Value::BulkString(b"keyargument".to_vec())
}

#[test]
fn a_script_goes_by_its_hash_once_the_server_knows_it() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    (0..10).for_each(|_| assert_eq!(join(&nodes), Ok(joined())));
    let stats = redis.command_stats();
    assert_eq!((stats["eval"], stats["evalsha"]), (1, 10), "{stats:?}");
}

#[test]
fn a_flushed_script_is_sent_anew() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    assert_eq!(join(&nodes), Ok(joined()));
    redis.command(&["SCRIPT", "FLUSH"]);
    assert_eq!(join(&nodes), Ok(joined()));
}

#[test]
fn a_new_server_is_told_the_scripts_on_connecting() {
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    assert_eq!(join(&nodes), Ok(joined()));
    redis.kill();
    redis.start_again();
    wait_until_answered(&nodes, &["PING"]);
    assert_eq!(join(&nodes), Ok(joined()));
    let stats = redis.command_stats();
    assert!(!stats.contains_key("eval"), "{stats:?}");
}

#[test]
fn an_error_of_a_script_is_a_refusal() {
    static FAILING: Script = Script::new(
        crate::redis::Purpose::Other,
        "return redis.error_reply('STALE order 7')",
    );
    let redis = Redis::start();
    let (nodes, _signals) = connected(single(redis.url()));
    let answer = block_on(nodes.script(ONLY, &FAILING, &[b"key"], &[]));
    let refused =
        |code: &str| matches!(&answer, Err(Fault::Refused { code: found, .. }) if found == code);
    assert!(refused("STALE"), "{answer:?}");
}
