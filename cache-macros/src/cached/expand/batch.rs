//! A function that is asked for many entries at once.
//!
//! ```text
//! Input:
//!     #[cached(key = "user:<id>", batch = ids, ttl = "1h", ignore(db))]
//!     pub async fn load_users(db: &Db, ids: Vec<u64>) -> HashMap<u64, User> { BODY }
//!
//! Output, `R` being `::cache_runtime::__private`:
//!     pub async fn load_users(db: &Db, ids: Vec<u64>) -> HashMap<u64, User> {
//!         let batch = R::shape!(HashMap<u64, User>);
//!         let shape = R::element!(R::shape!(HashMap<u64, User>));
//!         R::load_batch_async(
//!             R::gather(R::Call::all(load_users_site()), batch, shape, R::asked::<u64>(ids), |element| R::Key::new().with(…)),
//!             |element, links| { … },
//!             |element, value, draft| { … },
//!             |ids| { let db = R::again_for_batch(&db); load_users_uncached(db, ids) },
//!         )
//!         .await
//!     }
//!     pub fn load_users_key(id: u64) -> R::CacheKey { … }    // and the other helpers, all about one element
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Pat, PatIdent, PatType, Token};

use super::super::model::{Batch, Form, Model, Passing, Prefix, Siblings};
use super::{call, describe, function, helpers, links, load, parts, shape, site};
use crate::arguments::{Binding, Parameter};
use crate::function::tolerant;
use crate::generics::turbofish;
use crate::locals::local;
use crate::mention::has_variable;
use crate::paths::located_at;

/// The function, and beside it its siblings.
pub(super) fn expand(mut model: Model) -> TokenStream {
    let helpers = match &model.siblings {
        Siblings::None => TokenStream::new(),
        Siblings::Items { visibility, .. } => {
            let (site, helpers) = (
                site::function(&model, visibility),
                helpers::of_element(&model, visibility),
            );
            quote!(#site #helpers)
        }
    };
    model.turn_to_batch();
    let uncached = match &model.siblings {
        Siblings::None => TokenStream::new(),
        Siblings::Items { visibility, .. } => helpers::uncached(&model, visibility),
    };
    let element = model.batch.as_ref().map(lent_element);
    model.arguments.parameters.extend(element);
    let wrapper = model
        .batch
        .as_ref()
        .map(|batch| wrapper(&model, batch))
        .unwrap_or_default();
    quote!(#wrapper #helpers #uncached)
}

/// The element in the closures of the wrapper: a name for what is lent as `element`.
fn lent_element(batch: &Batch) -> Parameter {
    let Batch { element, ty, .. } = batch;
    let whole = Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: None,
        ident: element.clone(),
        subpat: None,
    });
    let lent = Pat::Reference(syn::PatReference {
        attrs: Vec::new(),
        and_token: <Token![&]>::default(),
        mutability: None,
        pat: Box::new(whole.clone()),
    });
    Parameter {
        written: PatType {
            attrs: Vec::new(),
            pat: Box::new(whole),
            colon_token: <Token![:]>::default(),
            ty: Box::new(ty.clone()),
        },
        binding: Binding::Pattern {
            local: local("element"),
            pattern: Box::new(lent),
            names: vec![element.clone()],
        },
    }
}

