//! `warm_get_user`: the helper that calls the function for many keys.
//!
//! ```text
//! pub fn warm_get_user<'a0>(
//!     db: &'a0 Db,
//!     keys: impl IntoIterator<Item = (TenantId, impl Borrow<str>)>,
//!     concurrency: impl Into<R::Warming>,
//! ) -> impl Future<Output = R::Warmed> {
//!     R::warm_async(keys, concurrency, move |(tenant, name)| {
//!         let key = { let name = Borrow::<str>::borrow(&name); R::Call::new(…).key(R::unlinked) };
//!         (key, async move {
//!             let name = Borrow::<str>::borrow(&name);
//!             R::warmed!(get_user_cached(db, tenant, name).await)
//!         })
//!     })
//! }
//! ```
//!
//! It must compile beside every function, also where nobody calls it. So what it needs of the function's own types is not
//! stated but asked of who calls it, in a `where` clause that rustc does not look into before.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{
    GenericParam, Generics, Lifetime, LifetimeParam, Receiver, ReceiverKind, Type, Visibility,
    parse_quote,
};

use super::super::model::{Form, Model, Prefix, Siblings};
use super::function::{promised, runtime_function};
use super::{call, helpers};
use crate::arguments::{Parameter, is_exclusive};
use crate::function::{bare_type, tolerant};
use crate::generics::turbofish;
use crate::lending::{Elisions, Lending, of_receiver, of_type};
use crate::locals::local;
use crate::mention::{has_punct, has_word};

/// The helper; nothing, where there is one key only, or where an argument cannot serve several calls.
pub(super) fn helper(model: &Model, visibility: &Visibility) -> TokenStream {
    let arguments = Split::of(model);
    if arguments.keyed.is_empty() || !arguments.serve_several_calls(model) {
        return TokenStream::new();
    }
    let r = &model.runtime;
    let summary = format!(
        "Loads the entries of `{}` that are not there, so many at a time.",
        model.function.bare_name()
    );
    let (docs, allow) = (helpers::docs(&summary, None), allow());
    let attributes = model.function.conditions_and_lints();
    let attributes = attributes.into_iter().map(tolerant);
    let name = helpers::name(model, "warm_", "");
    let mut elisions = Elisions::default();
    let inputs = arguments.inputs(model, &mut elisions);
    let generics = arguments.generics(model, &elisions);
    let clause = &generics.where_clause;
    let output = promised(model, &quote!(#r::Warmed));
    let body = arguments.body(model);
    quote! {
        #docs
        #allow
        #(#attributes)*
        #visibility fn #name #generics(#inputs) -> #output #clause { #body }
    }
}

/// Marks for a helper that may never be called, and says of the function's types what the function does not.
fn allow() -> TokenStream {
    quote! {
        #[inline]
        #[allow(
            dead_code,
            clippy::multiple_bound_locations,
            clippy::too_many_arguments,
            clippy::type_complexity,
            reason = "generated beside the function; not every program calls every helper"
        )]
    }
}

/// The arguments: those that are the same in every call, and those that the key is made of.
struct Split<'a> {
    receiver: Option<&'a Receiver>,
    fixed: Vec<&'a Parameter>,
    keyed: Vec<&'a Parameter>,
}

impl<'a> Split<'a> {
    fn of(model: &'a Model) -> Self {
        let read = model.arguments.reads(&model.key_reads()).parameters;
        let numbered = model.arguments.parameters.iter().enumerate();
        let (keyed, fixed): (Vec<_>, Vec<_>) =
            numbered.partition(|(index, _)| read.contains(index));
        let parameters = |numbered: Vec<(usize, &'a Parameter)>| {
            numbered
                .into_iter()
                .map(|(_, parameter)| parameter)
                .collect()
        };
        Self {
            receiver: model.arguments.receiver.as_ref(),
            fixed: parameters(fixed),
            keyed: parameters(keyed),
        }
    }

    /// Whether the fixed arguments can be had several times. Nothing can be asked of a type that has no name.
    fn serve_several_calls(&self, model: &Model) -> bool {
        let is_exclusive_receiver =
            |receiver: &&Receiver| of_receiver(receiver) == Lending::Exclusive;
        let is_unnamed = |ty: &Type| has_word(ty.to_token_stream(), "impl");
        let serves = |parameter: &&Parameter| {
            let ty = parameter.ty();
            let asks = matches!(model.form, Form::Sync) || !is_shared(ty);
            !(is_exclusive(ty) || (asks && is_unnamed(ty)))
        };
        // Nor can it be said how long such a type lasts.
        let can_be_listed = |parameter: &&Parameter| {
            let ty = parameter.ty();
            !(is_unnamed(ty) && has_punct(ty.to_token_stream(), '&'))
        };
        !self.receiver.iter().any(is_exclusive_receiver)
            && self.fixed.iter().all(serves)
            && self.keyed.iter().all(can_be_listed)
    }

