//! Closures: what their parameters stand for.

use syn::ext::IdentExt as _;

use super::super::args::Written;
use super::super::closure::Closure;
use super::key::unknown_argument;
use crate::arguments::Arguments;
use crate::diagnostics::Errors;

/// `|value| …`
pub(super) fn over_value(
    written: Option<&Written<Closure>>,
    errors: &mut Errors,
) -> Option<Closure> {
    let Written {
        key,
        value: closure,
    } = written?;
    if closure.parameters.len() != 1 {
        errors.at(
            &closure.written,
            format!("`{key}` takes a closure over the value alone, as in `|value| …`"),
        );
    }
    Some(closure.clone())
}

/// `|id, name| …`
pub(super) fn over_arguments(
    written: Option<&Written<Closure>>,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Option<Closure> {
    let closure = &written?.value;
    check_names(closure, 0, arguments, errors);
    Some(closure.clone())
}

/// `|value, id, name| …`
pub(super) fn over_value_and_arguments(
    Written {
        key,
        value: closure,
    }: &Written<Closure>,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Closure {
    if closure.parameters.is_empty() {
        errors.at(
            &closure.written,
            format!("`{key}` takes a closure over the value and, by name, over arguments, as in `|value, id| …`"),
        );
    }
    check_names(closure, 1, arguments, errors);
    closure.clone()
}

fn check_names(closure: &Closure, skipped: usize, arguments: &Arguments, errors: &mut Errors) {
    for parameter in closure.parameters.iter().skip(skipped) {
        match &parameter.name {
            None => errors.at(
                &parameter.written,
                "this parameter stands for no argument; remove it",
            ),
            Some(name) if arguments.find(&name.unraw().to_string()).is_none() => {
                let known: Vec<String> = arguments
                    .names()
                    .map(|name| name.unraw().to_string())
                    .collect();
                errors.at(name, unknown_argument(&name.unraw().to_string(), &known));
            }
            Some(_) => {}
        }
    }
}
