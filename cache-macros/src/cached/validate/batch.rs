//! `batch = ids`: which argument holds the elements, what one of them is called in the key, and what cannot be had for many
//! entries at once.
//!
//! All other rules meet the function as it would be for one element: `ids: Vec<u64>` is `id: u64` to them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{FnArg, GenericArgument, GenericParam, Pat, PatIdent, PathArguments, Type, parse_quote};

use super::super::args::{Args, TtlValue, Written};
use super::super::model::{Batch, Form, Passing, Siblings};
use super::key::{identifier, unknown_argument};
use crate::arguments::{Arguments, Underscored};
use crate::diagnostics::Errors;
use crate::function::{Function, bare_type};
use crate::lending::{Lending, of_receiver, of_type};
use crate::literal::template::Template;
use crate::mention::{has_variable, has_word};
use crate::paths::{Runtime, located_at};
use crate::suggestion::quoted;

/// The batch, and the function for one of its elements.
pub(super) fn resolve(
    args: &Args,
    function: Function,
    form: &Form,
    siblings: &Siblings,
    errors: &mut Errors,
) -> Option<(Function, Option<Batch>)> {
    let Some(Written { key, value: name }) = args.batch.written() else {
        return (!args.batch.is_broken()).then_some((function, None));
    };
    let mut faults = Errors::default();
    check_options(args, &mut faults);
    check_shape(&function, form, siblings, &mut faults);
    let arguments = Arguments::new(&function.signature, Underscored::Kept, &mut faults);
    let place = place_of(name, &function, &arguments, &mut faults);
    let elements = place.and_then(|place| elements(&function, place, name, &mut faults));
    let element = element(key, name, args, &function, &arguments, &mut faults);
    if let Some(element) = &element {
        check_mentions(name, element, args, &mut faults);
    }
    let found = place.zip(elements).zip(element);
    let Some(((place, (passing, ty)), element)) = found.filter(|_| faults.is_empty()) else {
        errors.extend(faults);
        return None;
    };
    let mut one = function.clone();
    if let Some(input) = typed_input(&mut one, place) {
        *input.pat = Pat::Ident(PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability: None,
            ident: element.clone(),
            subpat: None,
        });
        *input.ty = ty.clone();
    }
    let batch = Batch {
        function,
        arguments: Arguments {
            receiver: None,
            parameters: Vec::new(),
        },
        returns: parse_quote!(()),
        place,
        passing,
        element,
        ty,
    };
    Some((one, Some(batch)))
}

/// What is said of the function as it is written, once the rest is known.
pub(super) fn complete(
    mut batch: Batch,
    returns: &Type,
    underscored: Underscored,
    errors: &mut Errors,
) -> Batch {
    batch.arguments = Arguments::new(&batch.function.signature, underscored, errors);
    batch.returns = returns.clone();
    batch
}