    fn inputs(&self, model: &Model, elisions: &mut Elisions) -> TokenStream {
        let r = &model.runtime;
        let receiver = self.receiver.map(|receiver| match &receiver.kind {
            // The body of the helper changes nothing.
            ReceiverKind::Value => receiver.self_token.to_token_stream(),
            _ => without_mut(receiver),
        });
        let fixed: Vec<TokenStream> = self
            .fixed
            .iter()
            .map(|parameter| {
                let (name, ty) = (parameter.local(), elisions.named(parameter.ty()));
                quote!(#name: #ty)
            })
            .collect();
        let types: Vec<TokenStream> = self
            .keyed
            .iter()
            .map(|parameter| listed(parameter.ty(), elisions))
            .collect();
        let item = tuple(&types);
        let keys = local("keys");
        let iterator = match model.form {
            Form::Sync => quote!(, IntoIter: ::core::marker::Send),
            Form::Async | Form::Boxed(_) => TokenStream::new(),
        };
        let concurrency = local("concurrency");
        let inputs = receiver.into_iter().chain(fixed).chain([
            quote!(#keys: impl ::core::iter::IntoIterator<Item = #item #iterator>),
            quote!(#concurrency: impl ::core::convert::Into<#r::Warming>),
        ]);
        quote!(#(#inputs),*)
    }

    /// The function's own, the lifetimes that have names now, and what is asked of the fixed arguments.
    fn generics(&self, model: &Model, elisions: &Elisions) -> Generics {
        let mut generics = model.function.signature.generics.clone();
        for (place, lifetime) in elisions.lifetimes().enumerate() {
            let parameter = GenericParam::Lifetime(LifetimeParam::new(lifetime));
            generics.params.insert(place, parameter);
        }
        self.outlive(&mut generics, elisions);
        let later = Lifetime::new("'later", Span::mixed_site());
        // In the order of `inputs`, so that the lifetimes are the same.
        let mut again = Elisions::default();
        for parameter in &self.fixed {
            let ty = again.named(parameter.ty());
            let demands = self.demands(model, is_shared(parameter.ty()));
            if !demands.is_empty() {
                let clause = generics.make_where_clause();
                clause
                    .predicates
                    .push(parse_quote!(for<#later> #ty: #demands));
            }
        }
        if let Some(receiver) = self.receiver {
            let is_shared = of_receiver(receiver) == Lending::Shared;
            let demands = self.demands(model, is_shared);
            let ty = type_of(receiver, &later);
            if !demands.is_empty() {
                let clause = generics.make_where_clause();
                clause
                    .predicates
                    .push(parse_quote!(for<#later> #ty: #demands));
            }
        }
        generics
    }

    /// `T: 'a0`, which is understood of an argument's type, and not of what an iterator yields.
    fn outlive(&self, generics: &mut Generics, elisions: &Elisions) {
        let mut of_fixed = Elisions::default();
        for parameter in &self.fixed {
            of_fixed.named(parameter.ty());
        }
        let types: Vec<Ident> = generics
            .type_params()
            .map(|param| param.ident.clone())
            .collect();
        for lifetime in elisions.lifetimes().skip(of_fixed.lifetimes().count()) {
            for ty in &types {
                let clause = generics.make_where_clause();
                clause.predicates.push(parse_quote!(#ty: #lifetime));
            }
        }
    }

    /// What one call after the other takes, and on which threads.
    #[allow(clippy::unused_self, reason = "it is said of the fixed arguments")]
    fn demands(&self, model: &Model, is_shared: bool) -> TokenStream {
        let clone = quote!(::core::clone::Clone);
        let sync = quote!(::core::marker::Sync);
        match (&model.form, is_shared) {
            (Form::Sync, true) => sync,
            (Form::Sync, false) => quote!(#clone + #sync),
            (Form::Async | Form::Boxed(_), true) => TokenStream::new(),
            (Form::Async | Form::Boxed(_), false) => clone,
        }
    }

    fn body(&self, model: &Model) -> TokenStream {
        let r = &model.runtime;
        let (keys, concurrency, key) = (local("keys"), local("concurrency"), local("key"));
        let names: Vec<TokenStream> = self
            .keyed
            .iter()
            .map(|parameter| parameter.local().to_token_stream())
            .collect();
        let pattern = tuple(&names);
        let entry = call::anywhere(model);
        let clones = self.clones();
        let borrows: TokenStream = self
            .keyed
            .iter()
            .filter_map(|keyed| borrowed(keyed))
            .collect();
        let call = self.call(model);
        let answer = match model.form {
            Form::Sync => quote!(move || { #borrows #r::warmed!(#call) }),
            Form::Async | Form::Boxed(_) => {
                quote!(async move { #borrows #r::warmed!(#call.await) })
            }
        };
        let warm = runtime_function(model, "warm");
        quote! {
            #warm(#keys, #concurrency, move |#pattern| {
                let #key = { #borrows #entry.key(#r::unlinked) };
                #clones
                (#key, #answer)
            })
        }
    }

    /// `let db = Clone::clone(&db);` for what a call takes by value.
    fn clones(&self) -> TokenStream {
        let receiver = self
            .receiver
            .filter(|receiver| of_receiver(receiver) != Lending::Shared)
            .map(|receiver| {
                let (own, receiver) = (own_receiver(), receiver.self_token);
                quote!(let #own = ::core::clone::Clone::clone(&#receiver);)
            });
        let fixed = self
            .fixed
            .iter()
            .filter(|parameter| !is_shared(parameter.ty()))
            .map(|parameter| {
                let name = parameter.local();
                quote!(let #name = ::core::clone::Clone::clone(&#name);)
            });
        receiver.into_iter().chain(fixed).collect()
    }

    fn call(&self, model: &Model) -> TokenStream {
        let cached = helpers::name(model, "", "_cached");
        let turbofish = turbofish(&model.function.signature.generics);
        let arguments = model.arguments.parameters.iter().map(Parameter::local);
        let prefix = match (self.receiver, &model.siblings) {
            (Some(receiver), _) if of_receiver(receiver) == Lending::Shared => {
                let receiver = receiver.self_token;
                quote!(#receiver.)
            }
            (Some(_), _) => {
                let own = own_receiver();
                quote!(#own.)
            }
            (
                None,
                Siblings::Items {
                    prefix: Prefix::Associated,
                    ..
                },
            ) => quote!(Self::),
            (None, Siblings::Items { .. } | Siblings::None) => TokenStream::new(),
        };
        quote!(#prefix #cached #turbofish(#(#arguments),*))
    }
}

/// Whether it can be handed over again and again as it is.
fn is_shared(ty: &Type) -> bool {
    matches!(bare_type(ty), Type::Reference(reference) if reference.mutability.is_none())
}

/// What is borrowed may be given by whatever can be borrowed from: for a `&str` a `String` too.
fn listed(ty: &Type, elisions: &mut Elisions) -> TokenStream {
    match borrowed_type(ty) {
        Some(ty) => quote!(impl ::core::borrow::Borrow<#ty>),
        None => elisions.named_alike(ty),
    }
}

/// `let name = Borrow::<str>::borrow(&name);`
fn borrowed(parameter: &Parameter) -> Option<TokenStream> {
    let (name, ty) = (parameter.local(), borrowed_type(parameter.ty())?);
    Some(quote!(let #name = ::core::borrow::Borrow::<#ty>::borrow(&#name);))
}

/// That behind a reference, unless it borrows itself; in an object's type lifetimes would mean something else there.
fn borrowed_type(ty: &Type) -> Option<&Type> {
    match bare_type(ty) {
        Type::Reference(reference)
            if of_type(ty) == Lending::Shared
                && !has_word(reference.elem.to_token_stream(), "dyn") =>
        {
            Some(&reference.elem)
        }
        _ => None,
    }
}

/// `(A, B)`, or `A` alone.
fn tuple(parts: &[TokenStream]) -> TokenStream {
    match parts {
        [only] => only.clone(),
        several => quote!((#(#several),*)),
    }
}

fn without_mut(receiver: &Receiver) -> TokenStream {
    let mut receiver = receiver.clone();
    receiver.mutability = None;
    receiver.to_token_stream()
}

fn type_of(receiver: &Receiver, later: &Lifetime) -> TokenStream {
    match &receiver.kind {
        ReceiverKind::Typed(_, ty) => Elisions::all(later).named(ty),
        ReceiverKind::Reference(..) => quote!(&#later Self),
        _ => quote!(Self),
    }
}

/// What stands for `self`, which cannot be bound anew.
fn own_receiver() -> Ident {
    local("own_self")
}
