//! The arguments of a function: which names they bind, and how generated code reads them.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{
    Error, Expr, FieldPat, FnArg, Local, Pat, PatType, Receiver, Result, Signature, Stmt, Type,
};

use crate::diagnostics::Errors;
use crate::function::bare_type;
use crate::locals::local;
use crate::mention::has_variable;

/// The receiver and the parameters of one function.
#[derive(Clone)]
pub(crate) struct Arguments {
    pub(crate) receiver: Option<Receiver>,
    pub(crate) parameters: Vec<Parameter>,
}

/// One parameter. A pattern may bind several arguments.
#[derive(Clone)]
pub(crate) struct Parameter {
    pub(crate) written: PatType,
    pub(crate) binding: Binding,
}

#[derive(Clone)]
pub(crate) enum Binding {
    /// A plain name, the same in the generated signature.
    Whole(Ident),
    /// Anything else: the generated signature calls the parameter `local`, and the pattern, stripped of `mut` and `ref`, is
    /// matched against a reference to it where its names are needed.
    Pattern {
        local: Ident,
        pattern: Box<Pat>,
        names: Vec<Ident>,
    },
}

/// What becomes of a name such as `_id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Underscored {
    /// The generated signature uses it as it is.
    Kept,
    /// The generated signature gives it another name: passing `_id` on would count as using it.
    Renamed,
}

/// Which arguments a piece of code reads.
#[derive(Clone, Default)]
pub(crate) struct Reads {
    pub(crate) receiver: bool,
    /// Indices of parameters.
    pub(crate) parameters: BTreeSet<usize>,
}

impl Arguments {
    /// Faulty parameters are reported and left out.
    pub(crate) fn new(
        signature: &Signature,
        underscored: Underscored,
        errors: &mut Errors,
    ) -> Self {
        let mut parameters = Vec::new();
        for input in &signature.inputs {
            if let FnArg::Typed(written) = input {
                let parameter = Parameter::new(parameters.len(), written, underscored);
                parameters.extend(errors.keep(parameter));
            }
        }
        Self {
            receiver: signature.receiver().cloned(),
            parameters,
        }
    }

    /// Knows the names of a pattern that `#[async_trait]` has moved out of the signature: `let (a, b) = { …; __arg1 };`.
    pub(crate) fn recover(&mut self, statements: &[Stmt], errors: &mut Errors) {
        for parameter in &mut self.parameters {
            let Binding::Whole(name) = &parameter.binding else {
                continue;
            };
            let pattern = statements
                .iter()
                .find_map(|statement| pattern_taking(statement, name));
            let binding = pattern.map(|pattern| Binding::moved_out(name, pattern));
            if let Some(binding) = binding.and_then(|binding| errors.keep(binding)) {
                parameter.binding = binding;
            }
        }
    }

