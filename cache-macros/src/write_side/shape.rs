//! Which functions can have something happen after their body, and how that body runs.

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{ReturnType, Type};

use crate::cached::{Form, boxed_future};
use crate::diagnostics::Errors;
use crate::function::{Body, Function};
use crate::mention::has_word;

/// Reports what no such function may be. `attribute` is as it is written, `does` what it does afterwards.
pub(crate) fn check(function: &Function, attribute: &str, does: &str, errors: &mut Errors) {
    let signature = &function.signature;
    if let Some(constness) = &signature.constness {
        errors.at(constness, format!("`{attribute}` cannot be applied to a `const fn`: a cache exists at run time only; remove `const`"));
    }
    if let Body::Missing(semicolon) = &function.body {
        errors.at(
            semicolon,
            format!("`{attribute}` needs a body; put it on the implementation of this method"),
        );
    }
    if let ReturnType::Type(_, ty) = &signature.output
        && matches!(&**ty, Type::Never(_))
    {
        errors.at(
            ty,
            format!("the function never returns, and nothing is {does} before it does; remove `{attribute}`"),
        );
    }
}

pub(crate) fn form(function: &Function) -> Form {
    if function.signature.asyncness.is_some() {
        return Form::Async;
    }
    boxed_future(function).map_or(Form::Sync, |future| Form::Boxed(Box::new(future)))
}

/// The type that the body returns, or `_` where it has no name.
pub(crate) fn returned(function: &Function, form: &Form) -> TokenStream {
    let returned = match (form, &function.signature.output) {
        (Form::Boxed(future), _) => future.output.to_token_stream(),
        (_, ReturnType::Type(_, ty)) => ty.to_token_stream(),
        (_, ReturnType::Default) => quote::quote!(()),
    };
    if has_word(returned.clone(), "impl") {
        quote::quote!(_)
    } else {
        returned
    }
}
