//! A [`Site`]: one annotated function, as the macro describes it in a static.

use crate::cache::AnyBound;
use crate::clock::NEVER;
use crate::key::{Name, Template};
use crate::policies::Written;
use crate::policy::{OnCancel, Policy, Renewal, Schedule, Stampede, Tiers};
use crate::shape::Coder;
use std::any::Any;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

/// One annotated function: its name, key template and policy, all constant.
#[derive(Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own, and none follows from another"
)]
pub struct Site {
    /// Zero until first asked; then its number among all sites of the process.
    id: AtomicU32,
    function: FunctionName,
    template: Template,
    pub(crate) policy: Policy,
    /// What of the policy is written and does not show.
    pub(crate) written: Written,
    /// The named policy under it.
    pub(crate) named_policy: Option<&'static str>,
    /// Whether loads may outlive their callers.
    pub(crate) kept: bool,
    /// Whether loads are of many entries at once.
    pub(crate) batch: bool,
    /// Whether the attribute says that they end with them.
    pub(crate) stops: bool,
    pub(crate) tiers: Tiers,
    pub(crate) capacity: Option<u64>,
    pub(crate) max_weight: Option<u64>,
    pub(crate) version: u32,
    /// Whether some tags are known only with the value.
    pub(crate) result_tags: bool,
    /// Whether loads record what they call.
    pub(crate) tracks: bool,
    pub(crate) location: (&'static str, u32, u32),
    name: OnceLock<Arc<Name>>,
    /// What this function is bound to in the installed cache, which lives as long as this static does.
    installed: OnceLock<AnyBound>,
    /// How the entries of a region that is used directly are written for a shared tier.
    coder: Option<AnyCoder>,
}

#[derive(Debug)]
enum FunctionName {
    Path(&'static str),
    /// A region that is used directly.
    Region(String),
}

/// A [`Coder`] of some value type.
pub(crate) type AnyCoder = Box<dyn Any + Send + Sync>;

impl Site {
    /// A site with a ttl still to be set.
    #[must_use]
    pub const fn new(function: &'static str, template: Template) -> Self {
        Self {
            id: AtomicU32::new(0),
            function: FunctionName::Path(function),
            template,
            policy: Policy::forever(),
            written: Written::NOTHING,
            named_policy: None,
            kept: false,
            batch: false,
            stops: false,
            tiers: Tiers::Default,
            capacity: None,
            max_weight: None,
            version: 0,
            result_tags: false,
            tracks: false,
            location: ("", 0, 0),
            name: OnceLock::new(),
            installed: OnceLock::new(),
            coder: None,
        }
    }

    /// The site of a region that is used directly. Without a coder its entries stay in memory.
    pub(crate) fn of_region(name: &str, coder: Option<AnyCoder>) -> Self {
        let mut site = Self::new("", Template::by_default(1));
        site.function = FunctionName::Region(name.to_owned());
        site.tiers = match coder {
            Some(_) => Tiers::All,
            None => Tiers::Memory,
        };
        site.coder = coder;
        site
    }

    pub(crate) fn coder<V: 'static>(&self) -> Option<Coder<V>> {
        self.coder.as_ref()?.downcast_ref().copied()
    }

    /// The ttl in milliseconds.
    #[must_use]
    pub const fn ttl(mut self, millis: u64) -> Self {
        self.policy.ttl = millis;
        self.written.ttl = true;
        self
    }

    /// Entries live until they are invalidated or evicted.
    #[must_use]
    pub const fn ttl_forever(mut self) -> Self {
        self.policy.ttl = NEVER;
        self.written.ttl = true;
        self
    }

    /// Each load says its ttl.
    #[must_use]
    pub const fn ttl_computed(mut self) -> Self {
        self.written.computed_ttl = true;
        self
    }

    /// What is not written here is taken from this policy.
    #[must_use]
    pub const fn named_policy(mut self, name: &'static str) -> Self {
        self.named_policy = Some(name);
        self
    }

    /// Loads may outlive their callers.
    #[must_use]
    pub const fn kept(mut self) -> Self {
        self.kept = true;
        self
    }

    /// Loads are of many entries at once.
    #[must_use]
    pub const fn batch(mut self) -> Self {
        self.batch = true;
        self
    }

    /// The jitter, a fraction of the ttl.
    #[must_use]
    pub const fn jitter(mut self, fraction: f64) -> Self {
        self.policy.jitter = fraction;
        self.written.jitter = true;
        self
    }

    /// Who loads.
    #[must_use]
    pub const fn stampede(mut self, stampede: Stampede) -> Self {
        self.policy.stampede = stampede;
        self.written.stampede = true;
        self
    }

    /// Early refresh.
    #[must_use]
    pub const fn early(mut self) -> Self {
        self.policy.beta = Some(1.0);
        self.written.stampede = true;
        self
    }

    /// The steepness of early refresh.
    #[must_use]
    pub const fn beta(mut self, beta: f64) -> Self {
        self.policy.beta = Some(beta);
        self.written.beta = true;
        self
    }

    /// The ttl of `None` in milliseconds; zero: not stored.
    #[must_use]
    pub const fn negative_ttl(mut self, millis: u64) -> Self {
        self.policy.negative_ttl = Some(millis);
        self
    }

    /// The ttl of errors in milliseconds.
    #[must_use]
    pub const fn error_ttl(mut self, millis: u64) -> Self {
        self.policy.error_ttl = Some(millis);
        self
    }

    /// Which tiers of the cache are used.
    #[must_use]
    pub const fn tiers(mut self, tiers: Tiers) -> Self {
        self.tiers = tiers;
        self
    }

    /// The longest life of the memory tier's copy in milliseconds.
    #[must_use]
    pub const fn memory_ttl(mut self, millis: u64) -> Self {
        self.policy.memory_ttl = Some(millis);
        self
    }

