//! Refreshes with nobody asking: one for each interval in the fleet, as long as anybody asked a while ago, whoever dies.

use super::{Process, SECOND, Scene};
use crate::fleet::{Fleet, Settings};
use cache_runtime::{Source as From, cached, testing};
use cache_test_servers::wait_for;
use std::time::Duration;

const INTERVAL: Duration = Duration::from_secs(60);

#[cached(
    key = "every:<id>", ttl = "1h", refresh_every = "1m", idle_after = "30m", cache = process.cache,
    ignore(process)
)]
async fn every(process: &Process, id: u64) -> u64 {
    process.source.read(id).await.unwrap()
}

#[cached(
    key = "every-remote:<id>", ttl = "1h", refresh_every = "1m", idle_after = "30m", tier = "redis",
    cache = process.cache, ignore(process)
)]
async fn every_remote(process: &Process, id: u64) -> u64 {
    process.source.read(id).await.unwrap()
}

/// What a process has in memory.
async fn held(process: &Process) -> Option<u64> {
    let held = peek_every(process, 7).await?;
    (held.source == From::Memory).then_some(held.value)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_refreshed_once_in_each_interval_whichever_process_is_first() {
    let scene = Scene::start();
    let processes: [Process; 3] = scene.processes().await;
    for process in &processes {
        assert_eq!(every(process, 7).await, 1);
    }
    for row in 2..11 {
        scene.set_row(row);
        for place in 0..3 {
            let process = &processes[(usize::try_from(row).unwrap() + place) % 3];
            process.clock.advance(INTERVAL);
            wait_for("the process to have the new row", || {
                (testing::run(held(process)) == Some(row)).then_some(())
            });
            process.settle().await;
        }
    }
    let loads: u64 = processes.iter().map(Process::loads).sum();
    assert_eq!(loads, 10);
    let most = processes.iter().map(Process::loads).max().unwrap();
    assert_eq!(most, 4, "each was the first in three intervals");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_of_redis_alone_is_refreshed_once_in_each_interval() {
    let scene = Scene::start();
    let processes: [Process; 2] = scene.processes().await;
    for process in &processes {
        assert_eq!(every_remote(process, 7).await, 1);
    }
    for row in 2..6 {
        scene.set_row(row);
        for process in &processes {
            process.clock.advance(INTERVAL + SECOND);
            wait_for("the entry in Redis to be new", || {
                let found = testing::run(peek_every_remote(process, 7));
                (found.is_some_and(|found| found.value == row)).then_some(())
            });
            process.settle().await;
        }
    }
    let loads: u64 = processes.iter().map(Process::loads).sum();
    assert_eq!(loads, 5);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_refreshes_end_in_every_process_when_nobody_asks_any_more() {
    let scene = Scene::start();
    let processes: [Process; 2] = scene.processes().await;
    for process in &processes {
        every(process, 7).await;
        assert_eq!(process.cache.stats().scheduled, 1);
    }
    let [asked, idle] = &processes;
    // Only what is asked where memory has to look is noted, which is all that it takes here.
    asked.clock.advance(20 * INTERVAL);
    idle.clock.advance(20 * INTERVAL);
    every(asked, 7).await;
    idle.clock.advance(20 * INTERVAL);
    asked.clock.advance(20 * INTERVAL);
    wait_for("the idle process to stop", || {
        (idle.cache.stats().scheduled == 0).then_some(())
    });
    // The other goes on, as somebody has asked it 20 minutes ago. What is being done is off the schedule meanwhile.
    wait_for("the other process to go on", || {
        (asked.cache.stats().scheduled == 1).then_some(())
    });
    asked.clock.advance(20 * INTERVAL);
    wait_for("the other process to stop", || {
        (asked.cache.stats().scheduled == 0).then_some(())
    });
    assert_eq!(idle.cache.stats().scheduled, 0);
    let loads = processes.each_ref().map(Process::loads);
    asked.clock.advance(10 * INTERVAL);
    idle.clock.advance(10 * INTERVAL);
    assert_eq!(processes.each_ref().map(Process::loads), loads);
}

#[test]
fn another_process_goes_on_when_the_one_that_refreshes_is_killed() {
    let fleet = Fleet::start(Settings {
        lease: 1_000,
        ..Settings::default()
    });
    let [first, second, third] = fleet.workers();
    fleet.database.set("scheduled", 7, "1");
    for worker in [&first, &second, &third] {
        assert_eq!(worker.ask("call scheduled 7"), "1");
    }
    let refreshed = |beyond| {
        wait_for("refreshes with nobody asking", || {
            (fleet.database.loads("scheduled", 7) > beyond).then_some(())
        });
    };
    refreshed(3);
    first.kill();
    refreshed(fleet.database.loads("scheduled", 7) + 3);
    second.kill();
    refreshed(fleet.database.loads("scheduled", 7) + 3);
    fleet.database.set("scheduled", 7, "2");
    wait_for("the new row with nobody loading it", || {
        (third.ask("peek scheduled 7") == "2").then_some(())
    });
}
