//! The beginning and the end of the service.

use crate::database::Database;
use crate::functions::{switched_off, warming};
use crate::routes;
use crate::settings::Settings;
use axum::serve::ListenerExt;
use cache_runtime::{Cache, CacheBuilder, Policy};
use std::error::Error;
use std::future::Future;
use std::time::Duration;
use tokio::net::TcpListener;

/// Serves until `end` is ready, and then as long as requests are being answered. Says on standard output where it listens, as
/// soon as it does.
///
/// # Errors
/// If something that it was told to use is not there.
pub async fn serve(
    settings: Settings,
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let database = Database::open(&settings).await?;
    let served = serve_over(&database, &settings, end).await;
    database.close();
    served
}

async fn serve_over(
    database: &Database,
    settings: &Settings,
    end: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let cache = configured(settings, database).build().await?;
    cache.install()?;
    for warmed in cache.warmed().await {
        eprintln!("warming: {warmed}");
    }
    let listener = TcpListener::bind(&settings.listen).await?;
    println!("listening on {}", listener.local_addr()?);
    // Without it an answer may wait for the acknowledgement of the one before.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    axum::serve(listener, routes::router(database.clone()))
        .with_graceful_shutdown(end)
        .await?;
    let ended = cache.shutdown().await;
    if ended.unsaved > 0 {
        eprintln!("{} numbers of views were not saved", ended.unsaved);
    }
    Ok(())
}

/// The cache that the settings ask for.
pub fn configured(settings: &Settings, database: &Database) -> CacheBuilder {
    let mut builder = Cache::builder()
        .namespace(&settings.namespace)
        .policy("catalogue", catalogue());
    if let Some(url) = &settings.redis {
        // A service that begins while Redis is away is a slow one, and not one that is missing.
        builder = builder.redis(url).redis_optional(true);
    }
    if let Some(policies) = &settings.policies {
        builder = builder.policies_from(policies);
    }
    if !settings.cached {
        return switched_off(builder);
    }
    if settings.warmed {
        let database = database.clone();
        builder = builder.warm_on_start(move || warming::warm(database.clone()));
    }
    builder
}

/// What the policy of that name is where no file says otherwise.
fn catalogue() -> Policy {
    Policy::new(Duration::from_secs(300)).with_jitter(0.1)
}
