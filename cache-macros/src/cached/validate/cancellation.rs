//! What becomes of a load whose callers all left.

use syn::LitStr;

use super::super::args::{Args, Written};
use super::super::model::Form;
use super::keeping;
use super::policy::unknown_value;
use crate::diagnostics::Errors;

/// Whether it goes on.
pub(super) fn finishes(args: &Args, form: &Form, errors: &mut Errors) -> bool {
    let told = args
        .on_cancel
        .written()
        .map(|written| told(written, args, form, errors));
    let goes_on = match told {
        Some(Told::Finish) => true,
        Some(Told::Stop) => false,
        Some(Told::Nothing) | None => keeping::is_implied(args),
    };
    goes_on && !matches!(form, Form::Sync)
}

enum Told {
    Stop,
    Finish,
    /// What was written is no answer.
    Nothing,
}

fn told(
    Written {
        key,
        value: literal,
    }: &Written<LitStr>,
    args: &Args,
    form: &Form,
    errors: &mut Errors,
) -> Told {
    if matches!(form, Form::Sync) {
        errors.at(
            key,
            "`on_cancel` says what becomes of a load whose callers were dropped, and nothing drops the callers of a sync function; remove it",
        );
        return Told::Nothing;
    }
    match literal.value().as_str() {
        "finish" => Told::Finish,
        "stop" => {
            if args.soft_timeout.written().is_some() {
                errors.at(
                    key,
                    "`on_cancel = \"stop\"` ends a load that nobody waits for, and `soft_timeout` leaves it to go on; remove one of the two",
                );
            }
            Told::Stop
        }
        _ => {
            errors.push(unknown_value(key, literal, &["stop", "finish"]));
            Told::Nothing
        }
    }
}
