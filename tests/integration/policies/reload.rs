//! A file that is read again.

use super::{File, Stage, function, seconds};
use crate::polling::Task;
use crate::source::Source;
use cache_runtime::{Cache, Override, Policy, cached, testing};
use std::sync::atomic::{AtomicBool, Ordering};

const HOT: &str = "[policies.hot]\nttl = \"10s\"\n";

#[cached(key = "reload-named:<id>", policy = "hot", ignore(source))]
fn named(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[cached(
    key = "reload-written:<id>",
    policy = "hot",
    ttl = "20s",
    ignore(source)
)]
async fn written(source: &Source, id: u64) -> u64 {
    source.read().await + id
}

#[cached(key = "reload-generic:<id>", ttl = "20s", ignore(source))]
fn generic<T: Default + Clone + Send + Sync + 'static>(source: &Source, id: u64) -> T {
    let _ = source.read_blocking() + id;
    T::default()
}

fn remaining(id: u64) -> Option<std::time::Duration> {
    peek_named(id).map(|entry| entry.remaining.unwrap())
}

#[test]
fn a_named_policy_is_the_policy_of_those_who_name_it() {
    let stage = Stage::new(HOT);
    let source = Source::open();
    named(&source, 1);
    assert_eq!(remaining(1), Some(seconds(10)));
    testing::run(written(&source, 1));
    let entry = testing::run(peek_written(1)).unwrap();
    assert_eq!(
        entry.remaining,
        Some(seconds(20)),
        "the attribute says more"
    );
    assert_eq!(stage.cache.check(), Ok(()));
}

#[test]
fn what_is_stored_after_a_reload_goes_by_it_and_what_was_stored_before_keeps_its_ttl() {
    let stage = Stage::new(HOT);
    let source = Source::open();
    named(&source, 1);
    stage.say(&HOT.replace("10s", "3s"));
    named(&source, 2);
    assert_eq!(
        (remaining(1), remaining(2)),
        (Some(seconds(10)), Some(seconds(3)))
    );
    stage.say(&HOT.replace("10s", "30s"));
    named(&source, 3);
    assert_eq!(remaining(3), Some(seconds(30)));
    stage.clock.advance(seconds(9));
    assert_eq!((remaining(1), remaining(2)), (Some(seconds(1)), None));
}

#[test]
fn a_load_on_its_way_ends_by_what_it_began_with() {
    let stage = Stage::new(&format!(
        "{HOT}{}",
        function("reload", "written", "ttl = \"5s\"")
    ));
    let source = Source::gated();
    let mut call = Task::started(written(&source, 1));
    stage.say(&format!(
        "{HOT}{}",
        function("reload", "written", "ttl = \"9s\"")
    ));
    source.gate.open_for_good();
    call.step();
    assert!(call.is_done());
    let remaining = || testing::run(peek_written(1)).unwrap().remaining;
    assert_eq!(remaining(), Some(seconds(5)));
    testing::run(refresh_written(&source, 1));
    assert_eq!(remaining(), Some(seconds(9)));
}

#[test]
fn what_the_file_no_longer_says_is_as_if_it_had_never_said_it() {
    let stage = Stage::new(&format!(
        "{HOT}{}",
        function("reload", "written", "ttl = \"5s\"")
    ));
    let source = Source::open();
    stage.say(HOT);
    testing::run(written(&source, 1));
    let entry = testing::run(peek_written(1)).unwrap();
    assert_eq!(entry.remaining, Some(seconds(20)));
}

#[test]
fn a_file_with_a_fault_changes_nothing() {
    let stage = Stage::new(HOT);
    let source = Source::open();
    named(&source, 1);
    let bad = "[policies.hot]\nttl = \"3s\"\njitter = 2\n[policies.cold]\ntll = \"1s\"";
    let told = stage.refuse(bad);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("cache.toml:3: `jitter` must lie between"),
        "{told:?}"
    );
    assert!(
        told[1].starts_with("cache.toml:5: unknown field `tll`"),
        "{told:?}"
    );
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(10)));
}

#[test]
fn a_file_that_takes_away_the_policy_of_a_function_changes_nothing() {
    let stage = Stage::new(HOT);
    let source = Source::open();
    named(&source, 1);
    let told = stage.refuse("[policies.hat]\nttl = \"3s\"");
    assert_eq!(told.len(), 1, "{told:?}");
    let end = "the attribute names the policy `hot`, and there is none of that name (did you mean `hat`?); write `[policies.hot]` in cache.toml";
    assert!(told[0].ends_with(end), "{told:?}");
    assert!(
        told[0].starts_with(concat!(
            "`",
            module_path!(),
            "::named` (tests/integration/policies/reload.rs:"
        )),
        "{told:?}"
    );
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(10)));
}

