//! Old values from Redis that are the answer where a load fails: within their time, never again after an invalidation, and
//! never written back.

use super::{Broken, MILLISECOND, Process, SECOND, Scene, pass};
use cache_runtime::{Cached, cached, testing};
use cache_test_servers::wait_for;
use std::time::Duration;

#[cached(key = "row:<id>", ttl = "1m", stale_if_error = "1h", cache = process.cache, ignore(process))]
async fn row(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(key = "base:<id>", ttl = "1d", cache = process.cache, ignore(process))]
async fn base(process: &Process, id: u64) -> u64 {
    let _ = process;
    id
}

#[cached(
    key = "kept:<id>", ttl = "1m", stale_if_error = "1h", tags = ["kept"], depends_on(base(id)),
    cache = process.cache, ignore(process)
)]
async fn kept(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "remote:<id>", ttl = "1m", stale_if_error = "1h", tier = "redis", tags = ["kept"], depends_on(base(id)),
    cache = process.cache, ignore(process)
)]
async fn remote(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "locked:<id>", ttl = "1m", stale_if_error = "1h", stampede = "lock", tags = ["kept"], depends_on(base(id)),
    cache = process.cache, ignore(process)
)]
async fn locked(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "finishing:<id>", ttl = "1m", stale_if_error = "1h", on_cancel = "finish", tags = ["kept"],
    depends_on(base(id)), cache = process.cache, ignore(process)
)]
async fn finishing(process: &Process, id: u64) -> Result<u64, Broken> {
    process.source.read(id).await
}

#[cached(
    key = "blocking:<id>", ttl = "1m", stale_if_error = "1h", tags = ["kept"], depends_on(base(id)),
    cache = process.cache, ignore(process)
)]
fn blocking(process: &Process, id: u64) -> Result<u64, Broken> {
    testing::run(process.source.read(id))
}

/// A function whose old values are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Kept,
    Remote,
    Locked,
    Finishing,
    Blocking,
}

impl Subject {
    const ALL: [Self; 5] = [
        Self::Kept,
        Self::Remote,
        Self::Locked,
        Self::Finishing,
        Self::Blocking,
    ];

    async fn read(self, process: &Process) -> Result<Cached<u64>, Broken> {
        match self {
            Self::Kept => kept_cached(process, 7).await,
            Self::Remote => remote_cached(process, 7).await,
            Self::Locked => locked_cached(process, 7).await,
            Self::Finishing => finishing_cached(process, 7).await,
            Self::Blocking => blocking_cached(process, 7),
        }
    }

    async fn value(self, process: &Process) -> Result<u64, Broken> {
        self.read(process).await.map(|cached| cached.value)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Kept => "kept:7",
            Self::Remote => "remote:7",
            Self::Locked => "locked:7",
            Self::Finishing => "finishing:7",
            Self::Blocking => "blocking:7",
        }
    }

    async fn invalidate_all(self, process: &Process) {
        match self {
            Self::Kept => invalidate_all_kept(process).await,
            Self::Remote => invalidate_all_remote(process).await,
            Self::Locked => invalidate_all_locked(process).await,
            Self::Finishing => invalidate_all_finishing(process).await,
            Self::Blocking => invalidate_all_blocking(process),
        }
        .unwrap();
    }
}

/// A way to invalidate, from another process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Key,
    Pattern,
    Tag,
    Function,
    Dependency,
    Everything,
    /// By a client of Redis.
    Deletion,
}

impl Way {
    const ALL: [Self; 7] = [
        Self::Key,
        Self::Pattern,
        Self::Tag,
        Self::Function,
        Self::Dependency,
        Self::Everything,
        Self::Deletion,
    ];

    async fn invalidate(self, scene: &Scene, by: &Process, subject: Subject) {
        let cache = &by.cache;
        match self {
            Self::Key => drop(cache.invalidate(subject.key()).await.unwrap()),
            Self::Pattern => drop(cache.invalidate_pattern("*:7").await.unwrap()),
            Self::Tag => drop(cache.invalidate_tag("kept").await.unwrap()),
            Self::Function => subject.invalidate_all(by).await,
            Self::Dependency => drop(invalidate_base(by, 7).await.unwrap()),
            Self::Everything => drop(cache.clear().await.unwrap()),
            Self::Deletion => scene.delete(subject.key()),
        }
    }
}

