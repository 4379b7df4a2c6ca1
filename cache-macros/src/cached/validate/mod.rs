//! From what was written to a model that cannot be wrong: every rule and its message, one concern a file.

mod audit;
mod batch;
mod cancellation;
mod closures;
mod dependencies;
mod duration;
mod instance;
mod keeping;
pub(crate) mod key;
mod named;
mod policy;
mod refreshes;
mod shape;
mod sliding;
mod stampede;
mod tags;
mod timeouts;
mod ttl;
mod windows;

use syn::Ident;

pub(crate) use self::key::{Results, Scope, texts};

use super::args::{Args, HelpersValue, Slot};
use super::async_trait::boxed_future;
use super::model::{Demand, Form, Load, MadeBy, Model, Prefix, Siblings, Site};
use crate::arguments::{Arguments, Underscored};
use crate::diagnostics::Errors;
use crate::function::Function;

/// `None`, or a model together with errors, when a rule is broken.
pub(super) fn validate(args: &Args, function: Function, errors: &mut Errors) -> Option<Model> {
    shape::check(&function, errors);
    let form = form(&function);
    let returns = shape::returns(&function, &form, errors);
    let siblings = siblings(args, &function, &form, errors);
    let (function, batch) = batch::resolve(args, function, &form, &siblings, errors)?;
    let mut arguments = Arguments::new(&function.signature, underscored(&siblings), errors);
    if let Form::Boxed(future) = &form {
        arguments.recover(&future.statements, errors);
    }
    let key = key::resolve(args, &function, &arguments, errors);
    let tags = tags::resolve(args, &function, &arguments, errors);
    let load = Load {
        tags: tags.of_arguments,
        result_tags: tags.of_result,
        dependencies: dependencies::resolve(args, &arguments, &key, errors),
        ttl: ttl::of_load(args, &arguments, errors),
        unless: closures::over_value(args.unless.written(), errors),
        keeping: keeping::resolve(args, &form, &siblings, &arguments, errors),
    };
    let instance = instance::of(&function, &arguments, &key, errors);
    let site = Site {
        template: key.template,
        ..policy::site(args, &form, errors)
    };
    let cache_if = closures::over_arguments(args.cache_if.written(), &arguments, errors);
    let (returns, runtime) = (returns?, args.runtime.value().cloned().unwrap_or_default());
    let batch = batch.map(|batch| batch::complete(batch, &returns, underscored(&siblings), errors));
    Some(Model {
        returns: match &batch {
            Some(_) => batch::held_by_one(&returns, args, &runtime),
            None => returns,
        },
        batch,
        runtime,
        cache: args.cache.value().cloned(),
        cache_if,
        demands: demands(args, &form),
        key: key.parts,
        function,
        arguments,
        form,
        siblings,
        site,
        instance,
        load,
    })
}

fn form(function: &Function) -> Form {
    if function.signature.asyncness.is_some() {
        return Form::Async;
    }
    boxed_future(function).map_or(Form::Sync, |future| Form::Boxed(Box::new(future)))
}

fn siblings(args: &Args, function: &Function, form: &Form, errors: &mut Errors) -> Siblings {
    let visibility = match args.helpers.value() {
        Some(HelpersValue::Switch(switch)) if !switch.value() => return Siblings::None,
        Some(HelpersValue::Visible(visibility)) => visibility.clone(),
        Some(HelpersValue::Switch(_)) | None => function.visibility.clone(),
    };
    // Where the arguments are kept, `helpers = false` would not do either, and that is said at the option.
    let would_do = keeping::key(args, form).is_none() && !args.helpers.is_broken();
    if matches!(form, Form::Boxed(_)) && would_do {
        let name = &function.signature.ident;
        errors.at(
            name,
            format!("`{name}` inside `#[async_trait]` needs `helpers = false`: nothing can stand beside a trait's method"),
        );
    }
    let prefix = if function.is_associated() {
        Prefix::Associated
    } else {
        Prefix::Bare
    };
    Siblings::Items { visibility, prefix }
}

fn underscored(siblings: &Siblings) -> Underscored {
    match siblings {
        Siblings::Items { .. } => Underscored::Renamed,
        Siblings::None => Underscored::Kept,
    }
}

/// Whether the types can do it is for the compiler to say; it says so at the key.
fn demands(args: &Args, form: &Form) -> Vec<Demand> {
    let of_tier = |tier: &str| {
        let written = args.tier.written();
        written
            .filter(|written| written.value.value() == tier)
            .map(|written| &written.key)
    };
    let outliving = MadeBy::Answer {
        question: "sent",
        method: "outliving",
    };
    let timing_out = MadeBy::Answer {
        question: "timed",
        method: "timing_out",
    };
    let audited = MadeBy::Answer {
        question: "compared",
        method: "audited",
    };
    let demands = [
        (outliving, keeping::key(args, form)),
        (MadeBy::Shape("caching_errors"), key_of(&args.error_ttl)),
        (timing_out, key_of(&args.timeout)),
        (MadeBy::Shape(absence(args)), key_of(&args.negative_ttl)),
        (MadeBy::Shape("weighed"), key_of(&args.max_weight)),
        (MadeBy::Shape("shared"), of_tier("all")),
        (MadeBy::Shape("shared_only"), of_tier("redis")),
        // The last: the shape of a shared tier alone may go around it.
        (audited, key_of(&args.audit)),
    ];
    let demand = |(made_by, key): (_, Option<&Ident>)| {
        key.map(|key| Demand {
            made_by,
            key: key.clone(),
        })
    };
    demands.into_iter().filter_map(demand).collect()
}

/// How a shape learns of values that are not there.
fn absence(args: &Args) -> &'static str {
    if args.batch.written().is_some() {
        "holding_absence"
    } else {
        "checking_negatives"
    }
}

fn key_of<T>(slot: &Slot<T>) -> Option<&Ident> {
    slot.written().map(|written| &written.key)
}
