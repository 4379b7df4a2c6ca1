//! Which functions can be sinks: what they take and what they return.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::ext::IdentExt as _;
use syn::{
    Attribute, Error, GenericArgument, GenericParam, PathArguments, ReturnType, Safety, Type,
};

use super::super::args::Args;
use super::super::model::Item;
use crate::arguments::Arguments;
use crate::diagnostics::Errors;
use crate::function::{Body, Function, bare_type};
use crate::lending::{Lending, of_receiver, of_type};
use crate::mention::{has_borrow, has_word};

/// Reports what no sink may be.
pub(super) fn check(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    if signature.asyncness.is_none() {
        errors.at(
            signature.fn_token,
            "`#[write_behind]` needs an `async fn`: a call that hangs is ended after its `timeout`, and a blocked thread could not be; write `async fn`, and block inside of `spawn_blocking`",
        );
    }
    if let Safety::Unsafe(unsafety) = &signature.safety {
        errors.at(
            unsafety,
            "`#[write_behind]` cannot be applied to an `unsafe fn`; put it on a safe function that calls it",
        );
    }
    let is_behind = |attribute: &&Attribute| {
        let last = attribute.path().segments.last();
        last.is_some_and(|segment| segment.ident == "write_behind")
    };
    if let Some(other) = function.attributes.iter().find(is_behind) {
        errors.at(
            other,
            "`#[write_behind]` stands on this function twice; remove one",
        );
    }
    if let Body::Missing(semicolon) = &function.body {
        errors.at(
            semicolon,
            "`#[write_behind]` needs a body; put it on a free function or an inherent method",
        );
    }
    check_generics(function, errors);
    if is_nothing(&signature.output) {
        errors.at(
            &signature.ident,
            "the function returns nothing, so nobody would know of a batch that was not saved; return `Result<(), E>`",
        );
    }
}

fn check_generics(function: &Function, errors: &mut Errors) {
    let signature = &function.signature;
    for param in &signature.generics.params {
        if matches!(param, GenericParam::Type(_) | GenericParam::Const(_)) {
            errors.at(
                param,
                "a sink cannot be generic: its queue is one for all calls, and holds items of one type; write the type out",
            );
        }
    }
    for input in &signature.inputs {
        if has_word(input.to_token_stream(), "impl") {
            errors.at(
                input,
                "a sink cannot take `impl Trait`: its queue is one for all calls; write the type out",
            );
        }
    }
}

fn is_nothing(output: &ReturnType) -> bool {
    match output {
        ReturnType::Default => true,
        ReturnType::Type(_, ty) => {
            matches!(bare_type(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
        }
    }
}

/// The argument that takes the items, and what one of them is called.
pub(super) fn item(
    args: &Args,
    function: &Function,
    arguments: &Arguments,
    errors: &mut Errors,
) -> Option<Item> {
    let items = items(function, arguments, errors);
    let Some(written) = args.item.written() else {
        if !args.item.is_broken() {
            errors.push(Error::new(
                Span::call_site(),
                "`item` is missing: say what one item is called in `key`, as in `item = user`",
            ));
        }
        return None;
    };
    let name = &written.value;
    if arguments.find(&name.unraw().to_string()).is_some() {
        errors.at(
            name,
            format!("`{name}` is an argument already; give one item a name of its own"),
        );
        return None;
    }
    let (place, ty) = items?;
    if has_borrow(&ty.to_token_stream()) {
        errors.at(
            &ty,
            "an item waits when the call is over, and cannot borrow; take owned items",
        );
        return None;
    }
    Some(Item {
        name: name.clone(),
        ty,
        place,
    })
}

/// The one argument of type `Vec<T>`, and `T`.
fn items(function: &Function, arguments: &Arguments, errors: &mut Errors) -> Option<(usize, Type)> {
    let all = arguments.parameters.iter().enumerate();
    let mut found = all.filter_map(|(place, parameter)| Some((place, of_vec(parameter.ty())?)));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        (Some(_), Some((place, _))) => {
            errors.at(
                arguments.parameters[place].ty(),
                "two arguments are a `Vec`, and the batch is one of them; wrap the other, as in `Arc<[T]>`",
            );
            None
        }
        _ => {
            errors.at(
                &function.signature.ident,
                "a sink takes its batch as `Vec<T>`, and this function has no such argument; add one, as in `users: Vec<User>`",
            );
            None
        }
    }
}

/// `T` of a type that is spelled `Vec<T>`.
fn of_vec(ty: &Type) -> Option<Type> {
    let Type::Path(path) = bare_type(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let mut types = arguments.args.iter();
    match (types.next(), types.next()) {
        (Some(GenericArgument::Type(item)), None) if last.ident == "Vec" => Some(item.clone()),
        _ => None,
    }
}

/// Reports the arguments beside the items that cannot be kept.
pub(super) fn check_kept(arguments: &Arguments, errors: &mut Errors) {
    let receiver = arguments
        .receiver
        .iter()
        .map(|receiver| (of_receiver(receiver), receiver.to_token_stream()));
    let parameters = arguments
        .parameters
        .iter()
        .filter(|parameter| of_vec(parameter.ty()).is_none())
        .map(|parameter| (of_type(parameter.ty()), parameter.ty().to_token_stream()));
    let all: Vec<(Lending, TokenStream)> = receiver.chain(parameters).collect();
    for (lending, place) in all {
        let fault = match lending {
            Lending::Owned | Lending::Shared => continue,
            Lending::Exclusive => "is borrowed exclusively",
            Lending::Deep => "borrows deeper than a plain `&T` does",
        };
        errors.at(
            place,
            format!("this argument {fault}, and cannot be kept for the batches that are saved when the call is over; take an owned value or an `Arc`"),
        );
    }
}
