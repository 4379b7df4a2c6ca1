//! What can be given to the cache that it was not made for: addresses where no Redis is, and entries that nobody wrote, or
//! somebody else. A clear error when the cache is built, a counted miss when it is used; never a panic, never a lost value.

use cache_runtime::{Cache, CacheBuilder, Error, SharedStats, cached, testing};
use cache_test_servers::{Redis, Reply, wait_for};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::time::Duration;

#[cached(key = "text:<id>", ttl = "1h", cache = *cache, ignore(cache))]
async fn text(cache: &Cache, id: u64) -> String {
    format!("text {id}")
}

/// The same entries as another build has them.
mod before {
    use super::{Cache, cached};

    #[cached(key = "text:<id>", ttl = "1h", cache = *cache, ignore(cache))]
    pub(super) async fn text(cache: &Cache, id: u64) -> (u8, u8, u64) {
        (1, 2, id)
    }
}

const ENTRY: &str = "bad:v1:text:7";

fn builder(redis: &Redis) -> CacheBuilder {
    Cache::builder().namespace("bad").redis(redis.url())
}

async fn connect(redis: &Redis) -> Cache {
    builder(redis).build().await.unwrap()
}

fn shared(cache: &Cache) -> SharedStats {
    cache.stats().shared.expect("the cache has a shared tier")
}

async fn refusal(builder: CacheBuilder) -> String {
    match builder.build().await {
        Err(error @ (Error::Setting { .. } | Error::Unreachable { .. })) => error.to_string(),
        Err(other) => panic!("another error: {other}"),
        Ok(_) => panic!("a cache without a server"),
    }
}

async fn refusal_of(url: impl Into<String>) -> String {
    refusal(Cache::builder().redis(url)).await
}

/// Says `answer` to every line, or nothing at all.
fn listener(answer: Option<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || {
                let mut writer = stream.try_clone().unwrap();
                for _ in BufReader::new(stream).lines().map_while(Result::ok) {
                    if let Some(answer) = answer {
                        // The other side may have had enough.
                        let _ = writer.write_all(answer.as_bytes());
                    }
                }
            });
        }
    });
    format!("redis://127.0.0.1:{port}")
}

