//! The one path through which generated code reaches the runtime.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Path, Result};

/// The runtime's hidden module, as generated code names it.
#[derive(Clone, Default)]
pub(crate) struct Runtime(Option<Path>);

impl Runtime {
    /// The runtime under another name: the value of `crate = path`.
    pub(crate) fn parse(input: ParseStream) -> Result<Self> {
        let path = input.call(Path::parse_mod_style).map_err(|_| {
            input.error("expected a path without quotes, as in `crate = ::my_reexport::cache`")
        })?;
        if is_absolute(&path) {
            return Ok(Self(Some(path)));
        }
        let message = relative(&path);
        Err(Error::new_spanned(path, message))
    }

    /// The path with its own tokens located at `span`, so that a broken bound is reported there.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        if let Some(path) = &self.0 {
            quote_spanned!(span=> #path::__private)
        } else {
            quote_spanned!(span=> ::cache_runtime::__private)
        }
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.at(Span::call_site()));
    }
}

fn is_absolute(path: &Path) -> bool {
    path.leading_colon.is_some() || matches!(first_of(path).as_str(), "crate" | "$crate")
}

fn first_of(path: &Path) -> String {
    path.segments
        .first()
        .map(|segment| segment.ident.unraw().to_string())
        .unwrap_or_default()
}

fn relative(path: &Path) -> String {
    if matches!(first_of(path).as_str(), "self" | "super") {
        return "the path must start with `crate::` or `::`; write it from the crate's root"
            .to_owned();
    }
    let written = path.to_token_stream().to_string().replace(' ', "");
    format!("the path must start with `crate::` or `::`; write `::{written}` or `crate::{written}`")
}

/// A span that resolves names where the attribute stands and reports errors at `place`.
pub(crate) fn located_at(place: Span) -> Span {
    Span::call_site().located_at(place)
}

/// The tokens with errors about them reported at `place`; their names resolve as before.
pub(crate) fn placed_at(place: Span, tokens: TokenStream) -> TokenStream {
    let placed = |mut token: TokenTree| {
        if let TokenTree::Group(group) = token {
            let mut inner = Group::new(group.delimiter(), placed_at(place, group.stream()));
            inner.set_span(group.span().located_at(place));
            return TokenTree::Group(inner);
        }
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.into_iter().map(placed).collect()
}
