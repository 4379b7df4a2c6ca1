//! The database is away.

use crate::shop::{File, Shop};
use axum::http::StatusCode;
use product_service::settings::Settings;
use rusqlite::Connection;
use std::time::Duration;

struct Away {
    shop: Shop,
    file: File,
}

impl Away {
    async fn after_a_page(name: &str) -> Self {
        let file = File::new(name);
        let shop = Shop::with(Settings {
            database: Some(file.path()),
            ..Settings::default()
        })
        .await;
        shop.got("/products/7").await;
        let away = Self { shop, file };
        away.rename("products", "away");
        away
    }

    fn rename(&self, from: &str, to: &str) {
        let connection = Connection::open(&self.file.0).unwrap();
        connection
            .execute_batch(&format!("ALTER TABLE {from} RENAME TO {to}"))
            .unwrap();
    }
}

#[tokio::test]
async fn a_page_that_was_shown_before_is_shown_for_an_hour_more() {
    let away = Away::after_a_page("hour").await;
    let page = away.shop.got("/products/7").await;
    // Past the ttl and what may be added to it, and past the half minute in which nobody asks for a load to be waited for.
    away.shop.clock.advance(Duration::from_secs(11 * 60 + 31));
    let (status, old) = away.shop.get("/products/7").await;
    assert_eq!(
        (status, &old["product"]),
        (StatusCode::OK, &page["product"])
    );
    away.shop.clock.advance(Duration::from_secs(60 * 60));
    let (status, _) = away.shop.get("/products/7").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_page_that_nobody_saw_is_no_page_and_one_as_soon_as_the_database_is_back() {
    let away = Away::after_a_page("back").await;
    let (status, answer) = away.shop.get("/products/8").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    let told = answer["error"].as_str().unwrap();
    assert!(told.starts_with("the database did not answer: "), "{told}");
    away.rename("away", "products");
    assert_eq!(away.shop.got("/products/8").await["product"]["id"], 8);
}
