//! Ever more loads on their way at one time.

use super::{nanos_each, timed};
use crate::table;
use cache_runtime::{Cache, cached};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};

const SIZES: [u32; 4] = [10, 100, 1_000, 10_000];

/// Answers nobody until it answers all.
struct Source {
    cache: Cache,
    answers: AtomicBool,
}

impl Source {
    #[cached(key = "flight:<id>", ttl = "1d", cache = self.cache, ignore(self))]
    async fn load(&self, id: u64) -> u64 {
        poll_fn(|_| self.poll(id)).await
    }

    fn poll(&self, id: u64) -> Poll<u64> {
        if self.answers.load(Ordering::Relaxed) {
            Poll::Ready(id)
        } else {
            Poll::Pending
        }
    }

    fn answer(&self, answers: bool) {
        self.answers.store(answers, Ordering::Relaxed);
    }
}

type Call<'a> = Pin<Box<dyn Future<Output = u64> + 'a>>;

pub(super) fn print() {
    table::print(
        "Scale: loads on their way at one time, ns for each",
        &["loads", "begin", "join", "land", "leave with the value"],
        &SIZES.map(row),
    );
}

fn row(loads: u32) -> Vec<String> {
    let source = Source {
        cache: Cache::memory(),
        answers: AtomicBool::new(true),
    };
    // The first call of all makes the region.
    poll(&mut [Box::pin(source.load(u64::MAX))]);
    source.answer(false);
    let calls = || -> Vec<Call<'_>> {
        (0..loads)
            .map(|id| Box::pin(source.load(id.into())) as Call<'_>)
            .collect()
    };
    let (mut leaders, mut followers) = (calls(), calls());
    let begin = timed(|| poll(&mut leaders)).1;
    let join = timed(|| poll(&mut followers)).1;
    source.answer(true);
    let land = timed(|| poll(&mut leaders)).1;
    let leave = timed(|| poll(&mut followers)).1;
    let steps = [begin, join, land, leave];
    let numbers = steps.map(|time| format!("{:.0}", nanos_each(time, loads)));
    [loads.to_string()].into_iter().chain(numbers).collect()
}

fn poll(calls: &mut [Call<'_>]) {
    let mut context = Context::from_waker(Waker::noop());
    for call in calls {
        // Whether it is ready is the caller's plan.
        let _ = call.as_mut().poll(&mut context);
    }
}
