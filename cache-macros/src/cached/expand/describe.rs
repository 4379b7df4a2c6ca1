//! The description of a loaded value: its ttl, its tags, and whether to keep it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::super::closure::Closure;
use super::super::model::{LoadTtl, Model, Origin, Part, Tag};
use super::{lent, parts, shape};
use crate::arguments::kept;
use crate::locals::local;
use crate::mention::has_variable;
use crate::paths::placed_at;

/// Whose the description is, and so what it may borrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// The caller's, who still has all arguments.
    Caller,
    /// A load's that may outlive the call.
    Load,
}

/// The description: a function of the value and the draft of its entry.
pub(super) fn function(model: &Model, reader: Reader) -> TokenStream {
    let r = &model.runtime;
    let (ttl, unless, tags) = (
        ttl(model, reader),
        unless(model, reader),
        tags(model, reader),
    );
    if ttl.is_empty() && unless.is_empty() && tags.is_empty() {
        return quote!(#r::nothing);
    }
    let draft = local("draft");
    let value = if reads_value(model) {
        local("value")
    } else {
        Ident::new("_", draft.span())
    };
    let arguments = match reader {
        Reader::Caller => TokenStream::new(),
        Reader::Load => lent::arguments(model),
    };
    quote!(move |#value, #draft: &mut #r::Draft| { #arguments #ttl #unless #tags })
}

/// The same for one element of a batch, which lends all arguments, and the element itself, for as long as it takes.
pub(super) fn function_of_element(model: &Model) -> TokenStream {
    let reader = Reader::Caller;
    let (ttl, unless, tags) = (
        ttl(model, reader),
        unless(model, reader),
        tags(model, reader),
    );
    let preparation = preparation(model, reader);
    let statements = quote!(#preparation #ttl #unless #tags);
    let if_read = |name: Ident| {
        if has_variable(statements.clone(), &name.to_string()) {
            name
        } else {
            Ident::new("_", name.span())
        }
    };
    let (element, value, draft) = (
        if_read(local("element")),
        if_read(local("value")),
        if_read(local("draft")),
    );
    quote!(|#element, #value, #draft| { #statements })
}

/// What has to be computed from the arguments before the load takes them.
pub(super) fn preparation(model: &Model, reader: Reader) -> TokenStream {
    let cloned = clones(model, reader);
    match reader {
        Reader::Caller => cloned,
        Reader::Load => {
            let copies = lent::copies(model);
            quote!(#cloned #copies)
        }
    }
}

fn clones(model: &Model, reader: Reader) -> TokenStream {
    let parts = numbered_argument_parts(model, reader)
        .map(|(name, part)| clone_into(model, &name, &part.expression, part.place));
    match &model.load.ttl {
        LoadTtl::OfSite => quote!(#(#parts)*),
        LoadTtl::Computed(expression) => {
            let ttl = local("ttl");
            let expression = model.arguments.scoped(&quote!(#expression));
            quote!(let #ttl: ::core::time::Duration = #expression; #(#parts)*)
        }
        LoadTtl::With(closure) => {
            let arguments = closure
                .names(1)
                .filter(|name| reader == Reader::Caller || !lent::is_lent(model, name))
                .map(|name| clone_into(model, &kept(name), &quote!(#name), name.span()));
            quote!(#(#arguments)* #(#parts)*)
        }
    }
}

/// What `preparation` and `function` read.
pub(super) fn reads(model: &Model) -> TokenStream {
    let ttl = match &model.load.ttl {
        LoadTtl::OfSite => TokenStream::new(),
        LoadTtl::Computed(expression) => quote!(#expression,),
        LoadTtl::With(closure) => closure_reads(closure, 1),
    };
    let unless = model
        .load
        .unless
        .as_ref()
        .map(|closure| closure_reads(closure, 1));
    let tags = model.load.result_tags.iter().map(Tag::reads);
    quote!(#ttl #unless #(#tags)*)
}

fn closure_reads(closure: &Closure, skipped: usize) -> TokenStream {
    let (names, body) = (closure.names(skipped), closure.body());
    quote!(#(#names,)* #body,)
}

fn reads_value(model: &Model) -> bool {
    let names_it = |closure: &Closure| {
        closure
            .parameters
            .first()
            .is_some_and(|first| first.name.is_some())
    };
    let ttl_reads = matches!(&model.load.ttl, LoadTtl::With(closure) if names_it(closure));
    ttl_reads
        || model.load.unless.as_ref().is_some_and(names_it)
        || !model.load.result_tags.is_empty()
}

fn ttl(model: &Model, reader: Reader) -> TokenStream {
    let draft = local("draft");
    match &model.load.ttl {
        LoadTtl::OfSite => TokenStream::new(),
        LoadTtl::Computed(_) => {
            let ttl = local("ttl");
            quote!(#draft.ttl(#ttl);)
        }
        LoadTtl::With(closure) => {
            let body = over_value(model, closure, reader);
            quote!(#draft.ttl({ #body });)
        }
    }
}

fn unless(model: &Model, reader: Reader) -> TokenStream {
    let draft = local("draft");
    model
        .load
        .unless
        .as_ref()
        .map(|closure| {
            let body = over_value(model, closure, reader);
            quote!(#draft.unless({ #body });)
        })
        .unwrap_or_default()
}

/// The closure's body after its parameters: the value, and the arguments that were kept.
fn over_value(model: &Model, closure: &Closure, reader: Reader) -> TokenStream {
    let value = local("value");
    let lets = closure
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| match (&parameter.name, index) {
            (Some(_), 0) => parameter.bound_to(quote!(#value)),
            (Some(name), _) if reader == Reader::Load && lent::is_lent(model, name) => {
                let name = quote!(#name);
                let bindings = model.arguments.bindings(&name);
                let bound = parameter.bound_to(model.arguments.borrow(&name));
                quote!(#bindings #bound)
            }
            (Some(name), _) => {
                let kept = kept(name);
                parameter.bound_to(quote!(&#kept))
            }
            (None, _) => TokenStream::new(),
        });
    let body = match reader {
        Reader::Caller => closure.body(),
        Reader::Load => lent::with_own_receiver(model, closure.body()),
    };
    quote!(#(#lets)* #body)
}

fn tags(model: &Model, reader: Reader) -> TokenStream {
    if model.load.result_tags.is_empty() {
        return TokenStream::new();
    }
    let (shape, value, result, draft) = (
        shape::name(model),
        local("value"),
        local("result"),
        local("draft"),
    );
    let mut kept_parts = numbered_argument_parts(model, reader).map(|(name, _)| name);
    let tags: Vec<TokenStream> = model
        .load
        .result_tags
        .iter()
        .map(|tag| {
            let tag = parts::tag(model, &with_kept_parts(model, tag, reader, &mut kept_parts));
            quote!(#draft.tag(#tag);)
        })
        .collect();
    quote!(#shape.present(#value, |#result| { #(#tags)* });)
}

/// The tag with its parts over arguments replaced by what was kept of them.
fn with_kept_parts(
    model: &Model,
    tag: &Tag,
    reader: Reader,
    kept: &mut dyn Iterator<Item = Ident>,
) -> Tag {
    let parts = tag.parts.iter().map(|part| {
        let expression = match part.origin {
            Origin::Result => part.expression.clone(),
            Origin::Arguments if is_cloned(model, part, reader) => {
                let name = kept.next();
                quote!(#name)
            }
            Origin::Arguments => lent::with_own_receiver(model, part.expression.clone()),
        };
        Part {
            expression,
            ..part.clone()
        }
    });
    Tag {
        texts: tag.texts.clone(),
        parts: parts.collect(),
    }
}

/// The parts over arguments in tags of the result that are cloned, each with the name under which it is kept.
fn numbered_argument_parts(model: &Model, reader: Reader) -> impl Iterator<Item = (Ident, &Part)> {
    let parts = model.load.result_tags.iter().flat_map(|tag| &tag.parts);
    let cloned = parts
        .filter(move |part| part.origin == Origin::Arguments && is_cloned(model, part, reader));
    cloned
        .enumerate()
        .map(|(index, part)| (local(&format!("kept_{index}")), part))
}

fn is_cloned(model: &Model, part: &Part, reader: Reader) -> bool {
    reader == Reader::Caller || !lent::is_read_lent(model, part)
}

/// `let name = Clone::clone(&expression);`, where what cannot be cloned is reported at `place`.
fn clone_into(model: &Model, name: &Ident, expression: &TokenStream, place: Span) -> TokenStream {
    let borrowed = model.arguments.borrow(expression);
    let bindings = model.arguments.bindings(expression);
    let clone = placed_at(place, quote!(::core::clone::Clone::clone(#borrowed)));
    if bindings.is_empty() {
        quote!(let #name = #clone;)
    } else {
        quote!(let #name = { #bindings #clone };)
    }
}
