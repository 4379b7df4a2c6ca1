//! The windows after the ttl, in which an old value is still of use.

use super::super::args::{Args, Written};
use super::super::model::{SiteTtl, Windows};
use super::duration::{Refusals, finite};
use crate::diagnostics::Errors;
use crate::literal::duration::DurationLit;

pub(super) fn resolve(args: &Args, ttl: SiteTtl, errors: &mut Errors) -> Windows {
    let (revalidating, failing) = (
        args.stale_while_revalidate.written(),
        args.stale_if_error.written(),
    );
    for written in [revalidating, failing].into_iter().flatten() {
        check_begins(written, ttl, errors);
    }
    let windows = Windows {
        while_revalidate: while_revalidate(revalidating, errors),
        if_error: if_error(failing, errors),
    };
    check_order(failing, windows, errors);
    windows
}

fn check_begins(Written { key, .. }: &Written<DurationLit>, ttl: SiteTtl, errors: &mut Errors) {
    if ttl == SiteTtl::Forever {
        errors.at(
            key,
            format!("`{key}` begins when the ttl ends, and `ttl = \"forever\"` never ends; give a ttl, or remove `{key}`"),
        );
    }
}

fn while_revalidate(written: Option<&Written<DurationLit>>, errors: &mut Errors) -> Option<u64> {
    let refusals = Refusals {
        zero: "`stale_while_revalidate` must be longer than zero; to answer with no old value remove it",
        forever: "`stale_while_revalidate` cannot be `\"forever\"`: a value that cannot be renewed would be the answer without an end; write a duration",
    };
    finite(written, &refusals, errors)
}

fn if_error(written: Option<&Written<DurationLit>>, errors: &mut Errors) -> Option<u64> {
    let refusals = Refusals {
        zero: "`stale_if_error` must be longer than zero; to hand on every error remove it",
        forever: "`stale_if_error` cannot be `\"forever\"`: an error that lasts has to be seen some day; write a duration",
    };
    finite(written, &refusals, errors)
}

fn check_order(failing: Option<&Written<DurationLit>>, windows: Windows, errors: &mut Errors) {
    if let (Some(written), Some(revalidating), Some(if_error)) =
        (failing, windows.while_revalidate, windows.if_error)
        && if_error <= revalidating
    {
        errors.at(
            &written.value.literal,
            "`stale_if_error` is not longer than `stale_while_revalidate`, which answers before it; both begin when the ttl ends: write more, or remove `stale_if_error`",
        );
    }
}
