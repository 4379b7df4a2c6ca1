//! What is to be generated: resolved and consistent. Only `validate` builds it.

use proc_macro2::{Ident, TokenStream};

use crate::write_side::body::Written;
use crate::write_side::moment::Keepsakes;
use crate::write_side::target::Named;

/// One annotated function, understood.
pub(super) struct Model {
    pub(super) written: Written,
    pub(super) function: Named,
    /// As they stand when there is a result.
    pub(super) arguments: Vec<TokenStream>,
    pub(super) order: Option<TokenStream>,
    pub(super) keepsakes: Keepsakes,
}

impl Model {
    /// The name of the cached function, where a value of a wrong type is reported.
    pub(super) fn name(&self) -> Ident {
        self.function.name()
    }
}
