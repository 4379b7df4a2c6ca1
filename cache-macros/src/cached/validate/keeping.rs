//! Whether a load may outlive the call it began in, and whether the arguments can be kept for it.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;

use super::super::args::Args;
use super::super::model::{Form, Keeping, Siblings};
use super::stampede::is_early;
use crate::arguments::Arguments;
use crate::diagnostics::Errors;
use crate::lending::{Lending, of_receiver, of_type};

/// Reports the arguments that cannot be kept where they must be.
pub(super) fn resolve(
    args: &Args,
    form: &Form,
    siblings: &Siblings,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Keeping {
    let Some(reason) = reasons(args, form).next() else {
        return Keeping::Nothing;
    };
    check_siblings(&reason, form, siblings, errors);
    for (lending, place) in lendings(arguments) {
        check(&reason, lending, &place, errors);
    }
    if args.refresh_every.written().is_some() || args.audit.written().is_some() {
        Keeping::ForManyLoads
    } else {
        Keeping::ForOneLoad
    }
}

/// The key of an argument that makes loads outlive their calls, if there is one.
pub(super) fn key<'a>(args: &'a Args, form: &'a Form) -> Option<&'a Ident> {
    reasons(args, form).next().map(|reason| reason.key)
}

/// Whether anything but `on_cancel` itself lets loads go on without their callers.
pub(super) fn is_implied(args: &Args) -> bool {
    refreshing(args).next().is_some()
}

/// An argument for whose sake loads may outlive their calls.
struct Reason<'a> {
    key: &'a Ident,
    spelling: &'static str,
}

fn reasons<'a>(args: &'a Args, form: &'a Form) -> impl Iterator<Item = Reason<'a>> {
    let finish = args
        .on_cancel
        .written()
        .filter(|written| written.value.value() == "finish" && !matches!(form, Form::Sync));
    // A future is dropped when its time is over. A thread cannot be, so a sync load runs on one of its own.
    let timeout = args
        .timeout
        .written()
        .filter(|_| matches!(form, Form::Sync));
    // An audit goes on alone, and leaves the loads of callers as they are.
    let audit = args.audit.written();
    refreshing(args)
        .chain(audit.map(|written| Reason {
            key: &written.key,
            spelling: "audit",
        }))
        .chain(finish.map(|written| Reason {
            key: &written.key,
            spelling: "on_cancel = \"finish\"",
        }))
        .chain(timeout.map(|written| Reason {
            key: &written.key,
            spelling: "timeout",
        }))
}

fn refreshing(args: &Args) -> impl Iterator<Item = Reason<'_>> {
    let early = args.stampede.written().filter(|_| is_early(args));
    let keys = [
        (
            args.stale_while_revalidate
                .written()
                .map(|written| &written.key),
            "stale_while_revalidate",
        ),
        (
            args.refresh_ahead.written().map(|written| &written.key),
            "refresh_ahead",
        ),
        (
            args.refresh_every.written().map(|written| &written.key),
            "refresh_every",
        ),
        (
            args.soft_timeout.written().map(|written| &written.key),
            "soft_timeout",
        ),
        (early.map(|written| &written.key), "stampede = \"early\""),
    ];
    keys.into_iter()
        .filter_map(|(key, spelling)| key.map(|key| Reason { key, spelling }))
}

fn check_siblings(reason: &Reason<'_>, form: &Form, siblings: &Siblings, errors: &mut Errors) {
    let rest = match (siblings, form) {
        (_, Form::Boxed(_)) => {
            "and inside `#[async_trait]` nothing can; put `#[cached]` on a free function or an inherent method, and call it here"
        }
        (Siblings::None, _) => {
            "and `helpers = false` leaves it inside; remove that, or in the implementation of a trait put `#[cached]` on a free function or an inherent method, and call it here"
        }
        (Siblings::Items { .. }, _) => return,
    };
    let Reason { key, spelling } = reason;
    errors.at(
        key,
        format!("with `{spelling}` a load may outlive the call, so the body must stand beside the function, {rest}"),
    );
}

/// How each argument is passed, and where that is written.
fn lendings(arguments: &Arguments) -> impl Iterator<Item = (Lending, TokenStream)> {
    let receiver = arguments
        .receiver
        .iter()
        .map(|receiver| (of_receiver(receiver), receiver.to_token_stream()));
    let parameters = arguments
        .parameters
        .iter()
        .map(|parameter| (of_type(parameter.ty()), parameter.ty().to_token_stream()));
    receiver.chain(parameters)
}

fn check(reason: &Reason<'_>, lending: Lending, place: &TokenStream, errors: &mut Errors) {
    let fault = match lending {
        Lending::Owned | Lending::Shared => return,
        Lending::Exclusive => "is borrowed exclusively",
        Lending::Deep => "borrows deeper than a plain `&T` does",
    };
    let spelling = reason.spelling;
    errors.at(
        place,
        format!("this argument {fault}, and cannot be kept for `{spelling}`, with which a load may outlive the call; take an owned value or an `Arc`, or remove `{spelling}`"),
    );
}
