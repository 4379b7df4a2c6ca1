//! How long callers wait for a load.

use super::super::args::{Args, Written};
use super::super::model::Timeouts;
use super::duration::{Refusals, finite};
use crate::diagnostics::Errors;
use crate::literal::duration::{DurationLit, Length};

pub(super) fn resolve(args: &Args, errors: &mut Errors) -> Timeouts {
    let hard = hard(args, errors);
    let soft = args
        .soft_timeout
        .written()
        .and_then(|written| soft(written, args, hard, errors));
    if let (Some(written), Some(hard)) = (args.lock_wait.written(), hard) {
        check_lock_wait(&written.value, hard, errors);
    }
    Timeouts { hard, soft }
}

fn hard(args: &Args, errors: &mut Errors) -> Option<u64> {
    let refusals = Refusals {
        zero: "`timeout` must be longer than zero: no load is done in no time; to wait without an end remove it",
        forever: "`timeout` cannot be `\"forever\"`; to wait without an end remove it",
    };
    finite(args.timeout.written(), &refusals, errors)
}

fn soft(
    written: &Written<DurationLit>,
    args: &Args,
    hard: Option<u64>,
    errors: &mut Errors,
) -> Option<u64> {
    if args.stale_if_error.written().is_none() && !args.stale_if_error.is_broken() {
        errors.at(
            &written.key,
            "`soft_timeout` needs `stale_if_error`: it answers with the value that is kept for that long after its ttl",
        );
    }
    let refusals = Refusals {
        zero: "`soft_timeout` must be longer than zero; to answer with an old value at once write `stale_while_revalidate`",
        forever: "`soft_timeout` cannot be `\"forever\"`; to wait for the load remove it",
    };
    let soft = finite(Some(written), &refusals, errors)?;
    if hard.is_some_and(|hard| hard <= soft) {
        errors.at(
            &written.value.literal,
            "`soft_timeout` is not shorter than `timeout`, which ends the wait before; write less, or remove it",
        );
    }
    Some(soft)
}

fn check_lock_wait(lock_wait: &DurationLit, hard: u64, errors: &mut Errors) {
    if matches!(lock_wait.length, Length::Milliseconds(lock_wait) if lock_wait > hard) {
        errors.at(
            &lock_wait.literal,
            "`lock_wait` is longer than `timeout`, which bounds that wait too; write less, or remove `lock_wait`",
        );
    }
}
