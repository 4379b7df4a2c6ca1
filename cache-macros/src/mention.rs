//! Which names a piece of code mentions, judged by its tokens.
//!
//! Tokens, not syntax trees: a name inside a macro call counts too. The answer may be too wide, never too narrow.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt as _;

/// Whether `word` occurs anywhere as an identifier, for instance a type parameter in a type.
pub(crate) fn has_word(tokens: TokenStream, word: &str) -> bool {
    any(tokens, &|_, token, _| is_word(token, word))
}

/// Whether `'name` occurs.
pub(crate) fn has_lifetime(tokens: TokenStream, name: &str) -> bool {
    any(tokens, &|before, token, _| {
        is_punct(before, '\'') && is_word(token, name)
    })
}

/// Whether a type borrows for less than `'static`, as far as its spelling tells.
pub(crate) fn has_borrow(tokens: &TokenStream) -> bool {
    if is_of_a_function(tokens) {
        return false;
    }
    any(tokens.clone(), &|before, token, after| match token {
        TokenTree::Punct(_) => is_punct(Some(token), '&') && !is_punct(after, '\''),
        token => is_punct(before, '\'') && !is_word(token, "static"),
    })
}

/// Whether the type is, or holds, that of a function: its lifetimes are its own.
pub(crate) fn is_of_a_function(tokens: &TokenStream) -> bool {
    let has = |word: &&str| has_word(tokens.clone(), word);
    ["fn", "Fn", "FnMut", "FnOnce"].iter().any(has)
}

/// Whether a type that may be stored borrows from the program itself, as far as its spelling tells. A `Cow` can own.
pub(crate) fn has_static_borrow(tokens: &TokenStream) -> bool {
    has_punct(tokens.clone(), '&')
        || (has_lifetime(tokens.clone(), "static") && !has_word(tokens.clone(), "Cow"))
}

/// Whether the punctuation `character` occurs.
pub(crate) fn has_punct(tokens: TokenStream, character: char) -> bool {
    any(tokens, &|_, token, _| is_punct(Some(token), character))
}

/// Whether the variable `name` is read: not a field, a method, a path segment or a lifetime of that name.
pub(crate) fn has_variable(tokens: TokenStream, name: &str) -> bool {
    any(tokens, &|before, token, after| match token {
        TokenTree::Ident(_) => {
            is_word(token, name)
                && !is_punct(before, '.')
                && !is_punct(before, ':')
                && !is_punct(before, '\'')
                && !is_punct(after, ':')
        }
        TokenTree::Literal(literal) => is_interpolated(&literal.to_string(), name),
        _ => false,
    })
}

/// Whether a format string names the variable, as in `"{name}"` or `"{name:?}"`.
fn is_interpolated(literal: &str, name: &str) -> bool {
    literal.contains(&format!("{{{name}}}")) || literal.contains(&format!("{{{name}:"))
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident.unraw() == word)
}

fn is_punct(token: Option<&TokenTree>, character: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

/// Whether `test(before, token, after)` holds for a token at any depth.
fn any(
    tokens: TokenStream,
    test: &impl Fn(Option<&TokenTree>, &TokenTree, Option<&TokenTree>) -> bool,
) -> bool {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    trees.iter().enumerate().any(|(index, tree)| match tree {
        TokenTree::Group(group) => any(group.stream(), test),
        tree => {
            let before = index.checked_sub(1).and_then(|index| trees.get(index));
            // `a..b` reads `b`, although a dot stands before it.
            let after_range = before_is_range(&trees, index);
            test(before.filter(|_| !after_range), tree, trees.get(index + 1))
        }
    })
}

fn before_is_range(trees: &[TokenTree], index: usize) -> bool {
    index >= 2 && is_punct(trees.get(index - 1), '.') && is_punct(trees.get(index - 2), '.')
}

#[cfg(test)]
mod tests {
    use super::{has_borrow, has_lifetime, has_variable, has_word};

    fn reads(code: &str, name: &str) -> bool {
        has_variable(code.parse().unwrap(), name)
    }

    #[test]
    fn fields_methods_and_paths_are_no_variables() {
        assert!(!reads("user.id", "id"));
        assert!(!reads("user.id()", "id"));
        assert!(!reads("id::of(user)", "id"));
        assert!(!reads("User { id: 3 }", "id"));
        assert!(!reads("Self::id(user)", "id"));
    }

    #[test]
    fn variables_are_found_at_any_depth() {
        assert!(reads("f(&[id])", "id"));
        assert!(reads("0..id", "id"));
        assert!(reads("id.len()", "id"));
        assert!(reads("User { id }", "id"));
        assert!(reads("format!(\"{id:?}\")", "id"));
    }

    #[test]
    fn lifetimes_are_not_words_of_types() {
        let code = || "&'a str".parse().unwrap();
        assert!(has_lifetime(code(), "a"));
        assert!(has_word(code(), "str"));
    }

    #[test]
    fn types_that_borrow() {
        let borrows = |code: &str| has_borrow(&code.parse().unwrap());
        for code in [
            "&str",
            "&'a str",
            "Option<&str>",
            "Cow<'_, str>",
            "Result<(u8, &[u8]), E>",
            "&&'static str",
        ] {
            assert!(borrows(code), "{code}");
        }
        for code in [
            "String",
            "&'static str",
            "Option<&'static [&'static str]>",
            "fn(&str) -> &str",
            "Arc<dyn Fn(&str) -> u8>",
            "Cow<'static, str>",
        ] {
            assert!(!borrows(code), "{code}");
        }
    }
}
