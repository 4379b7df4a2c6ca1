//! Batches beside batches, and beside functions of one element: each entry has one load on its way, whoever asks.

use super::{Table, maybes, owned, users};
use crate::polling::{Task, settle};
use cache_runtime::{cached, testing};
use std::collections::HashMap;

#[cached(key = "user:<id>", ttl = "1h", ignore(table))]
async fn user(table: &Table, id: u64) -> u64 {
    table.read(&[id]).await[&id]
}

#[cached(key = "maybe:<id>", ttl = "1h", negative_ttl = "1m", ignore(table))]
async fn maybe(table: &Table, id: u64) -> Option<u64> {
    table.read(&[id]).await.get(&id).copied()
}

fn answer<'a, T>(task: &'a Task<'_, T>) -> &'a T {
    task.output.as_ref().expect("the task is done")
}

#[test]
fn what_two_batches_have_in_common_is_loaded_once() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut tasks = [
        Task::started(users(&table, vec![1, 2, 3])),
        Task::started(users(&table, vec![4, 3, 2, 5])),
    ];
    assert_eq!(table.asked(), [vec![1, 2, 3], vec![4, 5]]);
    table.gate.open_for_good();
    settle(&mut tasks);
    assert_eq!(answer(&tasks[0]), &super::rows(&[1, 2, 3]));
    assert_eq!(answer(&tasks[1]), &super::rows(&[2, 3, 4, 5]));
    assert_eq!(table.asked().len(), 2);
    let counts = testing::counts(&cache, "batch::users");
    assert_eq!((counts.loads, counts.coalesced), (5, 2));
}

#[test]
fn two_batches_that_lead_what_the_other_wants_do_not_wait_for_each_other() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut tasks = [
        Task::started(users(&table, vec![1])),
        Task::started(users(&table, vec![2])),
        Task::started(users(&table, vec![3, 1, 2])),
        Task::started(users(&table, vec![4, 3, 2, 1])),
        Task::started(users(&table, vec![3, 4])),
    ];
    // The first two are gone: what they led is for the others to load, which wait for one another besides.
    tasks[0].cancel();
    tasks[1].cancel();
    table.gate.open_for_good();
    settle(&mut tasks);
    assert_eq!(answer(&tasks[2]), &super::rows(&[1, 2, 3]));
    assert_eq!(answer(&tasks[3]), &super::rows(&[1, 2, 3, 4]));
    assert_eq!(answer(&tasks[4]), &super::rows(&[3, 4]));
}

#[test]
fn a_batch_waits_for_the_load_of_a_function_of_one_element() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut single = [Task::started(user(&table, 2))];
    let mut batch = [Task::started(users(&table, vec![1, 2]))];
    assert_eq!(table.asked(), [vec![2], vec![1]]);
    table.gate.open_for_good();
    settle(&mut batch);
    assert!(!batch[0].is_done());
    settle(&mut single);
    settle(&mut batch);
    assert_eq!(answer(&batch[0]), &super::rows(&[1, 2]));
    assert_eq!(table.asked().len(), 2);
}

#[test]
fn a_function_of_one_element_waits_for_the_load_of_a_batch() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut batch = [Task::started(users(&table, vec![1, 2]))];
    let mut single = [Task::started(user(&table, 2))];
    table.gate.open_for_good();
    settle(&mut batch);
    settle(&mut single);
    assert_eq!(answer(&single[0]), &2);
    assert_eq!(table.asked(), [[1, 2]]);
    assert_eq!(testing::run(user(&table, 1)), 1);
    assert_eq!(table.asked().len(), 1);
}

#[test]
fn a_function_of_one_element_that_waited_for_what_is_absent_loads_for_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut batch = [Task::started(owned(&table, 1, vec![2000]))];
    let mut single = [Task::started(owned(&table, 1, vec![2000]))];
    table.gate.open_for_good();
    settle(&mut batch);
    settle(&mut single);
    assert_eq!(answer(&single[0]), &Ok(HashMap::new()));
    assert_eq!(
        table.asked(),
        [[2000]],
        "what is absent is told to those who wait"
    );
    let mut again = [Task::started(owned(&table, 1, vec![2000]))];
    settle(&mut again);
    assert_eq!(table.asked().len(), 2, "and not kept");
}

