//! What was written between the parentheses of `#[cached(…)]`, each value with its key.
//!
//! Faults of one argument alone are found here; faults between arguments, and against the function, in `validate`.

mod reading;
mod slot;
mod values;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{Parse as _, ParseStream, Parser as _};
use syn::{Error, Expr, LitStr, Result, Token, token};

use self::reading::{assigned, assigned_text, assigned_with, listed, name, refused, tags};
pub(crate) use self::slot::{Slot, Written};
pub(crate) use self::values::{Count, HelpersValue, Number, TtlValue, Version};
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
