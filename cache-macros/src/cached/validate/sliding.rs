//! Hits that renew the ttl.

use proc_macro2::Ident;

use super::super::args::{Args, Switch, Written};
use super::super::model::{SiteTtl, Sliding};
use super::duration::{Refusals, finite};
use super::stampede::is_early;
use crate::diagnostics::Errors;
use crate::literal::duration::DurationLit;

pub(super) fn resolve(args: &Args, ttl: SiteTtl, errors: &mut Errors) -> Option<Sliding> {
    let sliding = args
        .sliding
        .written()
        .filter(|written| written.value.0.value());
    let max_age = args
        .max_age
        .written()
        .and_then(|written| max_age(written, args, ttl, errors));
    if let Some(sliding) = sliding {
        check_alone(sliding, args, ttl, errors);
        return Some(Sliding::On { max_age });
    }
    args.sliding.written().map(|_| Sliding::Off)
}

fn max_age(
    written: &Written<DurationLit>,
    args: &Args,
    ttl: SiteTtl,
    errors: &mut Errors,
) -> Option<u64> {
    let is_sliding = args
        .sliding
        .value()
        .is_some_and(|Switch(switch)| switch.value());
    if !is_sliding && !args.sliding.is_broken() {
        errors.at(
            &written.key,
            "`max_age` needs `sliding = true`: it says how old an entry may grow by being renewed",
        );
    }
    let refusals = Refusals {
        zero: "`max_age` must be longer than the ttl; to renew nothing remove `sliding`",
        forever: "`max_age` cannot be `\"forever\"`; to let entries be renewed without an end remove it",
    };
    let max_age = finite(Some(written), &refusals, errors)?;
    if ttl.longest().is_some_and(|ttl| max_age <= ttl) {
        errors.at(
            &written.value.literal,
            "`max_age` is not longer than the `ttl`, so no hit would renew it; write more, or remove `sliding` and `max_age`",
        );
    }
    Some(max_age)
}

/// Reports what else wants to decide when the entry ends, at the place of the other.
fn check_alone(sliding: &Written<Switch>, args: &Args, ttl: SiteTtl, errors: &mut Errors) {
    if ttl == SiteTtl::Forever {
        errors.at(
            &sliding.key,
            "`sliding` renews the ttl, and `ttl = \"forever\"` never ends; give a ttl, or remove `sliding`",
        );
    }
    if let Some(adaptive) = args.adaptive_ttl.written() {
        errors.at(
            &adaptive.key,
            "`adaptive_ttl` and `sliding = true` both let hits decide how long an entry lives; keep one of them",
        );
    }
    let refreshing = [
        (
            args.refresh_ahead.written().map(|written| &written.key),
            "refresh_ahead",
        ),
        (
            args.refresh_every.written().map(|written| &written.key),
            "refresh_every",
        ),
        (
            args.stampede
                .written()
                .filter(|_| is_early(args))
                .map(|written| &written.key),
            "stampede = \"early\"",
        ),
    ];
    for (key, spelling) in refreshing {
        check_not_refreshed(key, spelling, errors);
    }
}

fn check_not_refreshed(key: Option<&Ident>, spelling: &str, errors: &mut Errors) {
    if let Some(key) = key {
        errors.at(
            key,
            format!("`{spelling}` loads anew before the ttl ends, and with `sliding = true` a hit renews the ttl without a load; keep one of them"),
        );
    }
}
