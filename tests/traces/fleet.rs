//! Operations in Redis, waits for other processes, and faults: what is told of a shared tier.

use crate::recorder::{Recorder, Traced};
use cache_runtime::testing::Gate;
use cache_runtime::{Cache, CacheBuilder, cached, testing};
use cache_test_servers::{Faults, Proxy, Redis, wait_for};
use std::time::Duration;
use tracing::{Instrument, Level, info_span};

#[cached(key = "spanned:<id>", ttl = "1h", tags = ["spanned"], cache = *cache, ignore(cache))]
async fn spanned(cache: &Cache, id: u64) -> u64 {
    let _ = cache;
    id
}

fn builder(namespace: &str, url: impl Into<String>) -> CacheBuilder {
    Cache::builder()
        .namespace(namespace)
        .redis(url)
        .redis_timeout(Duration::from_millis(300))
}

/// The operations that went to this port.
fn operations(port: u16) -> Vec<Traced> {
    let port = port.to_string();
    Recorder::of_all().spans("db.client.operation", |span| {
        span.field("server.port") == Some(&port)
    })
}

/// The events of this name about the cache of this namespace.
fn told(name: &str, namespace: &str) -> Vec<Traced> {
    Recorder::of_all()
        .events(|event| event.name == name && event.field("namespace") == Some(namespace))
}

#[tokio::test(flavor = "multi_thread")]
async fn each_operation_in_redis_has_a_span_within_the_call_that_needs_it() {
    let recorder = Recorder::of_all();
    let redis = Redis::start();
    let (one, two) = (
        builder("operations", redis.url()).build().await.unwrap(),
        builder("operations", redis.url()).build().await.unwrap(),
    );
    let before = operations(redis.port()).len();
    spanned(&one, 1).await;
    let call = recorder.of_function("cache.get", "spanned").pop().unwrap();
    let of_call = |call: &Traced| {
        let spans = operations(redis.port()).into_iter().skip(before);
        let own = spans.filter(|span| span.parent == Some(call.id));
        own.collect::<Vec<Traced>>()
    };
    let names = |spans: &[Traced]| {
        let name = |span: &Traced| {
            let script = span.field("db.stored_procedure.name");
            script
                .or(span.field("db.operation.name"))
                .unwrap()
                .to_owned()
        };
        spans.iter().map(name).collect::<Vec<String>>()
    };
    let loading = of_call(&call);
    let all = names(&loading);
    for script in ["versions", "acquire", "commit"] {
        assert!(all.contains(&script.to_owned()), "{all:?}");
    }
    for span in &loading {
        assert_eq!(span.level, Level::DEBUG);
        assert_eq!(span.field("otel.kind"), Some("client"));
        assert_eq!(span.field("db.system.name"), Some("redis"));
        assert_eq!(span.field("server.address"), Some("127.0.0.1"));
        assert_eq!(span.field("error.type"), None);
        let is_script = span.field("db.stored_procedure.name").is_some();
        assert_eq!(
            span.field("db.operation.name") == Some("EVALSHA"),
            is_script
        );
        assert!(span.is_closed());
    }

    spanned(&two, 1).await;
    let hit = recorder.of_function("cache.get", "spanned").pop().unwrap();
    assert_eq!(hit.field("tier"), Some("shared"));
    assert_eq!(hit.field("outcome"), Some("hit"));
    assert!(names(&of_call(&hit)).contains(&"GET".to_owned()));

    let asked = info_span!("user.invalidates");
    one.invalidate_tag("spanned")
        .instrument(asked.clone())
        .await
        .unwrap();
    let id = asked.id().unwrap().into_u64();
    let told = operations(redis.port());
    let told = told.iter().filter(|span| span.parent == Some(id));
    let told: Vec<Traced> = told.cloned().collect();
    assert_eq!(names(&told), ["publish"]);
}

