//! Attributes whose arguments are all read by their names. Faults of one do not hide the next; what the values are is the
//! attribute's business.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Error, Expr, Result, Token, token};

use crate::diagnostics::Errors;
use crate::suggestion::{did_you_mean, quoted};

/// The arguments of one attribute.
pub(crate) trait Named: Default {
    /// One of them, as it is written.
    const EXAMPLE: &'static str;

    /// Reads the value of an argument.
    fn value(&mut self, key: Ident, input: ParseStream<'_>) -> Result<()>;

    /// Of what could not be read nobody knows which argument it was meant to be: none that is asked for is called missing.
    fn forgive_absence(&mut self);
}

/// Reads all that is written.
pub(crate) fn read<A: Named>(tokens: TokenStream, errors: &mut Errors) -> A {
    let mut arguments = A::default();
    let result = (|input: ParseStream<'_>| {
        let mut seen = BTreeSet::new();
        while !input.is_empty() {
            if errors.keep(one(&mut arguments, input, &mut seen)).is_none() {
                skip_to_next(input);
            }
        }
        Ok(())
    })
    .parse2(tokens);
    errors.keep(result);
    arguments
}

/// One argument and the comma after it.
fn one<A: Named>(
    arguments: &mut A,
    input: ParseStream<'_>,
    seen: &mut BTreeSet<String>,
) -> Result<()> {
    let Ok(key) = input.call(Ident::parse_any) else {
        arguments.forgive_absence();
        let message = format!("expected an argument by its name, as in `{}`", A::EXAMPLE);
        return Err(refused(input, &message));
    };
    if !seen.insert(key.to_string()) {
        return Err(Error::new_spanned(
            &key,
            format!("duplicate argument `{key}`; remove this one"),
        ));
    }
    arguments.value(key, input)?;
    if input.is_empty() {
        return Ok(());
    }
    input.parse::<Token![,]>().map(|_| ())
}

/// An error over the expression ahead, or where that is none over one token.
pub(crate) fn refused(input: ParseStream<'_>, message: impl std::fmt::Display) -> Error {
    match input.fork().parse::<Expr>() {
        Ok(expression) => Error::new_spanned(expression, message),
        Err(_) => input.error(message),
    }
}

/// There is no such argument among `names`.
pub(crate) fn unknown<N>(key: &Ident, names: impl Fn() -> N) -> Error
where
    N: Iterator<Item = &'static str>,
{
    let written = key.to_string();
    Error::new_spanned(
        key,
        format!(
            "unknown argument `{written}`; expected one of: {}{}",
            quoted(names()),
            did_you_mean(&written, names())
        ),
    )
}

/// Goes on behind the next comma that an argument follows, so that one fault does not hide the next.
fn skip_to_next(input: ParseStream<'_>) {
    while !input.is_empty() {
        let was_comma = input.parse::<Token![,]>().is_ok();
        if was_comma && starts_argument(input) {
            return;
        }
        if !was_comma {
            // A single token tree can always be taken while the input is not empty.
            let _ = input.parse::<TokenTree>();
        }
    }
}

fn starts_argument(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.call(Ident::parse_any).is_ok()
        && (ahead.is_empty()
            || ahead.peek(Token![,])
            || ahead.peek(token::Paren)
            || (ahead.peek(Token![=]) && !ahead.peek(Token![==])))
}
