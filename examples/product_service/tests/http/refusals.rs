//! What is asked wrongly.

use crate::shop::Shop;
use axum::http::StatusCode;

#[tokio::test]
async fn what_cannot_be_meant_is_refused_and_never_reaches_the_database() {
    let shop = Shop::open().await;
    let long = vec!["1"; 101].join(",");
    for path in [
        "/products/x".to_owned(),
        "/products/-1".to_owned(),
        "/products/1%20OR%201=1".to_owned(),
        "/products/4294967296".to_owned(),
        "/products?ids=1;DROP".to_owned(),
        "/products?ids=".to_owned(),
        "/products".to_owned(),
        format!("/products?ids={long}"),
        "/search".to_owned(),
        "/search?q=%25".to_owned(),
    ] {
        let (queries, (status, answer)) = shop.queries(shop.get(&path)).await;
        assert_eq!(
            (queries, status),
            (0, StatusCode::BAD_REQUEST),
            "{path}: {answer}"
        );
    }
}

#[tokio::test]
async fn what_is_no_route_is_not_found() {
    let shop = Shop::open().await;
    for path in [
        "/",
        "/products/",
        "/products/1/",
        "/products/1/../2",
        "/..%2f",
        "//products/1",
    ] {
        let (status, _) = shop.get(path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_say_what_to_change_changes_nothing() {
    let shop = Shop::open().await;
    for body in [
        "",
        "{",
        "[]",
        r#"{"name":"x"}"#,
        r#"{"name":1,"price":1}"#,
        r#"{"name":"x","price":1e99}"#,
    ] {
        let (status, answer) = shop.put("/products/1", body).await;
        assert!(status.is_client_error(), "{body}: {status} {answer}");
    }
    assert_eq!(shop.database.statements().writes, 0);
}

#[tokio::test]
async fn nothing_can_be_changed_that_is_not_there() {
    let shop = Shop::open().await;
    let answers = [
        shop.put("/products/900", r#"{"name":"x","price":1}"#).await,
        shop.put("/users/900", r#"{"name":"x","email":"y"}"#).await,
        shop.put("/categories/900", r#"{"name":"x"}"#).await,
        shop.post("/products/900/stock", r#"{"change":1}"#).await,
        shop.get("/users/900").await,
        shop.get("/categories/900").await,
        shop.get("/products/900/stock").await,
    ];
    for (status, answer) in answers {
        assert_eq!(status, StatusCode::NOT_FOUND, "{answer}");
    }
}

#[tokio::test]
async fn another_method_is_refused() {
    let shop = Shop::open().await;
    let (status, _) = shop.post("/products/1", r#"{"name":"x","price":1}"#).await;
    assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
}
