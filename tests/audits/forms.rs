//! All kinds of functions, and of hits.

use super::{Backend, Broken, Stage};
use crate::time::seconds;
use cache_runtime::{Cache, cached, testing};

#[cached(key = "form-sync:<id>", ttl = "forever", audit = 1, ignore(backend))]
fn blocking(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(key = "form-plain:<id>", ttl = "forever", audit = 1, ignore(backend))]
fn plain(backend: &Backend, id: u64) -> u64 {
    backend.answer_blocking().unwrap() + id
}

#[cached(
    key = "form-generic:<id>",
    ttl = "forever",
    audit = 1,
    tier = "memory",
    ignore(backend)
)]
async fn generic<T>(backend: &Backend, id: u64) -> T
where
    T: From<u8> + Clone + PartialEq + Send + Sync + 'static,
{
    T::from(u8::try_from(backend.answer().await.unwrap() + id).unwrap())
}

#[cached(
    key = "form-tracked:<id>",
    ttl = "forever",
    audit = 1,
    track = true,
    ignore(backend)
)]
async fn tracked(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(part(backend, id).await? + 100)
}

#[cached(key = "form-part:<id>", ttl = "forever", audit = 1, ignore(backend))]
async fn part(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(
    key = "form-renewed:<id>",
    ttl = "100s",
    sliding = true,
    audit = 1,
    ignore(backend)
)]
async fn renewed(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[derive(Clone)]
struct Users {
    cache: Cache,
    backend: Backend,
}

impl Users {
    #[cached(
        key = "form-method:<id>",
        ttl = "forever",
        audit = 1,
        cache = self.cache,
        ignore(self)
    )]
    async fn user(&self, id: u64) -> Result<u64, Broken> {
        Ok(self.backend.answer().await? + id)
    }
}

#[test]
fn sync_functions() {
    let stage = Stage::open();
    blocking(&stage.backend, 0).unwrap();
    plain(&stage.backend, 0);
    blocking(&stage.backend, 0).unwrap();
    plain(&stage.backend, 0);
    stage.finish();
    stage.assert_audits("blocking", [1, 0, 0, 0, 0]);
    stage.assert_audits("plain", [1, 0, 0, 0, 0]);

    stage.backend.update();
    assert_eq!(blocking(&stage.backend, 0), Ok(0));
    assert_eq!(plain(&stage.backend, 0), 0);
    stage.finish();
    stage.assert_audits("blocking", [1, 0, 0, 0, 1]);
    stage.assert_audits("plain", [1, 0, 0, 0, 1]);
}

#[test]
fn sync_functions_that_fail_or_panic() {
    let stage = Stage::open();
    blocking(&stage.backend, 0).unwrap();
    for mood in [super::FAILS, super::PANICS] {
        stage.backend.set(mood);
        assert_eq!(blocking(&stage.backend, 0), Ok(0));
        stage.finish();
    }
    stage.assert_audits("blocking", [0, 0, 2, 0, 0]);
}

#[test]
fn functions_without_a_runtime_of_their_caller() {
    let stage = Stage::open();
    testing::run(part(&stage.backend, 0)).unwrap();
    testing::run(part(&stage.backend, 0)).unwrap();
    stage.finish();
    stage.backend.update();
    testing::run(part(&stage.backend, 0)).unwrap();
    stage.finish();

    stage.assert_audits("part", [1, 0, 0, 0, 1]);
}

#[test]
fn each_instance_of_a_generic_function() {
    let stage = Stage::open();
    stage.call(generic::<u16>(&stage.backend, 0));
    stage.call(generic::<u32>(&stage.backend, 0));
    stage.backend.update();
    assert_eq!(stage.call(generic::<u16>(&stage.backend, 0)), 0);
    assert_eq!(stage.call(generic::<u32>(&stage.backend, 0)), 0);
    stage.finish();

    stage.assert_audits("generic", [0, 0, 0, 0, 2]);
}

#[test]
fn methods_in_a_cache_of_their_own() {
    let stage = Stage::open();
    let (cache, clock) = testing::cache();
    let users = Users {
        cache: cache.clone(),
        backend: stage.backend.clone(),
    };
    stage.call(users.user(0)).unwrap();
    stage.backend.update();
    stage.call(users.user(0)).unwrap();
    while testing::tasks_running(&cache) > 0 {
        clock.advance(seconds(1));
        stage.step();
    }

    let audits = testing::counts(&cache, "user").audits.unwrap();
    assert_eq!(audits.found_stale(), 1);
    assert_eq!(testing::counts(&stage.cache, "user").audits, None);
}

#[test]
fn hits_within_a_load_that_is_recorded() {
    let stage = Stage::open();
    stage.call(part(&stage.backend, 0)).unwrap();
    stage.call(tracked(&stage.backend, 0)).unwrap();
    stage.finish();
    stage.assert_audits("part", [1, 0, 0, 0, 0]);
    stage.assert_audits("tracked", [0; 5]);
}

#[test]
fn what_the_body_calls_answers_from_the_cache_and_is_audited_by_itself() {
    let stage = Stage::open();
    stage.call(tracked(&stage.backend, 0)).unwrap();
    stage.backend.update();
    assert_eq!(stage.call(tracked(&stage.backend, 0)), Ok(100));
    stage.finish();

    stage.assert_audits("tracked", [1, 0, 0, 0, 0]);
    stage.assert_audits("part", [0, 0, 0, 0, 1]);
}

#[test]
fn hits_that_are_noted() {
    let stage = Stage::open();
    stage.call(renewed(&stage.backend, 0)).unwrap();
    stage.advance(seconds(50));
    stage.call(renewed(&stage.backend, 0)).unwrap();
    stage.finish();

    stage.assert_audits("renewed", [1, 0, 0, 0, 0]);
}

#[test]
fn calls_that_say_where_their_answer_is_from() {
    let stage = Stage::open();
    stage.call(part_cached(&stage.backend, 0)).unwrap();
    stage.call(part_cached(&stage.backend, 0)).unwrap();
    blocking_cached(&stage.backend, 0).unwrap();
    blocking_cached(&stage.backend, 0).unwrap();
    stage.finish();

    stage.assert_audits("part", [1, 0, 0, 0, 0]);
    stage.assert_audits("blocking", [1, 0, 0, 0, 0]);
}

#[test]
fn neither_a_look_nor_a_refresh_is_a_hit() {
    let stage = Stage::open();
    stage.call(part(&stage.backend, 0)).unwrap();
    testing::run(peek_part(0)).unwrap();
    stage.call(refresh_part(&stage.backend, 0)).unwrap();
    stage.finish();

    stage.assert_audits("part", [0; 5]);
}
