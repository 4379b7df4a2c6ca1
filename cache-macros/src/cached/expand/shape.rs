//! The shape: what the return type is to the cache, decided by traits and never by spelling.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::super::model::{Demand, MadeBy, Model};
use crate::paths::located_at;

/// A block that yields the shape; a return type that cannot be cached is reported at the type, a demand it cannot meet at the
/// argument that makes it.
pub(super) fn expression(model: &Model) -> TokenStream {
    let returns = &model.returns;
    let span = located_at(returns.span());
    let r = model.runtime.at(span);
    let shape = match &model.batch {
        None => quote_spanned!(span=> #r::shape!(#returns)),
        Some(batch) => {
            let returns = &batch.returns;
            quote_spanned!(span=> #r::element!(#r::shape!(#returns)))
        }
    };
    let demands = model.demands.iter();
    let shape = demands.fold(shape, |shape, demand| demanding(model, &shape, demand));
    if model.may_be_shared() {
        quote_spanned!(span=> #r::coded!(#shape))
    } else {
        shape
    }
}

/// The shape that meets a demand, asked for in a block of its own: the key stands for the receiver in rustc's message too.
fn demanding(model: &Model, shape: &TokenStream, demand: &Demand) -> TokenStream {
    let span = located_at(demand.key.span());
    let plain = Ident::new("plain", Span::mixed_site().located_at(span));
    let (receiver, method) = match demand.made_by {
        MadeBy::Shape(method) => (quote!(#plain), method),
        MadeBy::Answer { question, method } => {
            let (r, question) = (model.runtime.at(span), Ident::new(question, span));
            (quote_spanned!(span=> #r::#question!(#plain)), method)
        }
    };
    let method = Ident::new(method, span);
    let demanded = quote_spanned!(span=> #receiver.#method());
    quote!({ let #plain = #shape; #demanded })
}

/// The local that holds the shape, located at the return type: what the type cannot do is reported where it is used.
pub(super) fn name(model: &Model) -> Ident {
    Ident::new("shape", Span::mixed_site().located_at(model.returns.span()))
}
