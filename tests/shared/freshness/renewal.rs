//! Hits that prolong what all processes share: `sliding` and `adaptive_ttl` over Redis.

use super::{MILLISECOND, Process, SECOND, Scene, entry, pass};
use cache_runtime::{Source as From, cached};
use cache_test_servers::wait_for;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

#[cached(
    key = "sliding:<id>", ttl = "10m", sliding = true, max_age = "1h", stale_if_error = "1h", cache = process.cache,
    ignore(process)
)]
async fn sliding(process: &Process, id: u64) -> Result<u64, super::Broken> {
    process.source.read(id).await
}

#[cached(
    key = "endless:<id>", ttl = "10m", sliding = true, stale_if_error = "1h", cache = process.cache, ignore(process)
)]
async fn endless(process: &Process, id: u64) -> Result<u64, super::Broken> {
    process.source.read(id).await
}

#[cached(
    key = "sliding-remote:<id>", ttl = "10m", sliding = true, max_age = "1h", tier = "redis", cache = process.cache,
    ignore(process)
)]
async fn sliding_remote(process: &Process, id: u64) -> Result<u64, super::Broken> {
    process.source.read(id).await
}

#[cached(key = "adaptive:<id>", adaptive_ttl = "10m..1h", cache = process.cache, ignore(process))]
async fn adaptive(process: &Process, id: u64) -> Result<u64, super::Broken> {
    process.source.read(id).await
}

/// Where a hit has moved the end of an entry.
fn moved_end(scene: &Scene, key: &str) -> u64 {
    let frame = scene.frame(key).unwrap();
    let mut bytes = [0; 8];
    bytes[..6].copy_from_slice(&frame.0[34..40]);
    u64::from_le_bytes(bytes)
}

/// Until a hit has moved the end of an entry beyond this.
fn wait_until_moved(scene: &Scene, key: &str, beyond: u64) -> u64 {
    wait_for("the end of the entry to move", || {
        let end = moved_end(scene, key);
        (end > beyond).then_some(end)
    })
}

#[tokio::test]
async fn a_hit_in_one_process_prolongs_the_entry_for_all() {
    let scene = Scene::start();
    let [asking, other] = scene.processes().await;
    assert_eq!(sliding(&asking, 7).await, Ok(1));
    scene.set_row(2);
    let mut end = scene.frame("sliding:7").unwrap().fresh_until();
    for _ in 0..5 {
        pass(&[&asking, &other], 9 * MINUTE);
        assert_eq!(sliding(&asking, 7).await, Ok(1));
        let moved = wait_until_moved(&scene, "sliding:7", end);
        assert!(moved.abs_diff(end + 9 * 60_000) < 10, "{}", moved - end);
        end = moved;
    }
    // 45 minutes old, and found by one that never had it.
    let found = sliding_cached(&other, 7).await.unwrap();
    assert_eq!(
        (found.value, found.source, found.stale),
        (1, From::Redis, false)
    );
    let left = found.remaining.unwrap();
    assert!(left > 9 * MINUTE && left <= 10 * MINUTE, "{left:?}");
    // Redis keeps it until the end of the window after the new end; its own time stood still.
    let kept = scene.time_to_live("sliding:7");
    assert!((4_190_000..=4_200_000).contains(&kept), "{kept}");
    assert_eq!([asking.loads(), other.loads()], [1, 0]);
}

#[tokio::test]
async fn a_hit_in_redis_prolongs_the_entry_as_well() {
    let scene = Scene::start();
    let [writer, asking] = scene.processes().await;
    assert_eq!(sliding_remote(&writer, 7).await, Ok(1));
    let mut end = scene.frame("sliding-remote:7").unwrap().fresh_until();
    for _ in 0..5 {
        pass(&[&writer, &asking], 9 * MINUTE);
        assert_eq!(sliding_remote(&asking, 7).await, Ok(1));
        end = wait_until_moved(&scene, "sliding-remote:7", end);
    }
    assert_eq!([writer.loads(), asking.loads()], [1, 0]);
}

#[tokio::test]
async fn no_hit_prolongs_an_entry_beyond_its_greatest_age() {
    for remote in [false, true] {
        let scene = Scene::start();
        let [process] = scene.processes().await;
        let read = async || {
            if remote {
                sliding_remote_cached(&process, 7).await.unwrap()
            } else {
                sliding_cached(&process, 7).await.unwrap()
            }
        };
        let key = if remote {
            "sliding-remote:7"
        } else {
            "sliding:7"
        };
        read().await;
        scene.set_row(2);
        let frame = scene.frame(key).unwrap();
        let mut end = frame.fresh_until();
        let greatest = frame.created() + 3_600_000;
        for _ in 0..11 {
            process.clock.advance(5 * MINUTE);
            assert_eq!(read().await.value, 1);
            if end < greatest {
                end = wait_until_moved(&scene, key, end);
            }
        }
        assert_eq!(
            end, greatest,
            "the end is moved to the greatest age, and no further"
        );
        process.clock.advance(5 * MINUTE - MILLISECOND);
        assert_eq!(read().await.value, 1);
        process.clock.advance(MILLISECOND);
        assert_eq!(read().await.value, 2, "remote: {remote}");
    }
}

