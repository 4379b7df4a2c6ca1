//! What was written between the parentheses of `#[cached(…)]`, each value with its key.
//!
//! Faults of one argument alone are found here; faults between arguments, and against the function, in `validate`.

pub(crate) mod reading;
mod slot;
mod values;

use proc_macro2::{Ident, TokenStream};
use syn::parse::{Parse as _, ParseStream};
use syn::{Expr, LitStr, Result};

use self::reading::{assigned, assigned_name, assigned_text, assigned_with, listed, name, tags};
pub(crate) use self::slot::{Slot, Written};
pub(crate) use self::values::{Count, HelpersValue, Number, Switch, TtlValue, Version};
use super::closure::Closure;
use super::dependency::Dependency;
use crate::diagnostics::Errors;
use crate::literal::duration::DurationLit;
use crate::literal::range::RangeLit;
use crate::literal::template::Template;
use crate::literal::weight::WeightLit;
use crate::named::{self, Named, unknown};
use crate::paths::Runtime;
use crate::suggestion::nearest;

/// Every argument there is, with an example of its use.
pub(crate) const ARGUMENTS: [(&str, &str); 37] = [
    ("key", "key = \"user:<id>\""),
    ("ignore", "ignore(db)"),
    ("batch", "batch = ids"),
    ("policy", "policy = \"hot\""),
    ("ttl", "ttl = \"30s\""),
    ("ttl_with", "ttl_with = |value| value.max_age"),
    ("adaptive_ttl", "adaptive_ttl = \"5m..1h\""),
    ("sliding", "sliding = true"),
    ("max_age", "max_age = \"1d\""),
    ("jitter", "jitter = 0.1"),
    ("tags", "tags = [\"users\", \"tenant:<tenant>\"]"),
    ("depends_on", "depends_on(get_team(team_id))"),
    ("track", "track = true"),
    ("stampede", "stampede = \"lock\""),
    ("beta", "beta = 1.5"),
    ("lock_wait", "lock_wait = \"2s\""),
    ("stale_while_revalidate", "stale_while_revalidate = \"1m\""),
    ("stale_if_error", "stale_if_error = \"1d\""),
    ("refresh_ahead", "refresh_ahead = 0.8"),
    ("refresh_every", "refresh_every = \"5m\""),
    ("idle_after", "idle_after = \"1h\""),
    ("timeout", "timeout = \"2s\""),
    ("soft_timeout", "soft_timeout = \"100ms\""),
    ("on_cancel", "on_cancel = \"finish\""),
    ("audit", "audit = 0.001"),
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
    pub(crate) batch: Slot<Ident>,
    pub(crate) policy: Slot<LitStr>,
    pub(crate) ttl: Slot<TtlValue>,
    pub(crate) ttl_with: Slot<Closure>,
    pub(crate) adaptive_ttl: Slot<RangeLit>,
    pub(crate) sliding: Slot<Switch>,
    pub(crate) max_age: Slot<DurationLit>,
    pub(crate) jitter: Slot<Number>,
    pub(crate) tags: Slot<Vec<Template>>,
    pub(crate) depends_on: Slot<Vec<Dependency>>,
    pub(crate) track: Slot<Switch>,
    pub(crate) stampede: Slot<LitStr>,
    pub(crate) beta: Slot<Number>,
    pub(crate) lock_wait: Slot<DurationLit>,
    pub(crate) stale_while_revalidate: Slot<DurationLit>,
    pub(crate) stale_if_error: Slot<DurationLit>,
    pub(crate) refresh_ahead: Slot<Number>,
    pub(crate) refresh_every: Slot<DurationLit>,
    pub(crate) idle_after: Slot<DurationLit>,
    pub(crate) timeout: Slot<DurationLit>,
    pub(crate) soft_timeout: Slot<DurationLit>,
    pub(crate) on_cancel: Slot<LitStr>,
    pub(crate) audit: Slot<Number>,
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
        named::read(tokens, errors)
    }

    /// Takes the argument `name` for one that was written and could not be read.
    fn forgive_absence_of(&mut self, name: &str) {
        match name {
            "key" => self.key.forgive_absence(),
            "ignore" => self.ignore.forgive_absence(),
            "batch" => self.batch.forgive_absence(),
            "policy" => self.policy.forgive_absence(),
            "ttl" => self.ttl.forgive_absence(),
            "adaptive_ttl" => self.adaptive_ttl.forgive_absence(),
            "sliding" => self.sliding.forgive_absence(),
            "stampede" => self.stampede.forgive_absence(),
            "stale_if_error" => self.stale_if_error.forgive_absence(),
            "refresh_every" => self.refresh_every.forgive_absence(),
            // Whether any other is there is no rule's business.
            _ => {}
        }
    }
}

impl Named for Args {
    const EXAMPLE: &'static str = "ttl = \"30s\"";

    fn value(&mut self, key: Ident, input: ParseStream<'_>) -> Result<()> {
        match key.to_string().as_str() {
            "key" => self.key.fill(key, input, assigned_text),
            "ignore" => self
                .ignore
                .fill(key, input, |key, input| listed(key, input, name)),
            "batch" => self.batch.fill(key, input, assigned_name),
            "policy" => self.policy.fill(key, input, assigned_text),
            "ttl" => self.ttl.fill(key, input, assigned),
            "ttl_with" => self.ttl_with.fill(key, input, assigned),
            "adaptive_ttl" => self.adaptive_ttl.fill(key, input, assigned_text),
            "sliding" => self.sliding.fill(key, input, assigned),
            "max_age" => self.max_age.fill(key, input, assigned_text),
            "jitter" => self.jitter.fill(key, input, Number::assigned),
            "tags" => self.tags.fill(key, input, tags),
            "depends_on" => self.depends_on.fill(key, input, |key, input| {
                listed(key, input, Dependency::parse)
            }),
            "track" => self.track.fill(key, input, assigned),
            "stampede" => self.stampede.fill(key, input, assigned_text),
            "beta" => self.beta.fill(key, input, Number::assigned),
            "lock_wait" => self.lock_wait.fill(key, input, assigned_text),
            "stale_while_revalidate" => self.stale_while_revalidate.fill(key, input, assigned_text),
            "stale_if_error" => self.stale_if_error.fill(key, input, assigned_text),
            "refresh_ahead" => self.refresh_ahead.fill(key, input, Number::assigned),
            "refresh_every" => self.refresh_every.fill(key, input, assigned_text),
            "idle_after" => self.idle_after.fill(key, input, assigned_text),
            "timeout" => self.timeout.fill(key, input, assigned_text),
            "soft_timeout" => self.soft_timeout.fill(key, input, assigned_text),
            "on_cancel" => self.on_cancel.fill(key, input, assigned_text),
            "audit" => self.audit.fill(key, input, Number::assigned),
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
                Err(unknown(&key, names))
            }
        }
    }

    fn forgive_absence(&mut self) {
        for name in [
            "key",
            "ignore",
            "policy",
            "ttl",
            "sliding",
            "stampede",
            "stale_if_error",
            "refresh_every",
        ] {
            self.forgive_absence_of(name);
        }
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    ARGUMENTS.iter().map(|(name, _)| *name)
}
