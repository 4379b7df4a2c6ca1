//! What can be ordered: of the cache as a whole here, of a function in `functions.rs`.

use crate::Plan;
use crate::functions::{of_blocking, of_function};
use crate::words::{done, parse};
use crate::writers::{store, write};
use cache_runtime::testing;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Does what the words say, and returns what is to be answered.
pub(crate) async fn carry_out(plan: Plan, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let cache = plan.cache.clone();
    match words[..] {
        ["tag", tag] => done(cache.invalidate_tag(tag).await),
        ["text", text] => done(cache.invalidate(text).await),
        ["pattern", glob] => done(cache.invalidate_pattern(glob).await),
        ["clear"] => done(cache.clear().await),
        ["blocking-tag", tag] => done(cache.invalidate_tag_blocking(tag)),
        ["blocking-clear"] => done(cache.clear_blocking()),
        ["settle"] => {
            testing::settle(&cache).await;
            "done".into()
        }
        ["running", function] => testing::counts(&cache, function).loads_running.to_string(),
        ["stats", function] => stats(&plan, function),
        ["many", function, id, count] => many(plan, function, parse(id), parse(count)).await,
        ["write", form, id] => write(&plan, form, parse(id)).await,
        ["store", id, order] => store(&plan, parse(id), parse(order)).await,
        [verb, "threaded", id] => on_thread(plan, verb, parse(id), "").await,
        [verb, "threaded", id, value] => on_thread(plan, verb, parse(id), value).await,
        [verb, function, id] => of_function(&plan, verb, function, parse(id), "").await,
        [verb, function, id, value] => of_function(&plan, verb, function, parse(id), value).await,
        _ => panic!("no such order: {words:?}"),
    }
}

/// Many callers of one key at once; the answers, each once.
async fn many(plan: Plan, function: &str, id: u64, count: u64) -> String {
    let start = Arc::new(tokio::sync::Barrier::new(
        usize::try_from(count).expect("a count of tasks"),
    ));
    let tasks: Vec<_> = (0..count)
        .map(|_| {
            let (plan, function, start) = (plan.clone(), function.to_owned(), start.clone());
            tokio::spawn(async move {
                start.wait().await;
                of_function(&plan, "call", &function, id, "").await
            })
        })
        .collect();
    let mut answers = BTreeSet::new();
    for task in tasks {
        answers.insert(task.await.expect("no call panics"));
    }
    answers.into_iter().collect::<Vec<_>>().join(",")
}

/// The sync function on a thread that no runtime knows.
async fn on_thread(plan: Plan, verb: &str, id: u64, value: &str) -> String {
    let (verb, value) = (verb.to_owned(), value.to_owned());
    let (answer, answered) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || answer.send(of_blocking(&plan, &verb, id, &value)));
    answered.await.expect("no call panics")
}

fn stats(plan: &Plan, function: &str) -> String {
    let counts = testing::counts(&plan.cache, function);
    format!(
        "{} {} {}",
        counts.loads, counts.shared_hits, counts.refused_fills
    )
}