/// None of two functions may go by the new file if one cannot.
#[test]
fn a_file_that_one_function_cannot_follow_changes_nothing_for_any() {
    let stage = Stage::new(HOT);
    let source = Source::open();
    named(&source, 1);
    testing::run(written(&source, 1));
    let text = format!(
        "{HOT}{}{}",
        function("reload", "named", "ttl = \"3s\""),
        function("reload", "written", "timeout = \"1s\"")
    );
    let told = stage.refuse(&text);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with(concat!(
            "cache.toml:6: `",
            module_path!(),
            "::written` (tests/"
        )),
        "{told:?}"
    );
    assert!(
        told[0].contains("): with `timeout` a call may end in an error that says so"),
        "{told:?}"
    );
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(10)));
}

#[test]
fn all_instances_of_a_generic_function_go_by_what_is_said_of_it() {
    let stage = Stage::new("");
    let source = Source::open();
    generic::<u8>(&source, 1);
    stage.say(&function("reload", "generic", "ttl = \"3s\""));
    refresh_generic::<u8>(&source, 1);
    generic::<u16>(&source, 1);
    stage.clock.advance(seconds(3));
    let reads = source.reads();
    generic::<u8>(&source, 1);
    generic::<u16>(&source, 1);
    assert_eq!(source.reads(), reads + 2);
}

#[test]
fn two_caches_go_by_what_each_was_told() {
    let one = Stage::new(HOT);
    let source = Source::open();
    named(&source, 1);
    let two = Stage::new(&HOT.replace("10s", "30s"));
    named(&source, 1);
    assert_eq!(remaining(1), Some(seconds(30)));
    one.say(&HOT.replace("10s", "5s"));
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(30)));
    drop(two);
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(5)));
}

#[test]
fn a_cache_without_a_file_reads_nothing_again() {
    let hot = Policy::new(seconds(10));
    let (cache, _clock) = testing::cache_from(Cache::builder().policy("hot", hot));
    let _entered = testing::enter(&cache);
    let source = Source::open();
    named(&source, 1);
    assert_eq!(cache.reload_policies(), Ok(()));
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(10)));
}

#[test]
fn code_is_heard_again_below_the_file() {
    let file = File::new("");
    let said = Override::new().with_ttl(seconds(4));
    let builder = file
        .builder()
        .policy("hot", Policy::new(seconds(10)))
        .override_function(concat!(module_path!(), "::named"), said);
    let (cache, _clock) = testing::cache_from(builder);
    let _entered = testing::enter(&cache);
    let source = Source::open();
    named(&source, 1);
    assert_eq!(remaining(1), Some(seconds(4)));
    file.write(&function("reload", "named", "ttl = \"6s\""));
    cache.reload_policies().unwrap();
    named(&source, 2);
    assert_eq!(remaining(2), Some(seconds(6)));
    file.write("");
    cache.reload_policies().unwrap();
    named(&source, 3);
    assert_eq!(remaining(3), Some(seconds(4)));
}

/// Each entry is stored by one file or by the other, whole: the jitter of the one never goes with the ttl of the other.
#[test]
fn under_load_no_entry_is_stored_by_half_of_a_file() {
    let short = "[policies.hot]\nttl = \"10s\"\n";
    let long = "[policies.hot]\nttl = \"1000s\"\njitter = 0.5\n";
    let stage = Stage::new(short);
    let source = Source::open();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let (cache, source, done) = (&stage.cache, &source, &done);
            scope.spawn(move || {
                let _entered = testing::enter(cache);
                let mut id = worker;
                while !done.load(Ordering::SeqCst) {
                    named(source, id);
                    let remaining = remaining(id).unwrap();
                    let whole = remaining == seconds(10)
                        || (seconds(500)..=seconds(1500)).contains(&remaining);
                    assert!(whole, "{remaining:?}");
                    invalidate_named(id).unwrap();
                    id += 2;
                }
            });
        }
        for text in [long, short].iter().cycle().take(200) {
            stage.say(text);
        }
        done.store(true, Ordering::SeqCst);
    });
    assert!(source.reads() > 0);
}
