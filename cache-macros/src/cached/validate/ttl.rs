//! How long entries live: the ttl, and what varies, replaces or shortens it.

use proc_macro2::Span;
use syn::Error;

use super::super::args::{Args, Number, Slot, TtlValue, Written};
use super::super::model::{LoadTtl, SiteTtl, Tier};
use super::closures;
use super::duration::{Refusals, finite};
use crate::arguments::Arguments;
use crate::diagnostics::Errors;
use crate::literal::duration::{DurationLit, Length};
use crate::literal::range::RangeLit;

/// What the site says of it.
pub(super) fn of_site(args: &Args, errors: &mut Errors) -> SiteTtl {
    check_one_computation(args, errors);
    match (&args.adaptive_ttl, &args.ttl) {
        (Slot::Written(written), _) => adaptive(written, args, errors),
        (Slot::Broken, Slot::Absent) => SiteTtl::Computed,
        (_, Slot::Absent) if args.policy.is_written() => SiteTtl::OfPolicy,
        (_, ttl) => fixed_or_computed(ttl, errors),
    }
}

/// Where the site does not tell how long an entry lives.
pub(super) fn of_load(args: &Args, arguments: &Arguments, errors: &mut Errors) -> LoadTtl {
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

fn fixed_or_computed(ttl: &Slot<TtlValue>, errors: &mut Errors) -> SiteTtl {
    match ttl {
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
        }) => fixed(duration, errors),
    }
}

fn fixed(duration: &DurationLit, errors: &mut Errors) -> SiteTtl {
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

/// `adaptive_ttl` stands where `ttl` would.
fn adaptive(
    Written { key, value: range }: &Written<RangeLit>,
    args: &Args,
    errors: &mut Errors,
) -> SiteTtl {
    if args.ttl.written().is_some() {
        errors.at(
            key,
            "`adaptive_ttl` says how long every entry lives, so `ttl` would never count; keep one of them",
        );
    }
    if args.ttl_with.written().is_some() {
        errors.at(
            key,
            "`ttl_with` decides the ttl of every value, so `adaptive_ttl` would never count; keep one of them, and beside `ttl_with` a `ttl` in quotes",
        );
    }
    if range.from == 0 {
        errors.at(
            &range.literal,
            "`adaptive_ttl` must begin longer than zero: entries live that long at first",
        );
    } else if range.from >= range.to {
        errors.at(
            &range.literal,
            "`adaptive_ttl` must grow: write the shorter duration first, as in `\"5m..1h\"`; for a ttl that stays the same write `ttl`",
        );
    } else {
        return SiteTtl::Adaptive {
            shortest: range.from,
            longest: range.to,
        };
    }
    SiteTtl::Computed
}

/// Reports an `adaptive_ttl` that would stay as it is at first.
pub(super) fn check_counted(written: Option<&Written<RangeLit>>, tier: Tier, errors: &mut Errors) {
    if let (Some(Written { key, .. }), Tier::Redis) = (written, tier) {
        errors.at(
            key,
            "`adaptive_ttl` grows with the hits in memory, and `tier = \"redis\"` keeps nothing there; write a `ttl` in its place, or remove `tier`",
        );
    }
}

pub(super) fn jitter(
    written: Option<&Written<Number>>,
    ttl: SiteTtl,
    errors: &mut Errors,
) -> Option<f64> {
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

pub(super) fn negative_ttl(duration: Option<&DurationLit>, errors: &mut Errors) -> Option<u64> {
    match duration?.length {
        Length::Milliseconds(milliseconds) => Some(milliseconds),
        Length::Forever => {
            let message = "`negative_ttl` cannot be `\"forever\"`: what is absent may appear; write a duration, or `\"0s\"` to not cache `None`";
            errors.at(duration.map(|duration| &duration.literal), message);
            None
        }
    }
}

pub(super) fn error_ttl(args: &Args, errors: &mut Errors) -> Option<u64> {
    let refusals = Refusals {
        zero: "`error_ttl` must be longer than zero; to not cache errors remove it",
        forever: "`error_ttl` cannot be `\"forever\"`: what failed may succeed; write a duration",
    };
    finite(args.error_ttl.written(), &refusals, errors)
}

pub(super) fn memory_ttl(
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
    let refusals = Refusals {
        zero: "`memory_ttl` must be longer than zero; to keep no copy in memory write `tier = \"redis\"`",
        forever: "`memory_ttl` cannot be `\"forever\"`: it only shortens the ttl; write a duration, or remove it",
    };
    let milliseconds = finite(written, &refusals, errors)?;
    if ttl.longest().is_some_and(|ttl| ttl < milliseconds) {
        errors.at(
            &duration.literal,
            "`memory_ttl` is longer than the `ttl`, which ends the copy in memory too; write less, or remove `memory_ttl`",
        );
    }
    Some(milliseconds)
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
