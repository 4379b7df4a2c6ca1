//! Audits as exporters say them.

use super::{Backend, Broken, FAILS, ON_ITS_WAY, Stage};
use crate::time::seconds;
use cache_runtime::cached;
use std::collections::BTreeMap;

#[cached(key = "exported:<id>", ttl = "forever", audit = 1, ignore(backend))]
async fn exported(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

#[cached(key = "exported-not:<id>", ttl = "forever", ignore(backend))]
async fn unaudited(backend: &Backend, id: u64) -> Result<u64, Broken> {
    Ok(backend.answer().await? + id)
}

type Samples = BTreeMap<String, String>;

fn samples(stage: &Stage) -> Samples {
    let text = stage.cache.prometheus();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let samples = lines.map(|line| line.rsplit_once(' ').unwrap());
    samples
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// What has changed since, other than that there was one more hit.
fn changes(stage: &Stage, before: &Samples) -> Vec<String> {
    let function = concat!("cache=\"", module_path!(), "::exported\",");
    let gets = "cache_gets_total{tier=\"memory\",result=\"hit\"}";
    let changed = samples(stage).into_iter();
    changed
        .filter(|(name, value)| before.get(name) != Some(value))
        .map(|(name, value)| format!("{} {value}", name.replace(function, "")))
        .filter(|sample| !sample.starts_with(gets))
        .collect()
}

#[test]
fn each_outcome_moves_its_sample_and_no_other() {
    let stage = Stage::open();
    stage.call(exported(&stage.backend, 0)).unwrap();
    let audit = |expected: &[&str]| {
        let before = samples(&stage);
        stage.call(exported(&stage.backend, 0)).unwrap();
        stage.step();
        stage.advance(ON_ITS_WAY);
        assert_eq!(changes(&stage, &before), expected);
    };

    audit(&["cache_audits_total{outcome=\"same\"} 1"]);
    stage.backend.set(FAILS);
    audit(&["cache_audits_total{outcome=\"failed\"} 1"]);
    stage.backend.set(super::WORKS);
    stage.backend.update();
    stage.advance(seconds(10));
    audit(&[
        "cache_audits_total{outcome=\"stale\"} 1",
        "cache_stale_total{age=\"1m\"} 1",
    ]);
    stage.advance(seconds(50));
    audit(&[
        "cache_audits_total{outcome=\"stale\"} 2",
        "cache_stale_total{age=\"10m\"} 1",
    ]);
}

#[test]
fn there_is_a_sample_of_each_outcome_and_age_where_hits_are_audited_and_none_elsewhere() {
    let stage = Stage::open();
    stage.call(exported(&stage.backend, 0)).unwrap();
    stage.call(unaudited(&stage.backend, 0)).unwrap();

    let samples = samples(&stage);
    let of_audits = |function: &str| {
        let label = format!("cache=\"{}::{function}\"", module_path!());
        let names = samples.keys().filter(|name| name.contains(&label));
        let of = |metric| {
            names
                .clone()
                .filter(|name| name.starts_with(metric))
                .count()
        };
        (of("cache_audits_total"), of("cache_stale_total"))
    };
    assert_eq!(of_audits("exported"), (5, 7));
    assert_eq!(of_audits("unaudited"), (0, 0));
}
