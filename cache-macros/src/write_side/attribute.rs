//! What is written between the parentheses: cached functions, and arguments by name. Faults of one do not hide the next.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, LitBool, LitStr, Result, Token, token};

use crate::diagnostics::Errors;
use crate::literal::template::Template;
use crate::named::{self, refused};

/// One attribute, as it is read.
pub(crate) trait Attribute {
    /// Every argument there is, with an example of its use.
    const ARGUMENTS: &'static [(&'static str, &'static str)];

    /// What is to be said of arguments that other attributes have.
    const MISPLACED: &'static [(&'static str, &'static str)];

    /// Reads the value of an argument that there is.
    fn argument(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()>;

    /// Takes what is no argument: a cached function.
    fn target(&mut self, written: Expr) -> Result<()>;
}

/// What is to be said of it wherever something is written.
pub(crate) const AUDIT: (&str, &str) = (
    "audit",
    "`audit` is about hits, and a function that writes has none; write it in the `#[cached]` of the function that is named here",
);

/// Reads all that is written.
pub(crate) fn read<A: Attribute>(tokens: TokenStream, attribute: &mut A, errors: &mut Errors) {
    let result = (|input: ParseStream<'_>| {
        let mut seen = BTreeSet::new();
        while !input.is_empty() {
            if errors.keep(one(input, attribute, &mut seen)).is_none() {
                skip_to_next(input);
            }
        }
        Ok(())
    })
    .parse2(tokens);
    errors.keep(result);
}

/// One thing and the comma after it.
fn one<A: Attribute>(
    input: ParseStream<'_>,
    attribute: &mut A,
    seen: &mut BTreeSet<String>,
) -> Result<()> {
    if is_assigned(input) {
        let key = input.call(Ident::parse_any)?;
        input.parse::<Token![=]>()?;
        named(&key, input, attribute, seen)?;
    } else {
        let written: Expr = input.parse()?;
        refuse_arguments_that_look_like_targets::<A>(&written)?;
        attribute.target(written)?;
    }
    if input.is_empty() {
        return Ok(());
    }
    input.parse::<Token![,]>().map(|_| ())
}

fn named<A: Attribute>(
    key: &Ident,
    input: ParseStream<'_>,
    attribute: &mut A,
    seen: &mut BTreeSet<String>,
) -> Result<()> {
    let Some(example) = example::<A>(key) else {
        return Err(unknown::<A>(key));
    };
    if !seen.insert(key.to_string()) {
        return Err(Error::new_spanned(
            key,
            format!("duplicate argument `{key}`; remove this one"),
        ));
    }
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs_value(key, example));
    }
    attribute.argument(key, input)
}

fn is_assigned(input: ParseStream<'_>) -> bool {
    input.peek(Ident::peek_any) && input.peek2(Token![=]) && !input.peek2(Token![==])
}

/// `soft` and `tags("a")` name no cached functions.
fn refuse_arguments_that_look_like_targets<A: Attribute>(written: &Expr) -> Result<()> {
    let name = match written {
        Expr::Call(call) => &*call.func,
        other => other,
    };
    if let Expr::Path(path) = name
        && let Some(key) = path.path.get_ident()
        && let Some(example) = example::<A>(key)
    {
        return Err(needs_value(key, example));
    }
    Ok(())
}

fn needs_value(key: &Ident, example: &str) -> Error {
    Error::new_spanned(key, format!("`{key}` needs a value, as in `{example}`"))
}

fn unknown<A: Attribute>(key: &Ident) -> Error {
    let written = key.to_string();
    let mut misplaced = A::MISPLACED.iter();
    if let Some((_, message)) = misplaced.find(|(name, _)| *name == written) {
        return Error::new_spanned(key, message);
    }
    named::unknown(key, || A::ARGUMENTS.iter().map(|(name, _)| *name))
}

fn example<A: Attribute>(key: &Ident) -> Option<&'static str> {
    let mut arguments = A::ARGUMENTS.iter();
    arguments.find_map(|(name, example)| (key == name).then_some(*example))
}

/// Goes on behind the next comma.
fn skip_to_next(input: ParseStream<'_>) {
    while !input.is_empty() {
        if input.parse::<Token![,]>().is_ok() {
            return;
        }
        // A single token tree can always be taken while the input is not empty.
        let _ = input.parse::<TokenTree>();
    }
}

/// A text in quotes.
pub(crate) fn text<T: Parse>(input: ParseStream<'_>, expected: &str) -> Result<T> {
    if input.peek(LitStr) {
        return input.parse();
    }
    Err(refused(input, expected))
}

/// `true` or `false`
pub(crate) fn switch(input: ParseStream<'_>) -> Result<LitBool> {
    if input.peek(LitBool) {
        return input.parse();
    }
    Err(refused(input, "expected `true` or `false`, without quotes"))
}

/// `["users", "tenant:<tenant>"]`
pub(crate) fn templates(key: &Ident, input: ParseStream<'_>) -> Result<Vec<Template>> {
    let message = "`tags` takes a list of templates, as in `tags = [\"tenant:<tenant>\"]`";
    if !input.peek(token::Bracket) {
        return Err(refused(input, message));
    }
    let content;
    syn::bracketed!(content in input);
    let template = |input: ParseStream<'_>| {
        text(
            input,
            "expected a template in quotes, as in `\"tenant:<tenant>\"`",
        )
    };
    let templates =
        match Punctuated::<Template, Token![,]>::parse_terminated_with(&content, template) {
            Ok(templates) => templates,
            Err(error) => {
                // Else syn would report the rest a second time.
                content.parse::<TokenStream>()?;
                return Err(error);
            }
        };
    if templates.is_empty() {
        return Err(Error::new_spanned(
            key,
            "`tags` is empty; remove it or write `tags = [\"tenant:<tenant>\"]`",
        ));
    }
    Ok(templates.into_iter().collect())
}
