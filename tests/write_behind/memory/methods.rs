//! Sinks that are methods, with arguments of every kind.

use super::quiet;
use cache_runtime::{Cache, WriteBehindError, write_behind};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

#[derive(Clone)]
pub(super) struct Log {
    pub(super) cache: Cache,
    pub(super) lines: Arc<Mutex<BTreeMap<u64, String>>>,
}

impl Log {
    pub(super) fn within(cache: &Cache) -> Self {
        Self {
            cache: cache.clone(),
            lines: Arc::default(),
        }
    }

    #[write_behind(key = "behind-line:<line.0>", item = line, ttl = "forever", batch = 1, cache = self.cache)]
    pub(super) async fn append(&self, lines: Vec<(u64, String)>) -> Result<(), String> {
        self.lines.lock().unwrap().extend(lines);
        Ok(())
    }
}

#[tokio::test]
async fn a_method_saves_through_a_clone_of_its_receiver() {
    let log = Log::within(&Cache::memory());
    log.append_later((7, "seven".into())).await.unwrap();
    log.flush_append().await.unwrap();
    assert_eq!(log.lines.lock().unwrap()[&7], "seven");
    assert_eq!(log.append_queue().await.unwrap().depth, 0);
}

#[tokio::test]
async fn caches_have_queues_of_their_own() {
    let (one, other) = (Log::within(&Cache::memory()), Log::within(&Cache::memory()));
    one.append_later((1, "one".into())).await.unwrap();
    other.append_later((2, "two".into())).await.unwrap();
    one.flush_append().await.unwrap();
    assert_eq!(one.lines.lock().unwrap().len(), 1);
    let _ = one.cache.shutdown().await;
    let refused = one.append_later((3, "three".into())).await;
    assert_eq!(refused, Err(WriteBehindError::ShuttingDown));
    other.append_later((4, "four".into())).await.unwrap();
    other.flush_append().await.unwrap();
    assert_eq!(other.lines.lock().unwrap().len(), 2);
}

/// What the sink took by value it gets for each batch anew.
#[tokio::test]
async fn arguments_are_handed_to_one_batch_after_the_other() {
    type Seen = Arc<Mutex<Vec<(String, u64, u64)>>>;

    #[write_behind(key = "behind-kept:<number>", item = number, ttl = "1h", batch = 1)]
    async fn note(prefix: &str, seen: Seen, numbers: Vec<u64>, factor: u64) -> Result<(), String> {
        let noted = numbers
            .into_iter()
            .map(|number| (prefix.to_owned(), number, factor));
        seen.lock().unwrap().extend(noted);
        Ok(())
    }
    let (cache, _clock) = cache_runtime::testing::cache();
    let _entered = cache_runtime::testing::enter(&cache);
    let seen = Seen::default();
    for number in 1..=3 {
        note_later("a", seen.clone(), number, 10).await.unwrap();
    }
    quiet().await;
    let expected: Vec<_> = (1..=3).map(|number| ("a".to_owned(), number, 10)).collect();
    assert_eq!(*seen.lock().unwrap(), expected);
    note("b", seen.clone(), vec![4], 1).await.unwrap();
    assert_eq!(seen.lock().unwrap().len(), 4);
}