fn wrapper(model: &Model, batch: &Batch) -> TokenStream {
    let visibility = &model.function.visibility;
    let attributes = model
        .function
        .attributes
        .iter()
        .map(|attribute| match &model.siblings {
            Siblings::Items { .. } => tolerant(attribute),
            Siblings::None => attribute.to_token_stream(),
        });
    let signature = function::plain_signature(model);
    let body = body(model, batch);
    quote!(#(#attributes)* #visibility #signature { #body })
}

fn body(model: &Model, batch: &Batch) -> TokenStream {
    let span = located_at(batch.returns.span());
    let r = model.runtime.at(span);
    let (name, shape) = (local("batch"), shape::name(model));
    let (returns, shape_value) = (&batch.returns, shape::expression(model));
    let site = site::statement(model);
    let gathered = gathered(model, batch, &name);
    let (links, describe, load) = (
        links(model),
        describe::function_of_element(model),
        load_of(model, batch),
    );
    let arguments = quote!(#gathered, #links, #describe, #load);
    let answer = function::answer_of(model, &batch.returns, "load_batch", &arguments);
    let answer = match model.form {
        Form::Sync => answer,
        Form::Async | Form::Boxed(_) => quote_spanned!(span=> #answer.await),
    };
    quote! {
        #site
        let #name = #r::shape!(#returns);
        let #shape = #shape_value;
        #answer
    }
}

/// The first look, with the key of each element.
fn gathered(model: &Model, batch: &Batch, name: &Ident) -> TokenStream {
    let Batch { ty, returns, .. } = batch;
    let span = located_at(returns.span());
    let r = model.runtime.at(span);
    let call = call::all_conditional(model);
    let (shape, element) = (shape::name(model), local("element"));
    let place = located_at(ty.span());
    let at_type = model.runtime.at(place);
    let parameter = argument_of(model, batch);
    let asked = quote_spanned!(place=> #at_type::asked::<#ty>(#parameter));
    let key = parts::key(model, &model.key);
    quote_spanned!(span=> #r::gather(#call, #name, #shape, #asked, |#element| #key))
}

/// What the signature calls the elements.
fn argument_of(model: &Model, batch: &Batch) -> Ident {
    model.arguments.parameters[batch.place].local().clone()
}

fn links(model: &Model) -> TokenStream {
    let statements = links::statements(model);
    let (element, parameter) = (
        if_read(&local("element"), &statements),
        links::parameter(&statements),
    );
    quote!(|#element, #parameter| { #statements })
}

/// `name`, or `_` where no statement names it.
fn if_read(name: &Ident, statements: &TokenStream) -> TokenStream {
    if has_variable(statements.clone(), &name.to_string()) {
        name.to_token_stream()
    } else {
        quote!(_)
    }
}

/// The user's body for some of the elements.
fn load_of(model: &Model, batch: &Batch) -> TokenStream {
    match &model.siblings {
        Siblings::Items { prefix, .. } => call_of_sibling(model, batch, *prefix),
        Siblings::None => spliced(model, batch),
    }
}

fn call_of_sibling(model: &Model, batch: &Batch, prefix: Prefix) -> TokenStream {
    let (name, turbofish) = (
        function::uncached_name(model),
        turbofish(&model.function.signature.generics),
    );
    let some = local("some");
    let (mut copies, mut arguments) = (Vec::new(), Vec::new());
    for (place, parameter) in written(model) {
        if place == batch.place {
            arguments.push(match batch.passing {
                Passing::Vec => quote!(#some),
                Passing::Slice => quote!(&#some),
            });
        } else {
            let name = parameter.local();
            copies.push(copy(model, parameter, &name.to_token_stream()));
            arguments.push(quote!(#name));
        }
    }
    let callee = match (&model.arguments.receiver, prefix) {
        (Some(receiver), _) => {
            let (token, receiver_copy) = (receiver.self_token, local("receiver"));
            let r = &model.runtime;
            copies.push(quote!(let #receiver_copy = #r::again_for_batch(&#token);));
            quote!(#receiver_copy.)
        }
        (None, Prefix::Associated) => quote!(Self::),
        (None, Prefix::Bare) => TokenStream::new(),
    };
    let call = quote!(#callee #name #turbofish(#(#arguments),*));
    let run = match (&model.form, batch.passing) {
        (Form::Sync, _) | (_, Passing::Vec) => call,
        // The future owns what the body borrows.
        (_, Passing::Slice) => quote!(async move { #call.await }),
    };
    let ty = &batch.ty;
    let elements = vec_of(model, ty);
    quote!(|#some: #elements| { #(#copies)* #run })
}

fn spliced(model: &Model, batch: &Batch) -> TokenStream {
    let statements = model.function.statements();
    let some = local("some");
    let mut copies = Vec::new();
    let mut elements = TokenStream::new();
    for (place, parameter) in written(model) {
        let pattern = &parameter.written.pat;
        if place == batch.place {
            elements = match batch.passing {
                Passing::Vec => quote!(let #pattern = #some;),
                Passing::Slice => quote!(let #pattern = &*#some;),
            };
            continue;
        }
        match &parameter.binding {
            Binding::Whole(name) if has_variable(statements.clone(), &name.to_string()) => {
                copies.push(copy(model, parameter, &pattern.to_token_stream()));
            }
            Binding::Whole(_) => {}
            Binding::Pattern { local, .. } => {
                copies.push(copy(model, parameter, &local.to_token_stream()));
            }
        }
    }
    let body = load::spliced(model, &batch.returns, &quote!(#elements #statements));
    let run = match model.form {
        Form::Sync => body.to_token_stream(),
        Form::Async | Form::Boxed(_) => quote!(async move #body),
    };
    let vec = vec_of(model, &batch.ty);
    quote!(|#some: #vec| { #(#copies)* #run })
}

/// `let name = again(&name);`, where what cannot be copied is reported at its type.
fn copy(model: &Model, parameter: &Parameter, into: &TokenStream) -> TokenStream {
    let span = located_at(parameter.ty().span());
    let (r, name) = (model.runtime.at(span), parameter.local());
    let copied = quote_spanned!(span=> #r::again_for_batch(&#name));
    quote!(let #into = #copied;)
}

/// The parameters as written: the lent element stands behind them.
fn written(model: &Model) -> impl Iterator<Item = (usize, &Parameter)> {
    let number = model.arguments.parameters.len().saturating_sub(1);
    model.arguments.parameters.iter().take(number).enumerate()
}

fn vec_of(model: &Model, ty: &syn::Type) -> TokenStream {
    let r = &model.runtime;
    quote!(#r::Missing<#ty>)
}
