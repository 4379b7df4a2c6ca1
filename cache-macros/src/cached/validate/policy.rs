//! Times, bounds and strategies, and which of them contradict each other.

use proc_macro2::Span;
use syn::{Error, LitStr};

use super::super::args::{Args, Number, Slot, TtlValue, Written};
use super::super::model::{LoadTtl, Site, SiteTemplate, SiteTtl, Stampede, Tier};
use super::closures;
use crate::arguments::Arguments;
use crate::diagnostics::Errors;
use crate::literal::duration::{DurationLit, Length};
use crate::suggestion::{did_you_mean, quoted};

/// Everything about the site but its template.
pub(super) fn site(args: &Args, errors: &mut Errors) -> Site {
    let ttl = ttl(args, errors);
    // What `ttl_with` says of each value goes before the ttl of the site.
    let lasts = args.ttl_with.value().map_or(ttl, |_| SiteTtl::Computed);
    let tier = tier(args.tier.written(), errors);
    check_bounds(args, errors);
    check_one_computation(args, errors);
    Site {
        template: SiteTemplate::Default(0),
        ttl,
        jitter: jitter(args.jitter.written(), lasts, errors),
        stampede: stampede(args, lasts, tier, errors),
        negative_ttl: negative_ttl(args.negative_ttl.value(), errors),
        error_ttl: error_ttl(args.error_ttl.value(), errors),
        memory_ttl: memory_ttl(args.memory_ttl.written(), lasts, tier, errors),
        lock_wait: lock_wait(args, errors),
        tier,
        capacity: args.capacity.value().map(|count| count.value),
        max_weight: args.max_weight.value().map(|weight| weight.bytes),
        version: args.version.value().map(|version| version.0),
    }
}

/// Where the site does not tell how long an entry lives.
pub(super) fn load_ttl(args: &Args, arguments: &Arguments, errors: &mut Errors) -> LoadTtl {
    if let Some(written) = args.ttl_with.written() {
        return LoadTtl::With(closures::over_value_and_arguments(
            written, arguments, errors,
        ));
    }
    match args.ttl.value() {
        Some(TtlValue::Computed(expression)) => LoadTtl::Computed(expression.clone()),
        Some(TtlValue::Literal(_)) | None => LoadTtl::OfSite,
    }
}

fn ttl(args: &Args, errors: &mut Errors) -> SiteTtl {
    match &args.ttl {
        Slot::Absent => {
            errors.push(Error::new(
                Span::call_site(),
                "`ttl` is missing: an entry that never goes stale must be asked for; write `ttl = \"5m\"` or `ttl = \"forever\"`",
            ));
            SiteTtl::Forever
        }
        // A broken ttl is reported already; taken as computed it contradicts nothing else.
        Slot::Broken
        | Slot::Written(Written {
            value: TtlValue::Computed(_),
            ..
        }) => SiteTtl::Computed,
        Slot::Written(Written {
            value: TtlValue::Literal(duration),
            ..
        }) => fixed_ttl(duration, errors),
    }
}

fn fixed_ttl(duration: &DurationLit, errors: &mut Errors) -> SiteTtl {
    match duration.length {
        Length::Forever => SiteTtl::Forever,
        Length::Milliseconds(milliseconds) => {
            if milliseconds == 0 {
                errors.at(
                    &duration.literal,
                    "`ttl` must be longer than zero; to switch caching off remove `#[cached]`",
                );
            }
            SiteTtl::Milliseconds(milliseconds)
        }
    }
}

fn jitter(written: Option<&Written<Number>>, ttl: SiteTtl, errors: &mut Errors) -> Option<f64> {
    let Written { key, value: number } = written?;
    if !(0.0..=0.5).contains(&number.value) {
        errors.at(&number.written, "`jitter` must lie between `0.0` and `0.5`: it is the fraction by which the ttl may vary");
    }
    if ttl == SiteTtl::Forever {
        errors.at(
            key,
            "`jitter` varies the ttl, and `ttl = \"forever\"` cannot vary; remove `jitter`",
        );
    }
    Some(number.value)
}

fn stampede(args: &Args, ttl: SiteTtl, tier: Tier, errors: &mut Errors) -> Stampede {
    let written = args.stampede.written();
    let name = written.map(|written| written.value.value());
    check_beta(
        args.beta.written(),
        name.as_deref(),
        args.stampede.is_broken(),
        errors,
    );
    let Some(Written {
        key,
        value: literal,
    }) = written
    else {
        return Stampede::Coalesce;
    };
    match literal.value().as_str() {
        "coalesce" => Stampede::Coalesce,
        "none" => Stampede::None,
        "lock" => {
            if tier == Tier::Memory {
                errors.at(
                    key,
                    "`stampede = \"lock\"` needs a tier that processes share, but `tier = \"memory\"` is set; write `stampede = \"coalesce\"`",
                );
            }
            Stampede::Lock
        }
        "early" => {
            if ttl == SiteTtl::Forever {
                errors.at(key, "`stampede = \"early\"` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl");
            }
            Stampede::Early {
                beta: args.beta.value().map_or(1.0, |beta| beta.value),
            }
        }
        _ => {
            errors.push(unknown_value(
                key,
                literal,
                &["coalesce", "lock", "early", "none"],
            ));
            Stampede::Coalesce
        }
    }
}

fn check_beta(
    beta: Option<&Written<Number>>,
    stampede: Option<&str>,
    stampede_is_broken: bool,
    errors: &mut Errors,
) {
    let Some(Written { key, value: number }) = beta else {
        return;
    };
    if stampede != Some("early") && !stampede_is_broken {
        errors.at(
            key,
            "`beta` needs `stampede = \"early\"`: it says how early",
        );
    }
    if number.value <= 0.0 {
        errors.at(
            &number.written,
            "`beta` must be greater than zero; `1.0` is the default, and more loads earlier",
        );
    }
}

