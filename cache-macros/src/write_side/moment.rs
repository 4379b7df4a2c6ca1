//! What is known before the body runs, and what only when there is a result.
//!
//! What does not speak of `result` is evaluated before: the body may take its arguments. What does is evaluated afterwards,
//! and what it reads beside the result is cloned before: the end of a path alone (`user.tenant`), or else each argument that
//! the expression mentions.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprReference};

use super::target::Entry;
use crate::arguments::{Arguments, Parameter, kept};
use crate::cached::{Origin, Part, Results, Scope, texts};
use crate::diagnostics::Errors;
use crate::function::{Function, place_of};
use crate::lending::{Lending, of_receiver, of_type};
use crate::literal::template::Template;
use crate::locals::local;
use crate::mention::has_variable;
use crate::paths::{Runtime, located_at, placed_at};

/// When something can be evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Before,
    After,
}

/// What the attribute reads of the function, resolved step by step.
pub(crate) struct Moments<'a> {
    runtime: &'a Runtime,
    function: &'a Function,
    arguments: &'a Arguments,
    /// Statements before the body.
    keeping: Vec<TokenStream>,
    /// The arguments that are cloned whole, by the names that they have afterwards.
    copied: Vec<Ident>,
    /// `result`, as it was written in an expression.
    result: Option<Ident>,
}

/// What stands around the body, for the sake of what comes after it.
#[derive(Default)]
pub(crate) struct Keepsakes {
    /// Statements before the body.
    pub(crate) keeping: TokenStream,
    /// Statements before what is evaluated afterwards.
    pub(crate) rebinding: TokenStream,
}

impl<'a> Moments<'a> {
    pub(crate) fn new(
        runtime: &'a Runtime,
        function: &'a Function,
        arguments: &'a Arguments,
    ) -> Self {
        Self {
            runtime,
            function,
            arguments,
            keeping: Vec::new(),
            copied: Vec::new(),
            result: None,
        }
    }

