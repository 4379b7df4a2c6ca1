//! Compares what the macros make of `tests/expand/**/*.rs` with the `*.expanded.rs` beside each.
//!
//! `UPDATE_EXPANSIONS=1` rewrites those files instead; read the difference before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, File, ImplItem, Item, Meta};

use crate::{cache_key, cached};

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
        Item::Fn(function) => match take_cached(&function.attrs) {
            Some((arguments, attrs)) => cached::expand(
                arguments,
                syn::ItemFn {
                    attrs,
                    ..function.clone()
                }
                .to_token_stream(),
            ),
            None => item.to_token_stream(),
        },
        Item::Impl(block) => expanded_impl(block),
        Item::Struct(item) => expanded_derive(&item.attrs, &item.to_token_stream()),
        Item::Enum(item) => expanded_derive(&item.attrs, &item.to_token_stream()),
        item => item.to_token_stream(),
    }
}

fn expanded_impl(block: &syn::ItemImpl) -> TokenStream {
    let mut block = block.clone();
    for item in &mut block.items {
        if let ImplItem::Fn(method) = item
            && let Some((arguments, attrs)) = take_cached(&method.attrs)
        {
            let method = syn::ImplItemFn {
                attrs,
                ..method.clone()
            };
            *item = ImplItem::Verbatim(cached::expand(arguments, method.to_token_stream()));
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

/// The arguments of `#[cached]`, and the other attributes.
fn take_cached(attributes: &[Attribute]) -> Option<(TokenStream, Vec<Attribute>)> {
    let index = attributes
        .iter()
        .position(|attribute| attribute.path().is_ident("cached"))?;
    let mut others = attributes.to_vec();
    match others.remove(index).meta {
        Meta::List(list) => Some((list.tokens, others)),
        _ => Some((TokenStream::new(), others)),
    }
}
