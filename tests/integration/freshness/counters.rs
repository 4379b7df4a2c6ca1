//! Every counter moves exactly when it should: what each kind of call adds to the row of its function.

use super::{Backend, FAILS, Failure, PANICS, Stage, WORKS, millis, seconds};
use crate::polling::Task;
use cache_runtime::{FunctionStats, cached, context, testing};

#[cached(
    key = "counted:<id>",
    ttl = "100s",
    refresh_ahead = 0.8,
    stale_while_revalidate = "30s",
    stale_if_error = "60m",
    soft_timeout = "100ms",
    timeout = "2s",
    ignore(backend, unchanged)
)]
async fn counted(backend: &Backend, id: u64, unchanged: bool) -> Result<u64, Failure> {
    if unchanged {
        context::keep_stale();
    }
    Ok(backend.answer().await? + id)
}

/// The counters that moved, by name; entries and times aside.
fn moved(before: &FunctionStats, after: &FunctionStats) -> Vec<(&'static str, u64)> {
    let rows = [
        ("hits", before.hits, after.hits),
        ("negative_hits", before.negative_hits, after.negative_hits),
        ("shared_hits", before.shared_hits, after.shared_hits),
        ("coalesced", before.coalesced, after.coalesced),
        ("loads", before.loads, after.loads),
        ("load_errors", before.load_errors, after.load_errors),
        ("load_panics", before.load_panics, after.load_panics),
        (
            "load_cancellations",
            before.load_cancellations,
            after.load_cancellations,
        ),
        ("refreshes", before.refreshes, after.refreshes),
        (
            "refresh_errors",
            before.refresh_errors,
            after.refresh_errors,
        ),
        (
            "refreshes_refused",
            before.refreshes_refused,
            after.refreshes_refused,
        ),
        ("stale_hits", before.stale_hits, after.stale_hits),
        ("timeouts", before.timeouts, after.timeouts),
        ("soft_timeouts", before.soft_timeouts, after.soft_timeouts),
        ("unchanged", before.unchanged, after.unchanged),
        ("refused_fills", before.refused_fills, after.refused_fills),
        ("unwanted", before.unwanted, after.unwanted),
        ("bypassed", before.bypassed, after.bypassed),
        ("puts", before.puts, after.puts),
    ];
    rows.into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| (name, after - before))
        .collect()
}

/// What `act` adds to the row of `counted`, beginning with an entry that was stored just now.
#[track_caller]
fn assert_moves(expected: &[(&str, u64)], act: impl FnOnce(&Stage)) {
    let stage = Stage::gated();
    stage.load(counted(&stage.backend, 0, false)).unwrap();
    let before = stage.counts("counted");
    act(&stage);
    testing::settle_blocking(&stage.cache);
    assert_eq!(moved(&before, &stage.counts("counted")), expected);
}

fn call(stage: &Stage) {
    testing::run(counted(&stage.backend, 0, false)).unwrap();
}

#[test]
fn a_miss() {
    assert_moves(&[("loads", 1)], |stage| {
        stage.load(counted(&stage.backend, 1, false)).unwrap();
    });
}

#[test]
fn a_hit() {
    assert_moves(&[("hits", 1)], call);
}

#[test]
fn a_refresh_ahead() {
    assert_moves(&[("hits", 1), ("loads", 1), ("refreshes", 1)], |stage| {
        stage.advance(seconds(80));
        stage.backend.gate().open();
        call(stage);
    });
}

#[test]
fn a_stale_answer_and_its_refresh() {
    assert_moves(
        &[
            ("hits", 1),
            ("loads", 1),
            ("refreshes", 1),
            ("stale_hits", 1),
        ],
        |stage| {
            stage.advance(seconds(100));
            stage.backend.gate().open();
            call(stage);
        },
    );
}

#[test]
fn a_refresh_that_fails() {
    assert_moves(
        &[
            ("hits", 1),
            ("loads", 1),
            ("load_errors", 1),
            ("refreshes", 1),
            ("refresh_errors", 1),
            ("stale_hits", 1),
        ],
        |stage| {
            stage.advance(seconds(100));
            stage.backend.set(FAILS);
            stage.backend.gate().open();
            call(stage);
        },
    );
}

