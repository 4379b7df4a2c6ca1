//! What was written between the parentheses of `#[write_behind(…)]`, each value with its key.
//!
//! Faults of one argument alone are found here; faults between arguments, and against the function, in `validate`.

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse, ParseStream};
use syn::{Error, Expr, LitStr, Result, Token};

use crate::cached::args::reading::tags;
use crate::cached::args::{Count, Slot};
use crate::diagnostics::Errors;
use crate::literal::duration::DurationLit;
use crate::literal::range::RangeLit;
use crate::literal::template::Template;
use crate::named::{self, Named, refused, unknown};
use crate::paths::Runtime;

/// Every argument there is, with an example of its use.
pub(crate) const ARGUMENTS: [(&str, &str); 13] = [
    ("key", "key = \"user:<user.id>\""),
    ("item", "item = user"),
    ("ttl", "ttl = \"1h\""),
    ("flush_every", "flush_every = \"5s\""),
    ("batch", "batch = 100"),
    ("queue", "queue = 10_000"),
    ("journal", "journal = \"redis\""),
    ("retries", "retries = 5"),
    ("backoff", "backoff = \"100ms..10s\""),
    ("timeout", "timeout = \"30s\""),
    ("tags", "tags = [\"users\", \"team:<user.team>\"]"),
    ("cache", "cache = self.cache"),
    ("crate", "crate = ::my_reexport::cache"),
];

/// The arguments as written.
#[derive(Default)]
pub(crate) struct Args {
    pub(crate) key: Slot<Template>,
    pub(crate) item: Slot<Ident>,
    pub(crate) ttl: Slot<DurationLit>,
    pub(crate) flush_every: Slot<DurationLit>,
    pub(crate) batch: Slot<Count>,
    pub(crate) queue: Slot<Count>,
    pub(crate) journal: Slot<LitStr>,
    pub(crate) retries: Slot<Count>,
    pub(crate) backoff: Slot<RangeLit>,
    pub(crate) timeout: Slot<DurationLit>,
    pub(crate) tags: Slot<Vec<Template>>,
    pub(crate) cache: Slot<Expr>,
    pub(crate) runtime: Slot<Runtime>,
}

impl Args {
    pub(crate) fn parse(tokens: TokenStream, errors: &mut Errors) -> Self {
        named::read(tokens, errors)
    }
}

impl Named for Args {
    const EXAMPLE: &'static str = "item = user";

    fn value(&mut self, key: Ident, input: ParseStream<'_>) -> Result<()> {
        match key.to_string().as_str() {
            "key" => self.key.fill(key, input, text),
            "item" => self.item.fill(key, input, item),
            "ttl" => self.ttl.fill(key, input, text),
            "flush_every" => self.flush_every.fill(key, input, text),
            "batch" => self.batch.fill(key, input, assigned),
            "queue" => self.queue.fill(key, input, assigned),
            "journal" => self.journal.fill(key, input, text),
            "retries" => self.retries.fill(key, input, assigned),
            "backoff" => self.backoff.fill(key, input, text),
            "timeout" => self.timeout.fill(key, input, text),
            "tags" => self.tags.fill(key, input, tags),
            "cache" => self.cache.fill(key, input, assigned),
            "crate" => self
                .runtime
                .fill(key, input, |key, input| with(key, input, Runtime::parse)),
            _ => {
                self.forgive_absence();
                Err(unknown(&key, || ARGUMENTS.iter().map(|(name, _)| *name)))
            }
        }
    }

    fn forgive_absence(&mut self) {
        self.key.forgive_absence();
        self.item.forgive_absence();
        self.ttl.forgive_absence();
    }
}

/// `= value`
fn assigned<T: Parse>(key: &Ident, input: ParseStream<'_>) -> Result<T> {
    with(key, input, T::parse)
}

fn with<T>(
    key: &Ident,
    input: ParseStream<'_>,
    value: impl FnOnce(ParseStream<'_>) -> Result<T>,
) -> Result<T> {
    let is_assigned = input.parse::<Option<Token![=]>>()?.is_some();
    if !is_assigned || input.is_empty() || input.peek(Token![,]) {
        return Err(Error::new_spanned(
            key,
            format!("`{key}` needs a value, as in `{}`", example(key)),
        ));
    }
    value(input)
}

/// `= "value"`
fn text<T: Parse>(key: &Ident, input: ParseStream<'_>) -> Result<T> {
    with(key, input, |input| {
        if input.peek(LitStr) {
            return T::parse(input);
        }
        Err(refused(
            input,
            format!("`{key}` takes text in quotes, as in `{}`", example(key)),
        ))
    })
}

/// `= user`
fn item(key: &Ident, input: ParseStream<'_>) -> Result<Ident> {
    with(key, input, |input| {
        input.parse::<Ident>().map_err(|_| {
            refused(
                input,
                "`item` takes the name that one of the items is to have, without quotes, as in `item = user`",
            )
        })
    })
}

fn example(key: &Ident) -> &'static str {
    ARGUMENTS
        .iter()
        .find(|(name, _)| key == name)
        .map_or("", |(_, example)| example)
}