    /// The names that are bound, in order; `self` is not among them.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Ident> {
        self.parameters.iter().flat_map(Parameter::names)
    }

    /// All names for messages, `self` included.
    pub(crate) fn spoken_names(&self) -> Vec<String> {
        let receiver = self.receiver.iter().map(|_| "self".to_owned());
        receiver
            .chain(self.names().map(|name| name.unraw().to_string()))
            .collect()
    }

    /// The parameter that binds `name`, and the name as it was bound.
    pub(crate) fn find(&self, name: &str) -> Option<(&Parameter, &Ident)> {
        self.parameters.iter().find_map(|parameter| {
            let bound = parameter.names().find(|bound| bound.unraw() == name)?;
            Some((parameter, bound))
        })
    }

    pub(crate) fn reads(&self, code: &TokenStream) -> Reads {
        Reads {
            receiver: has_variable(code.clone(), "self"),
            parameters: self.parameters_read(code).map(|(index, _)| index).collect(),
        }
    }

    /// `let PATTERN = &argument_0;` for each pattern with a name that `code` reads; other names of the pattern become `_`.
    pub(crate) fn bindings(&self, code: &TokenStream) -> TokenStream {
        self.parameters_read(code)
            .filter_map(|(_, parameter)| parameter.rebound(code))
            .collect()
    }

    /// `code` as a block, after the bindings that it needs; or as it is when it needs none.
    pub(crate) fn scoped(&self, code: &TokenStream) -> TokenStream {
        let bindings = self.bindings(code);
        if bindings.is_empty() {
            code.clone()
        } else {
            quote!({ #bindings #code })
        }
    }

    /// A reference to the value of `code`: a name that a pattern binds is one already where the pattern is matched again.
    pub(crate) fn borrow(&self, code: &TokenStream) -> TokenStream {
        if self.is_bound_by_pattern(&code.to_string()) {
            code.clone()
        } else {
            quote!(&#code)
        }
    }

    pub(crate) fn is_bound_by_pattern(&self, name: &str) -> bool {
        let parameter = self
            .find(name.trim_start_matches("r#"))
            .map(|(parameter, _)| &parameter.binding);
        matches!(parameter, Some(Binding::Pattern { .. }))
    }

    fn parameters_read<'a>(
        &'a self,
        code: &'a TokenStream,
    ) -> impl Iterator<Item = (usize, &'a Parameter)> {
        self.parameters
            .iter()
            .enumerate()
            .filter(|(_, parameter)| parameter.names().any(|name| is_read(name, code)))
    }
}

impl Parameter {
    fn new(index: usize, written: &PatType, underscored: Underscored) -> Result<Self> {
        if let Pat::Wild(wild) = &*written.pat {
            return Err(Error::new_spanned(
                wild,
                "this parameter has no name; bind it with a name",
            ));
        }
        let plain = match &*written.pat {
            Pat::Ident(ident) if ident.subpat.is_none() => Some(ident.ident.clone()),
            _ => None,
        };
        let is_kept =
            |name: &Ident| underscored == Underscored::Kept || !name.to_string().starts_with('_');
        let binding = match plain.filter(is_kept) {
            Some(name) => Binding::Whole(name),
            None => Binding::pattern(index, &written.pat)?,
        };
        Ok(Self {
            written: written.clone(),
            binding,
        })
    }

    pub(crate) fn names(&self) -> std::slice::Iter<'_, Ident> {
        match &self.binding {
            Binding::Whole(name) => std::slice::from_ref(name).iter(),
            Binding::Pattern { names, .. } => names.iter(),
        }
    }

    pub(crate) fn ty(&self) -> &Type {
        &self.written.ty
    }

    /// What the generated signature calls the parameter.
    pub(crate) fn local(&self) -> &Ident {
        match &self.binding {
            Binding::Whole(name) => name,
            Binding::Pattern { local, .. } => local,
        }
    }

    fn rebound(&self, code: &TokenStream) -> Option<TokenStream> {
        match &self.binding {
            Binding::Whole(_) => None,
            Binding::Pattern { local, pattern, .. } => {
                let pattern = Rebinding {
                    keeps: &|name| is_read(name, code),
                }
                .pattern(pattern);
                Some(quote!(let #pattern = &#local;))
            }
        }
    }
}

impl Binding {
    fn pattern(index: usize, pattern: &Pat) -> Result<Self> {
        let mut names = Vec::new();
        collect_names(pattern, &mut names)?;
        Ok(Self::Pattern {
            local: local(&format!("argument_{index}")),
            pattern: Box::new(pattern.clone()),
            names,
        })
    }

    fn moved_out(name: &Ident, pattern: &Pat) -> Result<Self> {
        let mut names = Vec::new();
        collect_names(pattern, &mut names)?;
        Ok(Self::Pattern {
            local: name.clone(),
            pattern: Box::new(pattern.clone()),
            names,
        })
    }
}

/// The pattern of `let PATTERN = { …; name };`, unless it is a plain name itself.
fn pattern_taking<'a>(statement: &'a Stmt, name: &Ident) -> Option<&'a Pat> {
    let Stmt::Local(Local {
        pat,
        init: Some(init),
        ..
    }) = statement
    else {
        return None;
    };
    let is_plain = matches!(pat, Pat::Ident(_) | Pat::Type(_) | Pat::Wild(_));
    (!is_plain && yields(&init.expr, name)).then_some(pat)
}

/// Whether the expression is `name`, or a block that ends with it.
fn yields(expression: &Expr, name: &Ident) -> bool {
    match expression {
        Expr::Path(path) => path.path.is_ident(name),
        Expr::Block(block) => match block.block.stmts.last() {
            Some(Stmt::Expr(last, None)) => yields(last, name),
            _ => false,
        },
        _ => false,
    }
}

fn is_read(name: &Ident, code: &TokenStream) -> bool {
    has_variable(code.clone(), &name.unraw().to_string())
}

fn collect_names(pattern: &Pat, names: &mut Vec<Ident>) -> Result<()> {
    match pattern {
        Pat::Ident(ident) => {
            names.push(ident.ident.clone());
            ident
                .subpat
                .iter()
                .try_for_each(|(_, inner)| collect_names(inner, names))
        }
        Pat::Paren(paren) => collect_names(&paren.pat, names),
        Pat::Reference(reference) => collect_names(&reference.pat, names),
        Pat::Slice(slice) => slice
            .elems
            .iter()
            .try_for_each(|inner| collect_names(inner, names)),
        Pat::Struct(fields) => fields
            .fields
            .iter()
            .try_for_each(|field| collect_names(&field.pat, names)),
        Pat::Tuple(tuple) => tuple
            .elems
            .iter()
            .try_for_each(|inner| collect_names(inner, names)),
        Pat::TupleStruct(tuple) => tuple
            .elems
            .iter()
            .try_for_each(|inner| collect_names(inner, names)),
        Pat::Path(_) | Pat::Rest(_) | Pat::Wild(_) => Ok(()),
        pattern => Err(Error::new_spanned(
            pattern,
            "`#[cached]` cannot take this pattern apart; bind the parameter with a name",
        )),
    }
}

