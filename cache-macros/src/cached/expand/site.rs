//! The site: one static with the constant facts about the function.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, Visibility};

use super::super::model::{Model, Prefix, Siblings, Site, SiteTemplate, SiteTtl, Stampede, Tier};
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
    let setters = setters(model);
    // With the name's own span, so that the place is the function and not the attribute.
    let location = quote_spanned! {model.function.signature.ident.span()=>
        .location(::core::file!(), ::core::line!(), ::core::column!())
    };
    quote! {
        static SITE: #r::Site =
            #r::Site::new(::core::concat!(::core::module_path!(), #name), #template) #setters #location;
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

fn setters(model: &Model) -> TokenStream {
    let Site {
        jitter,
        negative_ttl,
        error_ttl,
        capacity,
        max_weight,
        version,
        ttl,
        tier,
        memory_ttl,
        lock_wait,
        ..
    } = &model.site;
    let ttl = match ttl {
        SiteTtl::Forever => quote!(.ttl_forever()),
        SiteTtl::Computed => quote!(.ttl_computed()),
        SiteTtl::Milliseconds(milliseconds) => number("ttl", *milliseconds),
    };
    let jitter = jitter.map(|jitter| fraction("jitter", jitter));
    let stampede = stampede(model);
    let negative_ttl = negative_ttl.map(|milliseconds| number("negative_ttl", milliseconds));
    let error_ttl = error_ttl.map(|milliseconds| number("error_ttl", milliseconds));
    let tiers = tiers(model, *tier);
    let memory_ttl = memory_ttl.map(|milliseconds| number("memory_ttl", milliseconds));
    let lock_wait = lock_wait.map(|milliseconds| number("lock_wait", milliseconds));
    let capacity = capacity.map(|entries| number("capacity", entries));
    let max_weight = max_weight.map(|bytes| number("max_weight", bytes));
    let version = version.map(|version| number("version", version.into()));
    let result_tags = (!model.load.result_tags.is_empty()).then(|| quote!(.result_tags()));
    quote!(#ttl #jitter #stampede #lock_wait #negative_ttl #error_ttl #tiers #memory_ttl #capacity #max_weight #version #result_tags)
}

fn tiers(model: &Model, tier: Tier) -> TokenStream {
    let r = &model.runtime;
    match tier {
        Tier::Default => TokenStream::new(),
        Tier::Memory => quote!(.tiers(#r::Tiers::Memory)),
        Tier::Redis => quote!(.tiers(#r::Tiers::Redis)),
        Tier::All => quote!(.tiers(#r::Tiers::All)),
    }
}

fn stampede(model: &Model) -> TokenStream {
    let r = &model.runtime;
    match model.site.stampede {
        Stampede::Coalesce => TokenStream::new(),
        Stampede::Lock => quote!(.stampede(#r::Stampede::Lock)),
        Stampede::None => quote!(.stampede(#r::Stampede::None)),
        Stampede::Early { beta } => fraction("early", beta),
    }
}

fn number(setter: &str, value: u64) -> TokenStream {
    let (setter, value) = (
        Ident::new(setter, Span::call_site()),
        Literal::u64_unsuffixed(value),
    );
    quote!(.#setter(#value))
}

fn fraction(setter: &str, value: f64) -> TokenStream {
    let (setter, value) = (
        Ident::new(setter, Span::call_site()),
        Literal::f64_unsuffixed(value),
    );
    quote!(.#setter(#value))
}
