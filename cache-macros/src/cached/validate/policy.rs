//! Everything about the site but its template: where the rules of each concern come together, and the bounds and tiers that
//! need no file of their own.

use syn::{Error, LitStr};

use super::super::args::{Args, Written};
use super::super::model::{Form, Site, SiteTemplate, SiteTtl, Tier};
use super::{audit, cancellation, named, refreshes, sliding, stampede, timeouts, ttl, windows};
use crate::diagnostics::Errors;
use crate::suggestion::{did_you_mean, quoted};

/// Everything about the site but its template.
pub(super) fn site(args: &Args, form: &Form, errors: &mut Errors) -> Site {
    let ttl = ttl::of_site(args, errors);
    // What `ttl_with` says of each value goes before the ttl of the site.
    let lasts = args.ttl_with.value().map_or(ttl, |_| SiteTtl::Computed);
    let tier = tier(args.tier.written(), errors);
    ttl::check_counted(args.adaptive_ttl.written(), tier, errors);
    check_bounds(args, errors);
    Site {
        template: SiteTemplate::Default(0),
        policy: named::resolve(args.policy.value(), errors),
        ttl,
        sliding: sliding::resolve(args, lasts, errors),
        jitter: ttl::jitter(args.jitter.written(), lasts, errors),
        stampede: stampede::resolve(args, lasts, tier, errors),
        lock_wait: stampede::lock_wait(args, errors),
        windows: windows::resolve(args, lasts, errors),
        refreshes: refreshes::resolve(args, lasts, errors),
        timeouts: timeouts::resolve(args, errors),
        finishes: cancellation::finishes(args, form, errors),
        audit: audit::share(args.audit.value(), errors),
        negative_ttl: ttl::negative_ttl(args.negative_ttl.value(), errors),
        error_ttl: ttl::error_ttl(args, errors),
        memory_ttl: ttl::memory_ttl(args.memory_ttl.written(), lasts, tier, errors),
        tier,
        capacity: args.capacity.value().map(|count| count.value),
        max_weight: args.max_weight.value().map(|weight| weight.bytes),
        version: args.version.value().map(|version| version.0),
        tracks: args.track.value().is_some_and(|switch| switch.0.value()),
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

pub(super) fn unknown_value(key: &syn::Ident, literal: &LitStr, values: &[&str]) -> Error {
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
