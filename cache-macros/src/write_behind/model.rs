//! What is to be generated: resolved and consistent. Only `validate` builds it.

use proc_macro2::Ident;
use syn::{Expr, LitStr, Type};

use crate::arguments::Arguments;
use crate::cached::model::{Part, Prefix, Tag};
use crate::function::Function;
use crate::paths::Runtime;

/// One annotated function, understood.
pub(crate) struct Model {
    pub(crate) runtime: Runtime,
    pub(crate) function: Function,
    pub(crate) arguments: Arguments,
    pub(crate) item: Item,
    /// How the generated functions name each other.
    pub(crate) prefix: Prefix,
    /// The texts around the placeholders of the key, and these.
    pub(crate) texts: Vec<LitStr>,
    pub(crate) key: Vec<Part>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) ttl: Ttl,
    pub(crate) journal: Journal,
    pub(crate) settings: Settings,
    pub(crate) cache: Option<Expr>,
}

/// What the sink gets many of.
pub(crate) struct Item {
    /// As the attribute calls one.
    pub(crate) name: Ident,
    pub(crate) ty: Type,
    /// The place of all of them among the parameters.
    pub(crate) place: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ttl {
    Forever,
    Milliseconds(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Journal {
    Memory,
    Redis,
}

/// What is written of how the queue is delivered; the rest is the runtime's default. Times in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    pub(crate) flush_every: Option<u64>,
    pub(crate) batch: Option<u64>,
    pub(crate) queue: Option<u64>,
    pub(crate) retries: Option<u64>,
    pub(crate) backoff: Option<(u64, u64)>,
    pub(crate) timeout: Option<u64>,
}
