//! How the value of an argument is written: after `=`, in quotes, or as a list.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, LitStr, Result, Token, token};

use super::ARGUMENTS;
use crate::literal::template::Template;
use crate::named::refused;

/// `= value`
pub(super) fn assigned<T: Parse>(key: &Ident, input: ParseStream<'_>) -> Result<T> {
    assigned_with(key, input, T::parse)
}

pub(super) fn assigned_with<T>(
    key: &Ident,
    input: ParseStream<'_>,
    value: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let needs_value = || {
        Error::new_spanned(
            key,
            format!("`{key}` needs a value, as in `{}`", example(key)),
        )
    };
    if !input.peek(Token![=]) {
        return Err(needs_value());
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs_value());
    }
    value(input)
}

/// `= "value"`
pub(super) fn assigned_text<T: Parse>(key: &Ident, input: ParseStream<'_>) -> Result<T> {
    assigned_with(key, input, |input| {
        if input.peek(LitStr) {
            return T::parse(input);
        }
        Err(refused(
            input,
            format!("`{key}` takes text in quotes, as in `{}`", example(key)),
        ))
    })
}

/// `= name`
pub(super) fn assigned_name(key: &Ident, input: ParseStream<'_>) -> Result<Ident> {
    assigned_with(key, input, |input| {
        let whole = input.fork();
        let message = || {
            format!(
                "`{key}` takes the name of an argument, without quotes, as in `{}`",
                example(key)
            )
        };
        let name = input
            .call(Ident::parse_any)
            .map_err(|_| refused(&whole, message()))?;
        if input.is_empty() || input.peek(Token![,]) {
            Ok(name)
        } else {
            Err(refused(&whole, message()))
        }
    })
}

/// The name of an argument of the function.
pub(super) fn name(input: ParseStream<'_>) -> Result<Ident> {
    let whole = input.fork();
    let name = input.call(Ident::parse_any).map_err(|_| {
        refused(
            input,
            "expected the name of an argument, without quotes, as in `ignore(db)`",
        )
    })?;
    if input.peek(Token![.]) {
        return Err(refused(
            &whole,
            format!("an argument is ignored as a whole; write `ignore({name})`"),
        ));
    }
    Ok(name)
}

/// `(a, b)`
pub(super) fn listed<T>(
    key: &Ident,
    input: ParseStream<'_>,
    item: fn(ParseStream<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    if !input.peek(token::Paren) {
        return Err(Error::new_spanned(
            key,
            format!("`{key}` takes a list, as in `{}`", example(key)),
        ));
    }
    let content;
    syn::parenthesized!(content in input);
    let items = all_of(&content, item)?;
    if items.is_empty() {
        return Err(empty(key));
    }
    Ok(items)
}

fn empty(key: &Ident) -> Error {
    Error::new_spanned(
        key,
        format!("`{key}` is empty; remove it or write `{}`", example(key)),
    )
}

/// All that stands between brackets. On a fault the rest is taken too: syn would report it a second time.
fn all_of<T>(content: ParseStream<'_>, item: fn(ParseStream<'_>) -> Result<T>) -> Result<Vec<T>> {
    match Punctuated::<T, Token![,]>::parse_terminated_with(content, item) {
        Ok(items) => Ok(items.into_iter().collect()),
        Err(error) => {
            content.parse::<TokenStream>()?;
            Err(error)
        }
    }
}

/// `= ["users", "tenant:<tenant>"]`
pub(crate) fn tags(key: &Ident, input: ParseStream<'_>) -> Result<Vec<Template>> {
    let tags = assigned_with(key, input, |input| {
        if !input.peek(token::Bracket) {
            return Err(refused(
                input,
                format!(
                    "`{key}` takes a list of templates, as in `{}`",
                    example(key)
                ),
            ));
        }
        let content;
        syn::bracketed!(content in input);
        all_of(&content, tag)
    })?;
    if tags.is_empty() {
        return Err(empty(key));
    }
    Ok(tags)
}

fn tag(input: ParseStream<'_>) -> Result<Template> {
    if input.peek(LitStr) {
        return input.parse();
    }
    Err(refused(
        input,
        "expected a template in quotes, as in `\"tenant:<tenant>\"`",
    ))
}

pub(super) fn example(key: &Ident) -> &'static str {
    ARGUMENTS
        .iter()
        .find(|(name, _)| key == name)
        .map_or("", |(_, example)| example)
}
