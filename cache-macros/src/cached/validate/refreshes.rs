//! Refreshes of what is still fresh: ahead of the end, and by a schedule.

use super::super::args::{Args, Number, Written};
use super::super::model::{Refreshes, Schedule, SiteTtl};
use super::duration::{Refusals, finite};
use super::stampede::is_early;
use crate::diagnostics::Errors;
use crate::literal::duration::DurationLit;

pub(super) fn resolve(args: &Args, ttl: SiteTtl, errors: &mut Errors) -> Refreshes {
    let ahead = args.refresh_ahead.written();
    if let Some(written) = ahead {
        check_ahead(written, ttl, is_early(args), errors);
    }
    Refreshes {
        ahead: ahead.map(|written| written.value.value),
        every: every(args, ttl, errors),
    }
}

fn check_ahead(
    Written { key, value: number }: &Written<Number>,
    ttl: SiteTtl,
    is_early: bool,
    errors: &mut Errors,
) {
    if number.value <= 0.0 || number.value >= 1.0 {
        errors.at(
            &number.written,
            "`refresh_ahead` must lie between `0.0` and `1.0`, and be neither: it is the fraction of the ttl after which a hit refreshes, as in `0.8`",
        );
    }
    if ttl == SiteTtl::Forever {
        errors.at(
            key,
            "`refresh_ahead` loads before the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or write `refresh_every`",
        );
    }
    if is_early {
        errors.at(
            key,
            "`refresh_ahead` and `stampede = \"early\"` both say when to load before the ttl ends; keep one of them",
        );
    }
}

fn every(args: &Args, ttl: SiteTtl, errors: &mut Errors) -> Option<Schedule> {
    let interval = interval(args.refresh_every.written(), ttl, errors);
    let needed = args.refresh_every.written().is_some() || args.refresh_every.is_broken();
    let idle_after = args
        .idle_after
        .written()
        .and_then(|written| idle_after(written, needed, interval, errors));
    let interval = interval?;
    Some(Schedule {
        interval,
        idle_after: idle_after.unwrap_or(10 * interval),
    })
}

fn interval(
    written: Option<&Written<DurationLit>>,
    ttl: SiteTtl,
    errors: &mut Errors,
) -> Option<u64> {
    let refusals = Refusals {
        zero: "`refresh_every` must be longer than zero; to refresh nothing by a schedule remove it",
        forever: "`refresh_every` cannot be `\"forever\"`: it is the time from one refresh to the next; write a duration",
    };
    let interval = finite(written, &refusals, errors)?;
    if ttl.shortest().is_some_and(|ttl| ttl <= interval) {
        errors.at(
            written.map(|written| &written.value.literal),
            "`refresh_every` is not shorter than the ttl, so entries would end before they are refreshed; write less, or a longer ttl",
        );
    }
    Some(interval)
}

fn idle_after(
    written: &Written<DurationLit>,
    is_needed: bool,
    interval: Option<u64>,
    errors: &mut Errors,
) -> Option<u64> {
    if !is_needed {
        errors.at(
            &written.key,
            "`idle_after` needs `refresh_every`: it says how long after the last call the refreshes stop",
        );
    }
    let refusals = Refusals {
        zero: "`idle_after` must be longer than zero; to refresh nothing by a schedule remove `refresh_every`",
        forever: "`idle_after` cannot be `\"forever\"`: keys that nobody asks for any more would be loaded without an end; write a duration",
    };
    let idle_after = finite(Some(written), &refusals, errors)?;
    if interval.is_some_and(|interval| idle_after < interval) {
        errors.at(
            &written.value.literal,
            "`idle_after` is shorter than `refresh_every`, so the refreshes would stop before the first; write more, or remove it: ten times `refresh_every` is the default",
        );
    }
    Some(idle_after)
}
