//! The helpers: functions beside the annotated one that save later, and tell of its queue.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Attribute;
use syn::spanned::Spanned as _;

use super::super::model::Model;
use super::{key, name, prefix, site};
use crate::cached::expand::helpers::{docs, if_called};
use crate::cached::model::Prefix;
use crate::generics::needed_by;
use crate::locals::local;
use crate::paths::located_at;

/// All helpers, in the order of the documentation.
pub(super) fn all(model: &Model) -> TokenStream {
    let helpers = [
        later(model),
        flush(model),
        start(model),
        queue(model),
        dead_letters(model),
    ];
    let helpers = helpers.iter().map(|helper| helper.render(model));
    quote!(#(#helpers)*)
}

struct Helper {
    name: Ident,
    summary: String,
    errors: &'static str,
    inputs: Vec<TokenStream>,
    output: TokenStream,
    is_async: bool,
    body: TokenStream,
}

/// `save_later(db, user)`
fn later(model: &Model) -> Helper {
    let (r, item, ty) = (&model.runtime, &model.item.name, &model.item.ty);
    let (writes, call, shape, links) = (
        local("writes"),
        local("call"),
        local("shape"),
        local("links"),
    );
    let (expression, key, linking) = (
        site::expression(model),
        key::of_item(model),
        key::links(model),
    );
    let (within, sink) = (within(model), sink(model));
    let span = located_at(ty.span());
    let at_type = model.runtime.at(span);
    let shaped = quote_spanned!(span=> #at_type::coded!(#at_type::shape!(#ty)));
    let mut inputs = kept_parameters(model);
    let receivers = usize::from(model.arguments.receiver.is_some());
    inputs.insert(receivers + model.item.place, quote!(#item: #ty));
    let unit = quote!(());
    Helper {
        name: name(model, "", "_later"),
        summary: format!(
            "Puts an item into the cache and into the queue of `{}`, which saves it soon.",
            model.function.bare_name()
        ),
        errors: "If the item was not taken; the cache is as it was then.",
        inputs,
        output: fallible(model, &unit),
        is_async: true,
        body: quote! {
            let #writes = #expression;
            let #call = #r::Call::new(#writes.entries(), #key) #within;
            #linking
            let #shape = #shaped;
            #r::save_later(#writes, #call, #shape, #links, #item, #sink)
        },
    }
}

/// `flush_save(db)`
fn flush(model: &Model) -> Helper {
    let r = &model.runtime;
    let (asking, sink) = (asking(model), sink(model));
    let (writes, call) = (local("writes"), local("call"));
    Helper {
        name: name(model, "flush_", ""),
        summary: format!(
            "Waits until all items that `{}_later` has taken so far are saved, or in the dead letters.",
            model.function.bare_name()
        ),
        errors: "If the cache shuts down meanwhile, or the journal cannot be asked.",
        inputs: kept_parameters(model),
        output: fallible(model, &quote!(#r::Flushed)),
        is_async: true,
        body: quote!(#asking #r::flush_writes(#writes, #call, #sink)),
    }
}

/// `start_save(db)`
fn start(model: &Model) -> Helper {
    let r = &model.runtime;
    let (asking, sink) = (asking(model), sink(model));
    let (writes, call) = (local("writes"), local("call"));
    Helper {
        name: name(model, "start_", ""),
        summary: format!(
            "Begins to save what waits in the queue of `{}`, with nothing to add to it.",
            model.function.bare_name()
        ),
        errors: "If there cannot be such a queue in this cache.",
        inputs: kept_parameters(model),
        output: fallible(model, &quote!(())),
        is_async: false,
        body: quote!(#asking #r::start_writes(#writes, #call, #sink)),
    }
}

/// `save_queue()`
fn queue(model: &Model) -> Helper {
    let r = &model.runtime;
    let asking = asking(model);
    let (writes, call) = (local("writes"), local("call"));
    Helper {
        name: name(model, "", "_queue"),
        summary: format!("How the queue of `{}` stands.", model.function.bare_name()),
        errors: "If the journal cannot be asked.",
        inputs: parameters_of_cache(model),
        output: fallible(model, &quote!(#r::WriteQueue)),
        is_async: true,
        body: quote!(#asking #r::write_queue(#writes, #call)),
    }
}

/// `save_dead_letters()`
fn dead_letters(model: &Model) -> Helper {
    let (r, ty) = (&model.runtime, &model.item.ty);
    let asking = asking(model);
    let (writes, call) = (local("writes"), local("call"));
    Helper {
        name: name(model, "", "_dead_letters"),
        summary: format!(
            "The items that `{}` could not save.",
            model.function.bare_name()
        ),
        errors: "If the journal cannot be asked.",
        inputs: parameters_of_cache(model),
        output: fallible(model, &quote!(#r::DeadLetters<#ty>)),
        is_async: true,
        body: quote!(#asking #r::dead_letters(#writes, #call)),
    }
}

impl Helper {
    fn render(&self, model: &Model) -> TokenStream {
        let Self {
            name,
            inputs,
            output,
            body,
            ..
        } = self;
        let conditions: Vec<&Attribute> = model.function.conditions();
        let visibility = &model.function.visibility;
        let (docs, allow) = (docs(&self.summary, Some(self.errors)), if_called());
        let output = if self.is_async {
            quote!(impl ::core::future::Future<Output = #output>)
        } else {
            output.clone()
        };
        let mentioned = quote!(#(#inputs,)* #output #body);
        let generics = needed_by(&model.function.signature.generics, &mentioned);
        let clause = &generics.where_clause;
        quote! {
            #docs
            #allow
            #(#conditions)*
            #visibility fn #name #generics(#(#inputs),*) -> #output #clause { #body }
        }
    }
}

/// The receiver and the parameters beside the items, as written.
pub(super) fn kept_parameters(model: &Model) -> Vec<TokenStream> {
    let receiver = model
        .arguments
        .receiver
        .iter()
        .map(quote::ToTokens::to_token_stream);
    let parameters = model.arguments.parameters.iter().enumerate();
    let beside_items = parameters.filter(|(place, _)| *place != model.item.place);
    let typed = beside_items.map(|(_, parameter)| {
        let (name, ty) = (parameter.local(), parameter.ty());
        quote!(#name: #ty)
    });
    receiver.chain(typed).collect()
}

/// Those of them that the expression of the cache reads.
fn parameters_of_cache(model: &Model) -> Vec<TokenStream> {
    let Some(cache) = &model.cache else {
        return Vec::new();
    };
    let reads = model.arguments.reads(&cache.to_token_stream());
    let receiver = model.arguments.receiver.iter().filter(|_| reads.receiver);
    let receiver = receiver.map(|receiver| {
        let token = receiver.self_token;
        quote!(&#token)
    });
    let parameters = reads
        .parameters
        .iter()
        .filter_map(|place| model.arguments.parameters.get(*place));
    let typed = parameters.map(|parameter| {
        let (name, ty) = (parameter.local(), parameter.ty());
        quote!(#name: #ty)
    });
    receiver.chain(typed).collect()
}

/// `let writes = …; let call = …;` for a helper that names no item.
fn asking(model: &Model) -> TokenStream {
    let r = &model.runtime;
    let (expression, within) = (site::expression(model), within(model));
    let (writes, call) = (local("writes"), local("call"));
    quote!(let #writes = #expression; let #call = #r::Call::all(#writes.entries()) #within;)
}

/// The cache and the types that the call is of.
fn within(model: &Model) -> TokenStream {
    let cache = model.cache.as_ref().map(|cache| {
        let expression = model.arguments.scoped(&cache.to_token_stream());
        // What is no cache is reported where it stands.
        let span = located_at(cache.span());
        quote_spanned!(span=> .within(&(#expression)))
    });
    let instance = match model.prefix {
        Prefix::Bare => None,
        Prefix::Associated => Some(quote!(.instance_generics(::core::any::type_name::<Self>()))),
    };
    quote!(#cache #instance)
}

/// `move || __save_sink(db)`
fn sink(model: &Model) -> TokenStream {
    let (prefix, name) = (prefix(model), name(model, "__", "_sink"));
    let receiver = model.arguments.receiver.iter().map(|receiver| {
        let token = receiver.self_token;
        quote!(#token)
    });
    let parameters = model.arguments.parameters.iter().enumerate();
    let beside_items = parameters.filter(|(place, _)| *place != model.item.place);
    let names = beside_items.map(|(_, parameter)| parameter.local().to_token_stream());
    let arguments = receiver.chain(names);
    quote!(move || #prefix #name(#(#arguments),*))
}

fn fallible(model: &Model, value: &TokenStream) -> TokenStream {
    let r = &model.runtime;
    quote!(::core::result::Result<#value, #r::WriteBehindError>)
}
