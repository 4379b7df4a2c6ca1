//! What was written between the parentheses of `#[cached(…)]`, each value with its key.
//!
//! Faults of one argument alone are found here; faults between arguments, and against the function, in `validate`.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{
    Error, Expr, ExprLit, ExprUnary, Lit, LitBool, LitInt, LitStr, Result, Token, UnOp, Visibility,
    token,
};

use super::closure::Closure;
use super::dependency::Dependency;
use crate::diagnostics::Errors;
use crate::literal::duration::DurationLit;
use crate::literal::template::Template;
use crate::literal::weight::WeightLit;
use crate::paths::Runtime;
use crate::suggestion::{did_you_mean, nearest, quoted};

/// Every argument there is, with an example of its use.
pub(crate) const ARGUMENTS: [(&str, &str); 22] = [
    ("key", "key = \"user:<id>\""),
    ("ignore", "ignore(db)"),
    ("ttl", "ttl = \"30s\""),
    ("ttl_with", "ttl_with = |value| value.max_age"),
    ("jitter", "jitter = 0.1"),
    ("tags", "tags = [\"users\", \"tenant:<tenant>\"]"),
    ("depends_on", "depends_on(get_team(team_id))"),
    ("stampede", "stampede = \"lock\""),
    ("beta", "beta = 1.5"),
    ("lock_wait", "lock_wait = \"2s\""),
    ("negative_ttl", "negative_ttl = \"10s\""),
    ("error_ttl", "error_ttl = \"1s\""),
    ("cache_if", "cache_if = |id| id > 0"),
    ("unless", "unless = |value| value.is_empty()"),
    ("tier", "tier = \"memory\""),
    ("memory_ttl", "memory_ttl = \"30s\""),
    ("capacity", "capacity = 10_000"),
    ("max_weight", "max_weight = \"64MiB\""),
    ("cache", "cache = self.cache"),
    ("version", "version = 2"),
    ("helpers", "helpers = false"),
    ("crate", "crate = ::my_reexport::cache"),
];

/// The arguments as written.
#[derive(Default)]
pub(crate) struct Args {
    pub(crate) key: Slot<Template>,
    pub(crate) ignore: Slot<Vec<Ident>>,
    pub(crate) ttl: Slot<TtlValue>,
    pub(crate) ttl_with: Slot<Closure>,
    pub(crate) jitter: Slot<Number>,
    pub(crate) tags: Slot<Vec<Template>>,
    pub(crate) depends_on: Slot<Vec<Dependency>>,
    pub(crate) stampede: Slot<LitStr>,
    pub(crate) beta: Slot<Number>,
    pub(crate) lock_wait: Slot<DurationLit>,
    pub(crate) negative_ttl: Slot<DurationLit>,
    pub(crate) error_ttl: Slot<DurationLit>,
    pub(crate) cache_if: Slot<Closure>,
    pub(crate) unless: Slot<Closure>,
    pub(crate) tier: Slot<LitStr>,
    pub(crate) memory_ttl: Slot<DurationLit>,
    pub(crate) capacity: Slot<Count>,
    pub(crate) max_weight: Slot<WeightLit>,
    pub(crate) cache: Slot<Expr>,
    pub(crate) version: Slot<Version>,
    pub(crate) helpers: Slot<HelpersValue>,
    pub(crate) runtime: Slot<Runtime>,
}

/// The place of one argument.
#[derive(Default)]
pub(crate) enum Slot<T> {
    #[default]
    Absent,
    /// Written, but its value could not be read; that is reported already.
    Broken,
    Written(Written<T>),
}

/// A value and the key it was written under.
pub(crate) struct Written<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

pub(crate) enum TtlValue {
    Literal(DurationLit),
    Computed(Expr),
}

/// `helpers = true`, `false`, or a visibility in quotes.
pub(crate) enum HelpersValue {
    Switch(LitBool),
    Visible(Visibility),
}

pub(crate) struct Number {
    pub(crate) written: Expr,
    pub(crate) value: f64,
}

pub(crate) struct Count {
    pub(crate) written: LitInt,
    pub(crate) value: u64,
}