/// Rewrites a pattern to be matched against a reference, binding only some of its names.
struct Rebinding<'a> {
    keeps: &'a dyn Fn(&Ident) -> bool,
}

impl Rebinding<'_> {
    fn pattern(&self, pattern: &Pat) -> TokenStream {
        match pattern {
            Pat::Ident(ident) => match (&ident.subpat, (self.keeps)(&ident.ident)) {
                (Some((at, inner)), true) => {
                    let (name, inner) = (&ident.ident, self.pattern(inner));
                    quote!(#name #at #inner)
                }
                (Some((_, inner)), false) => self.pattern(inner),
                (None, true) => ident.ident.to_token_stream(),
                (None, false) => quote!(_),
            },
            Pat::Paren(paren) => self.pattern(&paren.pat),
            Pat::Reference(reference) => {
                let (and, mutability, inner) = (
                    reference.and_token,
                    reference.mutability,
                    self.pattern(&reference.pat),
                );
                quote!(#and #mutability #inner)
            }
            Pat::Slice(slice) => {
                let elements = self.all(&slice.elems);
                quote!([#(#elements),*])
            }
            Pat::Struct(fields) => {
                let (path, rest) = (&fields.path, &fields.rest);
                let fields = fields.fields.iter().map(|field| self.field(field));
                quote!(#path { #(#fields,)* #rest })
            }
            Pat::Tuple(tuple) => {
                let elements = self.all(&tuple.elems);
                // The trailing comma keeps a tuple of one a tuple; a rest pattern must not be followed by one.
                let comma = (elements.len() == 1 && !matches!(tuple.elems[0], Pat::Rest(_)))
                    .then(|| quote!(,));
                quote!((#(#elements),* #comma))
            }
            Pat::TupleStruct(tuple) => {
                let (path, elements) = (&tuple.path, self.all(&tuple.elems));
                quote!(#path(#(#elements),*))
            }
            pattern => pattern.to_token_stream(),
        }
    }

    fn all<P>(&self, patterns: &Punctuated<Pat, P>) -> Vec<TokenStream> {
        patterns
            .iter()
            .map(|pattern| self.pattern(pattern))
            .collect()
    }

    fn field(&self, field: &FieldPat) -> TokenStream {
        let (member, pattern) = (&field.member, self.pattern(&field.pat));
        if field.colon_token.is_none() && pattern.to_string() != "_" {
            return pattern;
        }
        quote!(#member: #pattern)
    }
}

/// Whether the type is, as far as its spelling tells, an exclusive reference.
pub(crate) fn is_exclusive(ty: &Type) -> bool {
    matches!(bare_type(ty), Type::Reference(reference) if reference.mutability.is_some())
}

/// A name for something that is kept beside an argument of that name.
pub(crate) fn kept(name: &Ident) -> Ident {
    local(&format!("kept_{}", name.unraw()))
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Underscored};
    use crate::diagnostics::Errors;

    fn arguments(signature: &str) -> Arguments {
        let mut errors = Errors::default();
        let arguments = Arguments::new(
            &syn::parse_str(signature).unwrap(),
            Underscored::Renamed,
            &mut errors,
        );
        assert!(errors.is_empty());
        arguments
    }

    #[test]
    fn only_the_names_that_are_read_are_bound_again() {
        let arguments = arguments("fn f((a, mut b): (u8, u8), Point { x, y: ref z, .. }: Point)");
        let bindings = |code: &str| arguments.bindings(&code.parse().unwrap()).to_string();
        assert_eq!(bindings("a"), "let (a , _) = & argument_0 ;");
        assert_eq!(
            bindings("b + z"),
            "let (_ , b) = & argument_0 ; let Point { x : _ , y : z , .. } = & argument_1 ;"
        );
        assert_eq!(
            bindings("x"),
            "let Point { x , y : _ , .. } = & argument_1 ;"
        );
        assert_eq!(bindings("other"), "");
    }

    #[test]
    fn every_binding_is_an_argument() {
        let arguments =
            arguments("fn f(&self, mut n: u64, (a, [b, .., c]): T, d @ Some(e): O, _x: u8)");
        assert_eq!(
            arguments.spoken_names(),
            ["self", "n", "a", "b", "c", "d", "e", "_x"]
        );
    }
}