    /// How long to wait for a load of another process, in milliseconds.
    #[must_use]
    pub const fn lock_wait(mut self, millis: u64) -> Self {
        self.policy.lock_wait = Some(millis);
        self
    }

    /// How long an entry past its ttl is the answer while it is refreshed, in milliseconds.
    #[must_use]
    pub const fn stale_while_revalidate(mut self, millis: u64) -> Self {
        self.policy.stale_while_revalidate = millis;
        self
    }

    /// How long an entry past its ttl is the answer where the load fails, in milliseconds.
    #[must_use]
    pub const fn stale_if_error(mut self, millis: u64) -> Self {
        self.policy.stale_if_error = millis;
        self
    }

    /// After which fraction of the ttl hits ask for a refresh.
    #[must_use]
    pub const fn refresh_ahead(mut self, fraction: f64) -> Self {
        self.policy.refresh_ahead = Some(fraction);
        self
    }

    /// How often entries are refreshed with nobody asking, and how long after the last call that stops, in milliseconds.
    #[must_use]
    pub const fn refresh_every(mut self, every: u64, idle_after: u64) -> Self {
        self.policy.schedule = Some(Schedule { every, idle_after });
        self
    }

    /// How long a caller waits, in milliseconds.
    #[must_use]
    pub const fn timeout(mut self, millis: u64) -> Self {
        self.policy.timeout = Some(millis);
        self
    }

    /// How long a caller waits that has a value to fall back on, in milliseconds.
    #[must_use]
    pub const fn soft_timeout(mut self, millis: u64) -> Self {
        self.policy.soft_timeout = Some(millis);
        self
    }

    /// Loads that may outlive their callers end with them all the same.
    #[must_use]
    pub const fn stop(mut self) -> Self {
        self.stops = true;
        self
    }

    /// Loads go on when their callers leave.
    #[must_use]
    pub const fn finish(mut self) -> Self {
        self.policy.on_cancel = OnCancel::Finish;
        self
    }

    /// The share of the hits that is audited.
    #[must_use]
    pub const fn audit(mut self, share: f64) -> Self {
        self.policy.audit = share;
        self
    }

    /// Hits renew the ttl.
    #[must_use]
    pub const fn sliding(mut self) -> Self {
        self.policy.renewal = Renewal::Sliding { max_age: NEVER };
        self
    }

    /// Hits do not renew the ttl.
    #[must_use]
    pub const fn not_sliding(mut self) -> Self {
        self.written.sliding = true;
        self
    }

    /// Hits renew the ttl until the entry is that old, in milliseconds.
    #[must_use]
    pub const fn max_age(mut self, millis: u64) -> Self {
        self.policy.renewal = Renewal::Sliding { max_age: millis };
        self
    }

    /// The ttl of an entry that nobody asks for, and of one that is asked for often, in milliseconds.
    #[must_use]
    pub const fn adaptive_ttl(mut self, min: u64, max: u64) -> Self {
        self.policy.ttl = min;
        self.policy.renewal = Renewal::Adaptive { max };
        self
    }

    /// The bound of the region in entries.
    #[must_use]
    pub const fn capacity(mut self, entries: u64) -> Self {
        self.capacity = Some(entries);
        self
    }

    /// The bound of the region in bytes.
    #[must_use]
    pub const fn max_weight(mut self, bytes: u64) -> Self {
        self.max_weight = Some(bytes);
        self
    }

    /// The version of the entries.
    #[must_use]
    pub const fn version(mut self, version: u32) -> Self {
        self.version = version;
        self
    }

    /// Some tags are taken from the result.
    #[must_use]
    pub const fn result_tags(mut self) -> Self {
        self.result_tags = true;
        self
    }

    /// What a load calls becomes a dependency of its entry.
    #[must_use]
    pub const fn track(mut self) -> Self {
        self.tracks = true;
        self
    }

    /// Where the function stands in the source.
    #[must_use]
    pub const fn location(mut self, file: &'static str, line: u32, column: u32) -> Self {
        self.location = (file, line, column);
        self
    }

    /// The number of this site.
    #[inline]
    pub(crate) fn id(&self) -> u32 {
        match self.id.load(Ordering::Relaxed) {
            0 => self.number(),
            id => id,
        }
    }

    #[cold]
    fn number(&self) -> u32 {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let fresh = NEXT.fetch_add(1, Ordering::Relaxed);
        match self
            .id
            .compare_exchange(0, fresh, Ordering::Relaxed, Ordering::Relaxed)
        {
            Ok(_) => fresh,
            Err(taken) => taken,
        }
    }

    #[inline]
    pub(crate) fn installed(&self) -> Option<&AnyBound> {
        self.installed.get()
    }

    /// Keeps what this function is bound to in the installed cache; of several instances, the first.
    pub(crate) fn install(&self, bound: &AnyBound) {
        self.installed.get_or_init(|| bound.clone());
    }

    pub(crate) fn function(&self) -> &str {
        match &self.function {
            FunctionName::Path(path) => path,
            FunctionName::Region(name) => name,
        }
    }

    /// Whether this is a region that is used directly.
    pub(crate) fn is_region(&self) -> bool {
        matches!(self.function, FunctionName::Region(_))
    }

    pub(crate) fn has_default_key(&self) -> bool {
        self.template.is_default() && matches!(self.function, FunctionName::Path(_))
    }

    /// The name that the keys of this site have in common.
    pub(crate) fn name(&self) -> &Arc<Name> {
        self.name
            .get_or_init(|| Arc::new(self.name_with(String::new())))
    }

    pub(crate) fn name_with(&self, instance: String) -> Name {
        Name::new(self.template.literals(self.function()), instance)
    }
}