/// A count that fits the place it has in an entry.
pub(crate) struct Version(pub(crate) u32);

impl Args {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let result = (|input: ParseStream<'_>| {
            args.all(input, errors);
            Ok(())
        })
        .parse2(tokens);
        errors.keep(result);
        args
    }

    fn all(&mut self, input: ParseStream<'_>, errors: &mut Errors) {
        let mut seen = BTreeSet::new();
        while !input.is_empty() {
            if errors.keep(self.one(input, &mut seen)).is_none() {
                skip_to_next(input);
            }
        }
    }

    /// One argument and the comma after it.
    fn one(&mut self, input: ParseStream<'_>, seen: &mut BTreeSet<String>) -> Result<()> {
        let Ok(key) = input.call(Ident::parse_any) else {
            self.forgive_absence();
            return Err(refused(
                input,
                "expected an argument by its name, as in `ttl = \"30s\"`",
            ));
        };
        if !seen.insert(key.to_string()) {
            return Err(Error::new_spanned(
                &key,
                format!("duplicate argument `{key}`; remove this one"),
            ));
        }
        self.value(key, input)?;
        if input.is_empty() {
            return Ok(());
        }
        input.parse::<Token![,]>().map(|_| ())
    }

    /// Of what could not be read nobody knows which argument it was meant to be: none of those is called missing.
    fn forgive_absence(&mut self) {
        for name in ["key", "ignore", "ttl", "stampede"] {
            self.forgive_absence_of(name);
        }
    }

    /// Takes the argument `name` for one that was written and could not be read.
    fn forgive_absence_of(&mut self, name: &str) {
        match name {
            "key" => self.key.forgive_absence(),
            "ignore" => self.ignore.forgive_absence(),
            "ttl" => self.ttl.forgive_absence(),
            "stampede" => self.stampede.forgive_absence(),
            // Whether any other is there is no rule's business.
            _ => {}
        }
    }

    fn value(&mut self, key: Ident, input: ParseStream<'_>) -> Result<()> {
        match key.to_string().as_str() {
            "key" => self.key.fill(key, input, assigned_text),
            "ignore" => self
                .ignore
                .fill(key, input, |key, input| listed(key, input, name)),
            "ttl" => self.ttl.fill(key, input, assigned),
            "ttl_with" => self.ttl_with.fill(key, input, assigned),
            "jitter" => self.jitter.fill(key, input, assigned),
            "tags" => self.tags.fill(key, input, tags),
            "depends_on" => self.depends_on.fill(key, input, |key, input| {
                listed(key, input, Dependency::parse)
            }),
            "stampede" => self.stampede.fill(key, input, assigned_text),
            "beta" => self.beta.fill(key, input, assigned),
            "lock_wait" => self.lock_wait.fill(key, input, assigned_text),
            "negative_ttl" => self.negative_ttl.fill(key, input, assigned_text),
            "error_ttl" => self.error_ttl.fill(key, input, assigned_text),
            "cache_if" => self.cache_if.fill(key, input, assigned),
            "unless" => self.unless.fill(key, input, assigned),
            "tier" => self.tier.fill(key, input, assigned_text),
            "memory_ttl" => self.memory_ttl.fill(key, input, assigned_text),
            "capacity" => self.capacity.fill(key, input, assigned),
            "max_weight" => self.max_weight.fill(key, input, assigned_text),
            "cache" => self.cache.fill(key, input, assigned),
            "version" => self.version.fill(key, input, assigned),
            "helpers" => self.helpers.fill(key, input, assigned),
            "crate" => self.runtime.fill(key, input, |key, input| {
                assigned_with(key, input, Runtime::parse)
            }),
            _ => {
                if let Some(meant) = nearest(&key.to_string(), names()) {
                    self.forgive_absence_of(meant);
                }
                Err(unknown(&key))
            }
        }
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    ARGUMENTS.iter().map(|(name, _)| *name)
}

fn unknown(key: &Ident) -> Error {
    let written = key.to_string();
    Error::new_spanned(
        key,
        format!(
            "unknown argument `{written}`; expected one of: {}{}",
            quoted(names()),
            did_you_mean(&written, names())
        ),
    )
}

