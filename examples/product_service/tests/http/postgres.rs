//! The same service over PostgreSQL, where `TEST_POSTGRES_URL` names a database in which it may create a schema.

use crate::shop::Shop;
use axum::http::StatusCode;
use product_service::settings::Settings;
use serde_json::json;
use tokio_postgres::{Client, NoTls};

#[tokio::test]
async fn postgresql_answers_as_sqlite_does() {
    let Ok(url) = std::env::var("TEST_POSTGRES_URL") else {
        eprintln!("`TEST_POSTGRES_URL` is not set; nothing is tested");
        return;
    };
    let schema = Schema::create(&url).await;
    let theirs = Shop::with(Settings {
        database: Some(schema.url()),
        ..Settings::default()
    })
    .await;
    let ours = Shop::open().await;
    for path in [
        "/products/42",
        "/products?ids=1,2,900",
        "/products/7/stock",
        "/categories",
        "/categories/43",
        "/users/50",
        "/search?q=teal%20basket",
    ] {
        assert_eq!(theirs.get(path).await, ours.get(path).await, "{path}");
    }
    for (path, change) in [
        ("/products/7", r#"{"name":"renamed","price":5}"#),
        ("/categories/4", r#"{"name":"lamps"}"#),
        ("/users/50", r#"{"name":"Ada","email":"ada@example.com"}"#),
        ("/products/900", r#"{"name":"renamed","price":5}"#),
    ] {
        assert_eq!(
            theirs.put(path, change).await,
            ours.put(path, change).await,
            "{path}"
        );
    }
    for change in [r#"{"change":-7}"#, r#"{"change":-2000000}"#] {
        let path = "/products/7/stock";
        assert_eq!(
            theirs.post(path, change).await,
            ours.post(path, change).await
        );
    }
    for path in ["/products/7", "/products/42", "/users/50"] {
        assert_eq!(theirs.got(path).await, ours.got(path).await, "{path}");
    }
    theirs.got("/products/7").await;
    theirs.cache.shutdown().await;
    let (status, views) = theirs.get("/products/7/views").await;
    assert_eq!((status, views), (StatusCode::OK, json!(2)));
    schema.drop().await;
}

/// Tables of its own in a database that may have others.
struct Schema {
    client: Client,
    url: String,
    name: String,
}

impl Schema {
    async fn create(url: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
        tokio::spawn(connection);
        let name = format!("product_service_{}", std::process::id());
        let create = format!("CREATE SCHEMA {name}");
        client.batch_execute(&create).await.unwrap();
        Self {
            client,
            url: url.to_owned(),
            name,
        }
    }

    fn url(&self) -> String {
        let join = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{join}options=-csearch_path%3D{}", self.url, self.name)
    }

    async fn drop(self) {
        let drop = format!("DROP SCHEMA {} CASCADE", self.name);
        self.client.batch_execute(&drop).await.unwrap();
    }
}
