//! The values of arguments that are no text with rules of its own.

use proc_macro2::Ident;
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::{
    Error, Expr, ExprLit, ExprUnary, Lit, LitBool, LitInt, LitStr, Result, Token, UnOp, Visibility,
};

use super::reading::{assigned, example};
use crate::literal::duration::DurationLit;
use crate::named::refused;

pub(crate) enum TtlValue {
    Literal(DurationLit),
    Computed(Expr),
}

/// `helpers = true`, `false`, or a visibility in quotes.
pub(crate) enum HelpersValue {
    Switch(LitBool),
    Visible(Visibility),
}

/// `sliding = true`
pub(crate) struct Switch(pub(crate) LitBool);

pub(crate) struct Number {
    pub(crate) written: Expr,
    pub(crate) value: f64,
}

pub(crate) struct Count {
    pub(crate) written: LitInt,
    pub(crate) value: u64,
}

/// A count that fits the place it has in an entry.
pub(crate) struct Version(pub(crate) u32);

impl Parse for TtlValue {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        // A literal followed by more, such as a method call, is an expression that begins with a literal.
        if input.peek(LitStr) && !input.peek2(Token![.]) {
            return input.parse().map(Self::Literal);
        }
        let expression: Expr = input.parse()?;
        if let Expr::Lit(literal) = &expression {
            return Err(Error::new_spanned(
                literal,
                "write a duration with its unit, as in `\"30s\"`, or an expression of type `Duration`",
            ));
        }
        Ok(Self::Computed(expression))
    }
}

impl Parse for HelpersValue {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(LitBool) {
            return input.parse().map(Self::Switch);
        }
        let message = "expected `true`, `false`, or a visibility: `\"pub\"`, `\"pub(crate)\"`, `\"pub(super)\"`";
        let literal: LitStr = input.parse().map_err(|_| input.error(message))?;
        match literal.parse::<Visibility>() {
            Ok(Visibility::Inherited) | Err(_) => Err(Error::new_spanned(literal, message)),
            Ok(visibility) => Ok(Self::Visible(visibility)),
        }
    }
}

impl Parse for Switch {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(LitBool) {
            return input.parse().map(Self);
        }
        Err(refused(input, "expected `true` or `false`, without quotes"))
    }
}

impl Number {
    /// A number, or an error that shows how `key` is written.
    pub(super) fn assigned(key: &Ident, input: ParseStream<'_>) -> Result<Self> {
        let written: Expr = assigned(key, input)?;
        match number(&written) {
            Some(value) => Ok(Self { written, value }),
            None => Err(Error::new_spanned(
                written,
                format!("`{key}` takes a number, as in `{}`", example(key)),
            )),
        }
    }
}

fn number(expression: &Expr) -> Option<f64> {
    match expression {
        Expr::Lit(ExprLit {
            lit: Lit::Float(float),
            ..
        }) => float
            .base10_parse()
            .ok()
            .filter(|value: &f64| value.is_finite()),
        Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) => int.base10_digits().parse().ok(),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => number(expr).map(|value| -value),
        _ => None,
    }
}

impl Parse for Count {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let written: Expr = input.parse()?;
        if let Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) = &written
            && let Ok(value) = int.base10_parse()
        {
            return Ok(Self {
                written: int.clone(),
                value,
            });
        }
        Err(Error::new_spanned(
            written.to_token_stream(),
            "expected a whole number, as in `1_000`",
        ))
    }
}

impl Parse for Version {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let count: Count = input.parse()?;
        u32::try_from(count.value).map(Self).map_err(|_| {
            Error::new_spanned(
                count.written,
                format!(
                    "`version` must be at most `{}`; count the changes, as in `version = 2`",
                    u32::MAX
                ),
            )
        })
    }
}
