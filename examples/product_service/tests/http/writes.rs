//! Writes, and what is out of date with them.

use crate::shop::Shop;
use axum::http::StatusCode;
use serde_json::json;

const RENAMED: &str = r#"{"name":"renamed","price":5}"#;

#[tokio::test]
async fn a_changed_product_is_new_on_its_page_and_on_each_page_that_lists_it() {
    let shop = Shop::open().await;
    for id in [7, 207, 8] {
        shop.got(&format!("/products/{id}")).await;
    }
    let (status, answer) = shop.put("/products/7", RENAMED).await;
    assert_eq!((status, answer), (StatusCode::OK, json!({"version": 2})));
    let page = shop.got("/products/7").await;
    assert_eq!(
        (&page["product"]["name"], &page["product"]["version"]),
        (&json!("renamed"), &json!(2))
    );
    let beside = shop.got("/products/207").await;
    assert_eq!(beside["bestsellers"][0]["name"], "renamed");
    let (queries, _) = shop.queries(shop.got("/products/8")).await;
    assert_eq!(queries, 0, "a page that does not list it is left alone");
}

#[tokio::test]
async fn a_renamed_category_is_new_on_all_its_pages_and_on_those_below_it() {
    let shop = Shop::open().await;
    shop.got("/categories").await;
    for id in [7, 3] {
        shop.got(&format!("/products/{id}")).await;
    }
    // Category 4 is that of product 3, and above that of product 42.
    shop.got("/products/42").await;
    let (status, _) = shop.put("/categories/4", r#"{"name":"lamps"}"#).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(
        shop.got("/products/3").await["product"]["category_name"],
        "lamps"
    );
    assert_eq!(shop.got("/products/3").await["path"], json!(["lamps"]));
    assert_eq!(
        shop.got("/products/42").await["path"],
        json!(["lamps", "category 43"])
    );
    assert_eq!(shop.got("/categories").await[3]["name"], "lamps");
}

#[tokio::test]
async fn a_changed_seller_is_read_without_a_query_and_new_on_the_pages() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let change = r#"{"name":"Ada","email":"ada@example.com"}"#;
    let (status, _) = shop.put("/users/50", change).await;
    assert_eq!(status, StatusCode::OK);
    let (queries, user) = shop.queries(shop.got("/users/50")).await;
    assert_eq!((queries, &user["name"]), (0, &json!("Ada")));
    assert_eq!(shop.got("/products/7").await["seller"], "Ada");
}

#[tokio::test]
async fn stock_that_was_taken_is_gone_at_once_and_without_a_query() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let (_, left) = shop.post("/products/7/stock", r#"{"change":-7}"#).await;
    let now = json!({"product": 7, "quantity": 1_000_000, "version": 2});
    assert_eq!(left, now);
    let (queries, page) = shop.queries(shop.got("/products/7")).await;
    assert_eq!((queries, &page["stock"]), (0, &now));
}

#[tokio::test]
async fn more_than_there_is_cannot_be_taken_and_the_stock_stays() {
    let shop = Shop::open().await;
    let before = shop.got("/products/7/stock").await;
    let (status, _) = shop
        .post("/products/7/stock", r#"{"change":-2000000}"#)
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(shop.got("/products/7/stock").await, before);
}

#[tokio::test]
async fn views_reach_the_database_in_one_statement() {
    let shop = Shop::open().await;
    for _ in 0..10 {
        shop.got("/products/7").await;
        shop.got("/products/8").await;
    }
    assert_eq!(shop.database.statements().writes, 0);
    let ended = shop.cache.shutdown().await;
    assert_eq!((ended.unsaved, shop.database.statements().writes), (0, 1));
    assert_eq!(shop.got("/products/7/views").await, 10);
    assert_eq!(shop.got("/products/9/views").await, 0);
}