/// The type of what one entry holds: a value of the map, and where absence is held too, an `Option` of it.
pub(super) fn held_by_one(returns: &Type, args: &Args, runtime: &Runtime) -> Type {
    let span = located_at(returns.span());
    let r = runtime.at(span);
    let is_result = matches!(returns, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Result"));
    let map = if is_result {
        quote_spanned!(span=> <#returns as #r::ResultLike>::Value)
    } else {
        returns.to_token_stream()
    };
    let value = quote_spanned!(span=> <#map as #r::Mapping>::Value);
    if args.negative_ttl.written().is_some() {
        Type::Verbatim(quote_spanned!(span=> ::core::option::Option<#value>))
    } else {
        Type::Verbatim(value)
    }
}

/// Options about one entry's own loads and hits.
fn check_options(args: &Args, errors: &mut Errors) {
    let hits = "it counts or notes the hits of one entry, and a batch looks for many at once";
    let refreshes = "it loads one entry again in the background, and a batch loads many at once";
    let failures = "a failure of a batch is that of the whole call, and no entry's";
    let times = "it bounds the wait for one load, and a batch may wait for several";
    let early = args
        .stampede
        .written()
        .filter(|written| written.value.value() == "early");
    let refused = [
        (args.sliding.key(), hits),
        (args.max_age.key(), hits),
        (args.adaptive_ttl.key(), hits),
        (early.map(|written| &written.key), refreshes),
        (args.beta.key(), refreshes),
        (args.stale_while_revalidate.key(), refreshes),
        (args.refresh_ahead.key(), refreshes),
        (args.refresh_every.key(), refreshes),
        (args.idle_after.key(), refreshes),
        (args.on_cancel.key(), refreshes),
        (args.audit.key(), refreshes),
        (args.stale_if_error.key(), failures),
        (args.error_ttl.key(), failures),
        (args.timeout.key(), times),
        (args.soft_timeout.key(), times),
    ];
    for (key, reason) in refused {
        let Some(key) = key else { continue };
        let spelling = if key == "stampede" {
            "stampede = \"early\"".to_owned()
        } else {
            key.to_string()
        };
        errors.at(
            key,
            format!("`{spelling}` cannot stand beside `batch`: {reason}; remove it, or write it at a function of one element with the same `key`, which shares the entries"),
        );
    }
}

fn check_shape(function: &Function, form: &Form, siblings: &Siblings, errors: &mut Errors) {
    if matches!(form, Form::Boxed(_)) {
        errors.at(
            &function.signature.ident,
            "`batch` cannot stand inside `#[async_trait]`; put `#[cached]` on a free function or an inherent method, and call it here",
        );
    }
    if let Some(receiver) = function.signature.receiver() {
        match of_receiver(receiver) {
            Lending::Exclusive => errors.at(receiver, exclusive()),
            Lending::Owned if matches!(siblings, Siblings::None) => errors.at(
                receiver,
                "with `helpers = false` the body of a batch stands inside the function and may run more than once, so it cannot take `self` by value; take `&self`",
            ),
            Lending::Owned | Lending::Shared | Lending::Deep => {}
        }
    }
    for input in &function.signature.inputs {
        if let FnArg::Typed(typed) = input
            && of_type(&typed.ty) == Lending::Exclusive
        {
            errors.at(&typed.ty, exclusive());
        }
    }
}

fn exclusive() -> &'static str {
    "this argument is borrowed exclusively, and the body of a batch may run more than once in a call: again for what another call failed to load; take a shared reference, or something that can be cloned"
}

/// Which of the typed inputs holds the elements.
fn place_of(
    name: &Ident,
    function: &Function,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Option<usize> {
    let spoken = name.unraw().to_string();
    let binds = |pattern: &Pat| matches!(pattern, Pat::Ident(ident) if ident.subpat.is_none() && ident.ident.unraw() == spoken);
    let mut typed = function
        .signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
    if let Some(place) = typed.position(|typed| binds(&typed.pat)) {
        return Some(place);
    }
    match arguments.find(&spoken) {
        Some((parameter, _)) => errors.at(
            &parameter.written.pat,
            format!("`{spoken}` is bound by a pattern; give the elements of the batch an argument of their own"),
        ),
        None => errors.at(name, unknown_argument(&spoken, &arguments.spoken_names())),
    }
    None
}

/// How the elements are passed, and the type of one.
fn elements(
    function: &Function,
    place: usize,
    name: &Ident,
    errors: &mut Errors,
) -> Option<(Passing, Type)> {
    let mut function = function.clone();
    let written = typed_input(&mut function, place)?.ty.clone();
    let elements = match bare_type(&written) {
        Type::Reference(reference) => match bare_type(&reference.elem) {
            Type::Slice(slice) => Some((Passing::Slice, (*slice.elem).clone())),
            _ => None,
        },
        other => in_vec(other).map(|element| (Passing::Vec, element)),
    };
    match &elements {
        None => errors.at(
            &written,
            format!("`batch` takes the elements as a `Vec<_>` or a `&[_]`, and `{name}` is neither; take a `Vec`"),
        ),
        Some((_, element)) if has_word(element.to_token_stream(), "impl") => errors.at(
            element,
            "the elements of a batch need a type with a name; write it, or a type parameter",
        ),
        Some(_) => {}
    }
    elements
}

fn in_vec(ty: &Type) -> Option<Type> {
    let Type::Path(path) = ty else { return None };
    let last = path
        .path
        .segments
        .last()
        .filter(|last| last.ident == "Vec")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(element) if arguments.args.len() == 1 => Some(element.clone()),
        _ => None,
    }
}

/// The one name in the key that is no argument.
fn element(
    key: &Ident,
    name: &Ident,
    args: &Args,
    function: &Function,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Option<Ident> {
    if args.key.is_broken() {
        return None;
    }
    let Some(template) = args.key.value() else {
        errors.at(
            key,
            "`batch` needs a `key` that names one element, as in `key = \"user:<id>\"`",
        );
        return None;
    };
    let spoken = name.unraw().to_string();
    check_ignored(&spoken, args, errors);
    let literal = &template.literal;
    if template
        .placeholders
        .iter()
        .any(|placeholder| placeholder.root == spoken)
    {
        errors.at(
            literal,
            format!("`<{spoken}>` is all the elements, and each of them has an entry of its own; give one of them a name that no argument has, as in `<id>`"),
        );
        return None;
    }
    match unknown_roots(template, function, arguments).as_slice() {
        [only] => Some(identifier(only, literal.span())),
        [] => {
            errors.at(
                literal,
                format!("the key names no element of `{spoken}`; give it a name that no argument has, as in `<id>`"),
            );
            None
        }
        several => {
            let names: Vec<String> = several.iter().map(|name| format!("<{name}>")).collect();
            errors.at(
                literal,
                format!(
                    "one name in the key can be the element of `{spoken}`, and these are no arguments: {}; this function has: {}",
                    quoted(names.iter().map(String::as_str)),
                    quoted(arguments.spoken_names().iter().map(String::as_str)),
                ),
            );
            None
        }
    }
}

fn check_ignored(spoken: &str, args: &Args, errors: &mut Errors) {
    let ignored = args.ignore.value().into_iter().flatten();
    for name in ignored.filter(|name| name.unraw() == spoken) {
        errors.at(
            name,
            format!("`{spoken}` is what the entries are asked for by, and cannot be ignored; remove it from `ignore`"),
        );
    }
}

/// Names at the beginning of placeholders that mean nothing yet, each once.
fn unknown_roots(template: &Template, function: &Function, arguments: &Arguments) -> Vec<String> {
    let constants = function.signature.generics.params.iter();
    let constants: Vec<String> = constants
        .filter_map(|param| match param {
            GenericParam::Const(param) => Some(param.ident.to_string()),
            GenericParam::Type(_) | GenericParam::Lifetime(_) => None,
        })
        .collect();
    let mut unknown: Vec<String> = Vec::new();
    for placeholder in &template.placeholders {
        let root = &placeholder.root;
        let is_known = arguments.find(root).is_some()
            || constants.contains(root)
            || root == "self"
            || root == "result";
        if !is_known && !unknown.contains(root) {
            unknown.push(root.clone());
        }
    }
    unknown
}

/// Expressions over arguments: some are about the whole call, some about one entry.
fn check_mentions(name: &Ident, element: &Ident, args: &Args, errors: &mut Errors) {
    let (all, one) = (name.unraw().to_string(), element.unraw().to_string());
    let mut of_entry: Vec<TokenStream> = Vec::new();
    if let Some(TtlValue::Computed(expression)) = args.ttl.value() {
        of_entry.push(quote!(#expression));
    }
    let dependencies = args.depends_on.value().into_iter().flatten();
    of_entry.extend(
        dependencies
            .flat_map(|dependency| &dependency.arguments)
            .map(|argument| quote!(#argument)),
    );
    for expression in of_entry {
        if has_variable(expression.clone(), &all) {
            errors.at(
                expression,
                format!("this is said of one entry, and `{all}` holds the elements of all; name the element of this entry, `{one}`"),
            );
        }
    }
    if let Some(expression) = args.cache.value() {
        let expression = quote!(#expression);
        for name in [&all, &one] {
            if has_variable(expression.clone(), name) {
                errors.at(
                    &expression,
                    format!("all entries of a batch are in one cache, so `{name}` cannot choose it; name another argument"),
                );
            }
        }
    }
    let condition = args.cache_if.value().into_iter();
    for parameter in condition.flat_map(|closure| closure.names(0)) {
        if parameter.unraw() == one {
            errors.at(
                parameter,
                format!("`cache_if` decides about a whole call, and `{one}` is one of its elements; name other arguments"),
            );
        }
    }
}

fn typed_input(function: &mut Function, place: usize) -> Option<&mut syn::PatType> {
    let typed = function
        .signature
        .inputs
        .iter_mut()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
    typed.into_iter().nth(place)
}
