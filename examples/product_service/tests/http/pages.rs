//! The page of a product.

use crate::shop::Shop;
use axum::http::StatusCode;
use cache_runtime::testing::{counts, scope, settle, start};
use product_service::settings::Settings;
use std::time::Duration;

#[tokio::test]
async fn a_page_has_the_product_its_seller_its_categories_its_stock_and_its_neighbours() {
    let shop = Shop::open().await;
    let page = shop.got("/products/7").await;
    assert_eq!(page["product"]["name"], "teal basket 7");
    assert_eq!(page["product"]["category_name"], "category 8");
    assert_eq!(page["seller"], "seller 50");
    assert_eq!(page["path"], serde_json::json!(["category 8"]));
    assert_eq!(page["stock"]["quantity"], 1_000_007);
    // 500 products in 200 categories: 7, 207 and 407 are in one.
    let ids = page["bestsellers"].as_array().unwrap().iter();
    let ids: Vec<_> = ids.map(|tile| tile["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [207, 407]);
}

#[tokio::test]
async fn the_path_of_a_deep_category_begins_at_the_top() {
    let shop = Shop::open().await;
    let page = shop.got("/products/42").await;
    let path = serde_json::json!(["category 4", "category 43"]);
    assert_eq!(page["path"], path);
}

#[tokio::test]
async fn a_second_page_asks_the_database_for_nothing() {
    let shop = Shop::open().await;
    let (first, page) = shop.queries(shop.got("/products/7")).await;
    // The product and the stock; then the path, the seller and the bestsellers; then the two products beside it.
    assert_eq!(first, 6);
    assert_eq!(shop.queries(shop.got("/products/7")).await, (0, page));
}

#[tokio::test]
async fn a_page_beside_another_asks_for_what_is_its_own() {
    let shop = Shop::open().await;
    shop.got("/products/7").await;
    let (queries, _) = shop.queries(shop.got("/products/207")).await;
    // Its product came with the other page's bestsellers: the stock and the seller.
    assert_eq!(queries, 2);
}

#[tokio::test]
async fn a_product_that_is_not_there_is_remembered_for_about_half_a_minute() {
    let shop = Shop::open().await;
    let (queries, (status, _)) = shop.queries(shop.get("/products/500")).await;
    assert_eq!((queries, status), (2, StatusCode::NOT_FOUND));
    assert_eq!(shop.queries(shop.get("/products/500")).await.0, 0);
    // With a tenth of jitter.
    shop.clock.advance(Duration::from_secs(34));
    assert_eq!(shop.queries(shop.get("/products/500")).await.0, 2);
}

#[tokio::test]
async fn a_page_past_its_time_is_answered_and_loaded_again_behind() {
    let shop = Shop::open().await;
    let page = shop.got("/products/7").await;
    // The ttl is drawn: the half minute after it is looked for.
    for _ in 0..150 {
        if counts(&shop.cache, "product_page").stale_hits > 0 {
            break;
        }
        shop.clock.advance(Duration::from_secs(5));
        assert_eq!(shop.got("/products/7").await["product"], page["product"]);
    }
    settle(&shop.cache).await;
    let counts = counts(&shop.cache, "product_page");
    assert_eq!(
        (counts.stale_hits, counts.loads),
        (1, 2),
        "the second load for nobody"
    );
}

#[tokio::test]
async fn a_warmed_service_shows_every_page_without_a_query() {
    let shop = Shop::with(Settings {
        warmed: true,
        ..Settings::default()
    })
    .await;
    scope(&shop.cache, async { start(&shop.cache) }).await;
    let warmed = shop.cache.warmed().await;
    assert_eq!((warmed[0].loaded, warmed[0].failed), (500, 0));
    // The list of ids; products and stock; 200 paths and rankings, and 500 sellers.
    assert_eq!(shop.database.statements().reads, 3 + 200 + 200 + 500);
    for id in [0, 7, 499] {
        let (queries, _) = shop.queries(shop.got(&format!("/products/{id}"))).await;
        assert_eq!(queries, 0, "{id}");
    }
}
