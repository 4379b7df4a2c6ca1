//! Compares what the macros make of `tests/expand/**/*.rs` with the `*.expanded.rs` beside each.
//!
//! `UPDATE_EXPANSIONS=1` rewrites those files instead; read the difference before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, File, ImplItem, Item, Meta};

use crate::{cache_invalidate, cache_key, cache_put, cached, write_behind};

#[test]
fn expansions_are_as_recorded() {
    let update = std::env::var_os("UPDATE_EXPANSIONS").is_some();
    let cases = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/expand"));
    assert!(cases.len() >= 16, "only {} cases found", cases.len());
    let differing: Vec<String> = cases
        .iter()
        .filter_map(|case| difference(case, update))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            cases.extend(self::cases(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") && !is_recorded(name)
        {
            cases.push(path);
        }
    }
    cases.sort();
    cases
}

/// Neither a recorded expansion nor the list of cases is a case.
fn is_recorded(name: &str) -> bool {
    name.ends_with(".expanded.rs") || name == "mod.rs"
}

fn difference(case: &Path, update: bool) -> Option<String> {
    let recorded = case.with_extension("expanded.rs");
    let expanded = expanded(&fs::read_to_string(case).unwrap());
    if update {
        fs::write(recorded, expanded).unwrap();
        return None;
    }
    let expected = fs::read_to_string(&recorded).unwrap_or_default();
    (expected != expanded).then(|| {
        format!(
            "{} differs; the expansion is now:\n{expanded}",
            recorded.display()
        )
    })
}

fn expanded(source: &str) -> String {
    let file: File = syn::parse_str(source).unwrap();
    let items: TokenStream = file.items.iter().map(expanded_item).collect();
    let attributes = &file.attrs;
    let tokens = quote!(#(#attributes)* #items);
    let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error} in:\n{tokens}"));
    prettyplease::unparse(&file)
}

fn expanded_item(item: &Item) -> TokenStream {
    match item {
        Item::Fn(function) => match take_ours(&function.attrs) {
            Some((expand, arguments, attrs)) => {
                let function = syn::ItemFn {
                    attrs,
                    ..function.clone()
                };
                expanded_again(expand(arguments, function.to_token_stream()))
            }
            None => item.to_token_stream(),
        },
        Item::Impl(block) => expanded_impl(block),
        Item::Struct(item) => expanded_derive(&item.attrs, &item.to_token_stream()),
        Item::Enum(item) => expanded_derive(&item.attrs, &item.to_token_stream()),
        item => item.to_token_stream(),
    }
}

/// Several attributes of one function expand one after the other.
fn expanded_again(tokens: TokenStream) -> TokenStream {
    match syn::parse2(tokens.clone()) {
        Ok(item @ Item::Fn(_)) => expanded_item(&item),
        _ => tokens,
    }
}

fn expanded_impl(block: &syn::ItemImpl) -> TokenStream {
    let mut block = block.clone();
    for item in &mut block.items {
        if let ImplItem::Fn(method) = item
            && let Some((expand, arguments, attrs)) = take_ours(&method.attrs)
        {
            let method = syn::ImplItemFn {
                attrs,
                ..method.clone()
            };
            *item = ImplItem::Verbatim(expand(arguments, method.to_token_stream()));
        }
    }
    block.to_token_stream()
}

/// The item, and after it what the derive adds.
fn expanded_derive(attributes: &[Attribute], item: &TokenStream) -> TokenStream {
    let is_derived = attributes.iter().any(|attribute| {
        attribute.path().is_ident("derive")
            && attribute.to_token_stream().to_string().contains("CacheKey")
    });
    let derived = if is_derived {
        cache_key::expand(item.clone())
    } else {
        TokenStream::new()
    };
    quote!(#item #derived)
}

type Expand = fn(TokenStream, TokenStream) -> TokenStream;

const OURS: [(&str, Expand); 4] = [
    ("cached", cached::expand),
    ("cache_invalidate", cache_invalidate::expand),
    ("cache_put", cache_put::expand),
    ("write_behind", write_behind::expand),
];

/// Our first attribute and its arguments, and the other attributes.
fn take_ours(attributes: &[Attribute]) -> Option<(Expand, TokenStream, Vec<Attribute>)> {
    let ours = |attribute: &Attribute| {
        let mut ours = OURS.iter();
        ours.find(|(name, _)| attribute.path().is_ident(name))
    };
    let index = attributes
        .iter()
        .position(|attribute| ours(attribute).is_some())?;
    let (_, expand) = ours(&attributes[index])?;
    let mut others = attributes.to_vec();
    match others.remove(index).meta {
        Meta::List(list) => Some((*expand, list.tokens, others)),
        _ => Some((*expand, TokenStream::new(), others)),
    }
}
