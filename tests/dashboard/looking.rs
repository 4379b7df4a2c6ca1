//! What the read routes tell.

use crate::http::{get, post};
use crate::shop::Shop;
use axum::Router;
use axum::http::StatusCode;
use cache_runtime::dashboard::{self, Dashboard};
use cache_runtime::{cached, testing};
use serde_json::json;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[tokio::test]
async fn the_overview_tells_what_stats_tells() {
    let shop = Shop::read_only();
    for id in [1, 1, 2, 1] {
        shop.product(id);
    }
    let _ = shop.stock(0);
    let told = get(&shop.router, "/overview").await.json();
    let stats = shop.cache.stats();
    assert_eq!(told["function_count"], stats.functions.len());
    for row in &stats.functions {
        let shown = told["functions"].as_array().unwrap();
        let shown = shown.iter().find(|shown| shown["key"] == row.key).unwrap();
        assert_eq!(shown["function"], row.function);
        assert_eq!(shown["calls"], row.gets.calls(), "{}", row.function);
        assert_eq!(shown["gets"], json!(row.gets), "{}", row.function);
        assert_eq!(shown["errors"], row.load_errors, "{}", row.function);
        assert_eq!(shown["entries"], row.entries, "{}", row.function);
    }
    assert_eq!(told["tags"]["known"], stats.tags);
    assert_eq!(told["tags"]["used"][0], json!(["products", 2]));
    assert_eq!(told["allows_invalidation"], false);
}

#[tokio::test]
async fn functions_of_most_calls_come_first_and_their_number_is_bounded() {
    let (cache, _clock) = testing::cache();
    let policy = cache_runtime::Policy::forever();
    for number in 0..600_u64 {
        let region = cache.region::<u64>(&format!("region-{number}"));
        let calls = if number == 123 { 3 } else { 1 };
        for _ in 0..calls {
            region
                .get_or_load_blocking::<_, String>(&number, &policy, || Ok(number))
                .unwrap();
        }
    }
    let router = Dashboard::of(&cache).router();
    let told = get(&router, "/overview").await.json();
    assert_eq!(told["functions"][0]["function"], "region-123");
    assert_eq!(told["functions"].as_array().unwrap().len(), 500);
    assert_eq!(told["function_count"], 600);
}

#[tokio::test]
async fn the_page_of_the_installed_cache_shows_the_one_that_is_installed_when_it_is_asked() {
    let router = dashboard::router();
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let region = cache.region::<u64>("later");
    region
        .put_blocking(&1_u64, &cache_runtime::Policy::forever(), 7)
        .unwrap();
    let told = get(&router, "/overview").await.json();
    assert_eq!(told["functions"][0]["function"], "later");
}

#[tokio::test]
async fn a_key_is_looked_up_by_its_text_and_its_value_is_not_told() {
    let shop = Shop::read_only();
    shop.product(7);
    let answer = post("/inspect", &json!({ "key": "product:7" }))
        .send(&shop.router)
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let entry = &answer.json()["memory"]["entries"][0];
    assert_eq!(entry["region"], "product:{}");
    assert_eq!(entry["state"], "fresh");
    assert_eq!(entry["remaining"], 3600.0);
    assert_eq!(entry["rests_on"]["tags"], json!(["products", "shelf:7"]));
    assert!(!answer.text.contains("product 7"), "{}", answer.text);
    let absent = post("/inspect", &json!({ "key": "product:8" }))
        .send(&shop.router)
        .await;
    assert_eq!(absent.json()["memory"]["entries"], json!([]));
}

#[tokio::test]
async fn all_routes_work_wherever_they_are_mounted() {
    let shop = Shop::read_only();
    shop.product(7);
    let nested = Router::new().nest("/admin/cache", shop.router.clone());
    let with_slash = Router::new().nest("/cache/", shop.router.clone());
    let merged = Router::new().merge(shop.router.clone());
    let mounts = [
        (&nested, "/admin/cache", "/admin/cache/"),
        (&with_slash, "/cache/", "/cache/"),
        (&merged, "/", "/"),
    ];
    for (app, at, below) in mounts {
        let page = get(app, at).await;
        assert_eq!(page.status, StatusCode::OK, "{at}");
        assert!(page.text.contains("<title>Cache</title>"));
        let told = get(app, &format!("{below}overview")).await;
        assert_eq!(told.status, StatusCode::OK, "{at}");
        let question = json!({ "key": "product:7" });
        let found = post(&format!("{below}inspect"), &question).send(app).await;
        assert_eq!(found.status, StatusCode::OK, "{at}");
    }
}

#[tokio::test]
async fn samples_are_told_once_to_who_says_which_it_has() {
    let shop = Shop::read_only();
    shop.pass(10);
    let told = get(&shop.router, "/overview").await.json();
    let samples = told["history"].as_array().unwrap();
    assert_eq!(*samples, *json!(shop.cache.history()).as_array().unwrap());
    assert_eq!(samples.len(), 3);
    let last = samples.last().unwrap()["unix_millis"].as_u64().unwrap();
    let later = get(&shop.router, &format!("/overview?since={}", last - 5_000)).await;
    assert_eq!(later.json()["history"], json!([samples[2]]));
    let again = get(&shop.router, &format!("/overview?since={last}")).await;
    assert_eq!(again.json()["history"], json!([]));
    for odd in ["since=", "since=-1", "since=soon", "other=1", "since=%20"] {
        let all = get(&shop.router, &format!("/overview?{odd}")).await;
        assert_eq!(all.status, StatusCode::OK, "{odd}");
        assert_eq!(all.json()["history"].as_array().unwrap().len(), 3, "{odd}");
    }
}

#[tokio::test]
async fn health_and_recent_invalidations_are_told_as_the_cache_tells_them() {
    let shop = Shop::open();
    shop.cache.invalidate_tag_blocking("products").unwrap();
    for _ in 0..30 {
        let _ = shop.stock(0);
    }
    let told = get(&shop.router, "/overview").await.json();
    assert_eq!(told["health"], json!(shop.cache.health()));
    assert_eq!(told["health"]["reasons"][0]["measure"], "error_rate");
    assert_eq!(
        told["invalidations"],
        json!(shop.cache.recent_invalidations())
    );
    assert_eq!(told["invalidations"][0]["what"], "products");
}

static ROW: AtomicU64 = AtomicU64::new(0);

#[cached(key = "dashboard-audited:<id>", ttl = "1h", audit = 1.0)]
async fn audited(id: u64) -> u64 {
    ROW.load(Ordering::SeqCst) + id
}

#[cached(key = "dashboard-unaudited:<id>", ttl = "1h")]
async fn unaudited(id: u64) -> u64 {
    id
}

#[tokio::test]
async fn stale_answers_that_audits_have_found_are_told_where_there_are_audits() {
    let (cache, clock) = testing::cache();
    testing::scope(&cache, async {
        unaudited(7).await;
        audited(7).await;
        ROW.store(1, Ordering::SeqCst);
        audited(7).await;
    })
    .await;
    while testing::tasks_running(&cache) > 0 {
        clock.advance(Duration::from_millis(100));
        tokio::task::yield_now().await;
    }
    let told = get(&Dashboard::of(&cache).router(), "/overview")
        .await
        .json();
    let found = |key: &str| {
        let mut rows = told["functions"].as_array().unwrap().iter();
        let row = rows.find(|row| row["key"] == key).unwrap();
        row["found_stale"].clone()
    };
    assert_eq!(found("dashboard-audited:{}"), 1);
    assert_eq!(found("dashboard-unaudited:{}"), json!(null));
}
