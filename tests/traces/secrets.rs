//! Nothing of what users hold dear is in any field: keys, tags, values, words of errors.

use crate::recorder::Recorder;
use cache_runtime::{Cache, cached, testing};
use cache_test_servers::{Faults, Proxy, Redis};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::HashMap;
use std::time::Duration;

#[cached(
    key = "secret:<text>",
    ttl = "10s",
    negative_ttl = "10s",
    stale_while_revalidate = "10s",
    stale_if_error = "20s",
    tags = ["secret:<text>"],
    cache = *cache,
    ignore(cache)
)]
async fn secret(cache: &Cache, text: &str) -> Result<Option<String>, String> {
    let _ = cache;
    match text.len() % 4 {
        0 => Err(format!("no {text}")),
        1 => Ok(None),
        _ => Ok(Some(text.to_owned())),
    }
}

#[cached(key = "secret-batch:<text>", batch = texts, ttl = "1h", cache = *cache, ignore(cache))]
async fn secrets(cache: &Cache, texts: Vec<String>) -> HashMap<String, String> {
    let _ = cache;
    texts
        .iter()
        .map(|text| (text.clone(), text.clone()))
        .collect()
}

/// Does all that can be done with a key.
async fn use_everywhere(cache: &Cache, clock: &testing::TestClock, text: &str) {
    let region = cache.region::<String>(&format!("secret-region:{text}"));
    for _ in 0..2 {
        let _ = secret(cache, text).await;
        let _ = secret_cached(cache, text).await;
        secrets(cache, vec![text.to_owned(), format!("{text}2")]).await;
        clock.advance(Duration::from_secs(11));
        let _ = secret(cache, text).await;
    }
    let _ = refresh_secret(cache, text).await;
    let _ = put_secret(cache, text, Some(text.to_owned())).await;
    drop(peek_secret(cache, text).await);
    for invalidation in [
        expire_secret(cache, text),
        invalidate_secret(cache, text),
        cache.invalidate(secret_key(text)),
        cache.invalidate(format!("secret:{text}")),
        cache.invalidate_tag(format!("secret:{text}")),
        cache.invalidate_pattern(format!("secret:{text}*")),
        region.invalidate(text),
    ] {
        let _ = invalidation.await;
    }
    testing::settle(cache).await;
}

#[test]
fn no_field_ever_holds_a_part_of_a_key() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    Recorder::of_all();
    let redis = Redis::start();
    let line = Proxy::start(redis.port(), 1);
    let builder = Cache::builder()
        .namespace("secrets")
        .redis(line.url())
        .redis_timeout(Duration::from_millis(100));
    let (cache, clock) = runtime.block_on(testing::cache_with_tier(builder));
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(24)
    });
    // Long enough that no field holds one by chance.
    let texts = "[a-zA-Z0-9:*<>{}é ]{12,300}";
    let outcome = runner.run(&(texts, any::<bool>()), |(text, faulty)| {
        if faulty {
            line.set(Faults::none().with_black_hole());
        }
        runtime.block_on(use_everywhere(&cache, &clock, &text));
        line.heal();
        let needle: String = text.chars().take(12).collect();
        for told in Recorder::of_all().all() {
            for field in told.fields.texts() {
                prop_assert!(!field.contains(&needle), "{told:?}");
            }
        }
        Ok(())
    });
    outcome.unwrap();
    let calls = Recorder::of_all().of_function("cache.get", "secret");
    assert!(calls.len() >= 24 * 4, "{}", calls.len());
}
