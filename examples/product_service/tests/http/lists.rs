//! Lists: several products, categories, search.

use crate::shop::Shop;
use cache_runtime::testing::{counts, settle};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_list_asks_once_for_all_that_is_missing_and_keeps_the_order() {
    let shop = Shop::open().await;
    shop.got("/products/3").await;
    let (queries, list) = shop.queries(shop.got("/products?ids=9,3,5")).await;
    assert_eq!(queries, 2, "one for products, one for stock");
    let ids: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["id"])
        .collect();
    assert_eq!(ids, [9, 3, 5]);
    assert_eq!(list[0]["quantity"], 1_000_009);
    let (queries, _) = shop.queries(shop.got("/products?ids=5,9")).await;
    assert_eq!(queries, 0);
}

#[tokio::test]
async fn a_list_leaves_out_what_is_not_there_and_remembers_that() {
    let shop = Shop::open().await;
    let list = shop.got("/products?ids=1,900").await;
    assert_eq!(list.as_array().unwrap().len(), 1);
    let (queries, _) = shop.queries(shop.get("/products/900")).await;
    assert_eq!(queries, 0, "the page of one finds what the list has learnt");
}

#[tokio::test]
async fn categories_are_one_entry_that_is_loaded_again_before_its_end() {
    let shop = Shop::open().await;
    let list = shop.got("/categories").await;
    assert_eq!(list.as_array().unwrap().len(), 200);
    assert_eq!(
        list[0],
        json!({"id": 1, "parent": 0, "name": "category 1", "products": 3, "version": 1})
    );
    // Five minutes with a tenth of jitter: a fifth before the end is 216 to 264 seconds from now.
    shop.clock.advance(Duration::from_secs(265));
    let (_, again) = shop.queries(shop.got("/categories")).await;
    assert_eq!(again, list);
    settle(&shop.cache).await;
    let counted = counts(&shop.cache, "get_categories");
    assert_eq!(
        (counted.refreshes, counted.hits),
        (1, 1),
        "nobody waited for the second load"
    );
}

#[tokio::test]
async fn a_category_shows_its_path_and_what_sells_best_in_it() {
    let shop = Shop::open().await;
    let category = shop.got("/categories/43").await;
    assert_eq!(category["path"], json!(["category 4", "category 43"]));
    assert_eq!(category["bestsellers"][0]["id"], 42);
}

#[tokio::test]
async fn a_search_finds_words_and_is_stored_under_what_they_mean() {
    let shop = Shop::open().await;
    let (queries, found) = shop.queries(shop.got("/search?q=Teal%20%20BASKET")).await;
    assert_eq!(found[0]["name"], "teal basket 7");
    assert_eq!(queries, 2, "the search, and the products");
    let (queries, again) = shop.queries(shop.got("/search?q=teal_basket%25")).await;
    assert_eq!((queries, again), (0, found));
}

#[tokio::test]
async fn a_search_for_two_letters_is_no_entry() {
    let shop = Shop::open().await;
    shop.got("/search?q=te").await;
    let (queries, _) = shop.queries(shop.got("/search?q=te")).await;
    assert_eq!(queries, 1, "the products are there, the search is not");
}

#[tokio::test]
async fn what_a_search_finds_shows_names_of_now() {
    let shop = Shop::open().await;
    shop.got("/search?q=teal%20basket%207").await;
    shop.put("/products/7", r#"{"name":"renamed","price":5}"#)
        .await;
    let found = shop.got("/search?q=teal%20basket%207").await;
    assert_eq!(found[0]["name"], "renamed");
}