#[cached(key = "leased:<id>", ttl = "1h", stampede = "lock", cache = *cache, ignore(cache, gate))]
async fn leased(cache: &Cache, gate: &Gate, id: u64) -> u64 {
    let _ = cache;
    gate.pass().await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_for_a_load_of_another_process_says_so() {
    let recorder = Recorder::of_all();
    let redis = Redis::start();
    let (one, two) = (
        builder("waits", redis.url()).build().await.unwrap(),
        builder("waits", redis.url()).build().await.unwrap(),
    );
    let gate = Gate::new();
    let waits = || {
        recorder.spans("cache.wait", |wait| {
            wait.field("waits_for") == Some("fleet")
        })
    };
    let second = async {
        gate.entered(1).await;
        leased(&two, &gate, 1).await
    };
    let release = async {
        gate.entered(1).await;
        let begun = async {
            while waits().is_empty() {
                tokio::task::yield_now().await;
            }
        };
        // No healthy machine takes so long.
        let begun = tokio::time::timeout(Duration::from_secs(30), begun).await;
        begun.expect("the wait has a span");
        gate.open_for_good();
    };
    tokio::join!(leased(&one, &gate, 1), second, release);
    assert_eq!(waits().len(), 1);
    assert!(waits()[0].is_closed());
    assert_eq!(recorder.path(&waits()[0]), ["cache.get"]);
    let call = recorder.span(waits()[0].parent.unwrap()).unwrap();
    assert_eq!(call.field("tier"), Some("shared"));
    assert_eq!(recorder.of_function("cache.load", "leased").len(), 1);
}

#[cached(key = "faulty:<id>", ttl = "1h", cache = *cache, ignore(cache))]
async fn faulty(cache: &Cache, id: u64) -> u64 {
    let _ = cache;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_are_told_with_their_reason_and_not_one_by_one() {
    Recorder::of_all();
    let redis = Redis::start();
    let line = Proxy::start(redis.port(), 1);
    let cache = builder("faults", line.url()).build().await.unwrap();
    line.set(Faults::none().with_black_hole());
    faulty(&cache, 1).await;
    let faults = told("cache.fault", "faults");
    assert_eq!(faults[0].level, Level::WARN);
    assert_eq!(faults[0].field("reason"), Some("timeout"));
    assert_eq!(faults[0].field("count"), Some("1"));
    let failed = operations(line.port());
    let failed = failed.iter().filter_map(|span| span.field("error.type"));
    assert!(failed.clone().count() >= 1);
    assert!(
        failed
            .clone()
            .all(|reason| ["timeout", "disconnected", "open"].contains(&reason))
    );

    for id in 0..1_000 {
        faulty(&cache, id).await;
    }
    let counted: u64 = cache.stats().shared.unwrap().fault_count();
    let told = told("cache.fault", "faults").len() as u64;
    assert!(counted >= 1_000, "{counted}");
    assert!(told < 100, "{told} of {counted} were told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bus_that_is_lost_and_memory_that_is_emptied_are_told() {
    Recorder::of_all();
    let redis = Redis::start();
    let line = Proxy::start(redis.port(), 1);
    let one = builder("flushes", line.url()).build().await.unwrap();
    let two = builder("others", redis.url()).build().await.unwrap();
    let start = wait_for("the first flush", || told("cache.flush", "flushes").pop());
    assert_eq!(
        (start.level, start.field("reason")),
        (Level::DEBUG, Some("start"))
    );
    assert!(told("cache.bus_lost", "flushes").is_empty());

    line.set(Faults::none().with_refusal());
    line.cut();
    let lost = wait_for("the loss", || told("cache.bus_lost", "flushes").pop());
    assert_eq!(
        (lost.level, lost.fields.names()),
        (Level::WARN, vec!["message", "namespace"])
    );
    // Somebody removes all: what came in between is not known any more.
    redis.command(&["FLUSHALL"]);
    line.heal();
    let flush = wait_for("the second flush", || {
        let mut flushes = told("cache.flush", "flushes");
        flushes.retain(|flush| flush.level == Level::WARN);
        flushes.pop()
    });
    assert_eq!(flush.fields.names(), ["message", "namespace", "reason"]);
    assert!(
        flush
            .field("reason")
            .is_some_and(|reason| reason != "start")
    );
    drop((one, two));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_writes_when_it_is_full_is_told() {
    Recorder::of_all();
    let redis = Redis::builder()
        .max_memory(100_000_000)
        .policy("noeviction")
        .start();
    let cache = builder("full", redis.url()).build().await.unwrap();
    let events = Recorder::of_all().events(|event| event.name == "cache.memory_policy");
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].level, Level::WARN);
    assert_eq!(events[0].fields.names(), ["message", "server.address"]);
    let server = format!("127.0.0.1:{}", redis.port());
    assert_eq!(events[0].field("server.address"), Some(&*server));
    assert!(testing::standing(&cache).is_some());
}

#[cached(key = "glanced:<id>", ttl = "1h", tier = "redis", cache = *cache, ignore(cache))]
async fn glanced(cache: &Cache, id: u64) -> u64 {
    let _ = cache;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hit_that_memory_keeps_nothing_of_has_one_span_with_one_read_in_it() {
    let recorder = Recorder::of_all();
    let redis = Redis::start();
    let cache = builder("glances", redis.url()).build().await.unwrap();
    for _ in 0..3 {
        glanced(&cache, 1).await;
    }
    let calls = recorder.of_function("cache.get", "glanced");
    let answers: Vec<(&str, &str)> = calls
        .iter()
        .map(|call| (call.field("tier").unwrap(), call.field("outcome").unwrap()))
        .collect();
    let hit = ("shared", "hit");
    assert_eq!(answers, [("none", "miss"), hit, hit]);
    let read = operations(redis.port());
    let read: Vec<&Traced> = read
        .iter()
        .filter(|span| span.parent == Some(calls[2].id))
        .collect();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].field("db.operation.name"), Some("GET"));
    assert!(calls.iter().all(Traced::is_closed));
}
