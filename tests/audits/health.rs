//! What audits have found, as the health of the cache.

use super::{Backend, Broken, ON_ITS_WAY, Stage};
use crate::time::seconds;
use cache_runtime::cached;
use cache_runtime::health::{Measure, Status};

#[cached(
    key = "audited-health:<id>",
    ttl = "forever",
    audit = 1,
    ignore(backend)
)]
async fn judged(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[test]
fn a_stale_answer_degrades_the_cache_until_the_window_is_over() {
    let stage = Stage::open();
    stage.call(judged(&stage.backend, 0)).unwrap();
    stage.call(judged(&stage.backend, 0)).unwrap();
    stage.advance(ON_ITS_WAY);
    assert_eq!(stage.cache.health().status, Status::Healthy);

    stage.backend.update();
    stage.call(judged(&stage.backend, 0)).unwrap();
    stage.step();
    stage.advance(ON_ITS_WAY);
    let health = stage.cache.health();
    let measures: Vec<Measure> = health.reasons.iter().map(|reason| reason.measure).collect();
    assert_eq!(measures, [Measure::StaleFound]);
    assert_eq!(health.status, Status::Degraded);

    for _ in 0..70 {
        stage.advance(seconds(1));
        stage.cache.sweep();
    }
    assert_eq!(stage.cache.health().status, Status::Healthy);
}
