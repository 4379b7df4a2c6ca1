//! How many hits are audited.

use super::{Backend, Broken, Stage};
use cache_runtime::{Cache, cached, testing};

#[cached(key = "chance:<id>", ttl = "1h", audit = 0.01, ignore(backend))]
fn seldom(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

#[cached(key = "chance-never:<id>", ttl = "1h", ignore(backend))]
fn never(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer_blocking()? + id)
}

const HITS: u32 = 100_000;

/// Six standard deviations of a binomial count: one run in 500 million lies outside.
#[track_caller]
fn assert_binomial(count: u64, trials: u32, share: f64) {
    let mean = f64::from(trials) * share;
    let deviation = (mean * (1.0 - share)).sqrt();
    let count = f64::from(u32::try_from(count).unwrap());
    assert!(
        (count - mean).abs() <= 6.0 * deviation,
        "{count} of {trials} hits, and not {mean} ± {}",
        6.0 * deviation
    );
}

/// None is begun, so that each that is drawn is counted as skipped, and at once.
fn stage() -> Stage {
    fastrand::seed(1);
    Stage::built(Cache::builder().background_audits(0))
}

#[test]
fn plain_hits_are_drawn_by_the_share() {
    let stage = stage();
    for _ in 0..=HITS {
        seldom(&stage.backend, 0).unwrap();
    }

    testing::assert_hits(&stage.cache, "seldom", u64::from(HITS));
    assert_binomial(stage.audits("seldom").skipped, HITS, 0.01);
}

#[test]
fn other_hits_are_drawn_by_the_same_share() {
    let stage = stage();
    for _ in 0..=HITS {
        seldom_cached(&stage.backend, 0).unwrap();
    }

    testing::assert_hits(&stage.cache, "seldom", u64::from(HITS));
    assert_binomial(stage.audits("seldom").skipped, HITS, 0.01);
}

#[test]
fn without_a_share_none_is_drawn() {
    let stage = stage();
    for _ in 0..1_000 {
        never(&stage.backend, 0).unwrap();
    }

    let counts = testing::counts(&stage.cache, "never");
    assert_eq!((counts.hits, counts.audits), (999, None));
}

#[test]
fn a_share_of_one_is_every_hit() {
    #[cached(key = "chance-always:<id>", ttl = "1h", audit = 1.0, ignore(backend))]
    fn always(backend: &Backend, id: u64) -> Result<u64, Broken> {
        Ok(backend.answer_blocking()? + id)
    }

    let stage = stage();
    for _ in 0..=1_000 {
        always(&stage.backend, 0).unwrap();
    }
    stage.assert_audits("always", [0, 0, 0, 1_000, 0]);
}