#[tokio::test]
async fn a_wrong_address_is_refused_with_the_remedy_and_without_the_password() {
    for url in [
        "",
        "http://joe:hush@localhost",
        "redis://joe:hush@host:port",
        "localhost",
    ] {
        let error = refusal_of(url).await;
        assert!(error.contains("`redis`"), "{error}");
        assert!(error.contains("redis://"), "{error}");
        assert!(!error.contains("hush"), "{error}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let redis = Redis::builder().password("right").start();
    for url in [
        format!("redis://:wrong@127.0.0.1:{}", redis.port()),
        format!("redis://127.0.0.1:{}", redis.port()),
    ] {
        let error = refusal_of(url).await;
        assert!(error.contains("password"), "{error}");
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_named() {
    let redis = Redis::start();
    redis.kill();
    let error = refusal_of(redis.url()).await;
    assert!(error.contains(&redis.port().to_string()), "{error}");
    assert!(error.contains("nothing listens"), "{error}");
}

#[tokio::test]
async fn what_is_no_redis_is_refused() {
    let error = refusal_of(listener(Some("HTTP/1.1 400 Bad Request\r\n\r\n"))).await;
    assert!(error.contains("does not speak"), "{error}");
}

#[tokio::test]
async fn who_never_answers_is_given_up() {
    let error = refusal_of(listener(None)).await;
    assert!(error.contains("cannot use Redis"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_optional_redis_that_is_not_there_is_used_when_it_comes() {
    let redis = Redis::start();
    redis.kill();
    let optional = || builder(&redis).redis_optional(true);
    let one = optional().build().await.unwrap();
    assert_eq!(text(&one, 7).await, "text 7");
    assert_eq!(text(&one, 7).await, "text 7");
    testing::assert_hits(&one, "text", 1);
    assert!(!shared(&one).available);

    redis.start_again();
    let two = connect(&redis).await;
    let mut ids = 100..;
    wait_for("a value that is found through Redis, and its time", || {
        let id = ids.next()?;
        testing::run(text(&one, id));
        testing::run(text(&two, id));
        (testing::counts(&two, "text").shared_hits > 0).then_some(())
    });
    // And the other way round: what it takes over from Redis has an end that makes sense.
    text(&two, 8).await;
    text(&one, 8).await;
    // The clocks of both were compared with the server's to within a round trip each.
    let left = text_cached(&one, 8).await.remaining;
    assert!(left.unwrap() <= Duration::from_secs(3601), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_is_too_large_stays_in_memory_and_is_counted() {
    let redis = Redis::start();
    let one = builder(&redis).max_entry_bytes(100).build().await.unwrap();
    assert_eq!(text(&one, 7).await, "text 7");
    assert_eq!(text(&one, 7).await, "text 7");
    testing::assert_loads(&one, "text", 1);
    assert_eq!(shared(&one).rejected("too_large"), 1);
    assert_eq!(redis.command(&["EXISTS", ENTRY]).integer(), 0);
    assert_eq!(shared(&one).leases, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refreshed_value_that_is_too_large_leaves_no_older_one_behind() {
    let redis = Redis::start();
    let one = connect(&redis).await;
    text(&one, 7).await;
    let small = builder(&redis).max_entry_bytes(100).build().await.unwrap();
    refresh_text(&small, 7).await;
    assert_eq!(redis.command(&["EXISTS", ENTRY]).integer(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_ten_megabytes_is_a_key_like_others() {
    #[cached(key = "named:<name>", ttl = "1h", cache = *cache, ignore(cache))]
    async fn named(cache: &Cache, name: &str) -> usize {
        name.len()
    }

    let redis = Redis::start();
    let (one, two) = (connect(&redis).await, connect(&redis).await);
    let name = "n".repeat(10 << 20);
    let other = format!("{name}o");
    for cache in [&one, &two] {
        assert_eq!(named(cache, &name).await, 10 << 20);
        assert_eq!(named(cache, &other).await, (10 << 20) + 1);
    }
    testing::assert_loads(&two, "named", 0);
    invalidate_named(&one, &name).await.unwrap();
    let loads = testing::counts(&one, "named").loads;
    named(&one, &name).await;
    testing::assert_loads(&one, "named", loads + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_another_kind_is_a_miss_until_it_is_invalidated() {
    let redis = Redis::start();
    let (one, two) = (connect(&redis).await, connect(&redis).await);
    redis.command(&["LPUSH", ENTRY, "x"]);
    assert_eq!(text(&one, 7).await, "text 7");
    assert_eq!(text(&one, 7).await, "text 7");
    testing::assert_loads(&one, "text", 1);
    assert_eq!(shared(&one).faults.get("refused"), Some(&1));
    assert!(shared(&one).available);

    invalidate_text(&one, 7).await.unwrap();
    text(&one, 7).await;
    text(&two, 7).await;
    testing::assert_loads(&two, "text", 0);
}

/// What `bytes` in the place of the entry are counted as; the value must be right, and the entry whole again.
async fn rejection_of(redis: &Redis, bytes: &[u8], reason: &str) {
    let (one, two) = (connect(redis).await, connect(redis).await);
    redis.command(&[b"SET", ENTRY.as_bytes(), bytes]);
    assert_eq!(text(&one, 7).await, "text 7");
    assert_eq!(
        shared(&one).rejected(reason),
        1,
        "{reason}: {:?}",
        shared(&one)
    );
    assert_eq!(text(&two, 7).await, "text 7");
    testing::assert_loads(&two, "text", 0);
}

async fn frame_of(redis: &Redis, id: u64) -> Vec<u8> {
    text(&connect(redis).await, id).await;
    match redis.command(&["GET", &format!("bad:v1:text:{id}")]) {
        Reply::Bytes(frame) => frame,
        other => panic!("no entry: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_are_no_entry_are_a_counted_miss() {
    let redis = Redis::start();
    let whole = frame_of(&redis, 7).await;
    rejection_of(&redis, b"hello", "not_a_frame").await;
    rejection_of(&redis, b"", "not_a_frame").await;
    rejection_of(&redis, &[0; 200], "not_a_frame").await;
    rejection_of(&redis, &whole[..30], "truncated").await;
    rejection_of(&redis, &whole[..whole.len() - 1], "checksum").await;
    let mut flipped = whole.clone();
    *flipped.last_mut().unwrap() ^= 1;
    rejection_of(&redis, &flipped, "checksum").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_copied_from_another_key_is_refused() {
    let redis = Redis::start();
    let other = frame_of(&redis, 8).await;
    rejection_of(&redis, &other, "checksum").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_another_type_is_replaced() {
    let redis = Redis::start();
    before::text(&connect(&redis).await, 7).await;
    let (one, two) = (connect(&redis).await, connect(&redis).await);
    assert_eq!(text(&one, 7).await, "text 7");
    assert_eq!(shared(&one).rejected("type"), 1);
    assert_eq!(text(&two, 7).await, "text 7");
    testing::assert_loads(&two, "text", 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_of_a_later_version_of_this_library_is_left_alone() {
    let redis = Redis::start();
    let mut later = frame_of(&redis, 7).await;
    later[3] = 2;
    redis.command(&[b"SET", ENTRY.as_bytes(), &later]);
    let one = connect(&redis).await;
    assert_eq!(text(&one, 7).await, "text 7");
    assert_eq!(text(&one, 7).await, "text 7");
    testing::assert_loads(&one, "text", 1);
    assert_eq!(shared(&one).rejected("frame_version"), 1);
    assert_eq!(redis.command(&["GET", ENTRY]), Reply::Bytes(later));
}

#[tokio::test(flavor = "multi_thread")]
async fn other_namespaces_and_versions_share_nothing() {
    let redis = Redis::start();
    text(&connect(&redis).await, 7).await;
    for other in [
        builder(&redis).namespace("other"),
        builder(&redis).version("v2"),
    ] {
        let cache = other.build().await.unwrap();
        text(&cache, 7).await;
        testing::assert_loads(&cache, "text", 1);
        cache.clear().await.unwrap();
    }
    let one = connect(&redis).await;
    text(&one, 7).await;
    testing::assert_loads(&one, "text", 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn clocks_that_differ_between_processes_do_not_matter() {
    let redis = Redis::start();
    let (early, _clock) = testing::cache_with_tier(builder(&redis)).await;
    let clocks: Vec<_> = [Duration::from_secs(86_400), Duration::from_secs(1)].into();
    text(&early, 7).await;
    for ahead in clocks {
        // Its clock is ahead before it compares it with the server's.
        let (late, _clock) = testing::cache_with_tier_at(ahead, builder(&redis)).await;
        text(&late, 7).await;
        testing::assert_loads(&late, "text", 0);
        let left = text_cached(&late, 7).await.remaining.unwrap();
        assert!(
            left <= Duration::from_secs(3601) && left > Duration::from_secs(3500),
            "{left:?}"
        );
    }
}
