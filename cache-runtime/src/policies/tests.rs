//! What follows from what the layers say, and what every bad file is told.

use super::book::{Book, Decision};
use super::file::parse;
use super::function::Function;
use super::overrides::Override;
use crate::clock::{Millis, NEVER};
use crate::key::Template;
use crate::policy::{OnCancel, Policy, Renewal, Schedule, Stampede, Tiers};
use crate::site::Site;
use std::time::Duration;

fn site() -> Site {
    Site::new("shop::get_user", Template::by_default(1)).location("shop/users.rs", 12, 1)
}

/// A function that was compiled for all that there is.
fn able() -> Site {
    site()
        .kept()
        .negative_ttl(7_000)
        .error_ttl(7_000)
        .timeout(7_000)
        .refresh_every(500, 5_000)
        .audit(0.9)
}

fn book(text: &str) -> Book {
    let book = parse("cache.toml", text).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!(lines(&book.faults()), [""; 0]);
    book
}

fn lines(faults: &[super::PolicyFault]) -> Vec<String> {
    faults.iter().map(ToString::to_string).collect()
}

/// The policy of the function under the file.
#[track_caller]
fn policy(site: &Site, text: &str) -> Policy {
    let Decision { rule, faults } = book(text).decide(&Function::of(site));
    assert_eq!(lines(&faults), [""; 0]);
    assert!(!rule.off);
    rule.policy.map_or(site.policy, |policy| *policy)
}

/// All that is wrong with the file by itself.
#[track_caller]
fn faults_of(text: &str) -> Vec<String> {
    match parse("cache.toml", text) {
        Ok(book) => lines(&book.faults()),
        Err(faults) => lines(&faults),
    }
}

/// What is wrong with the file for this function.
#[track_caller]
fn faults_for(site: &Site, text: &str) -> Vec<String> {
    lines(&book(text).decide(&Function::of(site)).faults)
}

#[test]
fn a_function_that_nothing_is_said_of_goes_by_its_attribute() {
    let decision = book("[policies.hot]\nttl = \"5m\"").decide(&Function::of(&site().ttl(1_000)));
    assert!(decision.rule.policy.is_none() && !decision.rule.off);
}

#[test]
fn the_attribute_counts_for_more_than_the_policy_and_what_is_said_of_the_function_for_more_than_both()
 {
    let named = "[policies.hot]\nttl = \"1s\"\n";
    let said = "[functions.\"shop::get_user\"]\nttl = \"3s\"\n";
    let table: [(Site, &[&str], Millis); 6] = [
        (site().named_policy("hot"), &[named], 1_000),
        (site().named_policy("hot").ttl(2_000), &[named], 2_000),
        (site().named_policy("hot"), &[named, said], 3_000),
        (site().named_policy("hot").ttl(2_000), &[named, said], 3_000),
        (site().ttl(2_000), &[said], 3_000),
        (site().ttl(2_000), &[named], 2_000),
    ];
    for (row, (site, texts, ttl)) in table.iter().enumerate() {
        assert_eq!(policy(site, &texts.concat()).ttl, *ttl, "row {row}");
    }
}

