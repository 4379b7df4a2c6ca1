//! What was written between the parentheses of `#[cache_invalidate(…)]`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse as _, ParseStream};
use syn::{Expr, LitBool, LitStr, Result};

use crate::diagnostics::Errors;
use crate::literal::template::Template;
use crate::paths::Runtime;
use crate::write_side::attribute::{AUDIT, Attribute, read, switch, templates, text};
use crate::write_side::target::Target;

/// Every argument there is, with an example of its use.
pub(crate) const ARGUMENTS: [(&str, &str); 6] = [
    ("tags", "tags = [\"tenant:<tenant>\"]"),
    ("pattern", "pattern = \"user:*\""),
    ("on", "on = \"always\""),
    ("soft", "soft = true"),
    ("cache", "cache = self.cache"),
    ("crate", "crate = ::my_reexport::cache"),
];

/// The arguments as written.
#[derive(Default)]
pub(super) struct Args {
    pub(super) targets: Vec<(Target, Expr)>,
    pub(super) tags: Option<(Ident, Vec<Template>)>,
    pub(super) pattern: Option<(Ident, Template)>,
    pub(super) on: Option<LitStr>,
    pub(super) soft: Option<LitBool>,
    pub(super) cache: Option<Expr>,
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
            "order",
            "`order` belongs to `#[cache_put]`: what is removed needs none",
        ),
        AUDIT,
    ];

    fn argument(&mut self, key: &Ident, input: ParseStream<'_>) -> Result<()> {
        match key.to_string().as_str() {
            "tags" => self.tags = Some((key.clone(), templates(key, input)?)),
            "pattern" => {
                let expected = "`pattern` takes a glob in quotes, as in `pattern = \"user:*\"`";
                self.pattern = Some((key.clone(), text(input, expected)?));
            }
            "on" => {
                let expected = "`on` takes text in quotes: `on = \"ok\"` or `on = \"always\"`";
                self.on = Some(text(input, expected)?);
            }
            "soft" => self.soft = Some(switch(input)?),
            "cache" => self.cache = Some(Expr::parse(input)?),
            // The table above has no other.
            _ => self.runtime = Runtime::parse(input)?,
        }
        Ok(())
    }

    fn target(&mut self, written: Expr) -> Result<()> {
        self.targets.push((Target::of(written.clone())?, written));
        Ok(())
    }
}
