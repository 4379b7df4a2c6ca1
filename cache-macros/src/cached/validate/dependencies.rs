//! Dependencies: their arguments must be known wherever the key is.

use quote::ToTokens as _;
use syn::Expr;
use syn::ext::IdentExt as _;

use super::super::args::Args;
use super::super::dependency::Dependency;
use super::key::Key;
use crate::arguments::Arguments;
use crate::diagnostics::Errors;
use crate::mention::has_variable;

pub(super) fn resolve(
    args: &Args,
    arguments: &Arguments,
    key: &Key,
    errors: &mut Errors,
) -> Vec<Dependency> {
    let dependencies = args
        .depends_on
        .value()
        .map(Vec::as_slice)
        .unwrap_or_default();
    if !args.key.is_broken() {
        let expressions = dependencies
            .iter()
            .flat_map(|dependency| &dependency.arguments);
        expressions.for_each(|expression| check(expression, arguments, key, errors));
    }
    dependencies.to_vec()
}

fn check(expression: &Expr, arguments: &Arguments, key: &Key, errors: &mut Errors) {
    let receiver = arguments.receiver.iter().map(|_| "self".to_owned());
    let names = receiver.chain(arguments.names().map(|name| name.unraw().to_string()));
    for name in names {
        if has_variable(expression.to_token_stream(), &name) && !key.names.contains(&name) {
            errors.at(
                expression,
                format!("`{name}` is not in the key, so the dependency of an entry could not be told from its key; add `<{name}>` to the key"),
            );
        }
    }
}
