//! What is said of audits at run time.

use super::{Backend, Broken, Stage};
use cache_runtime::{Cache, Override, cached, testing};

#[cached(key = "said:<id>", ttl = "1h", audit = 1, ignore(backend))]
fn said(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(key = "said-none:<id>", ttl = "1h", ignore(backend))]
fn unable(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

fn said_of(name: &str, over: Override) -> cache_runtime::CacheBuilder {
    let path = format!("{}::{name}", module_path!());
    Cache::builder()
        .background_audits(0)
        .override_function(path, over)
}

#[test]
fn a_share_can_be_lowered() {
    fastrand::seed(1);
    let stage = Stage::built(said_of("said", Override::new().with_audit(0.25)));
    for _ in 0..=10_000 {
        said(&stage.backend, 0).unwrap();
    }
    let plain = stage.audits("said").skipped;
    for _ in 0..10_000 {
        said_cached(&stage.backend, 0).unwrap();
    }
    let others = stage.audits("said").skipped - plain;

    // A standard deviation is 43.3.
    for drawn in [plain, others] {
        assert!((2_240..=2_760).contains(&drawn), "{drawn}");
    }
}

#[test]
fn audits_can_be_switched_off() {
    let stage = Stage::built(said_of("said", Override::new().with_audit(None)));
    for _ in 0..1_000 {
        said(&stage.backend, 0).unwrap();
        said_cached(&stage.backend, 0).unwrap();
    }

    stage.assert_audits("said", [0; 5]);
}

#[test]
fn a_function_that_is_not_cached_has_nothing_to_audit() {
    let stage = Stage::built(said_of("said", Override::new().disabled()));
    for _ in 0..10 {
        said(&stage.backend, 0).unwrap();
    }

    stage.assert_audits("said", [0; 5]);
    assert_eq!(stage.backend.reads(), 10);
}

#[test]
#[should_panic(
    expected = "the function was compiled without that; write `audit` in the attribute too"
)]
fn what_was_compiled_without_cannot_be_audited() {
    let stage = Stage::built(said_of("unable", Override::new().with_audit(0.5)));
    let _ = unable(&stage.backend, 0);
}

#[test]
fn an_audit_on_its_way_is_settled_when_the_function_is_switched_off() {
    let path = format!("[functions.\"{}::said\"]\n", module_path!());
    let file = std::env::temp_dir().join(format!("cache-audits-{}.toml", std::process::id()));
    std::fs::write(&file, "").unwrap();
    let stage = Stage::built(Cache::builder().policies_from(&file));
    said(&stage.backend, 0).unwrap();
    stage.backend.update();
    said(&stage.backend, 0).unwrap();
    while stage.backend.reads() < 2 {
        stage.step();
        std::thread::yield_now();
    }
    std::fs::write(&file, format!("{path}enabled = false")).unwrap();
    stage.cache.reload_policies().unwrap();
    stage.finish();
    // It lies among temporary files: left there, it disturbs nobody.
    let _ = std::fs::remove_file(&file);

    stage.assert_audits("said", [0, 1, 0, 0, 0]);
    testing::assert_loads(&stage.cache, "said", 1);
}
