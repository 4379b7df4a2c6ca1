//! From what was written to a model that cannot be wrong: every rule and its message.

use quote::ToTokens;
use syn::{Expr, LitStr};

use super::args::Args;
use super::model::{Manner, Model, Named, Occasion};
use crate::arguments::{Arguments, Underscored};
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::write_side::body::Written;
use crate::write_side::moment::{Moment, Moments};
use crate::write_side::shape;
use crate::write_side::target::{Target, site};

/// A model that is of use only without errors.
pub(super) fn validate(args: Args, function: Function, errors: &mut Errors) -> Model {
    shape::check(&function, "#[cache_invalidate]", "invalidated", errors);
    check_something_is_named(&args, &function, errors);
    let occasion = occasion(args.on.as_ref(), errors);
    let manner = manner(&args, errors);
    let form = shape::form(&function);
    let returned = shape::returned(&function, &form);
    // A parameter that binds nothing is nothing that could be named.
    let arguments = Arguments::new(
        &function.signature,
        Underscored::Kept,
        &mut Errors::default(),
    );
    let mut named = Naming {
        occasion,
        before: Vec::new(),
        after: Vec::new(),
    };
    let mut moments = Moments::new(&args.runtime, &function, &arguments);
    for (target, written) in &args.targets {
        let (moment, target) = match target {
            Target::Every(function) => (Moment::Before, Named::All(site(function))),
            Target::One(entry) => {
                let moment = Moments::of_entry(entry);
                let arguments = moments.arguments_of(entry, moment, errors);
                (moment, Named::Key(entry.function.key(&arguments)))
            }
        };
        named.add(moment, target, written, errors);
    }
    for template in args.tags.iter().flat_map(|(_, templates)| templates) {
        let (moment, text) = moments.template(template, errors);
        named.add(moment, Named::Tag(text), &template.literal, errors);
    }
    if let Some((_, template)) = &args.pattern {
        let (moment, text) = moments.template(template, errors);
        named.add(moment, Named::Pattern(text), &template.literal, errors);
    }
    let keepsakes = moments.keepsakes();
    Model {
        written: Written {
            runtime: args.runtime.clone(),
            function,
            form,
            returned,
        },
        cache: args.cache,
        occasion,
        manner,
        before: named.before,
        after: named.after,
        keepsakes,
    }
}

/// What is named, by the moment at which it is known.
struct Naming {
    occasion: Occasion,
    before: Vec<Named>,
    after: Vec<Named>,
}

impl Naming {
    fn add(&mut self, moment: Moment, named: Named, place: impl ToTokens, errors: &mut Errors) {
        if moment == Moment::Before {
            self.before.push(named);
            return;
        }
        if self.occasion == Occasion::Always {
            errors.at(
                place,
                "with `on = \"always\"` the body may have returned nothing, so `result` is not known; name arguments here, or move this into a `#[cache_invalidate]` of its own without `on`",
            );
        }
        self.after.push(named);
    }
}

fn check_something_is_named(args: &Args, function: &Function, errors: &mut Errors) {
    let is_empty = args.targets.is_empty() && args.tags.is_none() && args.pattern.is_none();
    if is_empty && args.is_whole {
        let name = &function.signature.ident;
        errors.at(
            name,
            format!("nothing to invalidate after `{name}`; name a cached function, as in `#[cache_invalidate(get_user(id))]`, or write `tags` or `pattern`"),
        );
    }
}

fn occasion(on: Option<&LitStr>, errors: &mut Errors) -> Occasion {
    let Some(on) = on else {
        return Occasion::Success;
    };
    match on.value().as_str() {
        "ok" => Occasion::Success,
        "always" => Occasion::Always,
        other => {
            errors.at(
                on,
                format!("unknown occasion `{other}`; write `on = \"ok\"` or `on = \"always\"`"),
            );
            Occasion::Success
        }
    }
}

/// Only an entry that is there, and named by its key, can be marked: of tags, functions and patterns no tier keeps a list of
/// entries.
fn manner(args: &Args, errors: &mut Errors) -> Manner {
    if !args.soft.as_ref().is_some_and(|soft| soft.value) {
        return Manner::Remove;
    }
    let is_function = |(target, _): &&(Target, Expr)| matches!(target, Target::Every(_));
    let functions = args.targets.iter().filter(is_function);
    let functions = functions.map(|(_, written)| written.to_token_stream());
    let tags = args.tags.iter().map(|(key, _)| key.to_token_stream());
    let pattern = args.pattern.iter().map(|(key, _)| key.to_token_stream());
    for place in functions.chain(tags).chain(pattern) {
        errors.at(
            place,
            "`soft = true` marks entries that are named by their keys, and here nobody knows which they are; move this into a `#[cache_invalidate]` of its own without `soft`",
        );
    }
    Manner::Expire
}