/// An entry that is past its time, and a process that knows nothing of it and whose source is broken.
async fn aged(subject: Subject) -> (Scene, Process, Process) {
    let scene = Scene::start();
    let [writer, failing] = scene.processes().await;
    subject.read(&writer).await.unwrap();
    pass(&[&writer, &failing], 61 * SECOND);
    scene.set_row(2);
    failing.source.fail();
    (scene, writer, failing)
}

/// Until `hearer` has heard what `teller` published before.
async fn hear(teller: &Process, hearer: &Process) {
    base(hearer, 1_000).await;
    invalidate_base(teller, 1_000).await.unwrap();
    wait_for("a message to arrive", || {
        testing::run(peek_base(hearer, 1_000))
            .is_none()
            .then_some(())
    });
}

#[tokio::test]
async fn an_old_value_from_redis_is_the_answer_where_the_load_fails_and_stays_old() {
    for subject in Subject::ALL {
        let (scene, writer, failing) = aged(subject).await;
        let before = scene.frame(subject.key()).unwrap();
        let answer = subject.read(&failing).await.unwrap();
        assert_eq!((answer.value, answer.stale), (1, true), "{subject:?}");
        assert_eq!(failing.loads(), 1, "{subject:?}");
        let after = wait_for("the lease to be given back", || {
            let frame = scene.frame(subject.key()).unwrap();
            (frame.0[8..32] == [0; 24]).then_some(frame)
        });
        assert_eq!(after.lasting(), before.lasting(), "{subject:?}");
        // Whoever can load does.
        assert_eq!(subject.value(&writer).await, Ok(2), "{subject:?}");
        assert_eq!(writer.loads(), 2, "{subject:?}");
    }
}

#[tokio::test]
async fn an_old_value_from_redis_is_no_answer_after_an_invalidation() {
    for subject in Subject::ALL {
        for way in Way::ALL {
            let (scene, writer, failing) = aged(subject).await;
            way.invalidate(&scene, &writer, subject).await;
            let answer = subject.value(&failing).await;
            assert_eq!(answer, Err(Broken), "{subject:?} {way:?}");
        }
    }
}

/// The same for a value that a failed load has left in memory before.
#[tokio::test]
async fn an_old_value_that_was_the_answer_before_is_none_after_an_invalidation() {
    for subject in Subject::ALL {
        for way in Way::ALL {
            // Nobody tells memory of it; it is a copy as any other there.
            if way == Way::Deletion {
                continue;
            }
            let (scene, writer, failing) = aged(subject).await;
            assert_eq!(subject.value(&failing).await, Ok(1));
            way.invalidate(&scene, &writer, subject).await;
            hear(&writer, &failing).await;
            let answer = subject.value(&failing).await;
            assert_eq!(answer, Err(Broken), "{subject:?} {way:?}");
        }
    }
}

/// Memory keeps an old value for the sake of a function that otherwise has nothing there, and no longer than Redis does.
#[tokio::test]
async fn an_old_value_of_redis_alone_ends_with_its_deletion_there() {
    let (scene, _writer, failing) = aged(Subject::Remote).await;
    assert_eq!(remote(&failing, 7).await, Ok(1));
    scene.delete("remote:7");
    failing.clock.advance(31 * SECOND);
    assert_eq!(remote(&failing, 7).await, Err(Broken));
}

/// The invalidation comes when the load has begun.
#[tokio::test]
async fn an_old_value_is_no_answer_if_it_is_invalidated_while_the_load_runs() {
    for subject in Subject::ALL {
        for way in Way::ALL {
            // The load runs, and Redis is not asked again.
            if way == Way::Deletion {
                continue;
            }
            let (scene, writer, failing) = aged(subject).await;
            let gate = failing.source.pausing();
            let process = failing.clone();
            let call = std::thread::spawn(move || testing::run(subject.value(&process)));
            gate.entered(1).await;
            way.invalidate(&scene, &writer, subject).await;
            hear(&writer, &failing).await;
            gate.open_for_good();
            let answer = call.join().unwrap();
            assert_eq!(answer, Err(Broken), "{subject:?} {way:?}");
            assert_eq!(subject.value(&failing).await, Err(Broken), "{way:?}");
        }
    }
}

