//! The off-switch and the file of policies.

use crate::shop::Shop;
use product_service::settings::Settings;
use std::path::PathBuf;

/// One request for each cached function.
const READS: [&str; 8] = [
    "/products/7",
    "/products?ids=1,2",
    "/products/7/stock",
    "/products/7/views",
    "/categories",
    "/categories/3",
    "/users/50",
    "/search?q=basket",
];

async fn off() -> Shop {
    Shop::with(Settings {
        cached: false,
        ..Settings::default()
    })
    .await
}

#[tokio::test]
async fn switched_off_every_request_asks_the_database_again_and_the_answers_are_the_same() {
    let (on, off) = (Shop::open().await, off().await);
    for path in READS {
        let expected = on.got(path).await;
        let (first, answer) = off.queries(off.got(path)).await;
        let (second, again) = off.queries(off.got(path)).await;
        assert_eq!((&answer, &again), (&expected, &expected), "{path}");
        assert!(first > 0 && first == second, "{path}: {first} and {second}");
    }
}

#[tokio::test]
async fn switched_off_no_function_is_left_on() {
    let shop = off().await;
    for path in READS {
        shop.got(path).await;
    }
    for row in &shop.cache.stats().functions {
        if !row.function.ends_with("save_views") {
            assert_eq!(
                (row.entries, row.hits, row.loads),
                (0, 0, 0),
                "{}",
                row.function
            );
            assert!(row.bypassed > 0, "{}", row.function);
        }
    }
}

#[tokio::test]
async fn the_file_of_policies_fits_the_functions() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("policies.toml");
    let shop = Shop::with(Settings {
        policies: Some(file),
        ..Settings::default()
    })
    .await;
    for path in READS {
        shop.got(path).await;
    }
    shop.cache.check().unwrap();
}
