//! Which generic parameters of a function a part of it needs.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{GenericParam, Generics, Ident, Token, WhereClause, WherePredicate};

use crate::mention::{has_lifetime, has_word};

/// The generic parameters that `tokens` mention, those that their bounds mention in turn, and the predicates between them.
pub(crate) fn needed_by(generics: &Generics, tokens: &TokenStream) -> Generics {
    let mut needed: Vec<&GenericParam> = Vec::new();
    let mut seen = tokens.clone();
    while let Some(next) = generics
        .params
        .iter()
        .find(|param| !contains(&needed, param) && mentions(&seen, param))
    {
        seen.extend(next.to_token_stream());
        needed.push(next);
    }
    let is_needed = |param: &&GenericParam| contains(&needed, param);
    let dropped: Vec<&GenericParam> = generics
        .params
        .iter()
        .filter(|param| !is_needed(param))
        .collect();
    Generics {
        params: generics.params.iter().filter(is_needed).cloned().collect(),
        where_clause: generics
            .where_clause
            .as_ref()
            .and_then(|clause| without(clause, &dropped)),
        lt_token: generics.lt_token,
        gt_token: generics.gt_token,
    }
}

/// `::<T, N>` with the types and constants of `generics`, or nothing. Lifetimes are left to inference.
pub(crate) fn turbofish(generics: &Generics) -> TokenStream {
    let names: Vec<&Ident> = generics.params.iter().filter_map(name_of_value).collect();
    if names.is_empty() {
        TokenStream::new()
    } else {
        quote!(::<#(#names),*>)
    }
}

fn name_of_value(param: &GenericParam) -> Option<&Ident> {
    match param {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Const(param) => Some(&param.ident),
    }
}

fn contains(params: &[&GenericParam], param: &GenericParam) -> bool {
    params.iter().any(|other| std::ptr::eq(*other, param))
}

fn mentions(tokens: &TokenStream, param: &GenericParam) -> bool {
    match param {
        GenericParam::Lifetime(param) => {
            has_lifetime(tokens.clone(), &param.lifetime.ident.to_string())
        }
        GenericParam::Type(param) => has_word(tokens.clone(), &param.ident.to_string()),
        GenericParam::Const(param) => has_word(tokens.clone(), &param.ident.to_string()),
    }
}

fn without(clause: &WhereClause, dropped: &[&GenericParam]) -> Option<WhereClause> {
    let is_kept = |predicate: &&WherePredicate| {
        let tokens = predicate.to_token_stream();
        !dropped.iter().any(|param| mentions(&tokens, param))
    };
    let predicates: Punctuated<WherePredicate, Token![,]> =
        clause.predicates.iter().filter(is_kept).cloned().collect();
    (!predicates.is_empty()).then(|| WhereClause {
        where_token: clause.where_token,
        predicates,
    })
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;
    use syn::Signature;

    use super::{needed_by, turbofish};

    fn needed(signature: &str, tokens: &str) -> (String, String) {
        let signature: Signature = syn::parse_str(signature).unwrap();
        let generics = needed_by(&signature.generics, &tokens.parse().unwrap());
        (
            generics.to_token_stream().to_string(),
            generics.where_clause.to_token_stream().to_string(),
        )
    }

    #[test]
    fn bounds_pull_in_what_they_mention() {
        let signature =
            "fn f<'a, T: Into<U>, U, V>(t: &'a T) where T: Clone, V: Copy, (U, V): Send";
        assert_eq!(
            needed(signature, "T"),
            ("< T : Into < U > , U >".into(), "where T : Clone".into())
        );
        assert_eq!(
            needed(signature, "&'a u8"),
            ("< 'a >".into(), String::new())
        );
        assert_eq!(needed(signature, ""), (String::new(), String::new()));
    }

    #[test]
    fn a_turbofish_leaves_lifetimes_out() {
        let signature: Signature = syn::parse_str("fn f<'a, T, const N: usize>(t: &'a T)").unwrap();
        assert_eq!(turbofish(&signature.generics).to_string(), ":: < T , N >");
    }
}
