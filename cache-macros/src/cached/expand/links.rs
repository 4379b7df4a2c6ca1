//! Links: what is known of an entry before it is loaded, namely its tags and what it depends on.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Expr, Ident};

use super::super::dependency::{Dependency, root_of};
use super::super::model::{Model, Tag};
use super::parts;
use crate::arguments::Reads;
use crate::locals::local;
use crate::paths::placed_at;

/// All links, as statements over the local `links`.
pub(super) fn statements(model: &Model) -> TokenStream {
    write(model, &mut model.load.tags.iter())
}

/// The links that the arguments of the key alone tell.
pub(super) fn statements_from_key(model: &Model) -> TokenStream {
    write(model, &mut tags_from_key(model))
}

/// `links`, or `_` where no statement names it.
pub(super) fn parameter(statements: &TokenStream) -> TokenStream {
    if statements.is_empty() {
        quote!(_)
    } else {
        local("links").to_token_stream()
    }
}

/// A function of the links: a closure with `statements`, or the runtime's that does nothing.
pub(super) fn function(model: &Model, statements: &TokenStream) -> TokenStream {
    let (r, links) = (&model.runtime, local("links"));
    if statements.is_empty() {
        quote!(#r::unlinked)
    } else {
        quote!(move |#links: &mut #r::Links| { #statements })
    }
}

/// What `statements` reads.
pub(super) fn reads(model: &Model) -> TokenStream {
    let tags = model.load.tags.iter().map(Tag::reads);
    let dependencies = model.load.dependencies.iter().map(Dependency::reads);
    quote!(#(#tags)* #(#dependencies,)*)
}

fn write(model: &Model, tags: &mut dyn Iterator<Item = &Tag>) -> TokenStream {
    let links = local("links");
    let tags = tags.map(|tag| {
        let tag = parts::tag(model, tag);
        quote!(#links.tag(#tag);)
    });
    let dependencies = model.load.dependencies.iter().map(|dependency| {
        let key = key_of(model, dependency);
        quote!(#links.depends_on(#key);)
    });
    quote!(#(#tags)* #(#dependencies)*)
}

fn tags_from_key(model: &Model) -> impl Iterator<Item = &Tag> {
    let Reads {
        receiver,
        parameters,
    } = model.arguments.reads(&model.key_reads());
    let is_known = move |tag: &&Tag| {
        let reads = model.arguments.reads(&tag.reads());
        (receiver || !reads.receiver) && BTreeSet::is_subset(&reads.parameters, &parameters)
    };
    model.load.tags.iter().filter(is_known)
}

fn key_of(model: &Model, dependency: &Dependency) -> TokenStream {
    let builder = &dependency.key_builder;
    let arguments = dependency
        .arguments
        .iter()
        .map(|argument| hand_over(model, argument));
    let call = quote!(#builder(#(#arguments),*));
    let bindings = model.arguments.bindings(&dependency.reads());
    if bindings.is_empty() {
        call
    } else {
        quote!({ #bindings #call })
    }
}

fn hand_over(model: &Model, argument: &Expr) -> TokenStream {
    let tokens = argument.to_token_stream();
    if root_of(argument).is_some_and(|root| is_argument(model, root)) {
        let (own, borrowed) = (local("own"), model.arguments.borrow(&tokens));
        // Cloned into a variable first: of a wrong type rustc then says what the builder takes and what it got.
        let clone = quote!({ let #own = ::core::clone::Clone::clone(#borrowed); #own });
        return placed_at(argument.span(), clone);
    }
    tokens
}

fn is_argument(model: &Model, name: &Ident) -> bool {
    name == "self" || model.arguments.find(&name.unraw().to_string()).is_some()
}
