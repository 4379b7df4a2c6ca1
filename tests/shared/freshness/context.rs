//! What a loader says of its entry (`cache_runtime::context`), where the entry is shared.

use super::{Process, SECOND, Scene, pass};
use cache_runtime::{Source as From, cached, context, testing};
use cache_test_servers::wait_for;
use std::time::Duration;

#[cached(key = "tagged:<id>", ttl = "1h", cache = process.cache, ignore(process))]
async fn tagged(process: &Process, id: u64) -> u64 {
    context::tag(format!("of-{id}"));
    process.source.read(id).await.unwrap()
}

#[cached(key = "timed:<id>", ttl = "1h", cache = process.cache, ignore(process))]
async fn timed(process: &Process, id: u64) -> u64 {
    context::ttl(Duration::from_secs(id));
    process.source.read(id).await.unwrap()
}

/// Only odd rows are to be kept.
#[cached(key = "choosy:<id>", ttl = "1h", cache = process.cache, ignore(process))]
async fn choosy(process: &Process, id: u64) -> u64 {
    let row = process.source.read(id).await.unwrap();
    if row % 2 == 0 {
        context::no_store();
    }
    row
}

/// The row is as it was, whatever is read.
#[cached(key = "unchanged:<id>", ttl = "1m", stale_if_error = "1h", cache = process.cache, ignore(process))]
async fn unchanged(process: &Process, id: u64) -> u64 {
    context::keep_stale();
    process.source.read(id).await.unwrap()
}

#[cached(
    key = "unchanged-remote:<id>", ttl = "1m", stale_if_error = "1h", tier = "redis", cache = process.cache,
    ignore(process)
)]
async fn unchanged_remote(process: &Process, id: u64) -> u64 {
    if let Some(stale) = context::stale::<u64>() {
        assert_eq!(stale, 1);
        context::keep_stale();
    }
    process.source.read(id).await.unwrap()
}

/// It says its tag when it reads the row, and nothing when the row is as it was.
#[cached(key = "quiet:<id>", ttl = "1m", stale_if_error = "1h", cache = process.cache, ignore(process))]
async fn quiet(process: &Process, id: u64) -> u64 {
    match context::stale::<u64>() {
        Some(_) => context::keep_stale(),
        None => context::tag("quiet"),
    }
    process.source.read(id).await.unwrap()
}

#[tokio::test]
async fn a_tag_said_by_a_loader_is_known_to_redis_from_the_second_load_on() {
    let scene = Scene::start();
    let [one, other] = scene.processes().await;
    // Nobody knew before the load that there would be tags: one of them may have been invalidated meanwhile.
    tagged(&one, 1).await;
    assert_eq!(scene.frame("tagged:1"), None);
    assert_eq!(peek_tagged(&one, 1).await.unwrap().source, From::Memory);
    tagged(&one, 2).await;
    assert!(scene.frame("tagged:2").is_some());

    let found = tagged_cached(&other, 2).await;
    assert_eq!((found.value, found.source), (1, From::Redis));
    scene.set_row(2);
    one.cache.invalidate_tag("of-2").await.unwrap();
    wait_for("the other process to hear", || {
        testing::run(peek_tagged(&other, 2)).is_none().then_some(())
    });
    let [stranger] = scene.processes().await;
    assert_eq!(peek_tagged(&stranger, 2).await, None);
    assert_eq!(tagged(&other, 2).await, 2);
    // The other tag means the other entry.
    assert_eq!(tagged(&one, 1).await, 1);
    one.cache.invalidate_tag("of-1").await.unwrap();
    assert_eq!(tagged(&one, 1).await, 2);
}

