//! `#[cache_invalidate]`: what a function that changes the source makes out of date.

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

/// What `#[cache_invalidate(arguments)]` makes of `item`; on a fault the errors and the item as it was.
pub(crate) fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    match model(arguments, item.clone()) {
        Ok(model) => expand::expand(&model),
        Err(errors) => errors.giving_back(item),
    }
}

fn model(arguments: TokenStream, item: TokenStream) -> Result<Model, Errors> {
    let function = Function::under("#[cache_invalidate]", item)?;
    let mut errors = Errors::default();
    let args = Args::parse(arguments, &mut errors);
    let model = validate::validate(args, function, &mut errors);
    if errors.is_empty() {
        Ok(model)
    } else {
        Err(errors)
    }
}