#[tokio::test]
async fn no_hit_brings_back_what_was_deleted_in_redis() {
    let scene = Scene::start();
    let [asking, other] = scene.processes().await;
    sliding(&asking, 7).await.unwrap();
    pass(&[&asking, &other], 5 * MINUTE);
    scene.delete("sliding:7");
    scene.scripts_since();
    // A copy in memory, which knows nothing of the deletion.
    assert_eq!(sliding(&asking, 7).await, Ok(1));
    wait_for("the hit to be told", || {
        (scene.scripts_since() > 0).then_some(())
    });
    assert_eq!(scene.frame("sliding:7"), None);
}

/// Nothing but the lease of a load stands there.
#[tokio::test]
async fn no_hit_prolongs_a_lease() {
    let scene = Scene::start();
    let [asking, loading] = scene.processes().await;
    sliding(&asking, 7).await.unwrap();
    pass(&[&asking, &loading], 5 * MINUTE);
    scene.delete("sliding:7");
    let gate = loading.source.pausing();
    let load = tokio::spawn({
        let loading = loading.clone();
        async move { sliding(&loading, 7).await }
    });
    gate.entered(1).await;
    let before = scene.frame("sliding:7").unwrap();
    assert_eq!(before.0.len(), 40, "a lease alone");
    let kept = scene.time_to_live("sliding:7");
    scene.scripts_since();
    assert_eq!(sliding(&asking, 7).await, Ok(1));
    wait_for("the hit to be told", || {
        (scene.scripts_since() > 0).then_some(())
    });
    let after = scene.frame("sliding:7").unwrap();
    assert_eq!(after.0[8..24], before.0[8..24]);
    assert_eq!(after.0[32..], before.0[32..]);
    assert!(scene.time_to_live("sliding:7") <= kept);
    gate.open_for_good();
    load.await.unwrap().unwrap();
}

#[tokio::test]
async fn no_hit_prolongs_what_was_expired_by_hand_elsewhere() {
    let scene = Scene::start();
    let [asking, other] = scene.processes().await;
    sliding(&asking, 7).await.unwrap();
    let end = scene.frame("sliding:7").unwrap().stale_until();
    expire_sliding(&other, 7).await.unwrap();
    scene.set_row(2);
    assert_eq!(sliding(&other, 7).await, Ok(2));
    let frame = scene.frame("sliding:7").unwrap();
    assert!(frame.stale_until() >= end);
    assert_eq!(frame.0[33], 0, "the new entry is not marked");
}

/// The end that hits move lies outside the checksum. Whatever stands there, an entry is no longer fresh than a hit just
/// before could have made it, nor older than its greatest age.
#[tokio::test]
async fn a_moved_end_that_is_garbage_makes_no_entry_live_longer_than_hits_could_have() {
    for garbage in [
        [0xFF; 6],
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
        [0, 0, 0, 0, 0, 1],
    ] {
        let scene = Scene::start();
        let [writer, other] = scene.processes().await;
        for (key, greatest) in [("sliding:7", true), ("endless:7", false)] {
            let read = async |process: &Process| {
                if greatest {
                    sliding_cached(process, 7).await.unwrap()
                } else {
                    endless_cached(process, 7).await.unwrap()
                }
            };
            scene.set_row(1);
            read(&writer).await;
            let frame = scene.frame(key).unwrap();
            let mut command: Vec<&[u8]> = vec![b"SETRANGE"];
            let name = entry(key);
            command.extend([name.as_bytes(), b"34", &garbage]);
            scene.redis.command(&command);
            assert_eq!(scene.frame(key).unwrap().lasting(), frame.lasting());
            // Nobody asked for it within its ttl: it is past its time.
            scene.set_row(2);
            pass(&[&writer, &other], 11 * MINUTE);
            let found = read(&other).await;
            assert_eq!(
                (found.value, found.source),
                (2, From::Loader),
                "{key} {garbage:?}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_asked_for_often_lives_longer_for_all() {
    let scene = Scene::start();
    let [asking, other] = scene.processes().await;
    adaptive(&asking, 7).await.unwrap();
    let frame = scene.frame("adaptive:7").unwrap();
    assert_eq!(frame.fresh_until() - frame.created(), 600_000);
    for _ in 0..10 {
        adaptive(&asking, 7).await.unwrap();
    }
    let end = wait_until_moved(&scene, "adaptive:7", frame.fresh_until());
    assert_eq!(end, frame.created() + 1_800_000);
    for _ in 0..90 {
        adaptive(&asking, 7).await.unwrap();
    }
    let end = wait_until_moved(&scene, "adaptive:7", end);
    assert_eq!(end, frame.created() + 3_600_000);
    let kept = scene.time_to_live("adaptive:7");
    assert!((3_590_000..=3_600_000).contains(&kept), "{kept}");
    // Another process has it for the whole of its longer life, and not a moment longer.
    scene.set_row(2);
    pass(&[&asking, &other], Duration::from_secs(3600) - 5 * SECOND);
    let found = adaptive_cached(&other, 7).await.unwrap();
    assert_eq!((found.value, found.source), (1, From::Redis));
    other.clock.advance(5 * SECOND);
    assert_eq!(adaptive(&other, 7).await, Ok(2));
}
