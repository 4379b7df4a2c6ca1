//! From the model to `impl KeyPart`. Cannot fail.
//!
//! ```text
//! Input:
//!     #[derive(CacheKey)]
//!     struct Tenant { region: String, id: u64 }
//!
//! Output, `R` being `::cache_runtime::__private`:
//!     impl R::KeyPart for Tenant {
//!         fn encode(&self, encoder: &mut R::KeyEncoder) {
//!             <String as R::KeyPart>::encode(&self.region, encoder);
//!             <u64 as R::KeyPart>::encode(&self.id, encoder);
//!         }
//!         fn render(reader: &mut R::KeyReader<'_>, text: &mut R::KeyText<'_>) {
//!             text.open();
//!             <String as R::KeyPart>::render(reader, text);
//!             text.separate();
//!             <u64 as R::KeyPart>::render(reader, text);
//!             text.close();
//!         }
//!         fn shape(shape: &mut R::KeyShape) {
//!             shape.group(type_name::<Self>(), |shape| {
//!                 <String as R::KeyPart>::shape(shape);
//!                 <u64 as R::KeyPart>::shape(shape);
//!             });
//!         }
//!     }
//! ```

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Generics, TypeParamBound, parse_quote};

use super::model::{Body, KeyField, Model, Variant};
use crate::locals::local;
use crate::paths::{Runtime, located_at};

pub(super) fn expand(model: &Model) -> TokenStream {
    let (r, name) = (&model.runtime, &model.name);
    let generics = bounded(&model.generics, r);
    let (generics, arguments, clause) = generics.split_for_impl();
    let (encode, render, shape) = (encode(model), render(model), shape(model));
    quote! {
        #[automatically_derived]
        impl #generics #r::KeyPart for #name #arguments #clause {
            #encode
            #render
            #shape
        }
    }
}

/// Every type parameter must itself be a part of a key.
fn bounded(generics: &Generics, r: &Runtime) -> Generics {
    let mut generics = generics.clone();
    let bound: TypeParamBound = parse_quote!(#r::KeyPart);
    for param in generics.type_params_mut() {
        param.bounds.push(bound.clone());
    }
    generics
}

fn encode(model: &Model) -> TokenStream {
    let r = &model.runtime;
    let body = match &model.body {
        Body::Struct(fields) => {
            let fields = fields.iter().map(|field| {
                let member = &field.member;
                encoded(r, field, &quote!(&self.#member))
            });
            quote!(#(#fields)*)
        }
        Body::Enum(variants) if variants.is_empty() => quote!(match *self {}),
        Body::Enum(variants) => {
            let arms = variants
                .iter()
                .enumerate()
                .map(|(index, variant)| encoded_variant(r, index, variant));
            quote!(match self { #(#arms)* })
        }
    };
    let encoder = parameter("encoder", model.has_something_to_encode());
    quote!(fn encode(&self, #encoder: &mut #r::KeyEncoder) { #body })
}

fn encoded_variant(r: &Runtime, index: usize, variant: &Variant) -> TokenStream {
    let (name, encoder, number) = (
        &variant.name,
        local("encoder"),
        Literal::usize_unsuffixed(index),
    );
    let members = variant.fields.iter().map(|field| &field.member);
    let names: Vec<Ident> = (0..variant.fields.len())
        .map(|index| local(&format!("field_{index}")))
        .collect();
    let fields = variant
        .fields
        .iter()
        .zip(&names)
        .map(|(field, name)| encoded(r, field, &quote!(#name)));
    quote! {
        Self::#name { #(#members: #names,)* .. } => {
            #encoder.variant(#number);
            #(#fields)*
        }
    }
}

fn encoded(runtime: &Runtime, field: &KeyField, value: &TokenStream) -> TokenStream {
    let encoder = local("encoder");
    let key_part = as_key_part(runtime, field);
    quote!(#key_part::encode(#value, #encoder);)
}

/// `<Type as KeyPart>`, reported at the type where that does not hold.
fn as_key_part(runtime: &Runtime, field: &KeyField) -> TokenStream {
    let ty = &field.ty;
    let span = located_at(ty.span());
    let r = runtime.at(span);
    quote_spanned!(span=> <#ty as #r::KeyPart>)
}

fn render(model: &Model) -> TokenStream {
    let (r, text, reader) = (&model.runtime, local("text"), local("reader"));
    let body = match &model.body {
        Body::Struct(fields) => rendered(r, fields),
        Body::Enum(variants) => {
            let arms = variants.iter().enumerate().map(|(index, variant)| {
                let (index, name) = (
                    Literal::usize_unsuffixed(index),
                    variant.name.unraw().to_string(),
                );
                let fields = if variant.fields.is_empty() {
                    TokenStream::new()
                } else {
                    rendered(r, &variant.fields)
                };
                quote!(#index => { #text.name(#name); #fields })
            });
            quote!(match #reader.variant() { #(#arms)* _ => {} })
        }
    };
    let reader = parameter("reader", model.has_something_to_encode() || model.is_enum());
    let text = parameter("text", !model.is_empty_enum());
    quote!(fn render(#reader: &mut #r::KeyReader<'_>, #text: &mut #r::KeyText<'_>) { #body })
}

fn rendered(runtime: &Runtime, fields: &[KeyField]) -> TokenStream {
    let (text, reader) = (local("text"), local("reader"));
    let fields = fields.iter().enumerate().map(|(index, field)| {
        let key_part = as_key_part(runtime, field);
        let separate = (index > 0).then(|| quote!(#text.separate();));
        quote!(#separate #key_part::render(#reader, #text);)
    });
    quote!(#text.open(); #(#fields)* #text.close();)
}

fn shape(model: &Model) -> TokenStream {
    let (r, shape) = (&model.runtime, local("shape"));
    let of_fields = |fields: &[KeyField]| -> TokenStream {
        let fields = fields.iter().map(|field| {
            let key_part = as_key_part(r, field);
            quote!(#key_part::shape(#shape);)
        });
        fields.collect()
    };
    let body = match &model.body {
        Body::Struct(fields) => of_fields(fields),
        Body::Enum(variants) => {
            let variants = variants.iter().map(|variant| {
                let (name, fields) = (variant.name.unraw().to_string(), of_fields(&variant.fields));
                quote!(#shape.name(#name); #fields)
            });
            variants.collect()
        }
    };
    let inner = parameter("shape", model.has_something_to_encode() || model.is_enum());
    quote! {
        fn shape(#shape: &mut #r::KeyShape) {
            #shape.group(::core::any::type_name::<Self>(), |#inner| { #body });
        }
    }
}

/// The parameter's name, or `_` where nothing uses it.
fn parameter(name: &str, is_used: bool) -> TokenStream {
    let name = local(name);
    if is_used { quote!(#name) } else { quote!(_) }
}

impl Model {
    fn has_something_to_encode(&self) -> bool {
        match &self.body {
            Body::Struct(fields) => !fields.is_empty(),
            Body::Enum(variants) => !variants.is_empty(),
        }
    }

    fn is_enum(&self) -> bool {
        matches!(self.body, Body::Enum(_))
    }

    fn is_empty_enum(&self) -> bool {
        matches!(&self.body, Body::Enum(variants) if variants.is_empty())
    }
}