#[tokio::test]
async fn a_tag_said_by_a_loader_is_heeded_if_it_is_invalidated_during_the_load() {
    let scene = Scene::start();
    let [one, other] = scene.processes().await;
    tagged(&one, 1).await;
    let gate = one.source.pausing();
    let load = tokio::spawn({
        let one = one.clone();
        async move { tagged(&one, 2).await }
    });
    gate.entered(1).await;
    scene.set_row(2);
    other.cache.invalidate_tag("of-2").await.unwrap();
    gate.open_for_good();
    assert_eq!(load.await.unwrap(), 1);
    let [stranger] = scene.processes().await;
    assert_eq!(peek_tagged(&stranger, 2).await, None);
    wait_for("the old row to be gone", || {
        testing::run(peek_tagged(&one, 2)).is_none().then_some(())
    });
}

#[tokio::test]
async fn a_ttl_said_by_a_loader_is_that_of_the_entry_in_redis() {
    let scene = Scene::start();
    let [process] = scene.processes().await;
    timed(&process, 100).await;
    let frame = scene.frame("timed:100").unwrap();
    assert_eq!(frame.fresh_until() - frame.created(), 100_000);
    let kept = scene.time_to_live("timed:100");
    assert!((90_000..=100_000).contains(&kept), "{kept}");
    timed(&process, 0).await;
    assert_eq!(scene.frame("timed:0"), None);
}

#[tokio::test]
async fn what_is_not_to_be_stored_is_not_in_redis_and_nor_is_what_it_replaces() {
    let scene = Scene::start();
    let [one, other] = scene.processes().await;
    choosy(&one, 7).await;
    assert!(scene.frame("choosy:7").is_some());
    scene.set_row(2);
    assert_eq!(refresh_choosy(&one, 7).await, 2);
    assert_eq!(scene.frame("choosy:7"), None);
    assert_eq!(choosy_cached(&other, 7).await.source, From::Loader);
    assert_eq!(scene.frame("choosy:7"), None);
}

#[tokio::test]
async fn a_value_from_redis_that_is_as_good_as_new_begins_a_new_life_there() {
    let scene = Scene::start();
    let [writer, finder] = scene.processes().await;
    assert_eq!(unchanged(&writer, 7).await, 1);
    assert_eq!(unchanged_remote(&writer, 7).await, 1);
    pass(&[&writer, &finder], 100 * SECOND);
    scene.set_row(2);
    for key in ["unchanged:7", "unchanged-remote:7"] {
        let before = scene.frame(key).unwrap();
        let value = match key {
            "unchanged:7" => unchanged(&finder, 7).await,
            _ => unchanged_remote(&finder, 7).await,
        };
        assert_eq!(value, 1, "{key}");
        let after = scene.frame(key).unwrap();
        assert!(after.created() >= before.created() + 100_000, "{key}");
        assert_eq!(after.fresh_until() - after.created(), 60_000, "{key}");
    }
    let found = unchanged_remote_cached(&writer, 7).await;
    assert_eq!(
        (found.value, found.source, found.stale),
        (1, From::Redis, false)
    );
    assert_eq!(finder.loads(), 2);
}

/// The tag was said of the value that is kept, and means it still.
#[tokio::test]
async fn a_value_that_is_kept_keeps_the_tags_that_were_said_of_it() {
    for during in [true, false] {
        let scene = Scene::start();
        let [one, other] = scene.processes().await;
        quiet(&one, 1).await;
        quiet(&one, 7).await;
        assert!(scene.frame("quiet:7").is_some());
        pass(&[&one, &other], 61 * SECOND);
        // This process has known of tags of the function before, too.
        quiet(&other, 2).await;
        let gate = other.source.pausing();
        let load = tokio::spawn({
            let other = other.clone();
            async move { quiet(&other, 7).await }
        });
        gate.entered(1).await;
        scene.set_row(2);
        if during {
            one.cache.invalidate_tag("quiet").await.unwrap();
        }
        gate.open_for_good();
        assert_eq!(load.await.unwrap(), 1);
        if !during {
            one.cache.invalidate_tag("quiet").await.unwrap();
        }
        let [stranger] = scene.processes().await;
        assert_eq!(
            peek_quiet(&stranger, 7).await,
            None,
            "during the load: {during}"
        );
        wait_for("the old row to be gone", || {
            testing::run(peek_quiet(&other, 7)).is_none().then_some(())
        });
    }
}