#[test]
fn a_policy_that_is_chosen_for_a_function_takes_the_place_of_the_one_its_attribute_names() {
    let text = "
        [policies.hot]
        ttl = \"1s\"
        [policies.cold]
        jitter = 0.25
        [functions.\"shop::get_user\"]
        policy = \"cold\"
        ttl = \"2s\"";
    let policy = policy(&site().named_policy("hot"), text);
    assert_eq!((policy.ttl, policy.jitter), (2_000, 0.25));
}

/// Each field in each layer: what it is set to, and what the attribute writes against it.
#[test]
#[allow(clippy::too_many_lines, clippy::type_complexity, reason = "a table")]
fn every_field_is_layered() {
    type Seen = fn(&Policy) -> String;
    let fields: [(&str, &str, Seen, fn(Site) -> Site); 19] = [
        (
            "ttl = \"2s\"",
            "ttl = \"3s\"",
            |policy| policy.ttl.to_string(),
            |site| site.ttl(9_000),
        ),
        (
            "adaptive_ttl = \"2s..4s\"",
            "adaptive_ttl = \"3s..5s\"",
            |policy| format!("{} {:?}", policy.ttl, policy.renewal),
            |site| site.adaptive_ttl(9_000, 10_000),
        ),
        (
            "sliding = true",
            "sliding = true",
            |policy| format!("{:?}", policy.renewal),
            Site::not_sliding,
        ),
        (
            "sliding = true\nmax_age = \"20s\"",
            "sliding = true\nmax_age = \"30s\"",
            |policy| format!("{:?}", policy.renewal),
            |site| site.sliding().max_age(90_000),
        ),
        (
            "jitter = 0.1",
            "jitter = 0.2",
            |policy| policy.jitter.to_string(),
            |site| site.jitter(0.0),
        ),
        (
            "negative_ttl = \"2s\"",
            "negative_ttl = \"3s\"",
            |policy| format!("{:?}", policy.negative_ttl),
            |site| site.negative_ttl(9_000),
        ),
        (
            "error_ttl = \"2s\"",
            "error_ttl = \"3s\"",
            |policy| format!("{:?}", policy.error_ttl),
            |site| site.error_ttl(9_000),
        ),
        (
            "stampede = \"none\"",
            "stampede = \"lock\"",
            |policy| format!("{:?}", policy.stampede),
            |site| site.stampede(Stampede::Coalesce),
        ),
        (
            "stampede = \"early\"\nbeta = 2",
            "stampede = \"early\"\nbeta = 3.5",
            |policy| format!("{:?}", policy.beta),
            |site| site.early().beta(9.0),
        ),
        (
            "stampede = \"lock\"\nlock_wait = \"2s\"",
            "stampede = \"lock\"\nlock_wait = \"3s\"",
            |policy| format!("{:?} {:?}", policy.stampede, policy.lock_wait),
            |site| site.stampede(Stampede::Lock).lock_wait(6_000),
        ),
        (
            "stale_while_revalidate = \"2s\"",
            "stale_while_revalidate = \"3s\"",
            |policy| policy.stale_while_revalidate.to_string(),
            |site| site.stale_while_revalidate(9_000),
        ),
        (
            "stale_if_error = \"2s\"",
            "stale_if_error = \"3s\"",
            |policy| policy.stale_if_error.to_string(),
            |site| site.stale_if_error(9_000),
        ),
        (
            "refresh_ahead = 0.2",
            "refresh_ahead = 0.3",
            |policy| format!("{:?}", policy.refresh_ahead),
            |site| site.refresh_ahead(0.9),
        ),
        (
            "refresh_every = \"200ms\"",
            "refresh_every = \"300ms\"",
            |policy| format!("{:?}", policy.schedule),
            |site| site.refresh_every(900, 9_000),
        ),
        (
            "refresh_every = \"200ms\"\nidle_after = \"2s\"",
            "refresh_every = \"300ms\"\nidle_after = \"3s\"",
            |policy| format!("{:?}", policy.schedule),
            |site| site.refresh_every(900, 9_500),
        ),
        (
            "timeout = \"2s\"",
            "timeout = \"3s\"",
            |policy| format!("{:?}", policy.timeout),
            |site| site.timeout(9_000),
        ),
        (
            "soft_timeout = \"200ms\"\nstale_if_error = \"1d\"",
            "soft_timeout = \"300ms\"\nstale_if_error = \"1d\"",
            |policy| format!("{:?}", policy.soft_timeout),
            |site| site.soft_timeout(900).stale_if_error(1),
        ),
        (
            "memory_ttl = \"200ms\"",
            "memory_ttl = \"300ms\"",
            |policy| format!("{:?}", policy.memory_ttl),
            |site| site.memory_ttl(900),
        ),
        (
            "audit = 0.2",
            "audit = 0.3",
            |policy| policy.audit.to_string(),
            |site| site.audit(0.8),
        ),
    ];
    for (named, said, seen, write) in fields {
        let name = named.split(' ').next().unwrap_or_default();
        // What the attribute has to write so that the function can do it is written there too.
        let written_anyway = [
            "negative_ttl",
            "error_ttl",
            "timeout",
            "refresh_every",
            "audit",
        ]
        .contains(&name);
        let base = || {
            if written_anyway {
                able().ttl(10_000)
            } else {
                site().kept().ttl(10_000)
            }
        };
        let base = || {
            if name.ends_with("ttl") && !name.contains('_') || name == "adaptive_ttl" {
                site()
            } else {
                base()
            }
        };
        let of_named = format!("[policies.hot]\n{named}\n");
        let of_function = format!("[functions.\"shop::get_user\"]\n{said}\n");
        let alone = seen(&policy(&base().named_policy("hot"), &of_named));
        let written = seen(&policy(&write(base()).named_policy("hot"), &of_named));
        let all = seen(&policy(
            &write(base()).named_policy("hot"),
            &format!("{of_named}{of_function}"),
        ));
        let attribute = seen(&write(base()).policy);
        assert_eq!(written, attribute, "{named}: the attribute counts for more");
        if !written_anyway {
            assert_ne!(alone, attribute, "{named}: the policy counts for something");
        }
        assert_ne!(
            all, written,
            "{said}: what is said of the function counts for more"
        );
    }
}

#[test]
fn off_switches_off_what_the_attribute_has() {
    let text = "[functions.\"shop::get_user\"]
        negative_ttl = \"off\"
        error_ttl = \"off\"
        timeout = \"off\"
        refresh_every = \"off\"
        stale_while_revalidate = \"off\"
        stale_if_error = \"off\"
        refresh_ahead = \"off\"
        soft_timeout = \"off\"
        memory_ttl = \"off\"
        audit = \"off\"
        stampede = \"coalesce\"
        sliding = false";
    let site = able()
        .ttl(60_000)
        .stale_while_revalidate(1_000)
        .stale_if_error(2_000)
        .refresh_ahead(0.5)
        .soft_timeout(1_000)
        .memory_ttl(1_000)
        .finish()
        .stampede(Stampede::Lock)
        .lock_wait(1_000);
    let expected = Policy {
        on_cancel: OnCancel::Finish,
        ..Policy::new(Duration::from_secs(60))
    };
    assert_eq!(policy(&site, text), expected);
}

#[test]
fn the_default_of_idle_after_follows_the_interval() {
    let text = "[functions.\"shop::get_user\"]\nrefresh_every = \"2s\"";
    let site = able().ttl(60_000);
    let every = |every, idle_after| Some(Schedule { every, idle_after });
    assert_eq!(policy(&site, text).schedule, every(2_000, 20_000));
    let site = site.refresh_every(500, 7_000);
    assert_eq!(policy(&site, text).schedule, every(2_000, 7_000));
}

#[test]
fn what_an_option_was_about_may_be_taken_away_by_a_higher_layer() {
    let early = site().kept().ttl(60_000).early().beta(2.0);
    let said = |what: &str| format!("[functions.\"shop::get_user\"]\n{what}");
    let policy_of = |site: &Site, what: &str| policy(site, &said(what));
    assert_eq!(policy_of(&early, "stampede = \"none\"").beta, None);
    let sliding = site().ttl(1_000).sliding().max_age(5_000);
    assert_eq!(
        policy_of(&sliding, "sliding = false").renewal,
        Renewal::Never
    );
    let varied = site().ttl(1_000).jitter(0.1).stale_if_error(5_000);
    let forever = policy_of(&varied, "ttl = \"forever\"");
    assert_eq!(
        (forever.ttl, forever.jitter, forever.stale_if_error),
        (NEVER, 0.0, 0)
    );
    let adaptive = site().adaptive_ttl(1_000, 5_000);
    let fixed = policy_of(&adaptive, "ttl = \"2s\"");
    assert_eq!((fixed.ttl, fixed.renewal), (2_000, Renewal::Never));
}

#[test]
fn only_what_is_said_of_the_function_replaces_a_ttl_that_is_computed() {
    let computed = site().named_policy("hot").ttl_computed();
    let named = "[policies.hot]\nttl = \"1s\"\n";
    assert!(!policy(&computed, named).imposes_ttl);
    let said = format!("{named}[functions.\"shop::get_user\"]\nttl = \"2s\"");
    let policy = policy(&computed, &said);
    assert!(policy.imposes_ttl);
    assert_eq!(policy.ttl, 2_000);
}

#[test]
fn a_file_without_fault_is_read() {
    let text = "
        # the tables may be empty
        [policies.nothing]
        [policies.all]
        adaptive_ttl = \"5m..1h\"
        [functions.\"a::b\"]
        enabled = true
        negative_ttl = \"0s\"";
    assert_eq!(faults_of(text), [""; 0]);
    assert_eq!(faults_of(""), [""; 0]);
}

#[test]
fn every_fault_of_a_file_is_told_with_its_line() {
    let text = "[policies.hot]
tll = \"5m\"
jitter = 0.7
[functions.\"a::b\"]
enabled = \"no\"
capacity = 5
timeout = \"2x\"
[polices.cold]
ttl = \"1m\"
";
    assert_eq!(
        faults_of(text),
        [
            "cache.toml:2: unknown field `tll`; expected one of: `ttl`, `adaptive_ttl`, `sliding`, `max_age`, `jitter`, `negative_ttl`, `error_ttl`, `stampede`, `beta`, `lock_wait`, `stale_while_revalidate`, `stale_if_error`, `refresh_ahead`, `refresh_every`, `idle_after`, `timeout`, `soft_timeout`, `memory_ttl`, `audit` (did you mean `ttl`?)",
            "cache.toml:3: `jitter` must lie between `0.0` and `0.5`: it is the fraction by which the ttl may vary",
            "cache.toml:5: `enabled` takes `true` or `false`, without quotes",
            "cache.toml:6: `capacity` cannot be changed at run time; write it in the attribute",
            "cache.toml:7: invalid duration `2x`; write whole numbers with units `ms`, `s`, `m`, `h`, `d`, `w`, as in `\"1h30m\"`",
            "cache.toml:8: unknown table `polices`; expected one of: `policies`, `functions` (did you mean `policies`?)",
        ]
    );
}

#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn every_field_tells_what_it_takes() {
    let table = [
        (
            "ttl = 30",
            "`ttl` takes text in quotes, as in `ttl = \"30s\"`",
        ),
        (
            "ttl = \"0s\"",
            "`ttl` must be longer than zero; to switch caching off write `enabled = false` for the function",
        ),
        (
            "ttl = \"1M\"",
            "invalid duration `1M`; write whole numbers with units `ms`, `s`, `m`, `h`, `d`, `w`, as in `\"1h30m\"`",
        ),
        (
            "adaptive_ttl = \"5m\"",
            "invalid range `5m`; write two durations, as in `\"5m..1h\"`",
        ),
        (
            "adaptive_ttl = \"0s..1h\"",
            "`adaptive_ttl` must begin longer than zero: entries live that long at first",
        ),
        (
            "adaptive_ttl = \"1h..5m\"",
            "`adaptive_ttl` must grow: write the shorter duration first, as in `\"5m..1h\"`; for a ttl that stays the same write `ttl`",
        ),
        (
            "sliding = \"true\"",
            "`sliding` takes `true` or `false`, without quotes",
        ),
        (
            "max_age = true",
            "`max_age` takes text in quotes, as in `max_age = \"1d\"`",
        ),
        (
            "jitter = \"0.1\"",
            "`jitter` takes a number, as in `jitter = 0.1`",
        ),
        (
            "jitter = nan",
            "`jitter` takes a number, as in `jitter = 0.1`",
        ),
        (
            "jitter = -0.1",
            "`jitter` must lie between `0.0` and `0.5`: it is the fraction by which the ttl may vary",
        ),
        (
            "negative_ttl = \"forever\"",
            "`negative_ttl` cannot be `\"forever\"`; write a duration, or `\"off\"`",
        ),
        (
            "error_ttl = \"0s\"",
            "`error_ttl` must be longer than zero; to do without write `\"off\"`",
        ),
        (
            "stampede = \"locked\"",
            "unknown stampede `\"locked\"`; expected one of: `\"coalesce\"`, `\"lock\"`, `\"early\"`, `\"none\"` (did you mean `lock`?)",
        ),
        (
            "beta = 0",
            "`beta` must be greater than zero; `1.0` is the default, and more loads earlier",
        ),
        (
            "lock_wait = []",
            "`lock_wait` takes text in quotes, as in `lock_wait = \"2s\"`",
        ),
        (
            "stale_while_revalidate = \"forever\"",
            "`stale_while_revalidate` cannot be `\"forever\"`; write a duration, or `\"off\"`",
        ),
        (
            "stale_if_error = { for = \"1h\" }",
            "`stale_if_error` takes text in quotes, as in `stale_if_error = \"1d\"`",
        ),
        (
            "refresh_ahead = 1",
            "`refresh_ahead` must lie between `0.0` and `1.0`, and be neither: it is the fraction of the ttl after which a hit refreshes, as in `0.8`",
        ),
        (
            "audit = 0",
            "`audit` must be greater than `0.0` and at most `1.0`: it is the share of the hits that are audited; to audit none write `\"off\"`",
        ),
        (
            "audit = 1.5",
            "`audit` must be greater than `0.0` and at most `1.0`: it is the share of the hits that are audited; to audit none write `\"off\"`",
        ),
        (
            "audit = \"half\"",
            "`audit` takes a number, as in `audit = 0.001`",
        ),
        (
            "refresh_every = 1979-05-27",
            "`refresh_every` takes text in quotes, as in `refresh_every = \"5m\"`",
        ),
        (
            "idle_after = \"off\"",
            "invalid duration `off`; write whole numbers with units `ms`, `s`, `m`, `h`, `d`, `w`, as in `\"1h30m\"`",
        ),
        (
            "idle_after = \"0s\"",
            "`idle_after` must have a length and an end; write a duration",
        ),
        (
            "timeout = 2.5",
            "`timeout` takes text in quotes, as in `timeout = \"2s\"`",
        ),
        (
            "soft_timeout = \"\"",
            "invalid duration ``; write whole numbers with units `ms`, `s`, `m`, `h`, `d`, `w`, as in `\"1h30m\"`",
        ),
        (
            "memory_ttl = \"36526d\"",
            "`36526d` is longer than a century; write less, or `ttl = \"forever\"`",
        ),
        (
            "enabled = false",
            "`enabled` is said of a function, not of a policy; write it under `[functions.\"…\"]`",
        ),
        (
            "policy = \"hot\"",
            "`policy` is said of a function, not of a policy; write it under `[functions.\"…\"]`",
        ),
        (
            "tags = [\"a\"]",
            "`tags` cannot be changed at run time; write it in the attribute",
        ),
    ];
    for (line, message) in table {
        let text = format!("[policies.hot]\n\n{line}");
        assert_eq!(
            faults_of(&text),
            [format!("cache.toml:3: {message}")],
            "{line}"
        );
    }
}

#[test]
fn what_is_no_toml_is_told_with_its_line() {
    let table: [(&str, &[&str]); 8] = [
        (
            "[policies.hot]\nttl = \"5m\"\n[policies.hot]\njitter = 0.1",
            &["cache.toml:3: no TOML: duplicate key at `hot`"],
        ),
        (
            "[policies.hot]\nttl = \"5m\"\nttl = \"6m\"",
            &["cache.toml:3: no TOML: duplicate key at `ttl`"],
        ),
        (
            "[policies.hot\nttl = 5",
            &["cache.toml:1: no TOML: unclosed table, expected `]`"],
        ),
        (
            "[policies.hot]\ntll = 1\nttl = 5m\nbeat = 1",
            &[
                "cache.toml:2: unknown field `tll`; expected one of: `ttl`, `adaptive_ttl`, `sliding`, `max_age`, `jitter`, `negative_ttl`, `error_ttl`, `stampede`, `beta`, `lock_wait`, `stale_while_revalidate`, `stale_if_error`, `refresh_ahead`, `refresh_every`, `idle_after`, `timeout`, `soft_timeout`, `memory_ttl`, `audit` (did you mean `ttl`?)",
                "cache.toml:3: no TOML: string values must be quoted, expected literal string at `5m`",
            ],
        ),
        (
            "policies = 5",
            &["cache.toml:1: `policies` is no table; write `[policies.hot]`"],
        ),
        (
            "[policies]\nttl = \"5m\"",
            &["cache.toml:2: `ttl` is no table; write `[policies.hot]`"],
        ),
        (
            "\n[functions]\nx = 1",
            &["cache.toml:3: `x` is no table; write `[functions.\"shop::get_user\"]`"],
        ),
        (
            "[functions.\"a\"]\npolicy = 5",
            &["cache.toml:2: `policy` takes text in quotes, as in `policy = \"hot\"`"],
        ),
    ];
    for (text, messages) in table {
        assert_eq!(faults_of(text), messages, "{text}");
    }
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let faults = super::read(std::path::Path::new("no/such/cache.toml")).unwrap_err();
    assert_eq!(
        lines(&faults),
        [
            "no/such/cache.toml: the file of policies cannot be read: No such file or directory (os error 2); write its path as it is seen from the working directory, or a whole one"
        ]
    );
    assert_eq!(
        (faults[0].file(), faults[0].line()),
        (Some("no/such/cache.toml"), None)
    );
}

#[test]
fn a_policy_that_is_not_there_is_named_where_it_is_chosen() {
    let text = "[policies.hot]\nttl = \"5m\"\n[functions.\"a::b\"]\npolicy = \"hott\"";
    assert_eq!(
        faults_of(text),
        [
            "cache.toml:4: the function `a::b` is given the policy `hott`, and there is none of that name (did you mean `hot`?); write `[policies.hott]` in cache.toml"
        ]
    );
}

/// The contradictions of the attribute, all in one layer.
#[test]
#[allow(clippy::too_many_lines, reason = "a table")]
fn contradictions_are_told_at_the_later_of_the_two() {
    let table = [
        (
            "ttl = \"1m\"\nadaptive_ttl = \"5m..1h\"",
            "`adaptive_ttl` says how long every entry lives, so `ttl` would never count; keep one of them",
        ),
        (
            "ttl = \"forever\"\njitter = 0.1",
            "`jitter` varies the ttl, and `ttl = \"forever\"` cannot vary; write `jitter = 0`, or another ttl",
        ),
        (
            "ttl = \"1m\"\nmemory_ttl = \"2m\"",
            "`memory_ttl` is longer than the `ttl`, which ends the copy in memory too; write less, or `memory_ttl = \"off\"`",
        ),
        (
            "sliding = false\nmax_age = \"2m\"",
            "`max_age` needs `sliding = true`: it says how old an entry may grow by being renewed",
        ),
        (
            "ttl = \"2m\"\nmax_age = \"2m\"",
            "`max_age` is not longer than the `ttl`, so no hit would renew it; write more, or `sliding = false`",
        ),
        (
            "ttl = \"forever\"\nsliding = true",
            "`sliding` renews the ttl, and `ttl = \"forever\"` never ends; give a ttl, or write `sliding = false`",
        ),
        (
            "sliding = true\nadaptive_ttl = \"5m..1h\"",
            "`adaptive_ttl` and `sliding = true` both let hits decide how long an entry lives; keep one of them",
        ),
        (
            "sliding = true\nrefresh_ahead = 0.5",
            "`refresh_ahead` loads anew before the ttl ends, and with `sliding = true` a hit renews the ttl without a load; keep one of them",
        ),
        (
            "sliding = true\nrefresh_every = \"1s\"",
            "`refresh_every` loads anew before the ttl ends, and with `sliding = true` a hit renews the ttl without a load; keep one of them",
        ),
        (
            "sliding = true\nstampede = \"early\"",
            "`stampede = \"early\"` loads anew before the ttl ends, and with `sliding = true` a hit renews the ttl without a load; keep one of them",
        ),
        (
            "ttl = \"forever\"\nstale_while_revalidate = \"1m\"",
            "`stale_while_revalidate` begins when the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or write `stale_while_revalidate = \"off\"`",
        ),
        (
            "ttl = \"forever\"\nstale_if_error = \"1m\"",
            "`stale_if_error` begins when the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or write `stale_if_error = \"off\"`",
        ),
        (
            "stale_while_revalidate = \"1m\"\nstale_if_error = \"1m\"",
            "`stale_if_error` is not longer than `stale_while_revalidate`, which answers before it; both begin when the ttl ends: write more, or `stale_if_error = \"off\"`",
        ),
        (
            "ttl = \"forever\"\nrefresh_ahead = 0.5",
            "`refresh_ahead` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or write `refresh_every`",
        ),
        (
            "stampede = \"early\"\nrefresh_ahead = 0.5",
            "`refresh_ahead` and `stampede = \"early\"` both say when to load before the ttl ends; keep one of them",
        ),
        (
            "ttl = \"5m\"\nrefresh_every = \"5m\"",
            "`refresh_every` is not shorter than the ttl, so entries would end before they are refreshed; write less, or a longer ttl",
        ),
        (
            "refresh_every = \"off\"\nidle_after = \"5m\"",
            "`idle_after` needs `refresh_every`: it says how long after the last call the refreshes stop",
        ),
        (
            "refresh_every = \"5m\"\nidle_after = \"4m\"",
            "`idle_after` is shorter than `refresh_every`, so the refreshes would stop before the first; write more",
        ),
        (
            "stampede = \"lock\"\nbeta = 2",
            "`beta` needs `stampede = \"early\"`: it says how early",
        ),
        (
            "stampede = \"early\"\nlock_wait = \"2s\"",
            "`lock_wait` needs `stampede = \"lock\"`: it says how long to wait for the process that loads",
        ),
        (
            "ttl = \"forever\"\nstampede = \"early\"",
            "`stampede = \"early\"` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl",
        ),
        (
            "stale_if_error = \"off\"\nsoft_timeout = \"2s\"",
            "`soft_timeout` needs `stale_if_error`: it answers with the value that is kept for that long after its ttl",
        ),
        (
            "timeout = \"2s\"\nsoft_timeout = \"2s\"",
            "`soft_timeout` is not shorter than `timeout`, which ends the wait before; write less, or `soft_timeout = \"off\"`",
        ),
        (
            "timeout = \"2s\"\nlock_wait = \"3s\"",
            "`lock_wait` is longer than `timeout`, which bounds that wait too; write less, or `lock_wait = \"off\"`",
        ),
    ];
    for (fields, message) in table {
        for head in ["[policies.hot]", "[functions.\"a::b\"]"] {
            let text = format!("{head}\n{fields}");
            assert_eq!(
                faults_of(&text),
                [format!("cache.toml:3: {message}")],
                "{text}"
            );
        }
    }
}

#[test]
fn a_contradiction_with_the_attribute_is_told_where_it_can_be_put_right() {
    let text = "[functions.\"shop::get_user\"]\nttl = \"1m\"";
    let site = site()
        .kept()
        .ttl(3_600_000)
        .stale_if_error(60_000)
        .memory_ttl(120_000);
    assert_eq!(
        faults_for(&site, text),
        [
            "cache.toml:2: `shop::get_user` (shop/users.rs:12): `memory_ttl` is longer than the `ttl`, which ends the copy in memory too; write less, or `memory_ttl = \"off\"`"
        ]
    );
    let text = "[policies.hot]\nstale_while_revalidate = \"1h\"";
    assert_eq!(
        faults_for(&site.named_policy("hot"), text),
        [
            "cache.toml:2: `shop::get_user` (shop/users.rs:12): `stale_if_error` is not longer than `stale_while_revalidate`, which answers before it; both begin when the ttl ends: write more, or `stale_if_error = \"off\"`"
        ]
    );
}

#[test]
fn what_a_function_was_not_compiled_for_cannot_be_switched_on() {
    let outlive = "a load may outlive the call, and the function was compiled without that; write it in the attribute too, or `on_cancel = \"finish\"` there if the function is async";
    let table = [
        ("stale_while_revalidate = \"1m\"", format!("with `stale_while_revalidate` {outlive}")),
        ("refresh_ahead = 0.5", format!("with `refresh_ahead` {outlive}")),
        ("stampede = \"early\"", format!("with `stampede = \"early\"` {outlive}")),
        ("soft_timeout = \"1s\"", format!("with `soft_timeout` {outlive}")),
        ("refresh_every = \"1m\"", "with `refresh_every` a load is done again and again with the same arguments, and the function was compiled without that; write `refresh_every` in the attribute too".to_owned()),
        ("timeout = \"1m\"", "with `timeout` a call may end in an error that says so, and the function was compiled without that; write `timeout` in the attribute too".to_owned()),
        ("error_ttl = \"1m\"", "with `error_ttl` errors are cached, and the function was compiled without that; write `error_ttl` in the attribute too".to_owned()),
        ("negative_ttl = \"1m\"", "with `negative_ttl` a `None` is told from other values, and the function was compiled without that; write `negative_ttl` in the attribute too".to_owned()),
        ("audit = 0.5", "with `audit` a load is done again to compare its value, and the function was compiled without that; write `audit` in the attribute too".to_owned()),
    ];
    for (field, message) in table {
        let plain = site().ttl(3_600_000).stale_if_error(3_600_000);
        let text = format!("[functions.\"shop::get_user\"]\n{field}");
        let expected = format!("cache.toml:2: `shop::get_user` (shop/users.rs:12): {message}");
        assert_eq!(faults_for(&plain, &text), [expected], "{field}");
        let able = able().ttl(3_600_000).stale_if_error(3_600_000);
        assert_eq!(faults_for(&able, &text), [""; 0], "{field}");
    }
}

#[test]
fn a_share_of_audits_can_be_lowered_and_not_raised() {
    let site = able().ttl(3_600_000);
    let of_function = |share: &str| format!("[functions.\"shop::get_user\"]\naudit = {share}");
    for share in ["0.9", "0.001"] {
        let policy = policy(&site, &of_function(share));
        assert_eq!(policy.audit.to_string(), share);
    }
    let message = "`audit` is more than the `0.9` of the attribute, by which hits are drawn; write that at most, or more in the attribute";
    assert_eq!(
        faults_for(&site, &of_function("0.91")),
        [format!(
            "cache.toml:2: `shop::get_user` (shop/users.rs:12): {message}"
        )]
    );
}

#[test]
fn a_load_that_ends_with_its_callers_cannot_be_left_to_go_on() {
    let site = able().ttl(3_600_000).stale_if_error(3_600_000).stop();
    let text = "[functions.\"shop::get_user\"]\nsoft_timeout = \"1s\"";
    let message = "`soft_timeout` leaves a load to go on, and loads of the function end with their callers; write `soft_timeout = \"off\"`, or `on_cancel = \"finish\"` in the attribute";
    assert_eq!(
        faults_for(&site, text),
        [format!(
            "cache.toml:2: `shop::get_user` (shop/users.rs:12): {message}"
        )]
    );
}

#[test]
fn tiers_forbid_what_the_attribute_forbids() {
    let table = [
        (
            Tiers::Memory,
            "memory_ttl = \"1s\"",
            "`memory_ttl` bounds the copy of what a shared tier holds, but the function has `tier = \"memory\"`; give that time as the `ttl`",
        ),
        (
            Tiers::Redis,
            "memory_ttl = \"1s\"",
            "`memory_ttl` bounds the copy in memory, but the function has `tier = \"redis\"` and keeps none there; write `memory_ttl = \"off\"`",
        ),
        (
            Tiers::Redis,
            "adaptive_ttl = \"1s..2s\"",
            "`adaptive_ttl` grows with the hits in memory, and the function has `tier = \"redis\"` and keeps nothing there; write a `ttl` in its place",
        ),
        (
            Tiers::Memory,
            "stampede = \"lock\"",
            "`stampede = \"lock\"` needs a tier that processes share, but the function has `tier = \"memory\"`; write `stampede = \"coalesce\"`",
        ),
    ];
    for (tiers, field, message) in table {
        let site = site().ttl(60_000).tiers(tiers);
        let text = format!("[functions.\"shop::get_user\"]\n{field}");
        let expected = format!("cache.toml:2: `shop::get_user` (shop/users.rs:12): {message}");
        assert_eq!(faults_for(&site, &text), [expected], "{field}");
    }
}

#[test]
fn a_function_without_any_ttl_is_not_cached() {
    let text = "[policies.hot]\njitter = 0.1";
    let decision = book(text).decide(&Function::of(&site().named_policy("hot")));
    assert_eq!(
        lines(&decision.faults),
        [
            "`shop::get_user` (shop/users.rs:12): `ttl` is missing: neither the attribute nor a policy says how long entries live; write one of `ttl` and `adaptive_ttl` in either"
        ]
    );
    assert!(decision.rule.off);
}

#[test]
fn a_function_whose_policy_there_is_not_is_not_cached() {
    for site in [site(), site().ttl(1_000)] {
        let function = Function::of(&site.named_policy("hott"));
        let decision = book("[policies.hot]\nttl = \"5m\"").decide(&function);
        assert_eq!(
            lines(&decision.faults),
            [
                "`shop::get_user` (shop/users.rs:12): the attribute names the policy `hott`, and there is none of that name (did you mean `hot`?); write `[policies.hott]` in cache.toml"
            ]
        );
        assert!(decision.rule.off);
    }
    let decision = Book::default().decide(&Function::of(&site().named_policy("hot")));
    assert!(
        lines(&decision.faults)[0].ends_with(
            "there is none of that name; give it to the builder with `policy(\"hot\", …)`"
        )
    );
}

#[test]
fn what_cannot_be_said_of_a_function_leaves_it_with_its_attribute() {
    let text = "[functions.\"shop::get_user\"]\nttl = \"1m\"\ntimeout = \"1s\"";
    let decide = |text: &str| book(text).decide(&Function::of(&site().ttl(1_000)));
    let decision = decide(text);
    assert_eq!(decision.faults.len(), 1);
    assert!(decision.rule.policy.is_none() && !decision.rule.off);
    let decision = decide(&format!("{text}\nenabled = false"));
    assert!(decision.rule.off, "what is switched off stays so");
}

#[test]
fn the_file_is_read_on_top_of_what_code_says_field_by_field() {
    let mut code = Book::default();
    let hot = Policy::new(Duration::from_secs(1)).with_jitter(0.1);
    code.name("hot".to_owned(), &hot);
    let said = Override::new()
        .with_ttl(Duration::from_secs(5))
        .with_policy("hot");
    code.insert_function("shop::get_user".to_owned(), said);
    let text = "[policies.hot]\njitter = 0.2\n[functions.\"shop::get_user\"]\nstampede = \"none\"";
    let both = parse("cache.toml", text).unwrap().over(&code);
    assert_eq!(lines(&both.faults()), [""; 0]);
    let policy = both.decide(&Function::of(&site())).rule.policy.unwrap();
    assert_eq!(
        (policy.ttl, policy.jitter, policy.stampede),
        (5_000, 0.2, Stampede::None)
    );
}

#[test]
fn what_the_file_takes_away_of_what_code_says_is_no_contradiction() {
    let mut code = Book::default();
    let hot = Policy::new(Duration::from_secs(60))
        .with_adaptive_ttl(Duration::from_secs(90))
        .with_early_refresh(2.0);
    code.name("hot".to_owned(), &hot);
    let text = "[policies.hot]\nttl = \"5s\"\nstampede = \"none\"";
    let both = parse("cache.toml", text).unwrap().over(&code);
    assert_eq!(lines(&both.faults()), [""; 0]);
    let function = Function::of(&site().named_policy("hot"));
    let policy = both.decide(&function).rule.policy.unwrap();
    assert_eq!(
        (policy.ttl, policy.renewal, policy.beta),
        (5_000, Renewal::Never, None)
    );
}

#[test]
fn a_policy_from_code_says_what_differs_from_the_default() {
    let mut code = Book::default();
    let hot = Policy::new(Duration::from_secs(60))
        .with_jitter(0.1)
        .with_early_refresh(2.0)
        .with_stale_if_error(Duration::from_secs(9));
    code.name("hot".to_owned(), &hot);
    let policy = code
        .decide(&Function::of(&site().kept().named_policy("hot")))
        .rule
        .policy
        .unwrap();
    assert_eq!(*policy, hot);
}

#[test]
fn faults_in_code_name_the_setter() {
    let mut code = Book::default();
    let forever = Policy::forever().with_jitter(0.1);
    code.name("hot".to_owned(), &forever);
    let said = Override::new()
        .with_timeout(Duration::from_secs(1))
        .with_soft_timeout(Duration::from_secs(1))
        .with_policy("cold");
    code.insert_function("a::b".to_owned(), said);
    assert_eq!(
        lines(&code.faults()),
        [
            "policy(\"hot\"): `jitter` varies the ttl, and `ttl = \"forever\"` cannot vary; write `jitter = 0`, or another ttl",
            "override_function(\"a::b\"): `soft_timeout` is not shorter than `timeout`, which ends the wait before; write less, or `soft_timeout = \"off\"`",
            "the function `a::b` is given the policy `cold`, and there is none of that name; give it to the builder with `policy(\"cold\", …)`",
        ]
    );
}

#[test]
fn every_setter_of_an_override_counts() {
    let all = Override::new()
        .with_adaptive_ttl(Duration::from_secs(60), Duration::from_secs(120))
        .with_jitter(0.25)
        .with_stampede(Stampede::Lock)
        .with_lock_wait(Duration::from_secs(1))
        .with_negative_ttl(Duration::from_secs(2))
        .with_error_ttl(Duration::from_secs(3))
        .with_memory_ttl(Duration::from_secs(4))
        .with_stale_while_revalidate(Duration::from_secs(5))
        .with_stale_if_error(Duration::from_secs(6))
        .with_refresh_ahead(0.5)
        .with_refresh_every(Duration::from_secs(7))
        .with_idle_after(Duration::from_secs(8))
        .with_timeout(Duration::from_secs(9))
        .with_soft_timeout(Duration::from_secs(8))
        .with_audit(0.25);
    let decide = |said: Override| {
        let mut code = Book::default();
        code.insert_function("shop::get_user".to_owned(), said);
        let decision = code.decide(&Function::of(&able().ttl(1_000_000)));
        assert_eq!(lines(&decision.faults), [""; 0]);
        *decision.rule.policy.unwrap()
    };
    let expected = Policy {
        ttl: 60_000,
        imposes_ttl: true,
        jitter: 0.25,
        stampede: Stampede::Lock,
        beta: None,
        negative_ttl: Some(2_000),
        error_ttl: Some(3_000),
        memory_ttl: Some(4_000),
        lock_wait: Some(1_000),
        refresh_ahead: Some(0.5),
        stale_while_revalidate: 5_000,
        stale_if_error: 6_000,
        renewal: Renewal::Adaptive { max: 120_000 },
        schedule: Some(Schedule {
            every: 7_000,
            idle_after: 8_000,
        }),
        timeout: Some(9_000),
        soft_timeout: Some(8_000),
        on_cancel: OnCancel::Stop,
        audit: 0.25,
    };
    assert_eq!(decide(all), expected);
    let other = Override::new()
        .with_ttl(Duration::from_secs(60))
        .with_sliding(true)
        .with_max_age(Duration::from_secs(90))
        .with_refresh_every(None);
    assert_eq!(decide(other).renewal, Renewal::Sliding { max_age: 90_000 });
    let early = Override::new()
        .with_early_refresh(3.0)
        .with_ttl(Duration::from_secs(60));
    assert_eq!(decide(early).beta, Some(3.0));
    let forever = Override::new()
        .with_ttl_forever()
        .with_refresh_every(None)
        .with_stampede(Stampede::None);
    assert_eq!(
        (decide(forever.clone()).ttl, decide(forever).stampede),
        (NEVER, Stampede::None)
    );
}
