//! `#[write_behind]`: parse what was written, validate it into a model, expand the model.

mod args;
mod expand;
mod model;
mod validate;

use proc_macro2::TokenStream;

#[cfg(test)]
pub(crate) use self::args::ARGUMENTS;
use self::args::Args;
use self::model::Model;
use crate::diagnostics::Errors;
use crate::function::Function;

/// What `#[write_behind(arguments)]` makes of `item`; on a fault the errors and the item as it was.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match model(arguments, item.clone()) {
        Ok(model) => expand::expand(&model),
        Err(errors) => errors.giving_back(item),
    }
}

fn model(arguments: TokenStream, item: TokenStream) -> Result<Model, Errors> {
    let function: Function = syn::parse2(item)?;
    let mut errors = Errors::default();
    let args = Args::parse(arguments, &mut errors);
    match validate::validate(&args, function, &mut errors) {
        Some(model) if errors.is_empty() => Ok(model),
        _ => Err(errors),
    }
}
