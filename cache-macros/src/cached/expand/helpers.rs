//! The helpers: functions beside the annotated one that name, look at, change or drop its entries.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Attribute, Generics, Type, Visibility};

use super::super::model::{Form, Model, Prefix, Siblings};
use super::function::{self, Entry, runtime_function};
use super::{call, for_writers, links, shape, warm};
use crate::arguments::Parameter;
use crate::generics::{needed_by, turbofish};
use crate::locals::local;
use crate::paths::located_at;

/// All helpers, in the order of the documentation.
pub(super) fn all(model: &Model, visibility: &Visibility) -> TokenStream {
    let helpers = [
        key(model),
        invalidate(model),
        expire(model),
        invalidate_all(model),
    ];
    let helpers = helpers
        .iter()
        .map(|helper| helper.render(model, visibility));
    let uncached = uncached(model, visibility);
    let cached = cached(model, visibility);
    let refresh = refresh(model, visibility);
    let peek = peek(model).render(model, visibility);
    let put = put(model).render(model, visibility);
    let warm = warm::helper(model, visibility);
    let for_writers = for_writers::all(model, visibility);
    quote!(#(#helpers)* #uncached #cached #refresh #peek #put #warm #for_writers)
}

/// Those about one element of a batch.
pub(super) fn of_element(model: &Model, visibility: &Visibility) -> TokenStream {
    let helpers = [
        key(model),
        invalidate(model),
        expire(model),
        invalidate_all(model),
        peek(model),
        put(model),
    ];
    let helpers = helpers
        .iter()
        .map(|helper| helper.render(model, visibility));
    let for_writers = for_writers::all(model, visibility);
    quote!(#(#helpers)* #for_writers)
}

/// A helper that takes only the arguments that its body reads.
pub(super) struct Helper {
    pub(super) name: Ident,
    pub(super) summary: String,
    pub(super) errors: Option<&'static str>,
    pub(super) must_use: bool,
    /// Whether the runtime is to learn which place of the source has called.
    pub(super) tells_caller: bool,
    pub(super) is_async: bool,
    /// The user's expressions in the body, searched for arguments and generic parameters.
    pub(super) reads: TokenStream,
    /// A parameter that the annotated function does not have.
    pub(super) value: Option<TokenStream>,
    pub(super) output: TokenStream,
    pub(super) body: TokenStream,
}

const INVALIDATION_ERRORS: &str = "If a tier could not be told.";

/// `get_user_key(id) -> CacheKey`
pub(super) fn key(model: &Model) -> Helper {
    let r = &model.runtime;
    let call = call::anywhere(model);
    let links = links::function(model, &links::statements_from_key(model));
    Helper {
        name: name(model, "", "_key"),
        summary: format!("The key of one entry of `{}`.", model.function.bare_name()),
        errors: None,
        must_use: true,
        tells_caller: false,
        is_async: false,
        reads: call::reads_anywhere(model),
        value: None,
        output: quote!(#r::CacheKey),
        body: quote!(#call.key(#links)),
    }
}

/// `invalidate_get_user(id)`
fn invalidate(model: &Model) -> Helper {
    let summary = format!(
        "Removes one entry of `{}`, everywhere.",
        model.function.bare_name()
    );
    removal(model, name(model, "invalidate_", ""), summary, "invalidate")
}

/// `expire_get_user(id)`
fn expire(model: &Model) -> Helper {
    let summary = format!(
        "Marks one entry of `{}` as stale; it stays as a fallback.",
        model.function.bare_name()
    );
    removal(model, name(model, "expire_", ""), summary, "expire")
}

fn removal(model: &Model, name: Ident, summary: String, entry: &str) -> Helper {
    let (call, entry) = (call::unconditional(model), runtime_function(model, entry));
    Helper {
        name,
        summary,
        errors: Some(INVALIDATION_ERRORS),
        must_use: false,
        tells_caller: true,
        is_async: false,
        reads: call::reads(model),
        value: None,
        output: removal_output(model),
        body: quote!(#entry(#call)),
    }
}

/// `invalidate_all_get_user()`
fn invalidate_all(model: &Model) -> Helper {
    let (call, entry) = (call::all(model), runtime_function(model, "invalidate_all"));
    Helper {
        name: name(model, "invalidate_all_", ""),
        summary: format!(
            "Removes every entry of `{}`, everywhere.",
            model.function.bare_name()
        ),
        errors: Some(INVALIDATION_ERRORS),
        must_use: false,
        tells_caller: true,
        is_async: false,
        reads: call::reads_of_cache(model),
        value: None,
        output: removal_output(model),
        body: quote!(#entry(#call)),
    }
}

/// A named future for an async function, so that dropping it unpolled can be warned of.
fn removal_output(model: &Model) -> TokenStream {
    let r = &model.runtime;
    if is_async(model) {
        quote!(#r::Invalidation)
    } else {
        quote!(::core::result::Result<#r::Invalidated, #r::Error>)
    }
}

/// `peek_get_user(id) -> Option<Cached<User>>`
fn peek(model: &Model) -> Helper {
    let r = &model.runtime;
    let (call, shape) = (call::unconditional(model), shape::expression(model));
    let (call_name, shape_name) = (local("call"), shape::name(model));
    let value = Returned::of(model).value();
    let answer = function::answer(model, "peek", &quote!(#call_name, #shape_name));
    Helper {
        name: name(model, "peek_", ""),
        summary: format!(
            "The entry of `{}` as it stands in the cache; never loads.",
            model.function.bare_name()
        ),
        errors: None,
        must_use: true,
        tells_caller: false,
        is_async: is_async(model),
        reads: call::reads(model),
        value: None,
        output: quote!(::core::option::Option<#r::Cached<#value>>),
        body: quote!(let #call_name = #call; let #shape_name = #shape; #answer),
    }
}

/// `put_get_user(id, value)`
fn put(model: &Model) -> Helper {
    let r = &model.runtime;
    let storing = for_writers::storing(model);
    let value = local("value");
    let putting = storing.called(model, &[value]);
    let put = runtime_function(model, "put");
    Helper {
        name: name(model, "put_", ""),
        summary: format!(
            "Stores a value as if `{}` had just returned it.",
            model.function.bare_name()
        ),
        errors: Some("If a tier could not store it."),
        must_use: false,
        tells_caller: false,
        is_async: is_async(model),
        output: quote!(::core::result::Result<(), #r::Error>),
        body: quote!(#put(#putting)),
        ..storing
    }
}

pub(super) fn uncached(model: &Model, visibility: &Visibility) -> TokenStream {
    let summary = format!(
        "The body of `{}`, which never touches the cache.",
        model.function.bare_name()
    );
    let errors = Returned::of(model).errors("Whatever the body returns.");
    let (docs, function) = (
        docs(&summary, errors),
        function::uncached(model, visibility),
    );
    let allow = allow_as_written();
    quote!(#docs #allow #function)
}

fn cached(model: &Model, visibility: &Visibility) -> TokenStream {
    let summary = format!(
        "Calls `{}` and tells where the value came from.",
        model.function.bare_name()
    );
    let output = Returned::of(model).cached(model);
    variant(
        model,
        visibility,
        name(model, "", "_cached"),
        &summary,
        &output,
        Entry::GetOrLoadCached,
    )
}

fn refresh(model: &Model, visibility: &Visibility) -> TokenStream {
    let summary = format!(
        "Runs `{}` now and stores what it returns, whatever is cached.",
        model.function.bare_name()
    );
    let returns = &model.returns;
    variant(
        model,
        visibility,
        name(model, "refresh_", ""),
        &summary,
        &quote!(#returns),
        Entry::Refresh,
    )
}

fn variant(
    model: &Model,
    visibility: &Visibility,
    name: Ident,
    summary: &str,
    output: &TokenStream,
    entry: Entry,
) -> TokenStream {
    let docs = docs(
        summary,
        Returned::of(model).errors("As the function itself."),
    );
    let allow = allow_as_written();
    let function = function::variant(model, visibility, name, output, entry);
    quote!(#docs #[inline] #allow #function)
}

/// The return type, as far as its spelling tells. An alias under another name than `Result` is left to the runtime.
pub(super) enum Returned<'a> {
    Plain(&'a Type),
    Fallible {
        value: TokenStream,
        error: TokenStream,
    },
}

impl<'a> Returned<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let returns = &model.returns;
        let span = located_at(returns.span());
        let r = model.runtime.at(span);
        let is_result = matches!(returns, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Result"));
        if !is_result {
            return Self::Plain(returns);
        }
        Self::Fallible {
            value: quote_spanned!(span=> <#returns as #r::ResultLike>::Value),
            error: quote_spanned!(span=> <#returns as #r::ResultLike>::Error),
        }
    }

    pub(super) fn value(&self) -> TokenStream {
        match self {
            Self::Plain(ty) => quote!(#ty),
            Self::Fallible { value, .. } => value.clone(),
        }
    }

    fn cached(&self, model: &Model) -> TokenStream {
        let r = &model.runtime;
        match self {
            Self::Plain(ty) => quote!(#r::Cached<#ty>),
            Self::Fallible { value, error } => {
                quote!(::core::result::Result<#r::Cached<#value>, #error>)
            }
        }
    }

    fn errors(&self, text: &'static str) -> Option<&'static str> {
        match self {
            Self::Plain(_) => None,
            Self::Fallible { .. } => Some(text),
        }
    }
}

impl Helper {
    fn render(&self, model: &Model, visibility: &Visibility) -> TokenStream {
        let docs = docs(&self.summary, self.errors);
        self.item(model, visibility, &docs)
    }

    /// The same, for other macros alone.
    pub(super) fn render_hidden(&self, model: &Model, visibility: &Visibility) -> TokenStream {
        self.item(model, visibility, &quote!(#[doc(hidden)]))
    }

    fn item(&self, model: &Model, visibility: &Visibility, docs: &TokenStream) -> TokenStream {
        let Self {
            name,
            value,
            output,
            body,
            ..
        } = self;
        let conditions: Vec<&Attribute> = model.function.conditions();
        let allow = if_called();
        let must_use = self.must_use.then(|| quote!(#[must_use]));
        let track_caller = self.tells_caller.then(|| quote!(#[track_caller]));
        let output = if self.is_async {
            function::promised(model, output)
        } else {
            output.clone()
        };
        let receiver = self.takes_receiver(model).then(|| borrowed_receiver(model));
        let receiver = receiver.flatten();
        let parameters: Vec<TokenStream> = self.parameters(model).map(typed).collect();
        let generics = self.generics(model);
        let clause = &generics.where_clause;
        let inputs = receiver.into_iter().chain(parameters).chain(value.clone());
        quote! {
            #docs
            #allow
            #(#conditions)*
            #must_use
            #track_caller
            #visibility fn #name #generics(#(#inputs),*) -> #output #clause { #body }
        }
    }

    /// A call of it by another helper with at least its parameters; `further` follow those of the annotated function.
    pub(super) fn called(&self, model: &Model, further: &[Ident]) -> TokenStream {
        let (name, turbofish) = (&self.name, turbofish(&self.generics(model)));
        let arguments = self.parameters(model).map(Parameter::local).chain(further);
        let receiver = model.arguments.receiver.as_ref();
        let callee = match (receiver, &model.siblings) {
            (Some(receiver), _) if self.takes_receiver(model) => {
                let receiver = receiver.self_token;
                quote!(#receiver.)
            }
            (
                _,
                Siblings::Items {
                    prefix: Prefix::Associated,
                    ..
                },
            ) => quote!(Self::),
            (_, Siblings::Items { .. } | Siblings::None) => TokenStream::new(),
        };
        quote!(#callee #name #turbofish(#(#arguments),*))
    }

    fn takes_receiver(&self, model: &Model) -> bool {
        model.arguments.reads(&self.reads).receiver
    }

    fn parameters<'a>(&self, model: &'a Model) -> impl Iterator<Item = &'a Parameter> + use<'a> {
        let indices = model.arguments.reads(&self.reads).parameters;
        indices
            .into_iter()
            .filter_map(|index| model.arguments.parameters.get(index))
    }

    fn generics(&self, model: &Model) -> Generics {
        let Self {
            reads,
            value,
            output,
            body,
            ..
        } = self;
        let parameters = self.parameters(model).map(typed);
        let mentioned = quote!(#(#parameters,)* #reads #value #output #body);
        needed_by(&model.function.signature.generics, &mentioned)
    }
}

fn borrowed_receiver(model: &Model) -> Option<TokenStream> {
    let token = model.arguments.receiver.as_ref()?.self_token;
    Some(quote!(&#token))
}

fn typed(parameter: &Parameter) -> TokenStream {
    let (name, ty) = (parameter.local(), parameter.ty());
    quote!(#name: #ty)
}

pub(super) fn name(model: &Model, prefix: &str, suffix: &str) -> Ident {
    let span = located_at(model.function.signature.ident.span());
    format_ident!(
        "{prefix}{}{suffix}",
        model.function.bare_name(),
        span = span
    )
}

fn is_async(model: &Model) -> bool {
    !matches!(model.form, Form::Sync)
}

pub(crate) fn docs(summary: &str, errors: Option<&str>) -> TokenStream {
    let summary = format!(" {summary}");
    let errors = errors.map(|errors| {
        let errors = format!(" {errors}");
        quote!(#[doc = ""] #[doc = " # Errors"] #[doc = ""] #[doc = #errors])
    });
    quote!(#[doc = #summary] #errors)
}

/// For the function's own signature under another name. What lints have to say of it they say of the function, which alone the
/// user can change; `const` it cannot be. Ahead of the user's own attributes, so that an `expect` among them still counts.
fn allow_as_written() -> TokenStream {
    quote! {
        #[allow(
            dead_code,
            clippy::missing_const_for_fn,
            clippy::missing_errors_doc,
            clippy::missing_panics_doc,
            clippy::must_use_candidate,
            clippy::too_many_arguments,
            reason = "generated with the function's signature; not every program calls every helper"
        )]
    }
}

/// Marks for a helper that may never be called: no warning, and, as it is inlined, no code
/// before it is called. `put` takes one argument more than the function may.
pub(crate) fn if_called() -> TokenStream {
    quote! {
        #[inline]
        #[allow(
            dead_code,
            clippy::too_many_arguments,
            reason = "generated beside the function; not every program calls every helper"
        )]
    }
}
