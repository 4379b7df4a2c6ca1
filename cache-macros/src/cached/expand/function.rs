//! The functions with the annotated function's own signature: the function itself, its body, and its variants.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{
    Attribute, FnArg, Ident, Pat, PatIdent, ReceiverKind, ReturnType, Signature, Type, Visibility,
};

use super::super::model::{BoxedFuture, Form, Keeping, Model, Siblings};
use super::{call, describe, keep, links, load, shape, site};
use crate::arguments::{Binding, is_exclusive};
use crate::function::{Body, tolerant};
use crate::locals::local;
use crate::mention::has_variable;
use crate::paths::located_at;

/// Where in the runtime the call goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    GetOrLoad,
    GetOrLoadCached,
    Refresh,
}

/// The annotated function: its attributes and signature, and the one call as its body.
pub(super) fn wrapper(model: &Model) -> TokenStream {
    let visibility = &model.function.visibility;
    let attributes = model
        .function
        .attributes
        .iter()
        .map(|attribute| match &model.siblings {
            // The expected lint may have spoken of the body, which now stands elsewhere.
            Siblings::Items { .. } => tolerant(attribute),
            Siblings::None => attribute.to_token_stream(),
        });
    let signature = signature(model);
    let body = body(model, Entry::GetOrLoad);
    quote!(#(#attributes)* #visibility #signature { #body })
}

/// A function that takes what the annotated function takes and goes to `entry`.
pub(super) fn variant(
    model: &Model,
    visibility: &Visibility,
    name: Ident,
    output: &TokenStream,
    entry: Entry,
) -> TokenStream {
    let attributes = model
        .function
        .conditions_and_lints()
        .into_iter()
        .map(tolerant);
    let signature = Signature {
        ident: name,
        output: ReturnType::Default,
        ..signature(model)
    };
    // The where-clause stands behind the return type, so the signature cannot print both.
    let clause = signature.generics.where_clause.clone();
    let mut signature = signature;
    signature.generics.where_clause = None;
    signature.asyncness = None;
    let (output, body) = (promised(model, output), body(model, entry));
    quote!(#(#attributes)* #visibility #signature -> #output #clause { #body })
}

/// What a helper returns that stands as a plain `fn`: an `async fn` has a state machine of its own, which costs the compiler
/// as much again as the rest, and gets code, if it is public, even if nobody calls it.
pub(super) fn promised(model: &Model, output: &TokenStream) -> TokenStream {
    match model.form {
        Form::Sync => output.clone(),
        Form::Async | Form::Boxed(_) => quote!(impl ::core::future::Future<Output = #output>),
    }
}

/// The body under a name of its own, token for token.
pub(super) fn uncached(model: &Model, visibility: &Visibility) -> TokenStream {
    let attributes: Vec<&Attribute> = model.function.conditions_and_lints();
    let signature = Signature {
        ident: uncached_name(model),
        ..model.function.signature.clone()
    };
    let body = match &model.function.body {
        Body::Present(group) => with_uses(group, &uses(model)),
        Body::Missing(semicolon) => semicolon.to_token_stream(),
    };
    quote!(#(#attributes)* #visibility #signature #body)
}

/// `let _ = &ttl;` for each argument that the attribute reads and the body does not: rustc would call it unused. One that only
/// the key reads is not among them: there rustc is right, the result does not depend on it.
fn uses(model: &Model) -> TokenStream {
    let (of_links, of_describe) = (links::reads(model), describe::reads(model));
    let (of_cache, of_condition) = (call::reads_of_cache(model), call::reads_of_condition(model));
    let read = quote!(#of_links #of_describe #of_cache #of_condition);
    let body = model.function.statements();
    let is_read = |name: &&Ident| {
        let spoken = name.unraw().to_string();
        has_variable(read.clone(), &spoken) && !has_variable(body.clone(), &spoken)
    };
    let names = model.arguments.names().filter(is_read);
    names.map(|name| quote!(let _ = &#name;)).collect()
}

fn with_uses(body: &Group, uses: &TokenStream) -> TokenStream {
    if uses.is_empty() {
        return body.to_token_stream();
    }
    let statements = body.stream();
    let mut extended = Group::new(Delimiter::Brace, quote!(#uses #statements));
    extended.set_span(body.span());
    extended.to_token_stream()
}

pub(super) fn uncached_name(model: &Model) -> Ident {
    let name = &model.function.signature.ident;
    format_ident!(
        "{}_uncached",
        model.function.bare_name(),
        span = located_at(name.span())
    )
}

/// The signature with plain names for its parameters.
fn signature(model: &Model) -> Signature {
    // A spliced body may change the parameters.
    with_plain_names(model, matches!(model.siblings, Siblings::None))
}

/// The same, where nothing changes the parameters.
pub(super) fn plain_signature(model: &Model) -> Signature {
    with_plain_names(model, false)
}

fn with_plain_names(model: &Model, takes_mut: bool) -> Signature {
    let mut signature = model.function.signature.clone();
    let mut parameters = model.arguments.parameters.iter();
    for input in &mut signature.inputs {
        match input {
            FnArg::Receiver(receiver) if !takes_mut => receiver.mutability = None,
            FnArg::Receiver(_) => {}
            FnArg::Typed(typed) => {
                let binding = parameters.next().map(|parameter| &parameter.binding);
                match binding {
                    None | Some(Binding::Whole(_)) if takes_mut => {}
                    None => {}
                    Some(Binding::Whole(name) | Binding::Pattern { local: name, .. }) => {
                        *typed.pat = plain(name);
                    }
                }
            }
        }
    }
    signature
}

fn plain(name: &Ident) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: name.clone(),
        subpat: None,
    })
}

fn body(model: &Model, entry: Entry) -> TokenStream {
    let (call, shape) = (local("call"), shape::name(model));
    let site = site::statement(model);
    let call_value = call::conditional(model);
    let shape_value = shape::expression(model);
    let (load, load_value) = match model.load.keeping {
        Keeping::Nothing => (local("load"), load::expression(model)),
        Keeping::ForOneLoad | Keeping::ForManyLoads => (local("keep"), keep::expression(model)),
    };
    let answer = entry.answer(model, &quote!(#call, #shape, #load));
    let lets = quote!(let #shape = #shape_value; let #load = #load_value;);
    match (&model.form, &model.siblings) {
        // Bound to a name first, the call would be moved, which costs as much as half of a hit.
        (Form::Async, Siblings::Items { .. }) => {
            let arguments = quote!(#call_value, #shape, #load_value);
            let answer = entry.answer(model, &arguments);
            quote!(let #shape = #shape_value; #answer)
        }
        (Form::Sync | Form::Async, _) => quote!(#site let #call = #call_value; #lets #answer),
        // The call is built before the block takes the arguments.
        (Form::Boxed(future), _) => {
            let BoxedFuture { before, pin, .. } = &**future;
            quote! {
                #(#before)*
                #site
                let #call = #call_value;
                #pin(async move { #lets #answer })
            }
        }
    }
}

impl Entry {
    /// Awaited in the function itself, handed out by its variants.
    fn answer(self, model: &Model, arguments: &TokenStream) -> TokenStream {
        let answer = answer(model, self.name(model.load.keeping), arguments);
        match (self, &model.form) {
            (Self::GetOrLoad, Form::Async | Form::Boxed(_)) => {
                let span = located_at(model.returns.span());
                quote_spanned!(span=> #answer.await)
            }
            _ => answer,
        }
    }

    fn name(self, keeping: Keeping) -> &'static str {
        match (self, keeping) {
            (Self::GetOrLoad, Keeping::Nothing) => "get_or_load",
            (Self::GetOrLoad, _) => "get_or_load_kept",
            (Self::GetOrLoadCached, Keeping::Nothing) => "get_or_load_cached",
            (Self::GetOrLoadCached, _) => "get_or_load_cached_kept",
            (Self::Refresh, Keeping::Nothing) => "refresh",
            (Self::Refresh, _) => "refresh_kept",
        }
    }
}

/// The answer of the runtime's function of that name. What the return type cannot do is reported at the type.
pub(super) fn answer(model: &Model, name: &str, arguments: &TokenStream) -> TokenStream {
    answer_of(model, &model.returns, name, arguments)
}

/// The same for another return type.
pub(super) fn answer_of(
    model: &Model,
    returns: &Type,
    name: &str,
    arguments: &TokenStream,
) -> TokenStream {
    let function = runtime_function(model, name);
    let span = located_at(returns.span());
    quote_spanned!(span=> #function(#arguments))
}

/// A value made ready to be stored, in sync and async functions alike.
pub(super) fn storing(model: &Model, arguments: &TokenStream) -> TokenStream {
    let span = located_at(model.returns.span());
    let r = model.runtime.at(span);
    quote_spanned!(span=> #r::storing(#arguments))
}

/// The runtime's function of that name, or its asynchronous twin.
pub(super) fn runtime_function(model: &Model, name: &str) -> TokenStream {
    let span = located_at(model.returns.span());
    let r = model.runtime.at(span);
    let name = match model.form {
        Form::Sync => format_ident!("{name}", span = span),
        Form::Async | Form::Boxed(_) => format_ident!("{name}_async", span = span),
    };
    quote_spanned!(span=> #r::#name)
}

/// Whether the receiver is an exclusive reference.
pub(super) fn receives_exclusively(model: &Model) -> bool {
    match model
        .arguments
        .receiver
        .as_ref()
        .map(|receiver| &receiver.kind)
    {
        Some(ReceiverKind::Reference(_, _, mutability)) => mutability.is_some(),
        Some(ReceiverKind::Typed(_, ty)) => is_exclusive(ty),
        _ => false,
    }
}