#[test]
fn what_is_absent_is_shared_with_functions_that_return_an_option() {
    let (cache, clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    assert_eq!(
        testing::run(maybes(&table, vec![1, 2000])),
        super::rows(&[1])
    );
    assert_eq!(testing::run(maybe(&table, 2000)), None);
    assert_eq!(testing::run(maybe(&table, 1)), Some(1));
    assert_eq!(table.asked().len(), 1);
    assert_eq!(testing::run(maybe(&table, 3000)), None);
    assert_eq!(
        testing::run(maybes(&table, vec![2000, 3000])),
        HashMap::new()
    );
    assert_eq!(table.asked().len(), 2);
    assert_eq!(testing::counts(&cache, "batch::maybes").negative_hits, 2);
    clock.advance(std::time::Duration::from_secs(60));
    assert_eq!(
        testing::run(maybes(&table, vec![1, 2000])),
        super::rows(&[1])
    );
    assert_eq!(table.asked()[2], [2000]);
}

#[test]
fn what_another_batch_failed_to_load_is_loaded_by_those_who_waited() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    table.fail_next();
    let mut tasks = [
        Task::started(owned(&table, 1, vec![1, 2])),
        Task::started(owned(&table, 1, vec![2, 3])),
    ];
    table.gate.open_for_good();
    settle(&mut tasks);
    assert_eq!(answer(&tasks[0]), &Err("broken".to_owned()));
    assert_eq!(answer(&tasks[1]), &Ok(super::rows(&[2, 3])));
    assert_eq!(table.asked(), [vec![1, 2], vec![3], vec![2]]);
}

#[test]
fn nobody_waits_for_a_third_load_that_fails() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    table.fail_always();
    let mut tasks: Vec<_> = (0..8)
        .map(|_| Task::started(owned(&table, 1, vec![1])))
        .collect();
    for _ in 0..2 {
        table.gate.open();
        settle(&mut tasks);
    }
    assert!(
        tasks
            .iter()
            .all(|task| answer(task) == &Err("broken".to_owned()))
    );
    assert_eq!(
        table.asked().len(),
        2,
        "the first load, and one of those who waited for it"
    );
}

#[test]
fn a_failure_that_cannot_be_shared_leaves_nobody_waiting() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    table.fail_always();
    let mut tasks: Vec<_> = (0..8)
        .map(|_| Task::started(super::unshared(&table, vec![1, 2])))
        .collect();
    table.gate.open_for_good();
    settle(&mut tasks);
    assert!(tasks.iter().all(|task| answer(task).is_err()));
    assert_eq!(table.asked().len(), 8, "each tried once");
}

#[test]
fn a_batch_that_is_dropped_in_the_middle_leaves_its_load_to_those_who_wait() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut first = Task::started(users(&table, vec![1, 2]));
    let mut others = [
        Task::started(users(&table, vec![2, 3])),
        Task::started(users(&table, vec![2, 3])),
    ];
    first.cancel();
    table.gate.open_for_good();
    settle(&mut others);
    assert!(
        others
            .iter()
            .all(|task| answer(task) == &super::rows(&[2, 3]))
    );
    assert_eq!(table.asked(), [vec![1, 2], vec![3], vec![2]]);
    assert_eq!(
        testing::counts(&cache, "batch::users").load_cancellations,
        2
    );
}

#[test]
fn a_panic_reaches_its_own_caller_alone() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    table.panic_next();
    let mut first = Task::started(users(&table, vec![1, 2]));
    let mut other = [Task::started(users(&table, vec![2]))];
    table.gate.open_for_good();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.step()));
    assert!(panicked.is_err());
    settle(&mut other);
    assert_eq!(answer(&other[0]), &super::rows(&[2]));
    assert_eq!(testing::counts(&cache, "batch::users").load_panics, 2);
    assert_eq!(testing::counts(&cache, "batch::users").loads_running, 0);
}

#[test]
fn without_coalescing_every_batch_loads_for_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::gated();
    let mut tasks = [
        Task::started(super::alone(&table, vec![1, 2])),
        Task::started(super::alone(&table, vec![2, 3])),
    ];
    table.gate.open_for_good();
    settle(&mut tasks);
    assert_eq!(table.asked(), [vec![1, 2], vec![2, 3]]);
}

#[cached(key = "nested:<id>", batch = ids, ttl = "1h", ignore(table))]
async fn nested(table: &Table, ids: Vec<u64>) -> HashMap<u64, u64> {
    let mut all = table.read(&ids).await;
    if let [id] = ids[..] {
        // What this very call is loading, and one more.
        let below = Box::pin(nested(table, vec![id, id - 1])).await;
        all.insert(id, below[&id] + below[&(id - 1)]);
    }
    all
}

#[test]
fn a_body_that_asks_for_what_it_is_loading_does_not_wait_for_itself() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let table = Table::open();
    let mut task = [Task::started(nested(&table, vec![2]))];
    settle(&mut task);
    assert_eq!(answer(&task[0])[&2], 3);
    assert_eq!(table.asked(), [vec![2], vec![2, 1]]);
}