/// The invalidation comes while the call waits for the load of another process, after it has seen the old value.
#[tokio::test]
async fn an_old_value_is_no_answer_if_it_is_invalidated_while_the_call_waits_for_another_process() {
    for way in Way::ALL {
        let subject = Subject::Locked;
        let (scene, writer, failing) = aged(subject).await;
        let gate = writer.source.pausing();
        writer.source.fail();
        let owner = tokio::spawn({
            let writer = writer.clone();
            async move { subject.value(&writer).await }
        });
        gate.entered(1).await;
        let waiting = tokio::spawn({
            let failing = failing.clone();
            async move { subject.value(&failing).await }
        });
        wait_until_awaited(&scene, subject).await;
        let [third] = scene.processes().await;
        way.invalidate(&scene, &third, subject).await;
        hear(&third, &failing).await;
        hear(&third, &writer).await;
        gate.open_for_good();
        if way != Way::Deletion {
            assert_eq!(owner.await.unwrap(), Err(Broken), "{way:?}");
        }
        assert_eq!(waiting.await.unwrap(), Err(Broken), "{way:?}");
    }
}

async fn wait_until_awaited(scene: &Scene, subject: Subject) {
    while scene.frame(subject.key()).unwrap().0[32] != 1 {
        tokio::time::sleep(MILLISECOND).await;
    }
}

#[tokio::test]
async fn who_waited_for_a_load_that_failed_in_another_process_falls_back_as_well() {
    let subject = Subject::Locked;
    let (scene, writer, failing) = aged(subject).await;
    writer.source.fail();
    let gate = writer.source.pausing();
    let owner = tokio::spawn({
        let writer = writer.clone();
        async move { subject.value(&writer).await }
    });
    gate.entered(1).await;
    let waiting = tokio::spawn({
        let failing = failing.clone();
        async move { subject.value(&failing).await }
    });
    wait_until_awaited(&scene, subject).await;
    gate.open_for_good();
    assert_eq!(owner.await.unwrap(), Ok(1));
    assert_eq!(waiting.await.unwrap(), Ok(1));
}

/// One process, whose clock agrees with itself to the millisecond.
#[tokio::test]
async fn an_old_value_in_redis_is_of_use_to_the_last_millisecond_of_its_window() {
    for (late, answer) in [(false, Ok(1)), (true, Err(Broken))] {
        let scene = Scene::start();
        let [process] = scene.processes().await;
        remote(&process, 7).await.unwrap();
        process.source.fail();
        process
            .clock
            .advance(Duration::from_secs(60 + 3600) - MILLISECOND);
        if late {
            process.clock.advance(MILLISECOND);
        }
        assert_eq!(remote(&process, 7).await, answer);
        assert_eq!(process.loads(), 2);
    }
}

/// It is used again and again, and does not last longer for it.
#[tokio::test]
async fn the_window_of_a_value_that_falls_back_is_not_extended() {
    for subject in Subject::ALL {
        let (scene, _writer, failing) = aged(subject).await;
        let end = scene.frame(subject.key()).unwrap().stale_until();
        for _ in 0..58 {
            assert_eq!(subject.value(&failing).await, Ok(1), "{subject:?}");
            failing.clock.advance(60 * SECOND);
        }
        assert_eq!(scene.frame(subject.key()).unwrap().stale_until(), end);
        failing.clock.advance(60 * SECOND);
        failing.clock.advance(60 * SECOND);
        assert_eq!(subject.value(&failing).await, Err(Broken), "{subject:?}");
    }
}

/// Redis keeps the frame as long as anybody may use it, and no longer.
#[tokio::test]
async fn redis_keeps_an_entry_until_the_end_of_its_longest_window() {
    let scene = Scene::start();
    let [process] = scene.processes().await;
    row(&process, 7).await.unwrap();
    let frame = scene.frame("row:7").unwrap();
    assert_eq!(frame.fresh_until() - frame.created(), 60_000);
    assert_eq!(frame.stale_until() - frame.fresh_until(), 3_600_000);
    let kept = scene.time_to_live("row:7");
    assert!((3_600_000..=3_660_000).contains(&kept), "{kept}");
    // What is put lasts as long.
    put_row(&process, 7, 5).await.unwrap();
    let kept = scene.time_to_live("row:7");
    assert!((3_600_000..=3_660_000).contains(&kept), "{kept}");
}
