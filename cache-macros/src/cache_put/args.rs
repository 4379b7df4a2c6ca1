//! What was written between the parentheses of `#[cache_put(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse as _, ParseStream};
use syn::{Error, Expr, Result};

use crate::diagnostics::Errors;
use crate::paths::Runtime;
use crate::write_side::attribute::{AUDIT, Attribute, read};
use crate::write_side::target::{Entry, Target};

/// Every argument there is, with an example of its use.
pub(crate) const ARGUMENTS: [(&str, &str); 2] = [
    ("order", "order = result.version"),
    ("crate", "crate = ::my_reexport::cache"),
];

/// The arguments as written.
#[derive(Default)]
pub(super) struct Args {
    pub(super) target: Option<Entry>,
    pub(super) order: Option<Expr>,
    pub(super) runtime: Runtime,
    /// Whether all that was written could be read.
    pub(super) is_whole: bool,
}

impl Args {
    pub(super) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        read(tokens, &mut args, errors);
        args.is_whole = errors.is_empty();
        args
    }
}

impl Attribute for Args {
    const ARGUMENTS: &'static [(&'static str, &'static str)] = &ARGUMENTS;

    const MISPLACED: &'static [(&'static str, &'static str)] = &[
        (
            "cache",
            "a value is put into the cache that the named function uses; remove `cache`",
        ),
        (
            "tags",
            "a value is put with the tags of the named function; remove `tags`, or invalidate by them in a `#[cache_invalidate]`",
        ),
        ("on", "there is a value to put only after `Ok`; remove `on`"),
        AUDIT,
    ];

    fn argument(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match key.to_string().as_str() {
            "order" => self.order = Some(Expr::parse(input)?),
            // The table above has no other.
            _ => self.runtime = Runtime::parse(input)?,
        }
        Ok(())
    }

    fn target(&mut self, written: Expr) -> Result<()> {
        let target = match Target::of(written.clone())? {
            Target::One(entry) => entry,
            Target::Every(_) => {
                return Err(Error::new_spanned(
                    written,
                    "a value takes the place of one entry; write the arguments of `put_*` before the value, as in `get_user(id)`",
                ));
            }
        };
        if self.target.is_some() {
            return Err(Error::new_spanned(
                written,
                "a value takes the place of one entry; write another `#[cache_put]` for this one",
            ));
        }
        self.target = Some(target);
        Ok(())
    }
}
