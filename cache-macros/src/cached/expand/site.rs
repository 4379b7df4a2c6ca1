//! The site: one static with the constant facts about the function.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Visibility};

use super::super::model::{Model, Prefix, Siblings, SiteTemplate};
use super::policy;
use crate::locals::local;
use crate::paths::located_at;

/// `fn get_user_site() -> &'static Site`
pub(super) fn function(model: &Model, visibility: &Visibility) -> TokenStream {
    let r = &model.runtime;
    let name = function_name(model);
    let conditions: Vec<&Attribute> = model.function.conditions();
    let statics = in_block(model);
    quote! {
        #(#conditions)*
        #[doc(hidden)]
        #[must_use]
        #visibility fn #name() -> &'static #r::Site {
            #statics
        }
    }
}

/// How the generated functions reach the site.
pub(super) fn expression(model: &Model) -> TokenStream {
    let name = function_name(model);
    match &model.siblings {
        Siblings::None => {
            let site = local("site");
            quote!(#site)
        }
        Siblings::Items {
            prefix: Prefix::Bare,
            ..
        } => quote!(#name()),
        Siblings::Items {
            prefix: Prefix::Associated,
            ..
        } => quote!(Self::#name()),
    }
}

/// `let site = { static SITE: … };` where no sibling can hold the static. The block hides its name from the body.
pub(super) fn statement(model: &Model) -> TokenStream {
    match &model.siblings {
        Siblings::Items { .. } => TokenStream::new(),
        Siblings::None => {
            let (site, statics) = (local("site"), in_block(model));
            quote!(let #site = { #statics };)
        }
    }
}

fn function_name(model: &Model) -> Ident {
    let name = &model.function.signature.ident;
    format_ident!(
        "__{}_site",
        model.function.bare_name(),
        span = located_at(name.span())
    )
}

fn in_block(model: &Model) -> TokenStream {
    let r = &model.runtime;
    let name = format!("::{}", model.function.bare_name());
    let template = template(model);
    let policy = policy::setters(model);
    // With the name's own span, so that the place is the function and not the attribute.
    let location = quote_spanned! {model.function.signature.ident.span()=>
        .location(::core::file!(), ::core::line!(), ::core::column!())
    };
    quote! {
        static SITE: #r::Site =
            #r::Site::new(::core::concat!(::core::module_path!(), #name), #template) #policy #location;
        &SITE
    }
}

fn template(model: &Model) -> TokenStream {
    let r = &model.runtime;
    match &model.site.template {
        SiteTemplate::Explicit(texts) => quote!(#r::Template::explicit(&[#(#texts),*])),
        SiteTemplate::Default(placeholders) => {
            let placeholders = Literal::usize_unsuffixed(*placeholders);
            quote!(#r::Template::by_default(#placeholders))
        }
    }
}
