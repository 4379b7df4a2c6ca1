//! The call: which entry is meant, in which cache.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Expr;
use syn::spanned::Spanned as _;

use super::super::closure::ClosureParameter;
use super::super::model::{Instance, Model};
use super::{parts, site};
use crate::paths::located_at;

/// The call of the function itself, which `cache_if` may send past the cache.
pub(super) fn conditional(model: &Model) -> TokenStream {
    let (call, within, condition) = (entry(model), within(model), only_if(model));
    let instance = instance(model);
    quote!(#call #within #instance #condition)
}

/// The call that names one entry in its cache.
pub(super) fn unconditional(model: &Model) -> TokenStream {
    let (call, within, instance) = (entry(model), within(model), instance(model));
    quote!(#call #within #instance)
}

/// The call that names one entry in any cache.
pub(super) fn anywhere(model: &Model) -> TokenStream {
    let (call, instance) = (entry(model), instance(model));
    quote!(#call #instance)
}

/// The call that names all entries of the function.
pub(super) fn all(model: &Model) -> TokenStream {
    let (r, site, within) = (&model.runtime, site::expression(model), within(model));
    quote!(#r::Call::all(#site) #within)
}

/// The call of all that a batch asks for, which `cache_if` may send past the cache.
pub(super) fn all_conditional(model: &Model) -> TokenStream {
    let (all, instance, condition) = (all(model), instance(model), only_if(model));
    quote!(#all #instance #condition)
}

/// What `unconditional` reads.
pub(super) fn reads(model: &Model) -> TokenStream {
    let (anywhere, cache) = (reads_anywhere(model), reads_of_cache(model));
    quote!(#anywhere #cache)
}

/// What `anywhere` reads.
pub(super) fn reads_anywhere(model: &Model) -> TokenStream {
    let (key, instance) = (model.key_reads(), instance(model));
    quote!(#key #instance)
}

/// What `all` reads.
pub(super) fn reads_of_cache(model: &Model) -> TokenStream {
    model
        .cache
        .as_ref()
        .map(|cache| quote!(#cache,))
        .unwrap_or_default()
}

/// What only `conditional` reads.
pub(super) fn reads_of_condition(model: &Model) -> TokenStream {
    let Some(closure) = &model.cache_if else {
        return TokenStream::new();
    };
    let (names, body) = (closure.names(0), closure.body());
    quote!(#(#names,)* #body,)
}

fn entry(model: &Model) -> TokenStream {
    let (r, site, key) = (
        &model.runtime,
        site::expression(model),
        parts::key(model, &model.key),
    );
    quote!(#r::Call::new(#site, #key))
}

fn within(model: &Model) -> TokenStream {
    let Some(cache) = &model.cache else {
        return TokenStream::new();
    };
    let expression = model.arguments.scoped(&cache.to_token_stream());
    // What is no cache is reported where it stands.
    let span = located_at(cache.span());
    if binds_tightly(cache) {
        quote_spanned!(span=> .within(&#expression))
    } else {
        quote_spanned!(span=> .within(&(#expression)))
    }
}

/// Whether `&` before the expression applies to all of it.
fn binds_tightly(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::Path(_)
            | Expr::Field(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Macro(_)
            | Expr::Index(_)
            | Expr::Paren(_)
            | Expr::Unary(_)
            | Expr::Reference(_)
    )
}

fn instance(model: &Model) -> TokenStream {
    match model.instance.as_slice() {
        [] => TokenStream::new(),
        [Instance::Type(ty)] => quote!(.instance(::core::any::type_name::<#ty>())),
        [Instance::GenericsOf(ty)] => quote!(.instance_generics(::core::any::type_name::<#ty>())),
        several => {
            let types = several
                .iter()
                .map(|(Instance::Type(ty) | Instance::GenericsOf(ty))| ty);
            quote!(.instance(::core::any::type_name::<(#(#types),*)>()))
        }
    }
}

fn only_if(model: &Model) -> TokenStream {
    let Some(closure) = &model.cache_if else {
        return TokenStream::new();
    };
    let (bindings, body) = (
        model.arguments.bindings(&reads_of_condition(model)),
        closure.body(),
    );
    let lets = closure
        .parameters
        .iter()
        .filter_map(|parameter| reference(model, parameter));
    quote!(.only_if({ #bindings #(#lets)* #body }))
}

/// `let id = &id;`, unless a pattern has bound the name to a reference already.
fn reference(model: &Model, parameter: &ClosureParameter) -> Option<TokenStream> {
    let name = parameter.name.as_ref()?;
    let is_bound = parameter.ty.is_none() && model.arguments.is_bound_by_pattern(&name.to_string());
    (!is_bound).then(|| parameter.bound_to(model.arguments.borrow(&quote!(#name))))
}
