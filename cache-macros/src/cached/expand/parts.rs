//! Placeholders, written out: each part decides by its type how it enters a key.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::super::model::{Model, Part, Tag, expressions};
use crate::paths::located_at;

/// A key of `parts`, as a block.
pub(super) fn key(model: &Model, parts: &[Part]) -> TokenStream {
    let r = &model.runtime;
    if parts.is_empty() {
        return quote!(#r::Key::new());
    }
    let bindings = model.arguments.bindings(&expressions(parts));
    let parts = parts.iter().map(|part| with(model, part));
    quote! {{
        use #r::{NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _};
        #bindings
        #r::Key::new() #(#parts)*
    }}
}

/// The text of a tag: a literal, or a key with texts around its parts.
pub(super) fn tag(model: &Model, tag: &Tag) -> TokenStream {
    let (r, texts) = (&model.runtime, &tag.texts);
    match texts.as_slice() {
        [text] => quote!(#text),
        texts => {
            let key = key(model, &tag.parts);
            quote!(#r::tag(&[#(#texts),*], #key))
        }
    }
}

fn with(model: &Model, part: &Part) -> TokenStream {
    let span = located_at(part.place);
    let (r, part) = (
        model.runtime.at(span),
        model.arguments.borrow(&part.expression),
    );
    quote_spanned!(span=> .with((&&&&#r::Probe(#part)).part()))
}
