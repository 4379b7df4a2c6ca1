//! Proves: code that cannot be annotated has the same cache, with one load for many callers and the same invalidation.

use cache_runtime::{Cache, Policy, Stampede};
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), cache_runtime::Error> {
    let cache = Cache::memory();
    let pages = cache.region::<String>("pages").with_tags(["site"]);
    let policy = Policy::new(Duration::from_secs(60))
        .with_jitter(0.1)
        .with_stampede(Stampede::Coalesce);
    let renders = AtomicU64::new(0);

    let render = |path: &'static str| {
        renders.fetch_add(1, Ordering::Relaxed);
        async move { Ok::<_, Infallible>(format!("<h1>{path}</h1>")) }
    };
    for _ in 0..3 {
        let Ok(page) = pages
            .get_or_load("/home", &policy, || render("/home"))
            .await;
        println!("{page}");
    }
    println!(
        "rendered {} time; the key is {}",
        renders.load(Ordering::Relaxed),
        pages.key("/home")
    );
    assert_eq!(renders.load(Ordering::Relaxed), 1);

    cache.invalidate_tag("site").await?;
    println!("after invalidate_tag(\"site\"): {:?}", pages.get("/home"));
    assert_eq!(pages.get("/home"), None);
    Ok(())
}
