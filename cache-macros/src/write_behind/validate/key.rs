//! What the key and the tags are made of: the item, and nothing else.

use proc_macro2::Span;
use quote::quote;
use syn::{Error, LitStr, Signature};

use super::super::args::Args;
use super::super::model::Item;
use crate::arguments::{Arguments, Underscored};
use crate::cached::model::{Part, Tag};
use crate::cached::validate::key::{Results, Scope, texts};
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::literal::template::Template;

/// How an item is named in the cache.
pub(super) struct Key {
    pub(super) texts: Vec<LitStr>,
    pub(super) parts: Vec<Part>,
    pub(super) tags: Vec<Tag>,
}

pub(super) fn resolve(
    args: &Args,
    function: &Function,
    arguments: &Arguments,
    item: &Item,
    errors: &mut Errors,
) -> Option<Key> {
    let tags = args.tags.value().into_iter().flatten();
    let tags: Vec<Tag> = tags
        .filter_map(|template| {
            Some(Tag {
                texts: texts(template),
                parts: parts(template, function, arguments, item, errors)?,
            })
        })
        .collect();
    let Some(written) = args.key.written() else {
        if !args.key.is_broken() {
            errors.push(Error::new(
                Span::call_site(),
                format!("`key` is missing: of several writes with one key the last is saved; write `key = \"…:<{0}.id>\"`", item.name),
            ));
        }
        return None;
    };
    let template = &written.value;
    let parts = parts(template, function, arguments, item, errors)?;
    if parts.is_empty() {
        errors.at(
            &template.literal,
            format!("the key names nothing of the item, so all writes would be one; write `<{0}.id>`, or what else tells items apart", item.name),
        );
    }
    Some(Key {
        texts: texts(template),
        parts,
        tags,
    })
}

/// The parts of a template, if all of them are the item's.
fn parts(
    template: &Template,
    function: &Function,
    arguments: &Arguments,
    item: &Item,
    errors: &mut Errors,
) -> Option<Vec<Part>> {
    let name = item.name.to_string();
    let mut is_known = true;
    for placeholder in &template.placeholders {
        if placeholder.root == name.trim_start_matches("r#") {
            continue;
        }
        is_known = false;
        let root = &placeholder.root;
        let is_argument = root == "self" || arguments.find(root).is_some();
        let message = if is_argument {
            format!(
                "`{root}` is the same for every item of the queue, and cannot tell them apart; name the item, as in `<{name}.id>`"
            )
        } else {
            format!("no item is called `{root}`; name it as `item` does, as in `<{name}.id>`")
        };
        errors.at(&template.literal, message);
    }
    is_known.then(|| {
        let arguments = alone(item);
        Scope::of(function, &arguments, Results::Unknown).parts(template, errors)
    })
}

/// The item as the only argument of a function.
pub(in super::super) fn alone(item: &Item) -> Arguments {
    let (name, ty) = (&item.name, &item.ty);
    let signature: Signature =
        syn::parse2(quote!(fn item(#name: #ty))).expect("a name and a type make a parameter");
    Arguments::new(&signature, Underscored::Kept, &mut Errors::default())
}
