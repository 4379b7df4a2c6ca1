//! What is wrong with a file, or with what a function makes of it, and who is told.

use super::{File, Stage, function, seconds};
use crate::source::Source;
use cache_runtime::{Cache, Error, Override, Policy, cached, testing};
use std::panic::{AssertUnwindSafe, catch_unwind};

#[cached(key = "faults-named:<id>", policy = "warm", ignore(source))]
fn named(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

#[cached(key = "faults-plain:<id>", ttl = "1m", ignore(source))]
fn plain(source: &Source, id: u64) -> u64 {
    source.read_blocking() + id
}

/// What a call panics with.
fn panic_of(call: impl FnOnce() -> u64) -> String {
    let panic = catch_unwind(AssertUnwindSafe(call)).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[test]
fn a_cache_is_not_built_under_a_file_with_faults() {
    let file = File::new(
        "[policies.hot]\nttl = 5\n\n[functions.\"a::b\"]\npolicy = \"cold\"\njiter = 1\n",
    );
    let Error::Policies(faults) = file.builder().build_memory().unwrap_err() else {
        panic!("the file has faults");
    };
    let lines: Vec<_> = faults.iter().map(|fault| fault.line().unwrap()).collect();
    assert_eq!(lines, [2, 6]);
    assert_eq!(faults[0].file(), Some(&*file.0.display().to_string()));
    assert_eq!(
        faults[0].to_string(),
        format!(
            "{}`ttl` takes text in quotes, as in `ttl = \"30s\"`",
            file.line(2)
        )
    );
    assert!(testing::run(file.builder().build()).is_err());
}

#[test]
fn a_cache_is_not_built_without_its_file() {
    let error = Cache::builder()
        .policies_from("no/such/cache.toml")
        .build_memory()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("no/such/cache.toml: the file of policies cannot be read: "),
        "{error}"
    );
}

#[test]
fn a_cache_is_not_built_under_contradictions_in_code() {
    let forever = Policy::forever().with_jitter(0.1);
    let error = Cache::builder()
        .policy("hot", forever)
        .build_memory()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "policy(\"hot\"): `jitter` varies the ttl, and `ttl = \"forever\"` cannot vary; write `jitter = 0`, or another ttl"
    );
}

#[test]
#[cfg(debug_assertions)]
fn a_function_whose_policy_there_is_not_panics_at_each_call() {
    let stage = Stage::new("[policies.worm]\nttl = \"1m\"");
    let source = Source::open();
    for _ in 0..2 {
        let panic = panic_of(|| named(&source, 1));
        let panic = stage.told(&panic).join("\n");
        assert!(
            panic.starts_with(
                "`integration::policies::faults::named` (tests/integration/policies/faults.rs:9): "
            ),
            "{panic}"
        );
        assert!(
            panic.ends_with("the attribute names the policy `warm`, and there is none of that name (did you mean `worm`?); write `[policies.warm]` in cache.toml"),
            "{panic}"
        );
    }
    assert_eq!(source.reads(), 0);
    let error = stage.cache.check().unwrap_err();
    assert!(
        error.to_string().contains("names the policy `warm`"),
        "{error}"
    );
}

#[test]
#[cfg(debug_assertions)]
fn a_function_that_cannot_do_what_is_said_of_it_panics() {
    let stage = Stage::new(&function(
        "faults",
        "plain",
        "ttl = \"1s\"\nerror_ttl = \"1s\"",
    ));
    let source = Source::open();
    let panic = panic_of(|| plain(&source, 1));
    assert_eq!(
        stage.told(&panic),
        [
            "cache.toml:3: `integration::policies::faults::plain` (tests/integration/policies/faults.rs:14): with `error_ttl` errors are cached, and the function was compiled without that; write `error_ttl` in the attribute too"
        ]
    );
}

#[test]
#[cfg(debug_assertions)]
fn what_was_wrong_is_right_after_a_reload() {
    let stage = Stage::new("");
    let source = Source::open();
    panic_of(|| named(&source, 1));
    stage.say("[policies.warm]\nttl = \"7s\"");
    assert_eq!(stage.cache.check(), Ok(()));
    named(&source, 1);
    assert_eq!(peek_named(1).unwrap().remaining, Some(seconds(7)));
}

#[test]
fn functions_of_the_file_that_nothing_called_bears_are_named() {
    let text = format!(
        "{}{}",
        function("faults", "plain", "ttl = \"1s\""),
        function("faults", "plane", "ttl = \"1s\"")
    );
    let stage = Stage::new(&text);
    let missing = |path: &str| {
        format!("no function called so far is `integration::policies::faults::{path}`")
    };
    let told = || stage.told(&stage.cache.check().unwrap_err().to_string());
    assert_eq!(
        told(),
        [
            format!(
                "cache.toml:1: {}; write its path as `stats()` names it, or call it before `check()`",
                missing("plain")
            ),
            format!(
                "cache.toml:3: {}; write its path as `stats()` names it, or call it before `check()`",
                missing("plane")
            ),
        ]
    );
    plain(&Source::open(), 1);
    assert_eq!(
        told(),
        [format!(
            "cache.toml:3: {} (did you mean `integration::policies::faults::plain`?); write its path as `stats()` names it, or call it before `check()`",
            missing("plane")
        )]
    );
}

#[test]
#[cfg(debug_assertions)]
fn nothing_can_be_said_of_a_region_that_is_used_by_hand() {
    let said = Override::new().with_ttl(seconds(1)).disabled();
    let builder = Cache::builder().override_function("faults-region", said);
    let (cache, _clock) = testing::cache_from(builder);
    let region = cache.region::<u64>("faults-region");
    let panic = panic_of(|| region.get(&1_u64).unwrap_or(0));
    assert_eq!(
        panic,
        "the region `faults-region` is used by hand and has its policy from each call; remove what is said of it"
    );
}
