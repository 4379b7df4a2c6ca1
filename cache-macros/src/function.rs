//! The annotated function: its parts as written, and questions about them. Knows nothing about caching.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{Attribute, Error, Meta, Result, Signature, Token, Type, TypePath, Visibility};

use crate::mention::has_word;

/// A function or method whose body stays raw tokens: nothing of it is lost, and rustc's errors point into the user's lines.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: Body,
}

#[derive(Clone)]
pub(crate) enum Body {
    /// In braces.
    Present(Group),
    /// A method that a trait requires.
    Missing(Token![;]),
}

impl Parse for Function {
    fn parse(input: ParseStream) -> Result<Self> {
        Self::read(input, "#[cached]")
    }
}

impl Function {
    /// The function that stands under `attribute`.
    pub(crate) fn under(attribute: &str, item: TokenStream) -> Result<Self> {
        (|input: ParseStream<'_>| Self::read(input, attribute)).parse2(item)
    }

    fn read(input: ParseStream, attribute: &str) -> Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = signature(input, attribute)?;
        let body = body(input)?;
        Ok(Self {
            attributes,
            visibility,
            signature,
            body,
        })
    }
}

fn signature(input: ParseStream, attribute: &str) -> Result<Signature> {
    let start = input.fork();
    input.parse().map_err(|error| {
        if start.peek(Token![fn]) || start.peek2(Token![fn]) || start.peek3(Token![fn]) {
            return error;
        }
        start.error(format!("`{attribute}` can only be applied to a function"))
    })
}

fn body(input: ParseStream) -> Result<Body> {
    if input.peek(Token![;]) {
        return Ok(Body::Missing(input.parse()?));
    }
    let tree: TokenTree = input.parse()?;
    let span = tree.span();
    match bare(tree) {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            Ok(Body::Present(group))
        }
        _ => Err(Error::new(span, "expected the body of a function")),
    }
}

/// The tree without the invisible group that a `$body:block` of another macro stands in.
fn bare(tree: TokenTree) -> TokenTree {
    let TokenTree::Group(group) = &tree else {
        return tree;
    };
    let mut inside = group.stream().into_iter();
    match (group.delimiter(), inside.next(), inside.next()) {
        (Delimiter::None, Some(only), None) => bare(only),
        _ => tree,
    }
}

/// The type without the invisible group that a `$type:ty` of another macro stands in.
pub(crate) fn bare_type(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => bare_type(&group.elem),
        ty => ty,
    }
}

/// Where a type is best pointed at by what has to be one token: at its own name, behind its references and its path.
pub(crate) fn place_of(ty: &Type) -> Span {
    match bare_type(ty) {
        Type::Reference(reference) => place_of(&reference.elem),
        Type::Path(TypePath { path, .. }) => path
            .segments
            .last()
            .map_or_else(|| ty.span(), |last| last.ident.span()),
        other => other.span(),
    }
}

impl Function {
    /// The name without `r#`, fit to be part of another name.
    pub(crate) fn bare_name(&self) -> String {
        self.signature.ident.unraw().to_string()
    }

    /// Whether the function can only stand in an `impl` or a `trait`.
    pub(crate) fn is_associated(&self) -> bool {
        self.signature.receiver().is_some() || has_word(self.signature_and_body(), "Self")
    }

    /// The tokens between the braces.
    pub(crate) fn statements(&self) -> TokenStream {
        match &self.body {
            Body::Present(group) => group.stream(),
            Body::Missing(_) => TokenStream::new(),
        }
    }

    /// `#[cfg]`: what a sibling of the function must share to exist exactly when it does.
    pub(crate) fn conditions(&self) -> Vec<&Attribute> {
        self.attributes_named(&["cfg"])
    }

    /// The attributes that speak of the signature and the body, and so belong to every copy of them.
    pub(crate) fn conditions_and_lints(&self) -> Vec<&Attribute> {
        self.attributes_named(&["cfg", "cfg_attr", "allow", "expect", "warn", "deny"])
    }

    fn attributes_named(&self, names: &[&str]) -> Vec<&Attribute> {
        let is_named =
            |attribute: &&Attribute| names.iter().any(|name| attribute.path().is_ident(name));
        self.attributes.iter().filter(is_named).collect()
    }

    fn signature_and_body(&self) -> TokenStream {
        let signature = &self.signature;
        let statements = self.statements();
        quote!(#signature #statements)
    }
}

/// The attribute with `expect` turned into `allow`, for code in which the expected lint may have nothing to say.
pub(crate) fn tolerant(attribute: &Attribute) -> TokenStream {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("expect") => {
            let lints = &list.tokens;
            quote!(#[allow(#lints)])
        }
        _ => attribute.to_token_stream(),
    }
}
