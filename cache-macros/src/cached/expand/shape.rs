//! The shape: what the return type is to the cache, decided by traits and never by spelling.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::spanned::Spanned as _;

use super::super::model::Model;
use crate::paths::located_at;

/// A block that yields the shape; a return type that cannot be cached is reported at the type, a demand it cannot meet at the
/// argument that makes it.
pub(super) fn expression(model: &Model) -> TokenStream {
    let returns = &model.returns;
    let span = located_at(returns.span());
    let r = model.runtime.at(span);
    let demands = model.demands.iter().map(|demand| {
        let span = located_at(demand.key.span());
        let method = Ident::new(demand.method, span);
        quote_spanned!(span=> .#method())
    });
    quote_spanned!(span=> #r::shape!(#returns) #(#demands)*)
}

/// The local that holds the shape, located at the return type: what the type cannot do is reported where it is used.
pub(super) fn name(model: &Model) -> Ident {
    Ident::new("shape", Span::mixed_site().located_at(model.returns.span()))
}
