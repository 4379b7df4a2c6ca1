//! What the service tells of itself.

use crate::shop::Shop;
use axum::http::StatusCode;
use serde_json::json;
use std::io::Write;
use std::process::{Command, Stdio};

#[tokio::test]
async fn the_statistics_count_statements_and_calls() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let first = shop.got("/statistics").await;
    assert_eq!(first["database"], json!({"reads": 6, "writes": 0}));
    shop.got("/products/7").await;
    let second = shop.got("/statistics").await;
    assert_eq!(second["database"], first["database"]);
    let hits = |statistics: &serde_json::Value| statistics["cache"]["memory"].as_u64().unwrap();
    assert_eq!(hits(&second) - hits(&first), 2, "the page and the stock");
    let all = |statistics: &serde_json::Value| statistics["cache"]["all"].as_u64().unwrap();
    assert_eq!(all(&second) - all(&first), 2);
}

#[tokio::test]
async fn a_service_that_answers_is_healthy_and_one_that_has_ended_is_taken_out() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let (status, health) = shop.get("/health").await;
    assert_eq!(
        (status, &health["status"]),
        (StatusCode::OK, &json!("healthy"))
    );
    shop.cache.shutdown().await;
    let (status, health) = shop.get("/health").await;
    let down = (StatusCode::SERVICE_UNAVAILABLE, &json!("down"));
    assert_eq!((status, &health["status"]), down);
}

#[tokio::test]
async fn the_page_about_the_cache_is_there_and_invalidates_nothing() {
    let shop = Shop::open().await;
    let (status, page) = shop.get("/cache").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.as_str().unwrap().contains("<html"), "{page}");
    let (status, _) = shop
        .post("/cache/invalidate", r#"{"kind":"everything"}"#)
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_metrics_are_those_of_the_cache_and_of_the_database() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let (_, text) = shop.get("/metrics").await;
    let text = text.as_str().unwrap();
    for line in [
        r#"cache_gets_total{cache="product_service::functions::pages::product_page",tier="none",result="miss"} 1"#,
        r#"product_service_statements_total{kind="read"} 6"#,
    ] {
        assert!(
            text.lines().any(|it| it == line),
            "{line} is not in\n{text}"
        );
    }
    assert_promtool_reads(text);
}

fn assert_promtool_reads(text: &str) {
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool is installed (Debian package `prometheus`)");
    let mut input = promtool.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = promtool.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success() && said.is_empty(), "{said}");
}
