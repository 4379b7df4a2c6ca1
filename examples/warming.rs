//! Proves: warming runs eight loads at a time and no more, leaves alone what is there, and tells of the one that failed.

use cache_runtime::{Cache, Warmed, Warming, cached, testing::Gate};
use indicatif::{ProgressBar, ProgressStyle};
use std::sync::atomic::{AtomicU64, Ordering};

/// A database that answers in rounds, as soon as eight have asked or nobody else will.
#[derive(Default)]
struct Db {
    running: AtomicU64,
    most: AtomicU64,
    gate: Gate,
}

#[cached(key = "user:<id>", ttl = "1h", ignore(db))]
async fn get_user(db: &Db, id: u64) -> Result<String, String> {
    let running = db.running.fetch_add(1, Ordering::SeqCst) + 1;
    db.most.fetch_max(running, Ordering::SeqCst);
    if running == 8 {
        db.gate.open_for_good();
    }
    db.gate.pass().await;
    db.running.fetch_sub(1, Ordering::SeqCst);
    if id == 13 {
        return Err("no such user".to_owned());
    }
    Ok(format!("user {id}"))
}

async fn with_a_bar(db: &Db) -> Warmed {
    let style = "{bar:40} {pos}/{len} users, {msg}";
    let style = ProgressStyle::with_template(style).expect("the template is a literal");
    let bar = ProgressBar::no_length().with_style(style);
    let shown = bar.clone();
    let warming = Warming::new(8).on_progress(move |progress| {
        shown.set_length(progress.expected.unwrap_or(progress.done));
        shown.set_message(format!("{} failed", progress.failed));
        shown.set_position(progress.done);
    });
    let warmed = warm_get_user(db, 0..1000, warming).await;
    bar.finish();
    warmed
}

#[tokio::main]
async fn main() -> Result<(), cache_runtime::Error> {
    // The same at the start of a program: in the background, from the moment the cache is installed.
    let cache = Cache::builder()
        .warm_on_start(|| async {
            let db = Db::default();
            db.gate.open_for_good();
            warm_get_user(&db, 0..100, 4).await
        })
        .build()
        .await?;
    cache.install()?;
    for warmed in cache.warmed().await {
        println!("on start:  {warmed}");
        assert_eq!((warmed.loaded, warmed.failed), (99, 1));
    }

    let db = Db::default();
    let warmed = with_a_bar(&db).await;
    println!("and then:  {warmed}");
    let most = db.most.load(Ordering::SeqCst);
    println!("loads at the same time, at the most: {most}");
    assert_eq!((warmed.loaded, warmed.present, warmed.failed), (900, 99, 1));
    assert_eq!(most, 8);
    Ok(())
}
