//! Under every combination of options the second call in a row is answered from the cache: no option turns another one
//! off, and no leader loads what is there already.
//!
//! One table multiplies all options that have a say in a load or a value; a second one multiplies those that say how
//! entries are linked, bounded and named with the ways to load.

use crate::source::Source;
use cache_runtime::{cached, testing};
use std::future::Future;

/// What everything here may depend on.
#[cached(key = "hits-parent:<id>", ttl = "1h")]
pub(crate) fn parent(id: u8) -> u8 {
    id
}

const PRESENT: u8 = 0;
const ABSENT: u8 = 1;
const FAILING: u8 = 2;
/// The value that `unless` does not want, in the tables that have it.
const UNWANTED: u8 = 3;

type Row = Result<Option<u64>, String>;

fn row(id: u8) -> Row {
    match id {
        ABSENT => Ok(None),
        FAILING => Err("no database".into()),
        _ => Ok(Some(u64::from(id))),
    }
}

/// What of a combination decides whether a second call may run the body.
#[derive(Default)]
struct Expected {
    caches_errors: bool,
    has_unless: bool,
}

/// Calls twice for each row and compares how often the body ran.
fn assert_second_calls_hit<F: Future<Output = Row>>(
    expected: &Expected,
    call: impl Fn(Source, u8) -> F,
) {
    let (cache, _clock) = testing::cache();
    let _entered = testing::enter(&cache);
    for id in [PRESENT, ABSENT, FAILING, UNWANTED] {
        let source = Source::open();
        let is_cached = match id {
            FAILING => expected.caches_errors,
            UNWANTED => !expected.has_unless,
            _ => true,
        };
        assert_eq!(testing::run(call(source.clone(), id)), row(id));
        assert_eq!(testing::run(call(source.clone(), id)), row(id));
        assert_eq!(
            source.reads(),
            if is_cached { 1 } else { 2 },
            "calls of the body for row {id}"
        );
        testing::run(call(source.clone(), id)).ok();
        assert_eq!(
            source.reads(),
            if is_cached { 1 } else { 3 },
            "calls of the body for row {id}"
        );
    }
}

/// Multiplies the options it is given: one module for each value of the first, and in it all of the others.
///
/// The first list holds the attribute's arguments so far, the second the fields of [`Expected`]. The name of the key's
/// argument comes from where the options are written, so that they can speak of it.
macro_rules! combine {
    ($id:ident [$($options:tt)*] [$($expected:tt)*] []) => {
        #[cached(ttl = "1h", $($options)* ignore(source))]
        fn blocking(source: &Source, $id: u8) -> Row {
            source.read_blocking();
            row($id)
        }

        #[cached(ttl = "1h", $($options)* ignore(source))]
        async fn polled(source: &Source, $id: u8) -> Row {
            source.read().await;
            row($id)
        }

        #[test]
        fn a_second_call_does_not_run_the_body() {
            #[allow(clippy::needless_update, reason = "some combinations say all there is")]
            let expected = Expected { $($expected)* ..Expected::default() };
            assert_second_calls_hit(&expected, |source, id| async move { blocking(&source, id) });
            assert_second_calls_hit(&expected, |source, id| async move { polled(&source, id).await });
        }
    };
    ($id:ident $options:tt $expected:tt [{ $($name:ident: $option:tt $more:tt)* } $($rest:tt)*]) => {
        combine! { @each $id $options $expected [$($rest)*] $($name $option $more)* }
    };
    (@each $id:ident $options:tt $expected:tt $rest:tt $($name:ident $option:tt $more:tt)*) => {
        $(combine! { @one $id $name $options $option $expected $more $rest })*
    };
    (@one $id:ident $name:ident [$($options:tt)*] [$($option:tt)*] [$($expected:tt)*] [$($more:tt)*] $rest:tt) => {
        mod $name {
            use super::*;
            combine! { $id [$($options)* $($option)*] [$($expected)* $($more)*] $rest }
        }
    };
}

mod loads_and_values {
    use super::*;

    combine! {
        id [helpers = false,] [] [
            { coalesce: [] [] lock: [stampede = "lock",] [] alone: [stampede = "none",] [] }
            { steady: [] [] jitter: [jitter = 0.5,] [] }
            { untagged: [] [] tagged: [tags = ["rows", "row:<id>", "found:<result>"],] [] }
            { negative_as_any: [] [] negative_ttl: [negative_ttl = "5m",] [] }
            { errors_uncached: [] [] error_ttl: [error_ttl = "5m",] [caches_errors: true,] }
            { ttl: [] [] ttl_with: [ttl_with = |_, id: &u8| std::time::Duration::from_secs(60 + u64::from(*id)),] [] }
            { always: [] [] unless: [unless = |row: &Option<u64>| *row == Some(3),] [has_unless: true,] }
        ]
    }
}

mod links_and_bounds {
    use super::*;

    combine! {
        id [helpers = false,] [] [
            { coalesce: [] [] lock: [stampede = "lock",] [] alone: [stampede = "none",] [] }
            { independent: [] [] dependent: [depends_on(crate::hits::parent(id)),] [] }
            { unbounded: [] [] capacity: [capacity = 100,] [] max_weight: [max_weight = "1MiB",] [] }
            { first_version: [] [] version: [version = 7,] [] }
            { errors_uncached: [] [] error_ttl: [error_ttl = "5m",] [caches_errors: true,] }
            { untagged: [] [] tagged: [tags = ["rows"],] [] }
        ]
    }
}

/// Loads that may outlive their calls, and so call a body that stands beside the function.
mod arguments_of_their_own {
    use super::*;

    combine! {
        id [] [] [
            {
                early: [stampede = "early", beta = 2.0,] []
                revalidated: [stale_while_revalidate = "1m", stale_if_error = "1h",] []
                ahead: [refresh_ahead = 0.8,] []
                every: [refresh_every = "5m",] []
            }
            { untagged: [] [] tagged: [tags = ["rows", "row:<id>", "found:<result>"],] [] }
            { errors_uncached: [] [] error_ttl: [error_ttl = "5m",] [caches_errors: true,] }
            { ttl: [] [] ttl_with: [ttl_with = |_, id: &u8| std::time::Duration::from_secs(60 + u64::from(*id)),] [] }
        ]
    }
}

/// `stampede = "lock"` needs a shared tier and is refused here.
mod in_memory_alone {
    use super::*;

    combine! {
        id [helpers = false, tier = "memory",] [] [
            { coalesce: [] [] alone: [stampede = "none",] [] }
            { independent: [] [] dependent: [depends_on(crate::hits::parent(id)),] [] }
            { unbounded: [] [] capacity: [capacity = 100,] [] max_weight: [max_weight = "1MiB",] [] }
            { errors_uncached: [] [] error_ttl: [error_ttl = "5m",] [caches_errors: true,] }
        ]
    }
}
