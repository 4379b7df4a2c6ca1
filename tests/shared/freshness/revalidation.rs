//! Answers that are refreshed behind the callers' backs: one refresh in the fleet, whoever sees that it is due.

use super::{Broken, MILLISECOND, Process, SECOND, Scene, pass};
use cache_runtime::{Cached, Source as From, cached};
use cache_test_servers::wait_for;
use std::time::Duration;

/// A function that refreshes in the background, and when it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Stale,
    StaleInRedisAlone,
    StaleAndBlocking,
    Ahead,
    AheadInRedisAlone,
    Early,
    EarlyInRedisAlone,
}

#[cached(key = "stale:<id>", ttl = "1m", stale_while_revalidate = "1m", cache = process.cache, ignore(process))]
async fn stale(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "stale-remote:<id>", ttl = "1m", stale_while_revalidate = "1m", tier = "redis",
    cache = process.cache, ignore(process)
)]
async fn stale_remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(key = "stale-blocking:<id>", ttl = "1m", stale_while_revalidate = "1m", cache = process.cache, ignore(process))]
fn stale_blocking(process: &Process, id: u64) -> Result<u64, Broken> {
    cache_runtime::testing::run(process.source.read(id))
}

#[cached(key = "ahead:<id>", ttl = "2m", refresh_ahead = 0.5, cache = process.cache, ignore(process))]
async fn ahead(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "ahead-remote:<id>", ttl = "2m", refresh_ahead = 0.5, tier = "redis",
    cache = process.cache, ignore(process)
)]
async fn ahead_remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

/// With such a beta every draw of the second half is a refresh.
#[cached(
    key = "early:<id>", ttl = "2m", stampede = "early", beta = 1000000000000.0,
    cache = process.cache, ignore(process)
)]
async fn early(process: &Process, id: u64) -> Result<u64, Broken> {
    process.clock.advance(MILLISECOND);
    process.source.read(id).await
}

#[cached(
    key = "early-remote:<id>", ttl = "2m", stampede = "early", beta = 1000000000000.0, tier = "redis",
    cache = process.cache, ignore(process)
)]
async fn early_remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.clock.advance(MILLISECOND);
    process.source.read(id).await
}

impl Subject {
    const ALL: [Self; 7] = [
        Self::Stale,
        Self::StaleInRedisAlone,
        Self::StaleAndBlocking,
        Self::Ahead,
        Self::AheadInRedisAlone,
        Self::Early,
        Self::EarlyInRedisAlone,
    ];

    /// Between the moment when a refresh is due and the end of the entry.
    const DUE: Duration = Duration::from_secs(61);

    async fn read(self, process: &Process) -> Cached<u64> {
        let read = match self {
            Self::Stale => stale_cached(process, 7).await,
            Self::StaleInRedisAlone => stale_remote_cached(process, 7).await,
            Self::StaleAndBlocking => stale_blocking_cached(process, 7),
            Self::Ahead => ahead_cached(process, 7).await,
            Self::AheadInRedisAlone => ahead_remote_cached(process, 7).await,
            Self::Early => early_cached(process, 7).await,
            Self::EarlyInRedisAlone => early_remote_cached(process, 7).await,
        };
        read.expect("there always is an answer")
    }

    fn key(self) -> &'static str {
        match self {
            Self::Stale => "stale:7",
            Self::StaleInRedisAlone => "stale-remote:7",
            Self::StaleAndBlocking => "stale-blocking:7",
            Self::Ahead => "ahead:7",
            Self::AheadInRedisAlone => "ahead-remote:7",
            Self::Early => "early:7",
            Self::EarlyInRedisAlone => "early-remote:7",
        }
    }

    fn is_remote(self) -> bool {
        matches!(
            self,
            Self::StaleInRedisAlone | Self::AheadInRedisAlone | Self::EarlyInRedisAlone
        )
    }
}

/// More than the pause after a look at somebody else's refresh.
const LATER: Duration = Duration::from_millis(200);

