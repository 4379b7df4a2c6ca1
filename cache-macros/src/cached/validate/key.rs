//! Which arguments form the key, and that none is forgotten: the forgotten argument is how one user is served another's data.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{GenericParam, LitStr};

use super::super::args::{Args, Written};
use super::super::model::{Origin, Part, SiteTemplate};
use crate::arguments::{Arguments, Binding, Parameter};
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::literal::template::{Placeholder, Step, Template};
use crate::locals::local;
use crate::paths::located_at;
use crate::suggestion::{did_you_mean, quoted};

/// The key of a function.
pub(super) struct Key {
    pub(super) parts: Vec<Part>,
    /// The arguments that the parts read.
    pub(super) names: BTreeSet<String>,
    /// The arguments that do not change the result.
    pub(super) ignored: BTreeSet<String>,
    pub(super) template: SiteTemplate,
    pub(super) is_default: bool,
    /// Whether every placeholder named something.
    is_complete: bool,
}

pub(super) fn resolve(
    args: &Args,
    function: &Function,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Key {
    let ignored = args.ignore.value().map(Vec::as_slice).unwrap_or_default();
    let ignored_names: BTreeSet<String> = ignored
        .iter()
        .map(|name| name.unraw().to_string())
        .collect();
    let key = match args.key.written() {
        Some(written) => explicit(written, ignored_names, function, arguments, errors),
        None => default(ignored_names, arguments),
    };
    check_ignored(ignored, &key, arguments, errors);
    if !args.key.is_broken() && !args.ignore.is_broken() {
        check_coverage(&key, args.key.value(), arguments, errors);
    }
    key
}

fn explicit(
    written: &Written<Template>,
    ignored: BTreeSet<String>,
    function: &Function,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Key {
    let template = &written.value;
    let scope = Scope::of(function, arguments, Results::Unknown);
    let parts = scope.parts(template, errors);
    let names: BTreeSet<String> = template
        .placeholders
        .iter()
        .map(|placeholder| placeholder.root.clone())
        .collect();
    Key {
        // Placeholders that name nothing are left out.
        is_complete: parts.len() == template.placeholders.len(),
        parts,
        names,
        ignored,
        template: SiteTemplate::Explicit(texts(template)),
        is_default: false,
    }
}

fn default(ignored: BTreeSet<String>, arguments: &Arguments) -> Key {
    let bound = arguments
        .parameters
        .iter()
        .flat_map(|parameter| parameter.names().map(move |name| (parameter, name)));
    let keyed: Vec<_> = bound
        .filter(|(_, name)| !ignored.contains(&name.unraw().to_string()))
        .collect();
    let parts = keyed.iter().map(|(parameter, name)| Part {
        expression: quote!(#name),
        origin: Origin::Arguments,
        place: place_of_whole(parameter).unwrap_or_else(|| name.span()),
    });
    Key {
        parts: parts.collect(),
        names: keyed
            .iter()
            .map(|(_, name)| name.unraw().to_string())
            .collect(),
        ignored,
        template: SiteTemplate::Default(keyed.len()),
        is_default: true,
        is_complete: true,
    }
}

fn check_ignored(ignored: &[Ident], key: &Key, arguments: &Arguments, errors: &mut Errors) {
    let known = arguments.spoken_names();
    let mut seen = BTreeSet::new();
    for name in ignored {
        let spoken = name.unraw().to_string();
        if !known.contains(&spoken) {
            errors.at(name, unknown_argument(&spoken, &known));
        } else if key.names.contains(&spoken) {
            errors.at(
                name,
                format!(
                    "`{spoken}` is in the key and cannot be ignored; remove it from one of the two"
                ),
            );
        } else if !seen.insert(spoken) {
            errors.at(name, format!("`{name}` is ignored twice; remove this one"));
        }
    }
}

fn check_coverage(
    key: &Key,
    template: Option<&Template>,
    arguments: &Arguments,
    errors: &mut Errors,
) {
    let is_decided = |name: &str| key.names.contains(name) || key.ignored.contains(name);
    let written = template.map_or_else(|| "…".to_owned(), |template| template.literal.value());
    if let Some(receiver) = arguments.receiver.as_ref().filter(|_| !is_decided("self")) {
        errors.at(
            receiver.self_token,
            format!("decide how `self` enters the key: `key = \"{written}:<self.field>\"`, or `ignore(self)` if it never changes the result"),
        );
    }
    // An argument may be missing because its placeholder is misspelt, which is reported already.
    if key.is_default || !key.is_complete {
        return;
    }
    for name in arguments.names() {
        let spoken = name.unraw().to_string();
        if !is_decided(&spoken) {
            errors.at(
                name,
                format!("the argument `{spoken}` is neither in the key nor ignored; write `key = \"{written}:<{spoken}>\"`, or `ignore({spoken})` if it never changes the result"),
            );
        }
    }
}

/// The texts around the placeholders.
pub(crate) fn texts(template: &Template) -> Vec<LitStr> {
    template
        .texts
        .iter()
        .map(|text| LitStr::new(text, template.literal.span()))
        .collect()
}

pub(super) fn unknown_argument(name: &str, known: &[String]) -> String {
    if known.is_empty() {
        return format!("no argument `{name}`; this function has none");
    }
    let names = || known.iter().map(String::as_str);
    format!(
        "no argument `{name}`; this function has: {}{}",
        quoted(names()),
        did_you_mean(name, names())
    )
}

/// What placeholders may name.
pub(crate) struct Scope<'a> {
    arguments: &'a Arguments,
    constants: Vec<&'a Ident>,
    results: Results,
}

/// Whether `<result>` means the loaded value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Results {
    Known,
    Unknown,
}

impl<'a> Scope<'a> {
    pub(crate) fn of(function: &'a Function, arguments: &'a Arguments, results: Results) -> Self {
        let constants = function
            .signature
            .generics
            .params
            .iter()
            .filter_map(|param| match param {
                GenericParam::Const(param) => Some(&param.ident),
                GenericParam::Type(_) | GenericParam::Lifetime(_) => None,
            });
        Self {
            arguments,
            constants: constants.collect(),
            results,
        }
    }

    /// The parts of a template; placeholders that name nothing are reported and left out.
    pub(crate) fn parts(&self, template: &Template, errors: &mut Errors) -> Vec<Part> {
        let parts = template.placeholders.iter().filter_map(|placeholder| {
            let part = self.part(placeholder, template.literal.span());
            if part.is_none() {
                errors.at(&template.literal, self.unknown(&placeholder.root));
            }
            part
        });
        parts.collect()
    }

    fn unknown(&self, name: &str) -> String {
        if name == "result" && self.results == Results::Unknown {
            return "`<result>` is known only after the load, and the key before it; name arguments in `key`, and the result in `tags`"
                .to_owned();
        }
        unknown_argument(name, &self.known())
    }

    fn known(&self) -> Vec<String> {
        let mut known = self.arguments.spoken_names();
        known.extend(self.constants.iter().map(ToString::to_string));
        if self.results == Results::Known && self.arguments.find("result").is_none() {
            known.push("result".to_owned());
        }
        known
    }

    fn part(&self, placeholder: &Placeholder, literal: Span) -> Option<Part> {
        let (mut root, origin, place) = self.root(placeholder, literal)?;
        // The name resolves where the argument is bound, also when the literal comes from another macro.
        root.set_span(root.span().located_at(literal));
        // Not the literal's own span: rustc would offer to replace the whole literal by a field of a similar name.
        let span = located_at(literal);
        let steps = placeholder.steps.iter().map(|step| tokens_of(step, span));
        let expression = quote!(#root #(#steps)*);
        Some(Part {
            expression,
            origin,
            place,
        })
    }

    fn root(&self, placeholder: &Placeholder, literal: Span) -> Option<(Ident, Origin, Span)> {
        let name = placeholder.root.as_str();
        if name == "self" {
            let receiver = self.arguments.receiver.as_ref()?;
            return Some((Ident::from(receiver.self_token), Origin::Arguments, literal));
        }
        if name == "result" && self.results == Results::Known {
            return Some((local("result"), Origin::Result, literal));
        }
        if let Some((parameter, bound)) = self.arguments.find(name) {
            let whole = place_of_whole(parameter).filter(|_| placeholder.steps.is_empty());
            return Some((bound.clone(), Origin::Arguments, whole.unwrap_or(literal)));
        }
        let constant = self.constants.iter().find(|constant| **constant == name)?;
        Some(((*constant).clone(), Origin::Arguments, literal))
    }
}

/// The type of a parameter that is one argument: there a part that cannot be rendered is best reported.
fn place_of_whole(parameter: &Parameter) -> Option<Span> {
    match &parameter.binding {
        Binding::Whole(_) => Some(parameter.ty().span()),
        Binding::Pattern { .. } => None,
    }
}

fn tokens_of(step: &Step, span: Span) -> TokenStream {
    match step {
        Step::Field(name) => {
            let name = identifier(name, span);
            quote_spanned!(span=> .#name)
        }
        Step::Index(index) => {
            let index = syn::Index {
                index: *index,
                span,
            };
            quote_spanned!(span=> .#index)
        }
        Step::Method(name) => {
            let name = identifier(name, span);
            quote_spanned!(span=> .#name())
        }
    }
}

/// A keyword becomes a raw identifier, as fields of that name are.
pub(super) fn identifier(name: &str, span: Span) -> Ident {
    let bare = name.trim_start_matches("r#");
    if name == bare && syn::parse_str::<Ident>(bare).is_ok() {
        Ident::new(bare, span)
    } else {
        Ident::new_raw(bare, span)
    }
}
