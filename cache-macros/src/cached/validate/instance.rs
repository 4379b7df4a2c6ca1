//! What keeps apart the entries of one generic function: the types it is called with, where the key does not tell.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::ext::IdentExt as _;
use syn::{ConstParam, Error, GenericParam, Result, ReturnType, TypeParam};

use super::super::model::Instance;
use super::key::Key;
use crate::arguments::{Arguments, Parameter};
use crate::diagnostics::Errors;
use crate::function::Function;
use crate::mention::has_word;

/// The types, `Self` first.
pub(super) fn of(
    function: &Function,
    arguments: &Arguments,
    key: &Key,
    errors: &mut Errors,
) -> Vec<Instance> {
    let mut instances = Vec::new();
    if function.is_associated() {
        instances.push(if key.is_default {
            Instance::Type(quote!(Self))
        } else {
            Instance::GenericsOf(quote!(Self))
        });
    }
    let types = Types::of(function, arguments, key);
    for param in &function.signature.generics.params {
        match param {
            GenericParam::Lifetime(_) => {}
            GenericParam::Type(param) => instances.extend(types.of_type(param)),
            GenericParam::Const(param) => {
                instances.extend(errors.keep(types.of_constant(param)).flatten());
            }
        }
    }
    instances
}

/// The types in a signature, by what they have to do with the key.
struct Types<'a> {
    keyed: TokenStream,
    ignored: TokenStream,
    returned: &'a ReturnType,
    key: &'a Key,
}

impl<'a> Types<'a> {
    fn of(function: &'a Function, arguments: &Arguments, key: &'a Key) -> Self {
        let is_keyed = |parameter: &&Parameter| {
            parameter
                .names()
                .any(|name| key.names.contains(&name.unraw().to_string()))
        };
        let (keyed, ignored): (Vec<_>, Vec<_>) = arguments.parameters.iter().partition(is_keyed);
        let types = |parameters: Vec<&Parameter>| -> TokenStream {
            parameters
                .into_iter()
                .map(|parameter| parameter.ty().to_token_stream())
                .collect()
        };
        Self {
            keyed: types(keyed),
            ignored: types(ignored),
            returned: &function.signature.output,
            key,
        }
    }

    /// A type that only ignored arguments have changes the result no more than they do.
    fn of_type(&self, param: &TypeParam) -> Option<Instance> {
        let name = param.ident.to_string();
        let matters =
            has_word(self.keyed.clone(), &name) || has_word(self.returned.to_token_stream(), &name);
        let is_ignored = has_word(self.ignored.clone(), &name);
        let ident = &param.ident;
        (matters || !is_ignored).then(|| Instance::Type(quote!(#ident)))
    }

    /// A constant has no name of its own at run time, but an array of that length has.
    fn of_constant(&self, param: &ConstParam) -> Result<Option<Instance>> {
        let name = param.ident.to_string();
        if self.key.names.contains(&name) || has_word(self.keyed.clone(), &name) {
            return Ok(None);
        }
        if param.ty.to_token_stream().to_string() == "usize" {
            let ident = &param.ident;
            return Ok(Some(Instance::Type(quote!([(); #ident]))));
        }
        if has_word(self.ignored.clone(), &name) {
            return Ok(None);
        }
        Err(Error::new_spanned(
            &param.ident,
            format!(
                "calls with different `{name}` would share one entry; put it into the key as `<{name}>`"
            ),
        ))
    }
}