#[test]
fn a_refresh_that_panics() {
    assert_moves(
        &[
            ("hits", 1),
            ("loads", 1),
            ("load_panics", 1),
            ("refreshes", 1),
            ("refresh_errors", 1),
            ("stale_hits", 1),
        ],
        |stage| {
            stage.advance(seconds(100));
            stage.backend.set(PANICS);
            stage.backend.gate().open();
            call(stage);
        },
    );
}

#[test]
fn an_answer_while_the_source_is_left_alone() {
    assert_moves(
        &[
            ("hits", 2),
            ("loads", 1),
            ("load_errors", 1),
            ("refreshes", 1),
            ("refresh_errors", 1),
            ("stale_hits", 2),
        ],
        |stage| {
            stage.advance(seconds(100));
            stage.backend.set(FAILS);
            stage.backend.gate().open();
            stage.call(counted(&stage.backend, 0, false)).unwrap();
            stage.advance(seconds(29));
            call(stage);
        },
    );
}

#[test]
fn a_fallback() {
    assert_moves(
        &[("loads", 1), ("load_errors", 1), ("stale_hits", 1)],
        |stage| {
            stage.advance(seconds(130));
            stage.backend.set(FAILS);
            stage.backend.gate().open();
            call(stage);
        },
    );
}

#[test]
fn a_load_where_there_was_a_fallback() {
    assert_moves(&[("loads", 1)], |stage| {
        stage.advance(seconds(130));
        stage.backend.gate().open();
        call(stage);
    });
}

#[test]
fn a_soft_timeout() {
    assert_moves(
        &[("loads", 1), ("stale_hits", 1), ("soft_timeouts", 1)],
        |stage| {
            stage.advance(seconds(130));
            let mut late = Task::started(counted(&stage.backend, 0, false));
            stage.advance(millis(100));
            late.step();
            assert_eq!(late.output, Some(Ok(0)));
            stage.backend.gate().open();
        },
    );
}

#[test]
fn a_timeout() {
    assert_moves(&[("loads", 1), ("timeouts", 1)], |stage| {
        let mut late = Task::started(counted(&stage.backend, 1, false));
        stage.advance(seconds(2));
        late.step();
        assert_eq!(late.output, Some(Err(Failure::TooLate)));
        drop(late);
        stage.backend.gate().open();
    });
}

#[test]
fn a_load_that_finds_nothing_new() {
    assert_moves(&[("loads", 1), ("unchanged", 1)], |stage| {
        stage.advance(seconds(130));
        stage.load(counted(&stage.backend, 0, true)).unwrap();
    });
}

#[test]
fn a_refresh_that_is_invalidated_in_its_middle() {
    assert_moves(
        &[
            ("hits", 1),
            ("loads", 1),
            ("refreshes", 1),
            ("stale_hits", 1),
            ("refused_fills", 1),
        ],
        |stage| {
            stage.advance(seconds(100));
            call(stage);
            stage.backend.gate().entered_blocking(2);
            testing::run(invalidate_counted(0)).unwrap();
            stage.backend.gate().open();
        },
    );
}

#[test]
fn a_refresh_after_shutdown() {
    assert_moves(
        &[("hits", 1), ("refreshes_refused", 1), ("stale_hits", 1)],
        |stage| {
            stage.backend.set(WORKS);
            stage.shut_down();
            stage.advance(seconds(100));
            call(stage);
        },
    );
}

#[test]
fn who_waits_for_a_load_that_fails() {
    assert_moves(
        &[
            ("coalesced", 3),
            ("loads", 1),
            ("load_errors", 1),
            ("stale_hits", 4),
        ],
        |stage| {
            stage.advance(seconds(130));
            let mut tasks: Vec<_> = (0..4)
                .map(|_| Task::started(counted(&stage.backend, 0, false)))
                .collect();
            stage.backend.set(FAILS);
            stage.backend.gate().open();
            crate::polling::settle(&mut tasks);
            assert!(tasks.iter().all(|task| task.output == Some(Ok(0))));
        },
    );
}
