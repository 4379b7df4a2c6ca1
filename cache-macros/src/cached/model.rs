//! What is to be generated: resolved and consistent. Only `validate` builds it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Expr, LitStr, Stmt, Type, Visibility};

use super::closure::Closure;
use super::dependency::Dependency;
use crate::arguments::Arguments;
use crate::function::Function;
use crate::mention::has_static_borrow;
use crate::paths::Runtime;

/// One annotated function, understood.
pub(crate) struct Model {
    pub(crate) runtime: Runtime,
    pub(crate) function: Function,
    pub(crate) arguments: Arguments,
    pub(crate) form: Form,
    /// The type of what a load yields.
    pub(crate) returns: Type,
    pub(crate) siblings: Siblings,
    pub(crate) site: Site,
    pub(crate) key: Vec<Part>,
    /// The types by which the entries of one function are kept apart.
    pub(crate) instance: Vec<Instance>,
    pub(crate) cache: Option<Expr>,
    pub(crate) cache_if: Option<Closure>,
    pub(crate) load: Load,
    /// Further demands on the return type.
    pub(crate) demands: Vec<Demand>,
    pub(crate) batch: Option<Batch>,
}

/// A function that is asked for many entries at once. The rest of its model is that of the function for one of them, until the
/// model [turns](Model::turn_to_batch).
pub(crate) struct Batch {
    pub(crate) function: Function,
    pub(crate) arguments: Arguments,
    pub(crate) returns: Type,
    /// Which parameter holds the elements.
    pub(crate) place: usize,
    pub(crate) passing: Passing,
    /// What one of them is called.
    pub(crate) element: Ident,
    /// Its type.
    pub(crate) ty: Type,
}

/// How elements are passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Passing {
    Vec,
    Slice,
}

/// How the function is called and its body run.
pub(crate) enum Form {
    Sync,
    Async,
    /// What `#[async_trait]` makes of an `async fn`.
    Boxed(Box<BoxedFuture>),
}

/// `before… Box::pin(async move { statements… })`
pub(crate) struct BoxedFuture {
    pub(crate) output: Type,
    pub(crate) before: Vec<Stmt>,
    /// `Box::pin`, as written.
    pub(crate) pin: Expr,
    pub(crate) statements: Vec<Stmt>,
}

/// What stands beside the function.
pub(crate) enum Siblings {
    /// The body and the helpers, as items.
    Items {
        visibility: Visibility,
        prefix: Prefix,
    },
    /// Nothing: the body is spliced into the function.
    None,
}

/// How siblings name each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prefix {
    Bare,
    /// `Self::`
    Associated,
}

/// The constant facts about the function, told to the runtime once.
pub(crate) struct Site {
    pub(crate) template: SiteTemplate,
    /// The named policy that says what nothing here does.
    pub(crate) policy: Option<LitStr>,
    pub(crate) ttl: SiteTtl,
    pub(crate) sliding: Option<Sliding>,
    pub(crate) jitter: Option<f64>,
    /// Where it is written.
    pub(crate) stampede: Option<Stampede>,
    /// In milliseconds, like every time here.
    pub(crate) lock_wait: Option<u64>,
    pub(crate) windows: Windows,
    pub(crate) refreshes: Refreshes,
    pub(crate) timeouts: Timeouts,
    /// Whether a load goes on when all its callers are gone.
    pub(crate) finishes: bool,
    /// Of the hits, how many are audited.
    pub(crate) audit: Option<f64>,
    pub(crate) negative_ttl: Option<u64>,
    pub(crate) error_ttl: Option<u64>,
    pub(crate) tier: Tier,
    pub(crate) memory_ttl: Option<u64>,
    pub(crate) capacity: Option<u64>,
    pub(crate) max_weight: Option<u64>,
    pub(crate) version: Option<u32>,
    /// Whether what a load calls becomes a dependency.
    pub(crate) tracks: bool,
}

pub(crate) enum SiteTemplate {
    /// The texts around the placeholders.
    Explicit(Vec<LitStr>),
    /// The function's name and that many placeholders.
    Default(usize),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SiteTtl {
    Forever,
    Milliseconds(u64),
    Adaptive {
        shortest: u64,
        longest: u64,
    },
    Computed,
    /// That of the named policy.
    OfPolicy,
}

impl SiteTtl {
    /// The least that is known of every ttl. Zero is reported already and contradicts nothing else.
    pub(crate) fn shortest(self) -> Option<u64> {
        match self {
            Self::Milliseconds(0) | Self::Forever | Self::Computed | Self::OfPolicy => None,
            Self::Milliseconds(ttl) | Self::Adaptive { shortest: ttl, .. } => Some(ttl),
        }
    }

