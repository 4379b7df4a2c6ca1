//! `#[derive(CacheKey)]`: parse the type, validate it into a model, expand the model.

mod expand;
mod model;

use proc_macro2::TokenStream;
use syn::Item;

use crate::diagnostics::Errors;

/// The implementation for `item`, or what is wrong with it.
pub(crate) fn expand(item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let model = errors
        .keep(syn::parse2::<Item>(item))
        .and_then(|item| model::Model::of(&item, &mut errors));
    match model {
        Some(model) if errors.is_empty() => expand::expand(&model),
        _ => errors.giving_back(TokenStream::new()),
    }
}
