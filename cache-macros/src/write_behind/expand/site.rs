//! The writes: one static with the constant facts about the function, and the journal of its queue.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::Attribute;
use syn::spanned::Spanned as _;

use super::super::model::{Journal, Model, Settings, Ttl};
use super::{name, prefix};
use crate::paths::located_at;

/// `fn __save_writes() -> Writes<User>`
pub(super) fn function(model: &Model) -> TokenStream {
    let (r, ty, name) = (&model.runtime, &model.item.ty, name(model, "__", "_writes"));
    let conditions: Vec<&Attribute> = model.function.conditions();
    let path = format!("::{}", model.function.bare_name());
    let (texts, ttl, settings) = (&model.texts, ttl(model.ttl), settings(&model.settings));
    // With the name's own span, so that the place is the function and not the attribute.
    let location = quote_spanned! {model.function.signature.ident.span()=>
        .location(::core::file!(), ::core::line!(), ::core::column!())
    };
    let journal = journal(model);
    quote! {
        #(#conditions)*
        #[doc(hidden)]
        fn #name() -> #r::Writes<#ty> {
            static SITE: #r::SinkSite = #r::SinkSite::new(
                #r::Site::new(
                    ::core::concat!(::core::module_path!(), #path),
                    #r::Template::explicit(&[#(#texts),*]),
                )
                #ttl #location
            )
            #settings;
            #journal
        }
    }
}

/// How the helpers reach them.
pub(super) fn expression(model: &Model) -> TokenStream {
    let (prefix, name) = (prefix(model), name(model, "__", "_writes"));
    quote!(#prefix #name())
}

/// A type that a journal cannot hold is reported at the type.
fn journal(model: &Model) -> TokenStream {
    let ty = &model.item.ty;
    let span = located_at(ty.span());
    let r = model.runtime.at(span);
    match model.journal {
        Journal::Memory => quote_spanned!(span=> #r::in_memory::<#ty>(&SITE)),
        Journal::Redis => quote_spanned!(span=> #r::in_redis::<#ty>(&SITE)),
    }
}

fn ttl(ttl: Ttl) -> TokenStream {
    match ttl {
        Ttl::Forever => quote!(.ttl_forever()),
        Ttl::Milliseconds(ttl) => with("ttl", &[ttl]),
    }
}

fn settings(settings: &Settings) -> TokenStream {
    let Settings {
        flush_every,
        batch,
        queue,
        retries,
        backoff,
        timeout,
    } = *settings;
    let optional = |name, value: Option<u64>| value.map(|value| with(name, &[value]));
    let backoff = backoff.map(|(from, to)| with("backoff", &[from, to]));
    let flush_every = optional("flush_every", flush_every);
    let (batch, queue) = (optional("batch", batch), optional("queue", queue));
    let (retries, timeout) = (optional("retries", retries), optional("timeout", timeout));
    quote!(#flush_every #batch #queue #retries #backoff #timeout)
}

/// `.name(1, 2)`
fn with(name: &str, values: &[u64]) -> TokenStream {
    let name = quote::format_ident!("{name}");
    let values = values.iter().copied().map(Literal::u64_unsuffixed);
    quote!(.#name(#(#values),*))
}
