//! The one path through which generated code reaches the runtime.

use proc_macro2::{Span, TokenStream};
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
        let path = input.call(Path::parse_mod_style)?;
        if is_absolute(&path) {
            return Ok(Self(Some(path)));
        }
        let written = path.to_token_stream().to_string().replace(' ', "");
        Err(Error::new_spanned(
            path,
            format!(
                "the path must start with `crate::` or `::`; write `::{written}` or `crate::{written}`"
            ),
        ))
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
    let first = path
        .segments
        .first()
        .map(|segment| segment.ident.unraw().to_string());
    path.leading_colon.is_some() || matches!(first.as_deref(), Some("crate" | "$crate"))
}

/// A span that resolves names where the attribute stands and reports errors at `place`.
pub(crate) fn located_at(place: Span) -> Span {
    Span::call_site().located_at(place)
}
