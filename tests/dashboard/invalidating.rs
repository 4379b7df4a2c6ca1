//! What the buttons do.

use crate::http::{Answer, post};
use crate::shop::{Shop, TOKEN};
use axum::http::StatusCode;
use serde_json::{Value, json};

async fn invalidate(shop: &Shop, wish: &Value) -> Answer {
    let ask = post("/invalidate", wish).with("x-cache-token", TOKEN);
    ask.send(&shop.router).await
}

/// Which of two products a wish has removed, and what it was answered.
async fn removed_by(wish: &Value) -> ([bool; 2], Answer) {
    let shop = Shop::open();
    shop.product(1);
    shop.product(2);
    let answer = invalidate(&shop, wish).await;
    let removed = [1, 2].map(|id| {
        let before = shop.loads_of_product();
        shop.product(id);
        shop.loads_of_product() > before
    });
    (removed, answer)
}

#[tokio::test]
async fn a_key_removes_its_entry_and_says_so() {
    let (removed, answer) = removed_by(&json!({ "kind": "key", "name": "product:1" })).await;
    assert_eq!(removed, [true, false]);
    assert_eq!(answer.json(), json!({ "entries": 1, "loads": 0 }));
    let (removed, answer) = removed_by(&json!({ "kind": "key", "name": "product:3" })).await;
    assert_eq!(removed, [false, false]);
    assert_eq!(answer.json(), json!({ "entries": 0, "loads": 0 }));
}

#[tokio::test]
async fn a_tag_a_pattern_and_a_function_remove_what_they_mean() {
    for (kind, name, expected) in [
        ("tag", "products", [true, true]),
        ("tag", "shelf:2", [false, true]),
        ("tag", "product", [false, false]),
        ("pattern", "product:[2-9]", [false, true]),
        ("pattern", "stock:*", [false, false]),
        ("function", "product:{}", [true, true]),
    ] {
        let (removed, answer) = removed_by(&json!({ "kind": kind, "name": name })).await;
        assert_eq!(removed, expected, "{kind} {name}");
        assert_eq!(answer.status, StatusCode::OK, "{kind} {name}");
    }
}

#[tokio::test]
async fn everything_removes_everything() {
    let (removed, _) = removed_by(&json!({ "kind": "everything" })).await;
    assert_eq!(removed, [true, true]);
}

#[tokio::test]
async fn a_function_goes_by_its_path_too() {
    let shop = Shop::open();
    shop.product(1);
    let path = shop.cache.stats().functions[0].function.clone();
    let answer = invalidate(&shop, &json!({ "kind": "function", "name": path })).await;
    assert_eq!(answer.status, StatusCode::OK);
    shop.product(1);
    assert_eq!(shop.loads_of_product(), 2);
}

#[tokio::test]
async fn a_function_that_nobody_called_is_not_known() {
    let shop = Shop::open();
    for name in ["product:{}", "no_such_function", "*", "product"] {
        let answer = invalidate(&shop, &json!({ "kind": "function", "name": name })).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
        assert!(answer.error().contains(name), "{}", answer.error());
    }
}

#[tokio::test]
async fn names_are_names_and_never_globs_or_markup() {
    let shop = Shop::open();
    shop.product(1);
    for name in [
        "product:*",
        "product:?",
        "<script>alert(1)</script>",
        "../product:1",
        "product:1\0",
    ] {
        let answer = invalidate(&shop, &json!({ "kind": "key", "name": name })).await;
        assert_eq!(answer.json()["entries"], 0, "{name}");
    }
    shop.product(1);
    assert_eq!(shop.loads_of_product(), 1);
}