fn example(key: &Ident) -> &'static str {
    ARGUMENTS
        .iter()
        .find(|(name, _)| key == name)
        .map_or("", |(_, example)| example)
}

/// `= value`
fn assigned<T: Parse>(key: &Ident, input: ParseStream<'_>) -> Result<T> {
    assigned_with(key, input, T::parse)
}

fn assigned_with<T>(
    key: &Ident,
    input: ParseStream<'_>,
    value: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let needs_value = || {
        Error::new_spanned(
            key,
            format!("`{key}` needs a value, as in `{}`", example(key)),
        )
    };
    if !input.peek(Token![=]) {
        return Err(needs_value());
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(needs_value());
    }
    value(input)
}

/// `= "value"`
fn assigned_text<T: Parse>(key: &Ident, input: ParseStream<'_>) -> Result<T> {
    assigned_with(key, input, |input| {
        if input.peek(LitStr) {
            return T::parse(input);
        }
        Err(refused(
            input,
            format!("`{key}` takes text in quotes, as in `{}`", example(key)),
        ))
    })
}

/// The name of an argument of the function.
fn name(input: ParseStream<'_>) -> Result<Ident> {
    let whole = input.fork();
    let name = input.call(Ident::parse_any).map_err(|_| {
        refused(
            input,
            "expected the name of an argument, without quotes, as in `ignore(db)`",
        )
    })?;
    if input.peek(Token![.]) {
        return Err(refused(
            &whole,
            format!("an argument is ignored as a whole; write `ignore({name})`"),
        ));
    }
    Ok(name)
}

/// An error over the expression ahead, or where that is none over one token.
fn refused(input: ParseStream<'_>, message: impl std::fmt::Display) -> Error {
    match input.fork().parse::<Expr>() {
        Ok(expression) => Error::new_spanned(expression, message),
        Err(_) => input.error(message),
    }
}

/// `(a, b)`
fn listed<T>(
    key: &Ident,
    input: ParseStream<'_>,
    item: fn(ParseStream<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    if !input.peek(token::Paren) {
        return Err(Error::new_spanned(
            key,
            format!("`{key}` takes a list, as in `{}`", example(key)),
        ));
    }
    let content;
    syn::parenthesized!(content in input);
    let items = all_of(&content, item)?;
    if items.is_empty() {
        return Err(empty(key));
    }
    Ok(items)
}

fn empty(key: &Ident) -> Error {
    Error::new_spanned(
        key,
        format!("`{key}` is empty; remove it or write `{}`", example(key)),
    )
}

/// All that stands between brackets. On a fault the rest is taken too: syn would report it a second time.
fn all_of<T>(content: ParseStream<'_>, item: fn(ParseStream<'_>) -> Result<T>) -> Result<Vec<T>> {
    match Punctuated::<T, Token![,]>::parse_terminated_with(content, item) {
        Ok(items) => Ok(items.into_iter().collect()),
        Err(error) => {
            content.parse::<TokenStream>()?;
            Err(error)
        }
    }
}

/// `= ["users", "tenant:<tenant>"]`
fn tags(key: &Ident, input: ParseStream<'_>) -> Result<Vec<Template>> {
    let tags = assigned_with(key, input, |input| {
        if !input.peek(token::Bracket) {
            return Err(refused(
                input,
                format!(
                    "`{key}` takes a list of templates, as in `{}`",
                    example(key)
                ),
            ));
        }
        let content;
        syn::bracketed!(content in input);
        all_of(&content, tag)
    })?;
    if tags.is_empty() {
        return Err(empty(key));
    }
    Ok(tags)
}

fn tag(input: ParseStream<'_>) -> Result<Template> {
    if input.peek(LitStr) {
        return input.parse();
    }
    Err(refused(
        input,
        "expected a template in quotes, as in `\"tenant:<tenant>\"`",
    ))
}

