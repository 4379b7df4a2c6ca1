//! What stands beside the function for `#[cache_invalidate]` and `#[cache_put]`, under names that no user writes.
//!
//! Those attributes see a name and know nothing of the function behind it: whether it is async, and whether its key speaks of
//! `self`. So each thing that they ask has one name and one form.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Visibility;

use super::super::model::Model;
use super::describe::{self, Reader};
use super::function;
use super::helpers::{Helper, Returned, key, name};
use super::{call, links, shape};
use crate::locals::local;

/// All of them.
pub(super) fn all(model: &Model, visibility: &Visibility) -> TokenStream {
    let storing = storing(model).render_hidden(model, visibility);
    let Some(receiver) = &model.arguments.receiver else {
        return storing;
    };
    let receiver = Ident::from(receiver.self_token);
    let methods = [
        method(model, &receiver, key(model), ["__", "_key_of"], &[]),
        method(
            model,
            &receiver,
            self::storing(model),
            ["__put_", "_of"],
            &[local("value")],
        ),
    ];
    let methods = methods
        .iter()
        .map(|method| method.render_hidden(model, visibility));
    quote!(#storing #(#methods)*)
}

/// `__put_get_user(id, value) -> Putting`
pub(super) fn storing(model: &Model) -> Helper {
    let r = &model.runtime;
    let (call, shape) = (call::unconditional(model), shape::expression(model));
    let (call_name, shape_name, value_name) = (local("call"), shape::name(model), local("value"));
    let links = links::function(model, &links::statements(model));
    let (preparation, describe) = (
        describe::preparation(model, Reader::Caller),
        describe::function(model, Reader::Caller),
    );
    let arguments = quote!(#call_name, #shape_name, #links, #value_name, #describe);
    let storing = function::storing(model, &arguments);
    let (of_call, of_links, of_describe) = (
        call::reads(model),
        links::reads(model),
        describe::reads(model),
    );
    let value = Returned::of(model).value();
    Helper {
        name: name(model, "__put_", ""),
        summary: String::new(),
        errors: None,
        must_use: false,
        tells_caller: false,
        is_async: false,
        reads: quote!(#of_call #of_links #of_describe),
        value: Some(quote!(#value_name: #value)),
        output: quote!(#r::Putting),
        body: quote!(let #call_name = #call; let #shape_name = #shape; #preparation #storing),
    }
}

/// The helper as a method: `self.get_team(id)` can name it whether or not the key speaks of `self`.
fn method(
    model: &Model,
    receiver: &Ident,
    helper: Helper,
    [prefix, suffix]: [&str; 2],
    further: &[Ident],
) -> Helper {
    let (call, reads) = (helper.called(model, further), &helper.reads);
    Helper {
        name: name(model, prefix, suffix),
        must_use: false,
        reads: quote!(#receiver, #reads),
        body: call,
        ..helper
    }
}
