//! `depends_on(get_team(team_id))`: calls of other cached functions, read as calls of their key builders.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, ExprCall, ExprPath, Result};

/// One named call.
#[derive(Clone)]
pub(crate) struct Dependency {
    pub(crate) key_builder: ExprPath,
    pub(crate) arguments: Vec<Expr>,
}

impl Parse for Dependency {
    fn parse(input: ParseStream) -> Result<Self> {
        let written: Expr = input.parse()?;
        let message = "name a cached function by its path, with the arguments of its key, as in `get_team(team_id)` or `Self::get_team(team_id)`";
        let Expr::Call(ExprCall { func, args, .. }) = &written else {
            return Err(Error::new_spanned(written, message));
        };
        let Expr::Path(function) = &**func else {
            return Err(Error::new_spanned(func, message));
        };
        Ok(Self {
            key_builder: key_builder(function),
            arguments: args.iter().cloned().collect(),
        })
    }
}

fn key_builder(function: &ExprPath) -> ExprPath {
    let mut path = function.clone();
    if let Some(last) = path.path.segments.last_mut() {
        last.ident = format_ident!("{}_key", last.ident.unraw(), span = last.ident.span());
    }
    path
}

/// The variable that a name or a path into one begins with. Such an argument is cloned when it is handed over, since the load
/// still needs it.
pub(super) fn root_of(expression: &Expr) -> Option<&Ident> {
    match expression {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Field(field) => root_of(&field.base),
        _ => None,
    }
}

impl Dependency {
    /// The tokens of all arguments, to see what they read.
    pub(crate) fn reads(&self) -> TokenStream {
        let arguments = &self.arguments;
        quote!(#(#arguments),*)
    }
}
