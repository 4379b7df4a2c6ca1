//! The load: links first, then the user's body, then the description of what it returned.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Pat, Type};

use super::super::model::{Form, Model, Prefix, Siblings};
use super::describe::{self, Reader};
use super::function::{receives_exclusively, uncached_name};
use super::{links, shape};
use crate::arguments::{Binding, Parameter, is_exclusive};
use crate::function::{Body, Function};
use crate::generics::turbofish;
use crate::locals::local;
use crate::paths::located_at;

/// `move |links| shape.loading(…)`
pub(super) fn expression(model: &Model) -> TokenStream {
    let r = &model.runtime;
    let links = links::statements(model);
    let parameter = links::parameter(&links);
    let preparation = describe::preparation(model, Reader::Caller);
    let moves = exclusive_moves(model);
    let (shape, body, describe) = (
        shape::name(model),
        body(model),
        describe::function(model, Reader::Caller),
    );
    let span = located_at(model.returns.span());
    let loading = quote_spanned!(span=> #shape.loading(#body, #describe));
    let statements = quote!(#links #preparation #moves);
    if statements.is_empty() {
        quote!(move |#parameter: &mut #r::Links| #loading)
    } else {
        quote!(move |#parameter: &mut #r::Links| { #statements #loading })
    }
}

/// The user's body: a future, or for a sync function a closure.
fn body(model: &Model) -> TokenStream {
    match (&model.siblings, &model.form) {
        (Siblings::Items { prefix, .. }, Form::Sync) => {
            let call = call_of_sibling(model, *prefix);
            quote!(move || #call)
        }
        (Siblings::Items { prefix, .. }, Form::Async | Form::Boxed(_)) => {
            call_of_sibling(model, *prefix)
        }
        (Siblings::None, Form::Sync) => {
            let body = spliced(model, &model.returns, &model.function.statements());
            quote!(move || #body)
        }
        (Siblings::None, Form::Async) => {
            let body = spliced(model, &model.returns, &model.function.statements());
            quote!(async move #body)
        }
        (Siblings::None, Form::Boxed(future)) => {
            let statements = &future.statements;
            let body = spliced(model, &model.returns, &quote!(#(#statements)*));
            quote!(async move #body)
        }
    }
}

fn call_of_sibling(model: &Model, prefix: Prefix) -> TokenStream {
    let name = uncached_name(model);
    let turbofish = turbofish(&model.function.signature.generics);
    let arguments = model
        .arguments
        .parameters
        .iter()
        .map(|parameter| handed_over(model, parameter));
    let callee = match (&model.arguments.receiver, prefix) {
        (Some(_), _) if needs_moves(model) && receives_exclusively(model) => {
            let receiver = local("exclusive_self");
            quote!(#receiver.)
        }
        (Some(receiver), _) => {
            let receiver = receiver.self_token;
            quote!(#receiver.)
        }
        (None, Prefix::Associated) => quote!(Self::),
        (None, Prefix::Bare) => TokenStream::new(),
    };
    quote!(#callee #name #turbofish(#(#arguments),*))
}

fn handed_over(model: &Model, parameter: &Parameter) -> Ident {
    if needs_moves(model) && is_exclusive(parameter.ty()) {
        exclusive(parameter)
    } else {
        parameter.local().clone()
    }
}

/// `let exclusive_connection = connection;`: a future may borrow through a variable of the closure, but not through one that the
/// closure captured.
fn exclusive_moves(model: &Model) -> TokenStream {
    if !needs_moves(model) {
        return TokenStream::new();
    }
    let receiver = model
        .arguments
        .receiver
        .iter()
        .filter(|_| receives_exclusively(model))
        .map(|receiver| {
            let (moved, receiver) = (local("exclusive_self"), receiver.self_token);
            quote!(let #moved = #receiver;)
        });
    let parameters = model
        .arguments
        .parameters
        .iter()
        .filter(|parameter| is_exclusive(parameter.ty()))
        .map(|parameter| {
            let (moved, name) = (exclusive(parameter), parameter.local());
            quote!(let #moved = #name;)
        });
    receiver.chain(parameters).collect()
}

/// Only a future that a sibling returns borrows; a spliced block and a closure own what they use.
fn needs_moves(model: &Model) -> bool {
    matches!(
        (&model.siblings, &model.form),
        (Siblings::Items { .. }, Form::Async)
    )
}

fn exclusive(parameter: &Parameter) -> Ident {
    local(&format!("exclusive_{}", parameter.local().unraw()))
}

/// The user's statements in the block of the load, without braces of their own, after a `return` that never runs and pins the type. Any other shape
/// moves rustc's messages about the body onto the attribute, or needs an `#[allow]`.
pub(super) fn spliced(model: &Model, returns: &Type, statements: &TokenStream) -> TokenTree {
    let patterns = model.arguments.parameters.iter().filter_map(taken_apart);
    let span = located_at(returns.span());
    let r = model.runtime.at(span);
    let pin = quote_spanned!(span=> return #r::never::<#returns>(););
    let block = quote! {
        if false { #pin }
        #(#patterns)*
        #statements
    };
    in_braces_of(&model.function, block)
}

/// The block in braces that stand, for rustc's messages, where the function's own stood: a value that is missing at the end is
/// reported there.
fn in_braces_of(function: &Function, block: TokenStream) -> TokenTree {
    let mut group = Group::new(Delimiter::Brace, block);
    if let Body::Present(body) = &function.body {
        group.set_span(located_at(body.span()));
    }
    TokenTree::Group(group)
}

fn is_plain(pattern: &Pat) -> bool {
    matches!(pattern, Pat::Ident(ident) if ident.subpat.is_none())
}

/// `let PATTERN = argument_0;`
fn taken_apart(parameter: &Parameter) -> Option<TokenStream> {
    match &parameter.binding {
        Binding::Whole(_) => None,
        // The statements take it apart themselves.
        Binding::Pattern { .. } if is_plain(&parameter.written.pat) => None,
        Binding::Pattern { local, .. } => {
            let pattern = &parameter.written.pat;
            Some(quote!(let #pattern = #local;))
        }
    }
}
