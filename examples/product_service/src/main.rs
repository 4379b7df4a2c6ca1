//! The service. What it is told by the environment stands in `settings.rs`.

use cache_runtime::Cache;
use product_service::service::serve;
use product_service::settings::Settings;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    #[cfg(unix)]
    tokio::spawn(reading_policies_again());
    serve(Settings::from_env()?, interrupted()).await
}

/// Ctrl-C.
async fn interrupted() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        eprintln!("cannot hear Ctrl-C: {error}");
        std::future::pending::<()>().await;
    }
}

/// On each `SIGHUP`. A file with a fault changes nothing.
#[cfg(unix)]
async fn reading_policies_again() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut hung_up = signal(SignalKind::hangup())?;
    while hung_up.recv().await.is_some() {
        match Cache::installed().reload_policies() {
            Ok(()) => eprintln!("the policies were read again"),
            Err(faults) => eprintln!("the policies stay as they were:\n{faults}"),
        }
    }
    Ok(())
}
