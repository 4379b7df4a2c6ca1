//! Closures given as arguments: `ttl_with`, `cache_if`, `unless`. They are written out where they apply, not called.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, ExprClosure, Pat, Result, ReturnType, Stmt, Type};

use crate::mention::{has_punct, has_word};
use crate::paths::placed_at;

/// `|value, id| body`
#[derive(Clone)]
pub(crate) struct Closure {
    pub(crate) written: ExprClosure,
    pub(crate) parameters: Vec<ClosureParameter>,
}

#[derive(Clone)]
pub(crate) struct ClosureParameter {
    /// `None` for `_`.
    pub(crate) name: Option<Ident>,
    pub(crate) ty: Option<Type>,
    pub(crate) written: Pat,
}

impl Parse for Closure {
    fn parse(input: ParseStream) -> Result<Self> {
        let written: ExprClosure = match input.parse()? {
            Expr::Closure(closure) => closure,
            Expr::Path(function) => {
                let name = function.to_token_stream().to_string().replace(' ', "");
                return Err(Error::new_spanned(
                    function,
                    format!("expected a closure; write `|value| {name}(value)`"),
                ));
            }
            other => {
                return Err(Error::new_spanned(
                    other,
                    "expected a closure, as in `|value| value.is_empty()`",
                ));
            }
        };
        ensure_plain(&written)?;
        let parameters = written
            .inputs
            .iter()
            .map(ClosureParameter::new)
            .collect::<Result<_>>()?;
        Ok(Self {
            written,
            parameters,
        })
    }
}

/// The body becomes part of a block of the generated function: nothing in it may leave that block.
fn ensure_plain(closure: &ExprClosure) -> Result<()> {
    let body = closure.body.to_token_stream();
    if closure.asyncness.is_some() || has_word(body.clone(), "await") {
        return Err(Error::new_spanned(
            closure,
            "this closure cannot be `async`: it decides about what is in hand; await in the function",
        ));
    }
    if has_word(body.clone(), "return") || has_punct(body, '?') {
        return Err(Error::new_spanned(
            &closure.body,
            "this closure cannot use `return` or `?`; write one expression, or call a function",
        ));
    }
    Ok(())
}

impl ClosureParameter {
    fn new(written: &Pat) -> Result<Self> {
        let (pattern, ty) = match written {
            Pat::Type(typed) => (&*typed.pat, Some((*typed.ty).clone())),
            pattern => (pattern, None),
        };
        let name = match pattern {
            Pat::Wild(_) => None,
            Pat::Ident(ident) if ident.subpat.is_none() && ident.by_ref.is_none() => {
                Some(ident.ident.clone())
            }
            other => {
                return Err(Error::new_spanned(
                    other,
                    "write a plain name; take the value apart in the body",
                ));
            }
        };
        Ok(Self {
            name,
            ty,
            written: written.clone(),
        })
    }

    /// `let name: Type = source;`, or nothing for `_`. A source of another type is reported at the parameter.
    pub(crate) fn bound_to(&self, source: TokenStream) -> TokenStream {
        let Some(name) = &self.name else {
            return TokenStream::new();
        };
        let source = placed_at(name.span(), source);
        let ty = self.ty.iter();
        quote!(let #name #(: #ty)* = #source;)
    }
}

impl Closure {
    /// The statements of the body, without braces of their own.
    pub(crate) fn body(&self) -> TokenStream {
        let body = match (&*self.written.body, &self.written.output) {
            (Expr::Block(block), _) if block.label.is_none() && block.attrs.is_empty() => {
                let statements = &block.block.stmts;
                quote!(#(#statements)*)
            }
            // As a statement, so that syn adds the parentheses which an expression such as `match … {} == x` needs there.
            (body, _) => Stmt::Expr(body.clone(), None).to_token_stream(),
        };
        match &self.written.output {
            ReturnType::Default => body,
            ReturnType::Type(_, ty) => quote!(let answer: #ty = { #body }; answer),
        }
    }

    /// The names among the parameters after the first `skipped`.
    pub(crate) fn names(&self, skipped: usize) -> impl Iterator<Item = &Ident> {
        self.parameters
            .iter()
            .skip(skipped)
            .filter_map(|parameter| parameter.name.as_ref())
    }
}
