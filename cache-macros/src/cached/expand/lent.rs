//! What a description that outlives its call reads of the arguments that were lent to the function: it owns a copy of each,
//! and reads the copy under the argument's name.
//!
//! ```text
//! let described_name = R::keep(name);
//! move |value, draft| {
//!     let name: &str = R::lend(&described_name);
//!     …
//! }
//! ```

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::{Receiver, ReceiverKind, Type, TypeReference};

use super::super::closure::Closure;
use super::super::model::{LoadTtl, Model, Origin, Part};
use crate::arguments::Parameter;
use crate::function::{bare_type, place_of};
use crate::lending::{Lending, of_receiver, of_type};
use crate::locals::local;
use crate::mention::{has_variable, has_word};
use crate::paths::{located_at, placed_at};

/// The copies, to be made before the load takes the arguments.
pub(super) fn copies(model: &Model) -> TokenStream {
    let r = &model.runtime;
    let copies = lent_arguments(model).map(|argument| {
        let LentArgument {
            name, copy, place, ..
        } = &argument;
        let value = placed_at(*place, quote!(#r::keep(#name)));
        quote!(let #copy = #value;)
    });
    copies.collect()
}

/// The arguments, made of the copies.
pub(super) fn arguments(model: &Model) -> TokenStream {
    let arguments = lent_arguments(model).map(|argument| argument.lent_anew(model));
    arguments.collect()
}

/// The code with the receiver's copy for the receiver, if that was lent.
pub(super) fn with_own_receiver(model: &Model, code: TokenStream) -> TokenStream {
    match &model.arguments.receiver {
        Some(receiver) if of_receiver(receiver) == Lending::Shared => {
            replacing_receiver(code, &described_receiver())
        }
        _ => code,
    }
}

/// Whether the part is read through the copy of an argument. A path of fields is not: of that, the end is cloned alone.
pub(super) fn is_read_lent(model: &Model, part: &Part) -> bool {
    let tokens: Vec<TokenTree> = part.expression.clone().into_iter().collect();
    let is_path_of_fields = tokens.len() > 1
        && !tokens
            .iter()
            .any(|token| matches!(token, TokenTree::Group(_)));
    part.origin == Origin::Arguments && !is_path_of_fields && reads_lent(model, &part.expression)
}

/// Whether the argument of that name was lent.
pub(super) fn is_lent(model: &Model, name: &Ident) -> bool {
    reads_lent(model, &quote!(#name))
}

fn reads_lent(model: &Model, code: &TokenStream) -> bool {
    let reads = model.arguments.reads(code);
    let is_lent = |index: &usize| {
        let parameter = model.arguments.parameters.get(*index);
        parameter.is_some_and(|parameter| of_type(parameter.ty()) == Lending::Shared)
    };
    let receiver = model.arguments.receiver.as_ref();
    (reads.receiver && receiver.is_some_and(|receiver| of_receiver(receiver) == Lending::Shared))
        || reads.parameters.iter().any(is_lent)
}

/// An argument of which the description has a copy.
struct LentArgument {
    name: Ident,
    copy: Ident,
    /// What the description calls it.
    anew: Ident,
    /// Where one that cannot be copied is reported.
    place: Span,
    /// Without the reference's own lifetime, which is over when the description is read.
    ty: TokenStream,
}

fn lent_arguments(model: &Model) -> impl Iterator<Item = LentArgument> {
    let receiver = model
        .arguments
        .receiver
        .iter()
        .filter(|receiver| of_receiver(receiver) == Lending::Shared && reads(model, "self"))
        .map(|receiver| LentArgument {
            name: Ident::from(receiver.self_token),
            copy: local("described_self"),
            anew: described_receiver(),
            place: receiver.self_token.span,
            ty: type_of(receiver),
        });
    let parameters = model
        .arguments
        .parameters
        .iter()
        .filter(|parameter| of_type(parameter.ty()) == Lending::Shared)
        .filter(|parameter| is_read(model, parameter))
        .map(|parameter| LentArgument {
            name: parameter.local().clone(),
            copy: local(&format!("described_{}", parameter.local().unraw())),
            anew: parameter.local().clone(),
            place: place_of(parameter.ty()),
            ty: without_lifetime(parameter.ty()),
        });
    receiver.chain(parameters)
}

impl LentArgument {
    /// `let name: &str = R::lend(&described_name);`
    fn lent_anew(&self, model: &Model) -> TokenStream {
        let Self { copy, anew, ty, .. } = self;
        let r = &model.runtime;
        // Such a type cannot be written here, and its copy is of the very same type.
        if has_word(ty.clone(), "impl") {
            return quote!(let #anew = &#copy;);
        }
        quote!(let #anew: #ty = #r::lend(&#copy);)
    }
}

fn is_read(model: &Model, parameter: &Parameter) -> bool {
    parameter
        .names()
        .any(|name| reads(model, &name.unraw().to_string()))
}

/// Whether the description reads the argument through a copy of it.
fn reads(model: &Model, name: &str) -> bool {
    let parts = model.load.result_tags.iter().flat_map(|tag| &tag.parts);
    let mut lent_parts = parts.filter(|part| is_read_lent(model, part));
    lent_parts.any(|part| has_variable(part.expression.clone(), name))
        || closures(model).any(|closure| reads_in(closure, name))
}

fn closures(model: &Model) -> impl Iterator<Item = &Closure> {
    let ttl_with = match &model.load.ttl {
        LoadTtl::With(closure) => Some(closure),
        LoadTtl::OfSite | LoadTtl::Computed(_) => None,
    };
    ttl_with.into_iter().chain(&model.load.unless)
}

/// Whether the closure takes the argument, or reads it without having a parameter of that name.
fn reads_in(closure: &Closure, name: &str) -> bool {
    let is_it = |parameter: &Ident| parameter.unraw() == name;
    closure.names(1).any(is_it)
        || (!closure.names(0).any(is_it) && has_variable(closure.body(), name))
}

fn type_of(receiver: &Receiver) -> TokenStream {
    if let ReceiverKind::Typed(_, ty) = &receiver.kind {
        return without_lifetime(ty);
    }
    let span = located_at(receiver.self_token.span);
    quote_spanned!(span=> &Self)
}

fn without_lifetime(ty: &Type) -> TokenStream {
    match bare_type(ty) {
        Type::Reference(reference) => TypeReference {
            lifetime: None,
            ..reference.clone()
        }
        .to_token_stream(),
        other => other.to_token_stream(),
    }
}

/// What stands for `self`, which cannot be bound anew.
fn described_receiver() -> Ident {
    local("own_self")
}

fn replacing_receiver(code: TokenStream, own: &Ident) -> TokenStream {
    let replaced = |token: TokenTree| match token {
        TokenTree::Ident(ident) if ident == "self" => {
            let mut own = own.clone();
            own.set_span(own.span().located_at(ident.span()));
            TokenTree::Ident(own)
        }
        TokenTree::Group(group) => {
            let inside = replacing_receiver(group.stream(), own);
            let mut replaced = Group::new(group.delimiter(), inside);
            replaced.set_span(group.span());
            TokenTree::Group(replaced)
        }
        other => other,
    };
    code.into_iter().map(replaced).collect()
}
