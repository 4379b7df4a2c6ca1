//! How a function is lent its arguments, as far as the spelling of their types tells.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use syn::{Lifetime, Receiver, ReceiverKind, Type, TypeReference};

use crate::function::bare_type;
use crate::mention::{has_borrow, is_of_a_function};
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

/// Names for the lifetimes that a signature leaves out, each another one. Where a type stands elsewhere than as that of an
/// argument, they must be written.
#[derive(Default)]
pub(crate) struct Elisions {
    given: usize,
    /// The one name for all.
    only: Option<Lifetime>,
}

impl Elisions {
    /// The same name for all.
    pub(crate) fn all(lifetime: &Lifetime) -> Self {
        Self {
            given: 0,
            only: Some(lifetime.clone()),
        }
    }

    /// The type with its lifetimes written. Those that its spelling hides (`Cow<str>`) stay hidden, and those of a
    /// function's type are its own.
    pub(crate) fn named(&mut self, ty: &Type) -> TokenStream {
        let tokens = ty.to_token_stream();
        if is_of_a_function(&tokens) {
            return tokens;
        }
        self.written(tokens)
    }

    /// The same, with one name for all in this type: what lies inside need not last longer than what is around it.
    pub(crate) fn named_alike(&mut self, ty: &Type) -> TokenStream {
        let next = numbered(self.given);
        let mut alike = Self::all(&next);
        let named = alike.named(ty);
        self.given += usize::from(alike.given > 0);
        named
    }

    /// The names given so far.
    pub(crate) fn lifetimes(&self) -> impl Iterator<Item = Lifetime> {
        (0..self.given).map(numbered)
    }

    fn written(&mut self, tokens: TokenStream) -> TokenStream {
        let mut trees = tokens.into_iter().peekable();
        let mut written = TokenStream::new();
        while let Some(tree) = trees.next() {
            let is = |character| matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == character);
            let next_is_tick =
                matches!(trees.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '\'');
            let next_is_blank = matches!(trees.peek(), Some(TokenTree::Ident(name)) if name == "_");
            if is('\'') && next_is_blank {
                trees.next();
                self.next().to_tokens(&mut written);
            } else if is('&') && !next_is_tick {
                written.extend([tree]);
                self.next().to_tokens(&mut written);
            } else if let TokenTree::Group(group) = tree {
                let inside = self.written(group.stream());
                let mut group_written = Group::new(group.delimiter(), inside);
                group_written.set_span(group.span());
                written.extend([TokenTree::Group(group_written)]);
            } else {
                written.extend([tree]);
            }
        }
        written
    }

    fn next(&mut self) -> Lifetime {
        let lifetime = match &self.only {
            Some(only) => only.clone(),
            None => numbered(self.given),
        };
        self.given += 1;
        lifetime
    }
}

fn numbered(number: usize) -> Lifetime {
    Lifetime::new(&format!("'a{number}"), Span::mixed_site())
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::Elisions;
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
    fn lifetimes_that_are_left_out_get_names() {
        let table = [
            ("u64", "u64"),
            ("&str", "&'a0 str"),
            ("&'b &mut str", "&'b &'a0 mut str"),
            ("(&str, Cow<'_, str>)", "(&'a0 str, Cow<'a1, str>)"),
            ("&[&&str]", "&'a0 [&'a1 &'a2 str]"),
            ("fn(&str) -> &str", "fn(&str) -> &str"),
        ];
        for (ty, expected) in table {
            let named = Elisions::default().named(&syn::parse_str(ty).unwrap());
            let expected: syn::Type = syn::parse_str(expected).unwrap();
            assert_eq!(
                named.to_string(),
                expected.to_token_stream().to_string(),
                "{ty}"
            );
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