    pub(crate) fn keepsakes(self) -> Keepsakes {
        let keeping = self.keeping;
        let copied = self.copied.iter().map(|name| {
            let kept = kept(name);
            quote!(let #name = #kept;)
        });
        let result = self.result.iter().map(|written| {
            let result = local("result");
            quote!(let #written = #result;)
        });
        Keepsakes {
            keeping: quote!(#(#keeping)*),
            rebinding: quote!(#(#result)* #(#copied)*),
        }
    }

    /// When the key of an entry is known.
    pub(crate) fn of_entry(entry: &Entry) -> Moment {
        if entry.arguments.iter().any(speaks_of_result) {
            Moment::After
        } else {
            Moment::Before
        }
    }

    /// The arguments of a call that is made at that moment.
    pub(crate) fn arguments_of(
        &mut self,
        entry: &Entry,
        moment: Moment,
        errors: &mut Errors,
    ) -> Vec<TokenStream> {
        if moment == Moment::After {
            self.check_receiver(entry, errors);
        }
        let arguments = entry.arguments.iter();
        arguments
            .map(|argument| match moment {
                Moment::Before => self.handed_over(argument),
                Moment::After => self.afterwards(argument, errors),
            })
            .collect()
    }

    /// An expression over the result and arguments, for afterwards.
    pub(crate) fn afterwards(&mut self, expression: &Expr, errors: &mut Errors) -> TokenStream {
        self.check_result_name(expression, errors);
        if speaks_of_result(expression) {
            if let Some(root) = path_root(expression).filter(|root| *root == "result") {
                let is_whole = matches!(expression, Expr::Path(_));
                self.result.get_or_insert_with(|| root.clone());
                return cloned(expression, !is_whole);
            }
            self.read_whole_arguments(expression, errors);
            return expression.to_token_stream();
        }
        if self.is_path_into_argument(expression) && !is_self(expression) {
            return self.keep(expression).to_token_stream();
        }
        if let Expr::Reference(ExprReference {
            mutability: None,
            expr,
            ..
        }) = expression
            && self.is_path_into_argument(expr)
        {
            let kept = self.keep(expr);
            return quote_spanned!(kept.span()=> &#kept);
        }
        self.read_whole_arguments(expression, errors);
        expression.to_token_stream()
    }

    /// The text of a template, and when it is known.
    pub(crate) fn template(
        &mut self,
        template: &Template,
        errors: &mut Errors,
    ) -> (Moment, TokenStream) {
        let scope = Scope::of(self.function, self.arguments, Results::Known);
        let names_result = template
            .placeholders
            .iter()
            .any(|placeholder| placeholder.root == "result");
        if names_result {
            self.check_no_argument_is_called_result(&template.literal, errors);
        }
        let parts = scope.parts(template, errors);
        let moment = if parts.iter().any(|part| part.origin == Origin::Result) {
            Moment::After
        } else {
            Moment::Before
        };
        let literals = texts(template);
        if parts.is_empty() {
            return (moment, quote!(#(#literals)*));
        }
        let parts: Vec<TokenStream> = parts.iter().map(|part| self.part(part, moment)).collect();
        let r = self.runtime;
        let text = quote! {
            #r::tag(&[#(#literals),*], {
                use #r::{NativePart as _, DisplayPart as _, RefusedPart as _, AnyPart as _};
                #r::Key::new() #(#parts)*
            })
        };
        (moment, text)
    }

    fn part(&mut self, part: &Part, moment: Moment) -> TokenStream {
        let expression = match (moment, part.origin) {
            (Moment::After, Origin::Arguments) => {
                self.keep_at(&part.expression, part.place).to_token_stream()
            }
            _ => part.expression.clone(),
        };
        let span = located_at(part.place);
        let r = self.runtime.at(span);
        quote_spanned!(span=> .with((&&&&#r::Probe(&#expression)).part()))
    }

    /// A path into an argument is cloned, since the body still needs it; anything else is passed on as it is.
    fn handed_over(&self, argument: &Expr) -> TokenStream {
        if let (Some(receiver), true) = (&self.arguments.receiver, is_self(argument)) {
            // A key builder borrows it, in whatever way the function has it.
            return match of_receiver(receiver) {
                Lending::Shared => argument.to_token_stream(),
                Lending::Exclusive => quote!(&*#argument),
                Lending::Owned | Lending::Deep => quote!(&#argument),
            };
        }
        if self.is_path_into_argument(argument) {
            cloned(argument, true)
        } else {
            argument.to_token_stream()
        }
    }

    fn is_path_into_argument(&self, expression: &Expr) -> bool {
        path_root(expression).is_some_and(|root| {
            root == "self" || self.arguments.find(&root.unraw().to_string()).is_some()
        })
    }

    /// Keeps the value of a path into an argument; returns the name that it has afterwards.
    fn keep(&mut self, path: &Expr) -> Ident {
        self.keep_at(&path.to_token_stream(), path.span())
    }

    fn keep_at(&mut self, expression: &TokenStream, place: Span) -> Ident {
        let mut name = local(&format!("kept_{}", self.keeping.len()));
        // What takes it reports there what is wrong with it.
        name.set_span(name.span().located_at(place));
        let r = self.runtime;
        let kept = placed_at(place, quote!(#r::kept_for_result(&#expression)));
        self.keeping.push(quote!(let #name = #kept;));
        name
    }

    /// Lets an expression read arguments afterwards.
    fn read_whole_arguments(&mut self, expression: &Expr, errors: &mut Errors) {
        let code = expression.to_token_stream();
        if self.result.is_none() {
            self.result =
                find_word(code.clone(), "result").filter(|_| speaks_of_result(expression));
        }
        if has_variable(code.clone(), "self")
            && let Some(receiver) = &self.arguments.receiver
            && of_receiver(receiver) != Lending::Shared
        {
            errors.at(
                expression,
                "the body takes `self`, and this is read after it; name a field alone, as in `self.id`",
            );
        }
        for parameter in &self.arguments.parameters {
            let mentioned = parameter
                .names()
                .filter(|name| has_variable(code.clone(), &name.unraw().to_string()));
            for name in mentioned {
                self.copy(name, parameter, errors);
            }
        }
    }

    fn copy(&mut self, name: &Ident, parameter: &Parameter, errors: &mut Errors) {
        match of_type(parameter.ty()) {
            // A shared reference goes into the body and stays here.
            Lending::Shared => return,
            Lending::Exclusive => {
                errors.at(
                    parameter.ty(),
                    format!("the body has `{name}` to itself, and the attribute reads it together with the result; name a part of it alone, as in `{name}.id`"),
                );
                return;
            }
            Lending::Owned | Lending::Deep => {}
        }
        if self.copied.contains(name) {
            return;
        }
        self.copied.push(name.clone());
        let (r, kept) = (self.runtime, kept(name));
        let place = place_of(parameter.ty());
        let copy = placed_at(place, quote!(#r::kept_for_result(&#name)));
        self.keeping.push(quote!(let #kept = #copy;));
    }

    /// `self.get_user(result.id)` is called when the body has taken `self`, unless that was a shared reference.
    fn check_receiver(&self, entry: &Entry, errors: &mut Errors) {
        let reads = entry.function.reads();
        let receiver = self.arguments.receiver.as_ref();
        let is_taken = receiver.is_some_and(|receiver| of_receiver(receiver) != Lending::Shared);
        if has_variable(reads.clone(), "self") && is_taken {
            let name = entry.function.name();
            errors.at(
                reads,
                format!("the body takes `self`, and this is called after it; name the function by its type, as in `Self::{name}(…)`"),
            );
        }
    }

    fn check_result_name(&self, expression: &Expr, errors: &mut Errors) {
        if speaks_of_result(expression) {
            self.check_no_argument_is_called_result(expression, errors);
        }
    }

    fn check_no_argument_is_called_result(&self, place: impl ToTokens, errors: &mut Errors) {
        if self.arguments.find("result").is_some() {
            errors.at(
                place,
                "`result` means what the function returns, but an argument is called `result` too; rename the argument",
            );
        }
    }
}

/// Whether an expression reads what the function returns.
pub(crate) fn speaks_of_result(expression: &Expr) -> bool {
    has_variable(expression.to_token_stream(), "result")
}

fn is_self(expression: &Expr) -> bool {
    matches!(expression, Expr::Path(path) if path.path.is_ident("self"))
}

/// The variable that a name or a path into one begins with.
fn path_root(expression: &Expr) -> Option<&Ident> {
    match expression {
        Expr::Path(path) => path.path.get_ident(),
        Expr::Field(field) => path_root(&field.base),
        _ => None,
    }
}

/// Cloned into a variable first: of a wrong type rustc then says what the builder takes and what it got.
fn cloned(expression: &Expr, borrowed: bool) -> TokenStream {
    let own = local("own");
    let and = borrowed.then(|| quote!(&));
    let clone = quote!({ let #own = ::core::clone::Clone::clone(#and #expression); #own });
    placed_at(expression.span(), clone)
}

fn find_word(tokens: TokenStream, word: &str) -> Option<Ident> {
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident == word => Some(ident),
        TokenTree::Group(group) => find_word(group.stream(), word),
        _ => None,
    })
}
