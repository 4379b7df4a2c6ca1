//! A source that fails is left alone for a while, wherever its old value lies.

use super::{Broken, MILLISECOND, Process, SECOND, Scene, pass};
use cache_runtime::cached;
use cache_test_servers::wait_for;
use std::time::Duration;

#[cached(key = "falling:<id>", ttl = "1m", stale_if_error = "1h", cache = process.cache, ignore(process))]
async fn falling(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "falling-remote:<id>", ttl = "1m", stale_if_error = "1h", tier = "redis", cache = process.cache,
    ignore(process)
)]
async fn falling_remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(key = "stale:<id>", ttl = "1m", stale_while_revalidate = "1h", cache = process.cache, ignore(process))]
async fn stale(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "stale-remote:<id>", ttl = "1m", stale_while_revalidate = "1h", tier = "redis", cache = process.cache,
    ignore(process)
)]
async fn stale_remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[derive(Debug, Clone, Copy)]
enum Subject {
    Falling,
    FallingRemote,
    Stale,
    StaleRemote,
}

impl Subject {
    const ALL: [Self; 4] = [
        Self::Falling,
        Self::FallingRemote,
        Self::Stale,
        Self::StaleRemote,
    ];

    /// Until no load has the lease of the entry any more: it is given back when the load is over and answered.
    fn wait_until_free(self, scene: &Scene) {
        let key = match self {
            Self::Falling => "falling:7",
            Self::FallingRemote => "falling-remote:7",
            Self::Stale => "stale:7",
            Self::StaleRemote => "stale-remote:7",
        };
        wait_for("the lease to be given back", || {
            (scene.frame(key)?.0[8..32] == [0; 24]).then_some(())
        });
    }

    /// Reads, and waits for what goes on behind the answer.
    async fn read(self, process: &Process) -> Result<u64, Broken> {
        let answer = match self {
            Self::Falling => falling(process, 7).await,
            Self::FallingRemote => falling_remote(process, 7).await,
            Self::Stale => stale(process, 7).await,
            Self::StaleRemote => stale_remote(process, 7).await,
        };
        process.settle().await;
        answer
    }
}

#[tokio::test]
async fn a_source_that_fails_is_asked_once_in_a_throttle_and_process() {
    for subject in Subject::ALL {
        let scene = Scene::start();
        let [writer, failing, other] = scene.processes().await;
        subject.read(&writer).await.unwrap();
        pass(&[&writer, &failing, &other], 61 * SECOND);
        scene.set_row(2);
        failing.source.fail();
        for round in 1..4 {
            subject.wait_until_free(&scene);
            for _ in 0..10 {
                assert_eq!(subject.read(&failing).await, Ok(1), "{subject:?}");
                assert_eq!(failing.loads(), round, "{subject:?}");
                pass(&[&failing, &other], Duration::from_millis(2_999));
            }
            pass(&[&failing, &other], 10 * MILLISECOND);
        }
        subject.wait_until_free(&scene);
        // It is nobody else's trouble, and over when the source is back.
        assert!(subject.read(&other).await.is_ok());
        assert_eq!(subject.read(&other).await, Ok(2), "{subject:?}");
        assert_eq!(other.loads(), 1, "{subject:?}");
        failing.source.recover();
        subject.read(&failing).await.unwrap();
        assert_eq!(subject.read(&failing).await, Ok(2), "{subject:?}");
        assert_eq!(
            failing.loads(),
            3,
            "{subject:?}: the new value came from Redis"
        );
    }
}
