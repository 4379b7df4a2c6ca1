//! A service as a test has it, and how it is asked.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use cache_runtime::testing::{TestClock, cache_from, scope};
use cache_runtime::{Cache, Override};
use product_service::database::Database;
use product_service::routes::router;
use product_service::service::configured;
use product_service::settings::Settings;
use serde_json::Value;
use tower::ServiceExt;

const AUDITED: &str = "product_service::functions::products::get_product";

pub(crate) struct Shop {
    router: Router,
    pub(crate) database: Database,
    pub(crate) cache: Cache,
    pub(crate) clock: TestClock,
}

impl Shop {
    /// Of 500 products in a file of its own.
    pub(crate) async fn open() -> Self {
        Self::with(Settings::default()).await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        let settings = Settings {
            products: 500,
            ..settings
        };
        let database = Database::open(&settings).await.unwrap();
        let mut builder = configured(&settings, &database);
        if settings.cached {
            // An audit is drawn, and asks the database: queries are counted here.
            let silent = Override::new().with_audit(None);
            builder = builder.override_function(AUDITED, silent);
        }
        let (cache, clock) = cache_from(builder);
        Self {
            router: router(database.clone()),
            database,
            cache,
            clock,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> (StatusCode, Value) {
        self.ask("GET", path, "").await
    }

    pub(crate) async fn put(&self, path: &str, json: &str) -> (StatusCode, Value) {
        self.ask("PUT", path, json).await
    }

    pub(crate) async fn post(&self, path: &str, json: &str) -> (StatusCode, Value) {
        self.ask("POST", path, json).await
    }

    /// What there is, where there must be something.
    pub(crate) async fn got(&self, path: &str) -> Value {
        let (status, answer) = self.get(path).await;
        assert_eq!(status, StatusCode::OK, "{path}: {answer}");
        answer
    }

    /// Queries that an act costs.
    pub(crate) async fn queries<T>(&self, act: impl Future<Output = T>) -> (u64, T) {
        let before = self.database.statements().reads;
        let done = act.await;
        (self.database.statements().reads - before, done)
    }

    async fn ask(&self, method: &str, path: &str, json: &str) -> (StatusCode, Value) {
        let (status, body) = self.answer(method, path, json).await;
        let text = || Value::String(String::from_utf8_lossy(&body).into_owned());
        (
            status,
            serde_json::from_slice(&body).unwrap_or_else(|_| text()),
        )
    }

    async fn answer(&self, method: &str, path: &str, json: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(Body::from(json.to_owned()))
            .unwrap();
        let answering = self.router.clone().oneshot(request);
        let answer = scope(&self.cache, answering).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, body.to_vec())
    }
}

/// A file for a database that a test looks into.
pub(crate) struct File(pub(crate) std::path::PathBuf);

impl File {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("product-service-{name}-{}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    pub(crate) fn path(&self) -> String {
        self.0.to_str().unwrap().to_owned()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.path()));
        }
    }
}

impl Drop for Shop {
    fn drop(&mut self) {
        self.database.close();
    }
}
