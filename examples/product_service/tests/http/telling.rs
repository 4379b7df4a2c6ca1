//! What the service tells of itself.

use crate::shop::Shop;
use axum::http::StatusCode;
use serde_json::json;

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
    assert_eq!(second["cache"]["loads"], first["cache"]["loads"]);
}

#[tokio::test]
async fn a_service_that_answers_is_healthy_and_shows_its_functions() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let (status, health) = shop.get("/health").await;
    assert_eq!(
        (status, &health["status"]),
        (StatusCode::OK, &json!("healthy"))
    );
    let (status, table) = shop.get("/cache").await;
    assert_eq!(status, StatusCode::OK);
    assert!(table.as_str().unwrap().contains("product_page"), "{table}");
}