fn negative_ttl(duration: Option<&DurationLit>, errors: &mut Errors) -> Option<u64> {
    match duration?.length {
        Length::Milliseconds(milliseconds) => Some(milliseconds),
        Length::Forever => {
            let message = "`negative_ttl` cannot be `\"forever\"`: what is absent may appear; write a duration, or `\"0s\"` to not cache `None`";
            errors.at(duration.map(|duration| &duration.literal), message);
            None
        }
    }
}

fn error_ttl(duration: Option<&DurationLit>, errors: &mut Errors) -> Option<u64> {
    let duration = duration?;
    match duration.length {
        Length::Milliseconds(0) => {
            errors.at(
                &duration.literal,
                "`error_ttl` must be longer than zero; to not cache errors remove it",
            );
            None
        }
        Length::Milliseconds(milliseconds) => Some(milliseconds),
        Length::Forever => {
            errors.at(
                &duration.literal,
                "`error_ttl` cannot be `\"forever\"`: what failed may succeed; write a duration",
            );
            None
        }
    }
}

fn tier(written: Option<&Written<LitStr>>, errors: &mut Errors) -> Tier {
    let Some(Written {
        key,
        value: literal,
    }) = written
    else {
        return Tier::Default;
    };
    match literal.value().as_str() {
        "all" => Tier::All,
        "memory" => Tier::Memory,
        "redis" => Tier::Redis,
        _ => {
            errors.push(unknown_value(key, literal, &["memory", "redis", "all"]));
            Tier::Default
        }
    }
}

fn memory_ttl(
    written: Option<&Written<DurationLit>>,
    ttl: SiteTtl,
    tier: Tier,
    errors: &mut Errors,
) -> Option<u64> {
    let Written {
        key,
        value: duration,
    } = written?;
    match tier {
        Tier::Memory => errors.at(
            key,
            "`memory_ttl` bounds the copy of what a shared tier holds, but `tier = \"memory\"` is set; give that time as the `ttl`",
        ),
        Tier::Redis => errors.at(
            key,
            "`memory_ttl` bounds the copy in memory, but `tier = \"redis\"` keeps none there; remove one of the two",
        ),
        Tier::Default | Tier::All => {}
    }
    let Length::Milliseconds(milliseconds) = duration.length else {
        errors.at(
            &duration.literal,
            "`memory_ttl` cannot be `\"forever\"`: it only shortens the ttl; write a duration, or remove it",
        );
        return None;
    };
    if milliseconds == 0 {
        errors.at(
            &duration.literal,
            "`memory_ttl` must be longer than zero; to keep no copy in memory write `tier = \"redis\"`",
        );
    }
    if matches!(ttl, SiteTtl::Milliseconds(ttl) if ttl < milliseconds) {
        errors.at(
            &duration.literal,
            "`memory_ttl` is longer than the `ttl`, which ends the copy in memory too; write less, or remove `memory_ttl`",
        );
    }
    Some(milliseconds)
}

fn lock_wait(args: &Args, errors: &mut Errors) -> Option<u64> {
    let Written {
        key,
        value: duration,
    } = args.lock_wait.written()?;
    let stampede = args.stampede.value().map(LitStr::value);
    if stampede.as_deref() != Some("lock") && !args.stampede.is_broken() {
        errors.at(
            key,
            "`lock_wait` needs `stampede = \"lock\"`: it says how long to wait for the process that loads",
        );
    }
    match duration.length {
        Length::Milliseconds(0) => {
            errors.at(
                &duration.literal,
                "`lock_wait` must be longer than zero; to wait for no other process write `stampede = \"coalesce\"`",
            );
            None
        }
        Length::Milliseconds(milliseconds) => Some(milliseconds),
        Length::Forever => {
            errors.at(
                &duration.literal,
                "`lock_wait` cannot be `\"forever\"`: the process that loads may be gone; write a duration",
            );
            None
        }
    }
}

fn check_one_computation(args: &Args, errors: &mut Errors) {
    let computed = matches!(args.ttl.value(), Some(TtlValue::Computed(_)));
    if let Some(written) = args.ttl_with.written().filter(|_| computed) {
        errors.at(
            &written.key,
            "`ttl_with` decides the ttl of every value, so the expression after `ttl` would never count; keep one of them, and beside `ttl_with` a `ttl` in quotes",
        );
    }
}

fn check_bounds(args: &Args, errors: &mut Errors) {
    if let Some(capacity) = args.capacity.value().filter(|capacity| capacity.value == 0) {
        errors.at(
            &capacity.written,
            "`capacity` must be greater than zero; to switch caching off remove `#[cached]`",
        );
    }
    if let Some(weight) = args.max_weight.value().filter(|weight| weight.bytes == 0) {
        errors.at(
            &weight.literal,
            "`max_weight` must be greater than zero; to switch caching off remove `#[cached]`",
        );
    }
    if let (Some(_), Some(weight)) = (args.capacity.written(), args.max_weight.written()) {
        errors.at(
            &weight.key,
            "`max_weight` and `capacity` bound the same entries; keep one of them",
        );
    }
}

fn unknown_value(key: &syn::Ident, literal: &LitStr, values: &[&str]) -> Error {
    let written = literal.value();
    let in_quotes = |value: &str| format!("\"{value}\"");
    let values: Vec<String> = values.iter().map(|value| in_quotes(value)).collect();
    let values = || values.iter().map(String::as_str);
    let written = in_quotes(&written);
    let message = format!(
        "unknown {key} `{written}`; expected one of: {}{}",
        quoted(values()),
        did_you_mean(&written, values())
    );
    Error::new_spanned(literal, message)
}
