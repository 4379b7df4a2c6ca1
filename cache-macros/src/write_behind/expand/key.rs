//! Placeholders, written out over the item: each part decides by its type how it enters a key.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

use super::super::model::Model;
use crate::cached::model::{Part, Tag};
use crate::locals::local;
use crate::paths::located_at;

/// The key of the item.
pub(super) fn of_item(model: &Model) -> TokenStream {
    of_parts(model, &model.key)
}

/// `let mut links = …;` with the tags of the item.
pub(super) fn links(model: &Model) -> TokenStream {
    let (r, links) = (&model.runtime, local("links"));
    if model.tags.is_empty() {
        return quote!(let #links = #r::Links::default(););
    }
    let tags = model.tags.iter().map(|tag| {
        let tag = of_tag(model, tag);
        quote!(#links.tag(#tag);)
    });
    quote!(let mut #links = #r::Links::default(); #(#tags)*)
}

fn of_tag(model: &Model, tag: &Tag) -> TokenStream {
    let (r, texts) = (&model.runtime, &tag.texts);
    match texts.as_slice() {
        [text] => quote!(#text),
        texts => {
            let key = of_parts(model, &tag.parts);
            quote!(#r::tag(&[#(#texts),*], #key))
        }
    }
}

fn of_parts(model: &Model, parts: &[Part]) -> TokenStream {
    let r = &model.runtime;
    let parts = parts.iter().map(|part| {
        let span = located_at(part.place);
        let (r, expression) = (model.runtime.at(span), &part.expression);
        quote_spanned!(span=> .with((&&&&#r::Probe(&#expression)).part()))
    });
    quote! {{
        use #r::{NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _};
        #r::Key::new() #(#parts)*
    }}
}