#[tokio::test]
async fn what_is_due_in_redis_is_the_answer_at_once_and_is_refreshed_once_in_the_fleet() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [writer, finder, loser] = scene.processes().await;
        let all = [&writer, &finder, &loser];
        assert_eq!(subject.read(&writer).await.value, 1);
        pass(&all, Subject::DUE);
        scene.set_row(2);

        let refresh = finder.source.pausing();
        let found = subject.read(&finder).await;
        assert_eq!((found.value, found.source), (1, From::Redis), "{subject:?}");
        refresh.entered(1).await;
        for process in [&loser, &writer] {
            let others = subject.read(process).await;
            assert_eq!(others.value, 1, "{subject:?}");
            process.settle().await;
        }
        assert_eq!(subject.read(&finder).await.value, 1, "{subject:?}");
        refresh.open_for_good();
        finder.settle().await;
        assert_eq!(subject.read(&finder).await.value, 2, "{subject:?}");

        for process in [&loser, &writer] {
            process.clock.advance(LATER);
            let before = subject.read(process).await;
            let expected = if subject.is_remote() { 2 } else { 1 };
            assert_eq!(before.value, expected, "{subject:?}");
            process.settle().await;
            assert_eq!(subject.read(process).await.value, 2, "{subject:?}");
        }
        let loads = all.map(Process::loads);
        assert_eq!(loads, [1, 1, 0], "{subject:?}");
    }
}

#[tokio::test]
async fn who_finds_another_at_the_refresh_asks_again_only_after_a_pause() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [finder, loser] = scene.processes().await;
        assert_eq!(subject.read(&finder).await.value, 1);
        pass(&[&finder, &loser], Subject::DUE);
        let refresh = finder.source.pausing();
        subject.read(&finder).await;
        refresh.entered(1).await;
        subject.read(&loser).await;
        loser.settle().await;

        scene.scripts_since();
        for _ in 0..10 {
            subject.read(&loser).await;
            loser.settle().await;
        }
        assert_eq!(scene.scripts_since(), 0, "{subject:?}");
        loser.clock.advance(LATER);
        subject.read(&loser).await;
        loser.settle().await;
        assert!(scene.scripts_since() > 0, "{subject:?}");
        refresh.open_for_good();
        finder.settle().await;
        assert_eq!(loser.loads(), 0, "{subject:?}");
    }
}

/// The process that had the refresh gives it up; the entry is as stale as before, and the next one refreshes it.
#[tokio::test]
async fn a_refresh_that_fails_leaves_the_entry_to_others() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [broken, sound] = scene.processes().await;
        assert_eq!(subject.read(&broken).await.value, 1);
        pass(&[&broken, &sound], Subject::DUE);
        scene.set_row(2);
        broken.source.fail();
        assert_eq!(subject.read(&broken).await.value, 1, "{subject:?}");
        broken.settle().await;
        wait_for("the lease to be given back", || {
            (scene.frame(subject.key())?.0[8..32] == [0; 24]).then_some(())
        });
        assert_eq!(subject.read(&broken).await.value, 1, "{subject:?}");
        assert_eq!(subject.read(&sound).await.value, 1, "{subject:?}");
        sound.settle().await;
        assert_eq!(subject.read(&sound).await.value, 2, "{subject:?}");
        assert_eq!([broken.loads(), sound.loads()], [2, 1], "{subject:?}");
    }
}

#[tokio::test]
async fn what_is_refreshed_ahead_in_redis_is_never_seen_to_end() {
    let scene = Scene::start();
    let [one, other] = scene.processes().await;
    ahead(&one, 7).await.unwrap();
    for row in 2..12 {
        scene.set_row(row);
        pass(&[&one, &other], 61 * SECOND);
        let (first, second) = if row % 2 == 0 {
            (&one, &other)
        } else {
            (&other, &one)
        };
        let answer = ahead_cached(first, 7).await.unwrap();
        assert!(!answer.stale && answer.source != From::Loader);
        first.settle().await;
        assert_eq!(ahead(first, 7).await, Ok(row));
        second.clock.advance(LATER);
        second.clock.advance(Duration::ZERO);
        ahead(second, 7).await.unwrap();
        second.settle().await;
        assert_eq!(ahead(second, 7).await, Ok(row));
    }
    assert_eq!(one.loads() + other.loads(), 11);
}
