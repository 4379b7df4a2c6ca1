//! The names of generated local variables: invisible to the user's code, and the user's names invisible to them.

use proc_macro2::{Ident, Span};

/// A local variable that no argument and no expression of the user can collide with.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}