/// Goes on behind the next comma that an argument follows, so that one fault does not hide the next.
fn skip_to_next(input: ParseStream<'_>) {
    while !input.is_empty() {
        let was_comma = input.parse::<Token![,]>().is_ok();
        if was_comma && starts_argument(input) {
            return;
        }
        if !was_comma {
            // A single token tree can always be taken while the input is not empty.
            let _ = input.parse::<proc_macro2::TokenTree>();
        }
    }
}

fn starts_argument(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    ahead.call(Ident::parse_any).is_ok()
        && (ahead.is_empty()
            || ahead.peek(Token![,])
            || ahead.peek(token::Paren)
            || (ahead.peek(Token![=]) && !ahead.peek(Token![==])))
}

impl<T> Slot<T> {
    fn fill(
        &mut self,
        key: Ident,
        input: ParseStream<'_>,
        value: impl FnOnce(&Ident, ParseStream<'_>) -> Result<T>,
    ) -> Result<()> {
        *self = Self::Broken;
        let value = value(&key, input)?;
        *self = Self::Written(Written { key, value });
        Ok(())
    }

    /// Absent counts as broken.
    fn forgive_absence(&mut self) {
        if matches!(self, Self::Absent) {
            *self = Self::Broken;
        }
    }

    pub(crate) fn written(&self) -> Option<&Written<T>> {
        match self {
            Self::Written(written) => Some(written),
            Self::Absent | Self::Broken => None,
        }
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.written().map(|written| &written.value)
    }

    pub(crate) fn is_broken(&self) -> bool {
        matches!(self, Self::Broken)
    }
}

impl Parse for TtlValue {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        // A literal followed by more, such as a method call, is an expression that begins with a literal.
        if input.peek(LitStr) && !input.peek2(Token![.]) {
            return input.parse().map(Self::Literal);
        }
        let expression: Expr = input.parse()?;
        if let Expr::Lit(literal) = &expression {
            return Err(Error::new_spanned(
                literal,
                "write a duration with its unit, as in `\"30s\"`, or an expression of type `Duration`",
            ));
        }
        Ok(Self::Computed(expression))
    }
}

impl Parse for HelpersValue {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(LitBool) {
            return input.parse().map(Self::Switch);
        }
        let message = "expected `true`, `false`, or a visibility: `\"pub\"`, `\"pub(crate)\"`, `\"pub(super)\"`";
        let literal: LitStr = input.parse().map_err(|_| input.error(message))?;
        match literal.parse::<Visibility>() {
            Ok(Visibility::Inherited) | Err(_) => Err(Error::new_spanned(literal, message)),
            Ok(visibility) => Ok(Self::Visible(visibility)),
        }
    }
}

impl Parse for Number {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let written: Expr = input.parse()?;
        match number(&written) {
            Some(value) => Ok(Self { written, value }),
            None => Err(Error::new_spanned(
                written,
                "expected a number, as in `0.1`",
            )),
        }
    }
}

fn number(expression: &Expr) -> Option<f64> {
    match expression {
        Expr::Lit(ExprLit {
            lit: Lit::Float(float),
            ..
        }) => float
            .base10_parse()
            .ok()
            .filter(|value: &f64| value.is_finite()),
        Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) => int.base10_digits().parse().ok(),
        Expr::Unary(ExprUnary {
            op: UnOp::Neg(_),
            expr,
            ..
        }) => number(expr).map(|value| -value),
        _ => None,
    }
}

impl Parse for Count {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let written: Expr = input.parse()?;
        if let Expr::Lit(ExprLit {
            lit: Lit::Int(int), ..
        }) = &written
            && let Ok(value) = int.base10_parse()
        {
            return Ok(Self {
                written: int.clone(),
                value,
            });
        }
        Err(Error::new_spanned(
            written.to_token_stream(),
            "expected a whole number, as in `1_000`",
        ))
    }
}

impl Parse for Version {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let count: Count = input.parse()?;
        u32::try_from(count.value).map(Self).map_err(|_| {
            Error::new_spanned(
                count.written,
                format!(
                    "`version` must be at most `{}`; count the changes, as in `version = 2`",
                    u32::MAX
                ),
            )
        })
    }
}
