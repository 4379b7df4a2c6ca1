//! Which functions can be cached at all.

use quote::ToTokens as _;
use syn::{Attribute, ReturnType, Safety, Type};

use super::super::model::Form;
use crate::diagnostics::Errors;
use crate::function::{Body, Function, bare_type};
use crate::mention::{has_borrow, has_word};

/// Reports what no cached function may be.
pub(super) fn check(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(constness) = &signature.constness {
        errors.at(constness, "`#[cached]` cannot be applied to a `const fn`: a cache exists at run time only; remove `const`");
    }
    if let Safety::Unsafe(unsafety) = &signature.safety {
        errors.at(
            unsafety,
            "`#[cached]` cannot be applied to an `unsafe fn`; cache a safe function that calls it",
        );
    }
    if let Some(abi) = &signature.abi {
        errors.at(
            abi,
            "`#[cached]` cannot be applied to an `extern fn`; cache a Rust function that calls it",
        );
    }
    if let Some(variadic) = &signature.variadic {
        errors.at(
            variadic,
            "`#[cached]` cannot be applied to a variadic function: its arguments cannot form a key",
        );
    }
    let is_cached = |attribute: &&Attribute| {
        let last = attribute.path().segments.last();
        last.is_some_and(|segment| segment.ident == "cached")
    };
    if let Some(other) = function.attributes.iter().find(is_cached) {
        errors.at(
            other,
            "`#[cached]` stands on this function twice; remove one",
        );
    }
    if let Body::Missing(semicolon) = &function.body {
        errors.at(
            semicolon,
            "`#[cached]` needs a body; put it on the implementation of this method",
        );
    }
}

/// The type of what a load yields, if it can be stored under a name.
pub(super) fn returns(function: &Function, form: &Form, errors: &mut Errors) -> Option<Type> {
    let returns = match (form, &function.signature.output) {
        (Form::Boxed(future), _) => Some(future.output.clone()),
        (_, ReturnType::Type(_, ty)) => Some(bare_type(ty).clone()),
        (_, ReturnType::Default) => None,
    };
    let name = &function.signature.ident;
    let Some(returns) = returns.filter(|ty| !is_unit(ty)) else {
        errors.at(
            name,
            "nothing to cache: the function returns `()`; return a value, or remove `#[cached]`",
        );
        return None;
    };
    if matches!(returns, Type::Never(_)) {
        errors.at(
            &returns,
            "nothing to cache: the function never returns; remove `#[cached]`",
        );
        return None;
    }
    if has_word(returns.to_token_stream(), "impl") {
        errors.at(
            &returns,
            "an `impl Trait` return has no name to store; return a concrete type",
        );
        return None;
    }
    if has_borrow(&returns.to_token_stream()) {
        errors.at(
            &returns,
            "a cached value outlives the call and cannot borrow from its arguments; return an owned value, or wrap it in `Arc`",
        );
        return None;
    }
    Some(returns)
}

fn is_unit(ty: &Type) -> bool {
    matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty())
}