    /// The most that is known of every ttl.
    pub(crate) fn longest(self) -> Option<u64> {
        match self {
            Self::Adaptive { longest, .. } => Some(longest),
            other => other.shortest(),
        }
    }
}

/// Whether a hit renews the ttl.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sliding {
    On { max_age: Option<u64> },
    Off,
}

/// How long after its ttl a value is still of use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Windows {
    pub(crate) while_revalidate: Option<u64>,
    pub(crate) if_error: Option<u64>,
}

/// When a value is loaded again although it is fresh.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Refreshes {
    /// A fraction of the ttl.
    pub(crate) ahead: Option<f64>,
    pub(crate) every: Option<Schedule>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Schedule {
    pub(crate) interval: u64,
    pub(crate) idle_after: u64,
}

/// How long a caller waits: at the most, and while there is a value to fall back on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Timeouts {
    pub(crate) hard: Option<u64>,
    pub(crate) soft: Option<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Stampede {
    Coalesce,
    Lock,
    /// With the steepness, where it is written.
    Early {
        beta: Option<f64>,
    },
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tier {
    /// Nothing is written: every tier that can hold the values.
    Default,
    Memory,
    Redis,
    All,
}

/// A type whose name is part of an entry's identity.
pub(crate) enum Instance {
    /// The whole name.
    Type(TokenStream),
    /// Only the generic arguments in it: an explicit key is shared between types on purpose.
    GenericsOf(TokenStream),
}

/// What happens around a load.
pub(crate) struct Load {
    /// Known before the load.
    pub(crate) tags: Vec<Tag>,
    /// Known from the loaded value.
    pub(crate) result_tags: Vec<Tag>,
    pub(crate) dependencies: Vec<Dependency>,
    pub(crate) ttl: LoadTtl,
    pub(crate) unless: Option<Closure>,
    pub(crate) keeping: Keeping,
}

/// Whether a load has arguments of its own, because it may outlive the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keeping {
    /// It borrows what its caller borrows.
    Nothing,
    ForOneLoad,
    /// The same arguments are loaded with again and again.
    ForManyLoads,
}

/// How long the entry of one load lives, where the site does not say it.
pub(crate) enum LoadTtl {
    OfSite,
    Computed(Expr),
    /// From the value and the arguments.
    With(Closure),
}

/// A template with its placeholders resolved.
pub(crate) struct Tag {
    pub(crate) texts: Vec<LitStr>,
    pub(crate) parts: Vec<Part>,
}

/// One resolved placeholder.
#[derive(Clone)]
pub(crate) struct Part {
    /// Reads an argument, or the local `result`.
    pub(crate) expression: TokenStream,
    pub(crate) origin: Origin,
    /// Where a part that cannot be rendered is reported.
    pub(crate) place: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Arguments,
    Result,
}

/// A demand on the return type, made by an argument.
pub(crate) struct Demand {
    pub(crate) made_by: MadeBy,
    /// The argument's key.
    pub(crate) key: Ident,
}

/// What of the runtime makes a demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MadeBy {
    /// A method of the shape.
    Shape(&'static str),
    /// A method of what a macro of the runtime answers about the shape.
    Answer {
        question: &'static str,
        method: &'static str,
    },
}

impl Model {
    /// From the function for one element to the function as it is written, and back.
    pub(crate) fn turn_to_batch(&mut self) {
        if let Some(batch) = &mut self.batch {
            std::mem::swap(&mut self.function, &mut batch.function);
            std::mem::swap(&mut self.arguments, &mut batch.arguments);
        }
    }

    /// Whether the types are to tell if entries go to a shared tier. What borrows cannot be read back.
    pub(crate) fn may_be_shared(&self) -> bool {
        match self.site.tier {
            Tier::Memory => false,
            Tier::Default => !has_static_borrow(&self.returns.to_token_stream()),
            Tier::Redis | Tier::All => true,
        }
    }

    /// The tokens of all expressions that the key is made of.
    pub(crate) fn key_reads(&self) -> TokenStream {
        expressions(&self.key)
    }
}

impl Tag {
    /// The tokens of the expressions over arguments.
    pub(crate) fn reads(&self) -> TokenStream {
        let over_arguments = self
            .parts
            .iter()
            .filter(|part| part.origin == Origin::Arguments);
        over_arguments
            .map(|part| with_comma(&part.expression))
            .collect()
    }
}

/// The tokens of several parts, fit only to be searched.
pub(crate) fn expressions(parts: &[Part]) -> TokenStream {
    parts
        .iter()
        .map(|part| with_comma(&part.expression))
        .collect()
}

fn with_comma(expression: &TokenStream) -> TokenStream {
    quote!(#expression,)
}
