//! The function with its body in place, and what happens before and after it.
//!
//! The signature stays as it is written: the patterns of the parameters bind their names for the attribute too, and the next
//! attribute finds what this one has found.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::cached::{BoxedFuture, Form};
use crate::function::{Body, Function};
use crate::locals::local;
use crate::paths::{Runtime, located_at};

/// A function, and how its body runs.
pub(crate) struct Written {
    pub(crate) runtime: Runtime,
    pub(crate) function: Function,
    pub(crate) form: Form,
    /// The type that the body returns, or `_`.
    pub(crate) returned: TokenStream,
}

/// What stands around a body.
pub(crate) struct Around {
    pub(crate) before: TokenStream,
    /// The runtime's function that runs the body; its twin for async bodies ends in `_async`.
    pub(crate) entry: &'static str,
    /// What that is given before the body, each with a comma.
    pub(crate) first: TokenStream,
    /// What it is given after the body.
    pub(crate) last: TokenStream,
}

impl Written {
    pub(crate) fn around_body(&self, around: &Around) -> TokenStream {
        let Function {
            attributes,
            visibility,
            signature,
            ..
        } = &self.function;
        let body = match &self.form {
            Form::Sync | Form::Async => self.run(around, &self.function.statements()),
            Form::Boxed(future) => {
                let BoxedFuture {
                    before,
                    pin,
                    statements,
                    ..
                } = &**future;
                let run = self.run(around, &quote!(#(#statements)*));
                quote!(#(#before)* #pin(async move { #run }))
            }
        };
        quote!(#(#attributes)* #visibility #signature { #body })
    }

    fn run(&self, around: &Around, statements: &TokenStream) -> TokenStream {
        let Around {
            before,
            entry,
            first,
            last,
        } = around;
        let r = &self.runtime;
        let (body, success) = (local("body"), local("success"));
        let spliced = self.spliced(statements);
        match self.form {
            Form::Sync => {
                let entry = format_ident!("{entry}");
                quote! {
                    #before
                    let #body = #r::call(move || #spliced);
                    let #success = #r::success!(once_called, #body);
                    #r::#entry(#first #success, #body, #last)
                }
            }
            Form::Async | Form::Boxed(_) => {
                let entry = format_ident!("{entry}_async");
                quote! {
                    #before
                    let #body = async move #spliced;
                    let #success = #r::success!(once_awaited, #body);
                    #r::#entry(#first #success, #body, #last).await
                }
            }
        }
    }

    /// The user's statements, after a `return` that never runs and pins the type: any other shape moves rustc's messages
    /// about the body onto the attribute.
    fn spliced(&self, statements: &TokenStream) -> TokenTree {
        let returned = &self.returned;
        let span = located_at(returned.span());
        let r = self.runtime.at(span);
        let pin = quote_spanned!(span=> return #r::never::<#returned>(););
        let block = quote! {
            if false { #pin }
            #statements
        };
        let mut group = Group::new(Delimiter::Brace, block);
        if let Body::Present(body) = &self.function.body {
            group.set_span(located_at(body.span()));
        }
        TokenTree::Group(group)
    }
}
