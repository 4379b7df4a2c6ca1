//! From what was written to a model that cannot be wrong: every rule and its message, one concern a file.

mod function;
mod key;
mod settings;

use super::args::Args;
use super::model::Model;
use crate::arguments::{Arguments, Underscored};
use crate::cached::model::Prefix;
use crate::diagnostics::Errors;
use crate::function::Function;

/// `None`, or a model together with errors, when a rule is broken.
pub(super) fn validate(args: &Args, function: Function, errors: &mut Errors) -> Option<Model> {
    function::check(&function, errors);
    let arguments = Arguments::new(&function.signature, Underscored::Renamed, errors);
    let item = function::item(args, &function, &arguments, errors);
    function::check_kept(&arguments, errors);
    let (ttl, journal, settings) = settings::resolve(args, errors);
    let item = item?;
    let key = key::resolve(args, &function, &arguments, &item, errors)?;
    Some(Model {
        runtime: args.runtime.value().cloned().unwrap_or_default(),
        prefix: if function.is_associated() {
            Prefix::Associated
        } else {
            Prefix::Bare
        },
        texts: key.texts,
        key: key.parts,
        tags: key.tags,
        cache: args.cache.value().cloned(),
        function,
        arguments,
        item,
        ttl,
        journal,
        settings,
    })
}
