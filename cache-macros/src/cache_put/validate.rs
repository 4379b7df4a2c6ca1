//! From what was written to a model that cannot be wrong: every rule and its message.

use syn::ReturnType;

use super::args::Args;
use super::model::Model;
use crate::arguments::{Arguments, Underscored};
use crate::cached::Form;
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::write_side::body::Written;
use crate::write_side::moment::{Moment, Moments};
use crate::write_side::shape;

/// `None`, or a model that is of use only without errors.
pub(super) fn validate(args: Args, function: Function, errors: &mut Errors) -> Option<Model> {
    shape::check(&function, "#[cache_put]", "put", errors);
    let form = shape::form(&function);
    check_something_is_returned(&function, &form, errors);
    let returned = shape::returned(&function, &form);
    let Some(entry) = args.target else {
        if args.is_whole {
            let name = &function.signature.ident;
            errors.at(
                name,
                format!("whose place is the result of `{name}` to take? name a cached function, as in `#[cache_put(get_user(id))]`"),
            );
        }
        return None;
    };
    // A parameter that binds nothing is nothing that could be named.
    let arguments = Arguments::new(
        &function.signature,
        Underscored::Kept,
        &mut Errors::default(),
    );
    let mut moments = Moments::new(&args.runtime, &function, &arguments);
    let handed_over = moments.arguments_of(&entry, Moment::After, errors);
    let order = args
        .order
        .as_ref()
        .map(|order| moments.afterwards(order, errors));
    let keepsakes = moments.keepsakes();
    Some(Model {
        written: Written {
            runtime: args.runtime.clone(),
            function,
            form,
            returned,
        },
        function: entry.function,
        arguments: handed_over,
        order,
        keepsakes,
    })
}

fn check_something_is_returned(function: &Function, form: &Form, errors: &mut Errors) {
    let returns_nothing = matches!(function.signature.output, ReturnType::Default);
    if returns_nothing && !matches!(form, Form::Boxed(_)) {
        let name = &function.signature.ident;
        errors.at(
            name,
            "nothing to put: the function returns `()`; return the new value, or invalidate the entry with `#[cache_invalidate]`",
        );
    }
}
