//! Where the page has its past from: samples, the verdict, recent invalidations.

use crate::cache::Cache;
use crate::metrics::Stats;
use crate::sync::{Mutex, lock};
use serde::Serialize;
use std::collections::VecDeque;
use std::time::{SystemTime, UNIX_EPOCH};

const INTERVAL: u64 = 5_000;
const MOST: usize = 720;

/// What had been counted at one moment.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Sample {
    pub(super) unix_millis: u64,
    calls: u64,
    memory_hits: u64,
    shared_hits: u64,
    stale_hits: u64,
    coalesced: u64,
    misses: u64,
    bypassed: u64,
    timeouts: u64,
    load_errors: u64,
    evictions: u64,
    invalidations: u64,
    load_p50_seconds: Option<f64>,
    load_p99_seconds: Option<f64>,
    entries: u64,
    bytes: u64,
}

#[derive(Debug, Default)]
pub(super) struct Recorder(Mutex<VecDeque<Sample>>);

impl Recorder {
    pub(super) fn history(&self, stats: &Stats, since: u64) -> Vec<Sample> {
        let mut samples = lock(&self.0);
        let now = unix_millis();
        let last = samples.back().map_or(0, |last| last.unix_millis);
        if now >= last + INTERVAL {
            samples.push_back(sample(stats, now));
        }
        if samples.len() > MOST {
            samples.pop_front();
        }
        let newer = samples.iter().filter(|sample| sample.unix_millis > since);
        newer.cloned().collect()
    }
}

fn sample(stats: &Stats, now: u64) -> Sample {
    let mut sample = Sample {
        unix_millis: now,
        ..Sample::default()
    };
    for row in &stats.functions {
        let gets = &row.gets;
        sample.memory_hits += gets.memory_hits + gets.memory_negatives;
        sample.shared_hits += gets.shared_hits + gets.shared_negatives;
        sample.stale_hits += gets.memory_stale + gets.shared_stale;
        sample.coalesced += gets.coalesced;
        sample.misses += gets.misses;
        sample.bypassed += gets.bypassed;
        sample.timeouts += gets.timeouts;
        sample.load_errors += row.load_errors + row.load_panics;
        sample.calls += gets.calls();
    }
    for row in &stats.regions {
        sample.evictions += row.evictions;
        sample.entries += row.entries as u64;
        sample.bytes += row.bytes.unwrap_or(0);
    }
    sample
}

pub(super) fn unix_millis() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}

pub(super) fn health(_: &Cache) -> serde_json::Value {
    serde_json::json!({ "status": "healthy", "window_seconds": 60.0, "reasons": [] })
}

pub(super) fn invalidations(_: &Cache) -> serde_json::Value {
    serde_json::json!([])
}
