//! Audits of what lies in Redis: found there again, and nothing written.

use super::{Broken, MILLISECOND, Process, Scene};
use cache_runtime::{AuditStats, Cached, cached, testing};
use cache_test_servers::wait_for;
use std::time::Duration;

#[cached(key = "audit:<id>", ttl = "forever", audit = 1, cache = process.cache, ignore(process))]
async fn both(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "audit-remote:<id>", ttl = "forever", audit = 1, tier = "redis", cache = process.cache, ignore(process)
)]
async fn remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "audit-blocking:<id>", ttl = "forever", audit = 1, tier = "redis", cache = process.cache, ignore(process)
)]
fn blocking(process: &Process, id: u64) -> Result<u64, Broken> {
    testing::run(process.source.read(id))
}

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// A function whose hits are audited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    InBoth,
    InRedisAlone,
    Blocking,
}

impl Subject {
    const ALL: [Self; 3] = [Self::InBoth, Self::InRedisAlone, Self::Blocking];

    async fn read(self, process: &Process) -> Cached<u64> {
        let read = match self {
            Self::InBoth => both_cached(process, 7).await,
            Self::InRedisAlone => remote_cached(process, 7).await,
            Self::Blocking => blocking_cached(process, 7),
        };
        read.expect("there always is an answer")
    }

    async fn invalidate(self, process: &Process) {
        let invalidated = match self {
            Self::InBoth => invalidate_both(process, 7).await,
            Self::InRedisAlone => invalidate_remote(process, 7).await,
            Self::Blocking => invalidate_blocking(process, 7),
        };
        invalidated.unwrap();
    }

    fn key(self) -> &'static str {
        match self {
            Self::InBoth => "audit:7",
            Self::InRedisAlone => "audit-remote:7",
            Self::Blocking => "audit-blocking:7",
        }
    }

    fn function(self) -> &'static str {
        match self {
            Self::InBoth => "both",
            Self::InRedisAlone => "remote",
            Self::Blocking => "blocking",
        }
    }

    fn audits(self, process: &Process) -> AuditStats {
        testing::counts(&process.cache, self.function())
            .audits
            .unwrap_or_default()
    }
}

/// Lets time pass until all audits are over.
async fn finish(process: &Process) {
    while testing::tasks_running(&process.cache) > 0 {
        process.clock.advance(50 * MILLISECOND);
        tokio::task::yield_now().await;
    }
}

/// Until the source was read so often.
async fn loaded(process: &Process, times: u64) {
    while process.loads() < times {
        tokio::task::yield_now().await;
    }
}

fn found(audits: AuditStats) -> [u64; 5] {
    let AuditStats {
        same,
        settled,
        failed,
        skipped,
        ..
    } = audits;
    [same, settled, failed, skipped, audits.found_stale()]
}

#[tokio::test]
async fn a_hit_in_redis_is_audited_by_the_process_that_has_it() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [writer, reader] = scene.processes().await;
        subject.read(&writer).await;
        assert_eq!(subject.read(&reader).await.value, 1, "{subject:?}");
        finish(&reader).await;
        assert_eq!(
            found(subject.audits(&reader)),
            [1, 0, 0, 0, 0],
            "{subject:?}"
        );
        assert_eq!((writer.loads(), reader.loads()), (1, 1), "{subject:?}");

        scene.set_row(2);
        reader.clock.advance(DAY + MINUTE);
        let answer = subject.read(&reader).await;
        assert_eq!(answer.value, 1, "{subject:?}");
        finish(&reader).await;
        let audits = subject.audits(&reader);
        assert_eq!(found(audits), [1, 0, 0, 0, 1], "{subject:?}");
        assert_eq!(
            audits.stale[6], 1,
            "{subject:?}: it was {:?} old",
            answer.age
        );
    }
}

#[tokio::test]
async fn an_audit_writes_nothing() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [process] = scene.processes().await;
        subject.read(&process).await;
        let frame = scene.frame(subject.key()).unwrap();
        scene.set_row(2);
        subject.read(&process).await;
        finish(&process).await;

        assert_eq!(subject.audits(&process).found_stale(), 1, "{subject:?}");
        assert_eq!(scene.frame(subject.key()), Some(frame), "{subject:?}");
        assert_eq!(subject.read(&process).await.value, 1, "{subject:?}");
        finish(&process).await;
    }
}

#[tokio::test]
async fn an_invalidation_by_another_process_settles_it() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [reader, writer] = scene.processes().await;
        subject.read(&reader).await;
        scene.set_row(2);
        subject.read(&reader).await;
        loaded(&reader, 2).await;
        subject.invalidate(&writer).await;
        wait_for("the message to arrive", || {
            let entries = testing::counts(&reader.cache, subject.function()).entries;
            (entries == 0).then_some(())
        });
        finish(&reader).await;

        assert_eq!(
            found(subject.audits(&reader)),
            [0, 1, 0, 0, 0],
            "{subject:?}"
        );
    }
}

#[tokio::test]
async fn a_newer_value_of_another_process_settles_it() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [reader, writer] = scene.processes().await;
        subject.read(&reader).await;
        scene.set_row(2);
        subject.read(&reader).await;
        loaded(&reader, 2).await;
        subject.invalidate(&writer).await;
        assert_eq!(subject.read(&writer).await.value, 2, "{subject:?}");
        wait_for("the message to arrive", || {
            let entries = testing::counts(&reader.cache, subject.function()).entries;
            (entries == 0).then_some(())
        });
        finish(&reader).await;

        assert_eq!(
            found(subject.audits(&reader)),
            [0, 1, 0, 0, 0],
            "{subject:?}"
        );
    }
}

#[tokio::test]
async fn an_entry_that_somebody_deletes_in_redis_settles_it_where_memory_keeps_none() {
    for subject in [Subject::InRedisAlone, Subject::Blocking] {
        let scene = Scene::start();
        let [reader] = scene.processes().await;
        subject.read(&reader).await;
        scene.set_row(2);
        subject.read(&reader).await;
        loaded(&reader, 2).await;
        scene.delete(subject.key());
        finish(&reader).await;

        assert_eq!(
            found(subject.audits(&reader)),
            [0, 1, 0, 0, 0],
            "{subject:?}"
        );
    }
}
