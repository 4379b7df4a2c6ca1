//! What is to be generated: resolved and consistent. Only `validate` builds it.

use proc_macro2::TokenStream;
use syn::Expr;

use crate::write_side::body::Written;
use crate::write_side::moment::Keepsakes;

/// One annotated function, understood.
pub(super) struct Model {
    pub(super) written: Written,
    pub(super) cache: Option<Expr>,
    pub(super) occasion: Occasion,
    pub(super) manner: Manner,
    /// Known before the body runs.
    pub(super) before: Vec<Named>,
    /// Known when there is a result.
    pub(super) after: Vec<Named>,
    pub(super) keepsakes: Keepsakes,
}

/// When entries are invalidated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occasion {
    Success,
    Always,
}

/// What becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Remove,
    Expire,
}

/// What is invalidated, each as an expression.
pub(super) enum Named {
    Key(TokenStream),
    /// By the description of a function.
    All(TokenStream),
    Tag(TokenStream),
    Pattern(TokenStream),
}
