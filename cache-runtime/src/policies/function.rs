//! What a function brings along: what its attribute says, and what it was compiled for.

use super::overlay::{Overlay, Range, Setting, Stated, Strategy, Ttl};
use crate::clock::{Millis, NEVER};
use crate::policy::{OnCancel, Policy, Renewal, Stampede, Tiers};
use crate::site::Site;

/// An annotated function, as far as policies are concerned.
#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    /// Whether it is a region that is used directly: it has a policy from each call.
    pub(crate) by_hand: bool,
    pub(crate) location: (&'static str, u32, u32),
    /// The policy that the attribute names.
    pub(crate) policy: Option<&'static str>,
    pub(crate) attribute: Overlay,
    pub(crate) on_cancel: OnCancel,
    pub(crate) abilities: Abilities,
}

/// What a function was compiled for.
#[derive(Debug, Clone, Copy)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, and none follows from another"
)]
pub(crate) struct Abilities {
    pub(crate) tiers: Tiers,
    /// Its loads are of many entries at once.
    pub(crate) batch: bool,
    /// Its loads may outlive their callers.
    pub(crate) kept: bool,
    /// Its loads end with their callers all the same.
    pub(crate) stops: bool,
    /// Its loads can be done again.
    pub(crate) repeats: bool,
    pub(crate) times_out: bool,
    pub(crate) caches_errors: bool,
    pub(crate) tells_absence: bool,
    /// Of its hits, how many can be audited.
    pub(crate) audits: f64,
}

/// What an attribute has written that its policy does not show.
#[derive(Debug, Clone, Copy, Default)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each tells a default from the same value written"
)]
pub(crate) struct Written {
    pub(crate) ttl: bool,
    pub(crate) computed_ttl: bool,
    pub(crate) jitter: bool,
    pub(crate) stampede: bool,
    pub(crate) beta: bool,
    pub(crate) sliding: bool,
}

impl Written {
    pub(crate) const NOTHING: Self = Self {
        ttl: false,
        computed_ttl: false,
        jitter: false,
        stampede: false,
        beta: false,
        sliding: false,
    };
}

impl Function {
    pub(crate) fn of(site: &Site) -> Self {
        let policy = &site.policy;
        Self {
            name: site.function().to_owned(),
            by_hand: site.is_region(),
            location: site.location,
            policy: site.named_policy,
            attribute: said_by(policy, site.written),
            on_cancel: policy.on_cancel,
            abilities: Abilities {
                tiers: site.tiers,
                batch: site.batch,
                kept: site.kept,
                stops: site.stops,
                repeats: policy.schedule.is_some(),
                times_out: policy.timeout.is_some(),
                caches_errors: policy.error_ttl.is_some(),
                tells_absence: policy.negative_ttl.is_some(),
                audits: policy.audit,
            },
        }
    }
}

/// What `policy` says as the policy of an attribute that has `written` so much.
pub(crate) fn said_by(policy: &Policy, written: Written) -> Overlay {
    let window = |millis: Millis| (millis > 0).then(|| to(millis));
    let sliding = match policy.renewal {
        Renewal::Sliding { .. } => Some(true),
        Renewal::Never | Renewal::Adaptive { .. } => written.sliding.then_some(false),
    };
    let max_age = match policy.renewal {
        Renewal::Sliding { max_age } if max_age != NEVER => Some(to(max_age)),
        _ => None,
    };
    let adaptive_ttl = match policy.renewal {
        Renewal::Adaptive { max } => Some(Stated::in_code(Range {
            from: policy.ttl,
            to: max,
        })),
        Renewal::Never | Renewal::Sliding { .. } => None,
    };
    let idle_after = policy
        .schedule
        .filter(|schedule| schedule.idle_after != super::idle_after(schedule.every));
    Overlay {
        ttl: ttl(policy, written).filter(|_| adaptive_ttl.is_none()),
        adaptive_ttl,
        sliding: sliding.map(Stated::in_code),
        max_age,
        jitter: written.jitter.then(|| Stated::in_code(policy.jitter)),
        negative_ttl: policy.negative_ttl.map(to),
        error_ttl: policy.error_ttl.map(to),
        stampede: written.stampede.then(|| Stated::in_code(strategy(policy))),
        beta: policy.beta.filter(|_| written.beta).map(Stated::in_code),
        lock_wait: policy.lock_wait.map(to),
        stale_while_revalidate: window(policy.stale_while_revalidate),
        stale_if_error: window(policy.stale_if_error),
        refresh_ahead: policy.refresh_ahead.map(to),
        refresh_every: policy.schedule.map(|schedule| to(schedule.every)),
        idle_after: idle_after.map(|schedule| Stated::in_code(schedule.idle_after)),
        timeout: policy.timeout.map(to),
        soft_timeout: policy.soft_timeout.map(to),
        memory_ttl: policy.memory_ttl.map(to),
        audit: (policy.audit > 0.0).then(|| to(policy.audit)),
    }
}

fn to<T>(value: T) -> Stated<Setting<T>> {
    Stated::in_code(Setting::To(value))
}

fn ttl(policy: &Policy, written: Written) -> Option<Stated<Ttl>> {
    let ttl = match policy.ttl {
        _ if written.computed_ttl => Ttl::Computed,
        NEVER => Ttl::Forever,
        millis => Ttl::For(millis),
    };
    (written.ttl || written.computed_ttl).then(|| Stated::in_code(ttl))
}

fn strategy(policy: &Policy) -> Strategy {
    match (policy.beta, policy.stampede) {
        (Some(_), _) => Strategy::Early,
        (None, Stampede::Coalesce) => Strategy::Coalesce,
        (None, Stampede::Lock) => Strategy::Lock,
        (None, Stampede::None) => Strategy::None,
    }
}
