//! The policy: what the site is told beside its name and template, one call of a setter for each thing written.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::super::model::{
    Form, Keeping, LoadTtl, Model, Refreshes, Schedule, Site, SiteTtl, Sliding, Stampede, Tier,
    Timeouts, Windows,
};

/// All of it.
pub(super) fn setters(model: &Model) -> TokenStream {
    let (ttl, loads) = (lifetime(model), loads(model));
    let kept = kept(model);
    let batch = model.batch.is_some().then(|| quote!(.batch()));
    let Site {
        negative_ttl,
        error_ttl,
        memory_ttl,
        capacity,
        max_weight,
        version,
        tier,
        tracks,
        ..
    } = &model.site;
    let negative_ttl = optional("negative_ttl", *negative_ttl);
    let error_ttl = optional("error_ttl", *error_ttl);
    let tiers = tiers(model, *tier);
    let memory_ttl = optional("memory_ttl", *memory_ttl);
    let capacity = optional("capacity", *capacity);
    let max_weight = optional("max_weight", *max_weight);
    let version = optional("version", version.map(u64::from));
    let track = tracks.then(|| quote!(.track()));
    let result_tags = (!model.load.result_tags.is_empty()).then(|| quote!(.result_tags()));
    quote!(#ttl #loads #kept #batch #negative_ttl #error_ttl #tiers #memory_ttl #capacity #max_weight #version #result_tags #track)
}

/// Whether loads may outlive their callers, and whether they do.
fn kept(model: &Model) -> Option<TokenStream> {
    let is_async = !matches!(model.form, Form::Sync);
    let stops = (is_async && !model.site.finishes).then(|| quote!(.stop()));
    (model.load.keeping != Keeping::Nothing).then(|| quote!(.kept() #stops))
}

/// How long entries live.
fn lifetime(model: &Model) -> TokenStream {
    let site = &model.site;
    let policy = site
        .policy
        .as_ref()
        .map(|name| quote!(.named_policy(#name)));
    let ttl = match site.ttl {
        SiteTtl::OfPolicy => TokenStream::new(),
        SiteTtl::Forever => quote!(.ttl_forever()),
        SiteTtl::Computed => quote!(.ttl_computed()),
        SiteTtl::Milliseconds(ttl) => with("ttl", &[ttl]),
        SiteTtl::Adaptive { shortest, longest } => with("adaptive_ttl", &[shortest, longest]),
    };
    // The ttl of the site is then one that no entry has.
    let with = matches!(model.load.ttl, LoadTtl::With(_)).then(|| quote!(.ttl_computed()));
    let sliding = site.sliding.map(|sliding| match sliding {
        Sliding::On { max_age } => {
            let max_age = optional("max_age", max_age);
            quote!(.sliding() #max_age)
        }
        Sliding::Off => quote!(.not_sliding()),
    });
    let jitter = site.jitter.map(|jitter| fraction("jitter", jitter));
    quote!(#policy #ttl #with #sliding #jitter)
}

/// Who loads and when, and who waits how long.
fn loads(model: &Model) -> TokenStream {
    let Site {
        windows: Windows {
            while_revalidate,
            if_error,
        },
        refreshes: Refreshes { ahead, every },
        timeouts: Timeouts { hard, soft },
        lock_wait,
        finishes,
        audit,
        ..
    } = &model.site;
    let stampede = stampede(model);
    let lock_wait = optional("lock_wait", *lock_wait);
    let while_revalidate = optional("stale_while_revalidate", *while_revalidate);
    let if_error = optional("stale_if_error", *if_error);
    let ahead = ahead.map(|ahead| fraction("refresh_ahead", ahead));
    let every = every.map(
        |Schedule {
             interval,
             idle_after,
         }| with("refresh_every", &[interval, idle_after]),
    );
    let (hard, soft) = (optional("timeout", *hard), optional("soft_timeout", *soft));
    let finishes = finishes.then(|| quote!(.finish()));
    let audit = audit.map(|share| fraction("audit", share));
    quote!(#stampede #lock_wait #while_revalidate #if_error #ahead #every #hard #soft #finishes #audit)
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
        None => TokenStream::new(),
        Some(Stampede::Coalesce) => quote!(.stampede(#r::Stampede::Coalesce)),
        Some(Stampede::Lock) => quote!(.stampede(#r::Stampede::Lock)),
        Some(Stampede::None) => quote!(.stampede(#r::Stampede::None)),
        Some(Stampede::Early { beta }) => {
            let beta = beta.map(|beta| fraction("beta", beta));
            quote!(.early() #beta)
        }
    }
}

fn optional(setter: &str, value: Option<u64>) -> Option<TokenStream> {
    value.map(|value| with(setter, &[value]))
}

fn with(setter: &str, values: &[u64]) -> TokenStream {
    let setter = Ident::new(setter, Span::call_site());
    let values = values.iter().map(|value| Literal::u64_unsuffixed(*value));
    quote!(.#setter(#(#values),*))
}

fn fraction(setter: &str, value: f64) -> TokenStream {
    let (setter, value) = (
        Ident::new(setter, Span::call_site()),
        Literal::f64_unsuffixed(value),
    );
    quote!(.#setter(#value))
}
