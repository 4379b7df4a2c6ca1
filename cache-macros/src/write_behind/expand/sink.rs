//! The function as a queue calls it: with a clone of what was lent, for one batch after the other.
//!
//! ```text
//! fn __save_sink(db: &Db) -> R::Sink<User> {
//!     let kept_db = R::keep_for_writes(db);
//!     R::sink(move |items: Vec<User>| {
//!         let kept_db = Clone::clone(&kept_db);
//!         async move { R::outcome(save(R::lend(&kept_db), items).await) }
//!     })
//! }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Attribute, Receiver, ReturnType};

use super::super::model::Model;
use super::helpers::kept_parameters;
use super::{name, prefix};
use crate::arguments::{Parameter, kept};
use crate::function::place_of;
use crate::generics::needed_by;
use crate::lending::{Lending, of_receiver, of_type};
use crate::locals::local;
use crate::paths::placed_at;

/// `fn __save_sink(db: &Db) -> Sink<User>`
pub(super) fn function(model: &Model) -> TokenStream {
    let (r, ty, name) = (&model.runtime, &model.item.ty, name(model, "__", "_sink"));
    let conditions: Vec<&Attribute> = model.function.conditions();
    let inputs = kept_parameters(model);
    let all: Vec<KeptArgument> = kept_arguments(model).collect();
    let keeping = all.iter().map(|kept| kept.kept(model));
    let cloning = all.iter().map(KeptArgument::cloned);
    let (items, items_type) = (local("items"), items_type(model));
    let call = call(model, &all, &items);
    let generics = needed_by(
        &model.function.signature.generics,
        &quote!(#(#inputs,)* #call),
    );
    let clause = &generics.where_clause;
    quote! {
        #(#conditions)*
        #[doc(hidden)]
        fn #name #generics(#(#inputs),*) -> #r::Sink<#ty> #clause {
            #(#keeping)*
            #r::sink(move |#items: #items_type| {
                #(#cloning)*
                async move { #call }
            })
        }
    }
}

/// The call of the function; what it returns is reported at its return type.
fn call(model: &Model, all: &[KeptArgument], items: &Ident) -> TokenStream {
    let (prefix, function) = (prefix(model), &model.function.signature.ident);
    let mut arguments: Vec<TokenStream> = all.iter().map(|kept| kept.lent(model)).collect();
    let receivers = usize::from(model.arguments.receiver.is_some());
    arguments.insert(receivers + model.item.place, quote!(#items));
    let returned = match &model.function.signature.output {
        ReturnType::Type(_, ty) => ty.to_token_stream(),
        ReturnType::Default => quote!(()),
    };
    // With the type written out: one that will not do is reported there.
    let r = &model.runtime;
    quote!(#r::outcome::<#returned>(#prefix #function(#(#arguments),*).await))
}

fn items_type(model: &Model) -> TokenStream {
    let ty = model.arguments.parameters[model.item.place].ty();
    quote!(#ty)
}

/// An argument that comes along with the queue.
struct KeptArgument {
    lending: Lending,
    /// What the function calls it.
    name: Ident,
    /// What the queue calls it.
    kept: Ident,
    /// Where one that cannot be kept is reported.
    place: Span,
}

fn kept_arguments(model: &Model) -> impl Iterator<Item = KeptArgument> {
    let receiver = model.arguments.receiver.iter().map(KeptArgument::receiver);
    let parameters = model.arguments.parameters.iter().enumerate();
    let beside_items = parameters.filter(|(place, _)| *place != model.item.place);
    receiver.chain(beside_items.map(|(_, parameter)| KeptArgument::parameter(parameter)))
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
        let name = parameter.local().clone();
        Self {
            lending: of_type(parameter.ty()),
            kept: kept(&name),
            name,
            place: place_of(parameter.ty()),
        }
    }

    /// `let kept_db = R::keep_for_writes(db);`
    fn kept(&self, model: &Model) -> TokenStream {
        let Self { name, kept, .. } = self;
        let r = &model.runtime;
        let keep = match self.lending {
            Lending::Owned => quote!(hold_for_writes),
            Lending::Shared | Lending::Exclusive | Lending::Deep => quote!(keep_for_writes),
        };
        let value = placed_at(self.place, quote!(#r::#keep(#name)));
        quote!(let #kept = #value;)
    }

    fn cloned(&self) -> TokenStream {
        let kept = &self.kept;
        quote!(let #kept = ::core::clone::Clone::clone(&#kept);)
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
