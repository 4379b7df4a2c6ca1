//! The load of a function whose loads may outlive their calls: it owns what it needs of the arguments.
//!
//! ```text
//! move || {
//!     let kept_db = R::keep(db);                                   // what was lent is cloned
//!     let id = R::hold(id);                                        // what was given is taken
//!     R::once(links, move || shape.loading(
//!         async move { get_user_uncached(R::lend(&kept_db), id).await },
//!         describe,
//!     ))
//! }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote, quote_spanned};
use syn::Receiver;
use syn::spanned::Spanned as _;

use super::super::model::{Form, Keeping, Model, Prefix, Siblings};
use super::describe::{self, Reader};
use super::function::uncached_name;
use super::{links, shape};
use crate::arguments::{Parameter, kept};
use crate::function::place_of;
use crate::generics::turbofish;
use crate::lending::{Lending, of_receiver, of_type};
use crate::locals::local;
use crate::paths::{located_at, placed_at};

/// `move || { …; once(links, move || shape.loading(…)) }`
pub(super) fn expression(model: &Model) -> TokenStream {
    let r = &model.runtime;
    let (links, linking) = links(model);
    let preparation = describe::preparation(model, Reader::Load);
    let keeping = kept_arguments(model).map(|argument| argument.kept(model));
    let (shape, body, describe) = (
        shape::name(model),
        body(model),
        describe::function(model, Reader::Load),
    );
    let span = located_at(model.returns.span());
    let loading = quote_spanned!(span=> #shape.loading(#body, #describe));
    let times = match model.load.keeping {
        Keeping::Nothing | Keeping::ForOneLoad => quote!(once),
        Keeping::ForManyLoads => quote!(again),
    };
    quote! {
        move || {
            #linking
            #preparation
            #(#keeping)*
            #r::#times(#links, move || #loading)
        }
    }
}

/// The links, and the statements that make them.
fn links(model: &Model) -> (TokenStream, TokenStream) {
    let r = &model.runtime;
    let statements = links::statements(model);
    if statements.is_empty() {
        return (quote!(#r::Links::default()), statements);
    }
    let links = local("links");
    let statements = quote!(let mut #links = #r::Links::default(); #statements);
    (links.to_token_stream(), statements)
}

/// The body's call: a future, or for a sync function a closure.
fn body(model: &Model) -> TokenStream {
    let name = uncached_name(model);
    let turbofish = turbofish(&model.function.signature.generics);
    let arguments = kept_arguments(model).map(|argument| argument.lent(model));
    // By its path, also where it is a method: what is lent finds its type in the signature, which a receiver before a dot would not.
    let prefix = match &model.siblings {
        Siblings::Items {
            prefix: Prefix::Associated,
            ..
        } => quote!(Self::),
        Siblings::Items { .. } | Siblings::None => TokenStream::new(),
    };
    let call = quote!(#prefix #name #turbofish(#(#arguments),*));
    match model.form {
        Form::Sync => quote!(move || #call),
        Form::Async | Form::Boxed(_) => quote!(async move { #call.await }),
    }
}

/// An argument that comes along with the load.
struct KeptArgument {
    lending: Lending,
    /// What the function calls it.
    name: Ident,
    /// What the load calls it.
    kept: Ident,
    /// Where one that cannot be kept is reported.
    place: Span,
}

fn kept_arguments(model: &Model) -> impl Iterator<Item = KeptArgument> {
    let receiver = model.arguments.receiver.iter().map(KeptArgument::receiver);
    let parameters = model.arguments.parameters.iter();
    receiver.chain(parameters.map(KeptArgument::parameter))
}

impl KeptArgument {
    fn receiver(receiver: &Receiver) -> Self {
        Self {
            lending: of_receiver(receiver),
            name: Ident::from(receiver.self_token),
            kept: local("kept_self"),
            place: receiver.self_token.span,
        }
    }

    fn parameter(parameter: &Parameter) -> Self {
        let (name, lending) = (parameter.local().clone(), of_type(parameter.ty()));
        Self {
            kept: match lending {
                Lending::Owned => name.clone(),
                Lending::Shared | Lending::Exclusive | Lending::Deep => kept(&name),
            },
            lending,
            name,
            place: place_of(parameter.ty()),
        }
    }

    /// `let kept_db = R::keep(db);`
    fn kept(&self, model: &Model) -> TokenStream {
        let Self { name, kept, .. } = self;
        let r = &model.runtime;
        let keep = match (self.lending, model.load.keeping) {
            (Lending::Owned, Keeping::ForManyLoads) => quote!(hold_again),
            (Lending::Owned, _) => quote!(hold),
            _ => quote!(keep),
        };
        let value = placed_at(self.place, quote!(#r::#keep(#name)));
        quote!(let #kept = #value;)
    }

    /// The argument as the function takes it.
    fn lent(&self, model: &Model) -> TokenStream {
        let (r, kept) = (&model.runtime, &self.kept);
        match self.lending {
            Lending::Owned => quote!(#kept),
            _ => placed_at(self.place, quote!(#r::lend(&#kept))),
        }
    }
}
