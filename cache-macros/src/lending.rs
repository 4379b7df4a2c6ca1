//! How a function is lent its arguments, as far as the spelling of their types tells.

use syn::{Receiver, ReceiverKind, Type, TypeReference};

use crate::function::bare_type;
use crate::mention::has_borrow;
use quote::ToTokens as _;

/// What a caller keeps of an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lending {
    /// Nothing: it is passed by value, or lasts as long as the program.
    Owned,
    /// All: it is a shared reference to something that borrows nothing.
    Shared,
    /// All, and nobody else may have it.
    Exclusive,
    /// It borrows in another way, somewhere inside.
    Deep,
}

pub(crate) fn of_type(ty: &Type) -> Lending {
    match bare_type(ty) {
        Type::Reference(TypeReference {
            mutability: Some(_),
            ..
        }) => Lending::Exclusive,
        Type::Reference(reference) if has_borrow(&reference.elem.to_token_stream()) => {
            Lending::Deep
        }
        Type::Reference(reference) if !is_static(reference.lifetime.as_ref()) => Lending::Shared,
        Type::Reference(_) => Lending::Owned,
        other if has_borrow(&other.to_token_stream()) => Lending::Deep,
        _ => Lending::Owned,
    }
}

pub(crate) fn of_receiver(receiver: &Receiver) -> Lending {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, Some(_)) => Lending::Exclusive,
        ReceiverKind::Reference(_, lifetime, None) if is_static(lifetime.as_ref()) => {
            Lending::Owned
        }
        ReceiverKind::Reference(_, _, None) => Lending::Shared,
        ReceiverKind::Typed(_, ty) => of_type(ty),
        _ => Lending::Owned,
    }
}

fn is_static(lifetime: Option<&syn::Lifetime>) -> bool {
    lifetime.is_some_and(|lifetime| lifetime.ident == "static")
}

#[cfg(test)]
mod tests {
    use super::{Lending, of_receiver, of_type};

    #[test]
    fn types_by_what_they_borrow() {
        let table = [
            ("u64", Lending::Owned),
            ("Arc<Db>", Lending::Owned),
            ("&'static str", Lending::Owned),
            ("Cow<'static, str>", Lending::Owned),
            ("impl Display", Lending::Owned),
            ("&str", Lending::Shared),
            ("&'a Db", Lending::Shared),
            ("&[&'static str]", Lending::Shared),
            ("&impl Display", Lending::Shared),
            ("&Arc<dyn Fn(&str) -> u8>", Lending::Shared),
            ("&mut Db", Lending::Exclusive),
            ("&&str", Lending::Deep),
            ("&[&str]", Lending::Deep),
            ("&Query<'_>", Lending::Deep),
            ("Query<'a>", Lending::Deep),
            ("Option<&str>", Lending::Deep),
            ("(&str, u8)", Lending::Deep),
        ];
        for (ty, lending) in table {
            assert_eq!(of_type(&syn::parse_str(ty).unwrap()), lending, "{ty}");
        }
    }

    #[test]
    fn receivers_by_what_they_borrow() {
        let table = [
            ("self", Lending::Owned),
            ("mut self", Lending::Owned),
            ("&'static self", Lending::Owned),
            ("self: Arc<Self>", Lending::Owned),
            ("&self", Lending::Shared),
            ("&'a self", Lending::Shared),
            ("self: &Arc<Self>", Lending::Shared),
            ("&mut self", Lending::Exclusive),
            ("self: &mut Self", Lending::Exclusive),
        ];
        for (receiver, lending) in table {
            let signature: syn::Signature = syn::parse_str(&format!("fn f({receiver})")).unwrap();
            assert_eq!(
                of_receiver(signature.receiver().unwrap()),
                lending,
                "{receiver}"
            );
        }
    }
}
