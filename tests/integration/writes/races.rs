//! A load has read the old row and pauses, a function changes the row and returns, the load ends: what it brings is stored
//! nowhere.

use crate::polling::Task;
use crate::source::Source;
use cache_runtime::{cache_invalidate, cache_put, cached, testing};

#[cached(key = "write-race:<id>", ttl = "1h", tags = ["write-races", "write-race:<id>"], ignore(source))]
async fn row(source: &Source, id: u64) -> u64 {
    let _ = id;
    source.read().await
}

macro_rules! writers {
    (of $id:ident: $($name:ident($($named:tt)*);)*) => {$(
        #[cache_invalidate($($named)*)]
        async fn $name(source: &Source, $id: u64) -> Result<u64, String> {
            source.update();
            Ok($id)
        }
    )*};
}

writers! {
    of id:
    by_key(row(id));
    by_result(row(result));
    by_function(row(..));
    by_all(all(row));
    by_tag(tags = ["write-race:<id>"]);
    by_tag_of_result(tags = ["write-race:<result>"]);
    by_pattern(pattern = "write-race:*");
    softly(row(id), soft = true);
    always(row(id), on = "always");
}

#[cache_put(row(id))]
async fn by_put(source: &Source, id: u64) -> u64 {
    source.update();
    1 + id - id
}

/// Who calls after the write gets the new row, whether or not the old load has ended, and so does everybody later.
fn race<F: Future>(write: impl Fn(&'static Source, u64) -> F, ends_first: bool) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source: &'static Source = Box::leak(Box::new(Source::gated()));
    let mut old = Task::started(row(source, 7));
    assert_eq!(source.reads(), 1);
    testing::run(write(source, 7));
    if ends_first {
        source.gate.open();
        old.step();
    }
    let mut new = Task::started(row(source, 7));
    source.gate.open_for_good();
    old.step();
    new.step();
    assert_eq!(old.output, Some(0), "who waited gets what was loaded");
    assert_eq!(new.output, Some(1));
    assert_eq!(testing::run(row(source, 7)), 1, "and it is stored");
}

#[test]
fn a_load_from_before_the_write_is_stored_by_no_form_of_it() {
    for ends_first in [true, false] {
        race(by_key, ends_first);
        race(by_result, ends_first);
        race(by_function, ends_first);
        race(by_all, ends_first);
        race(by_tag, ends_first);
        race(by_tag_of_result, ends_first);
        race(by_pattern, ends_first);
        race(softly, ends_first);
        race(always, ends_first);
        race(by_put, ends_first);
    }
}

#[test]
fn a_soft_invalidation_leaves_the_entry_as_a_fallback() {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    let source: &'static Source = Box::leak(Box::new(Source::open()));
    testing::run(row(source, 7));
    testing::run(softly(source, 7)).unwrap();
    let left = testing::run(peek_row(7)).unwrap();
    assert!(left.stale);
    assert_eq!(testing::run(row(source, 7)), 1);
}
