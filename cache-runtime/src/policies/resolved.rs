//! From what all layers say to the policy that is in force.

use super::function::Function;
use super::overlay::{Layer, Overlay, Strategy, Ttl, value};
use crate::clock::{Millis, NEVER};
use crate::policy::{Policy, Renewal, Schedule, Stampede};

/// How long after the last call refreshes stop, where nobody says.
pub(crate) fn idle_after(every: Millis) -> Millis {
    every.saturating_mul(10)
}

/// The policy of `function` under what is left of all layers after every rule was heeded.
pub(super) fn policy(overlay: &Overlay, function: &Function) -> Policy {
    let written = overlay.ttl.map(|ttl| (ttl.value, ttl.place));
    let (ttl, place) = match (overlay.adaptive_ttl, written) {
        (Some(adaptive), _) => (adaptive.value.from, Some(adaptive.place)),
        (None, Some((Ttl::For(millis), place))) => (millis, Some(place)),
        (None, Some((Ttl::Forever | Ttl::Computed, place))) => (NEVER, Some(place)),
        (None, None) => (NEVER, None),
    };
    Policy {
        ttl,
        imposes_ttl: place.is_some_and(|place| place.layer == Layer::Override),
        jitter: overlay.jitter.map_or(0.0, |jitter| jitter.value),
        stampede: stampede(overlay),
        beta: beta(overlay),
        negative_ttl: value(overlay.negative_ttl),
        error_ttl: value(overlay.error_ttl),
        memory_ttl: value(overlay.memory_ttl),
        lock_wait: value(overlay.lock_wait),
        refresh_ahead: value(overlay.refresh_ahead),
        stale_while_revalidate: value(overlay.stale_while_revalidate).unwrap_or(0),
        stale_if_error: value(overlay.stale_if_error).unwrap_or(0),
        renewal: renewal(overlay),
        schedule: schedule(overlay),
        timeout: value(overlay.timeout),
        soft_timeout: value(overlay.soft_timeout),
        on_cancel: function.on_cancel,
        audit: value(overlay.audit).unwrap_or(0.0),
    }
}

fn stampede(overlay: &Overlay) -> Stampede {
    match overlay.stampede.map(|stampede| stampede.value) {
        Some(Strategy::Lock) => Stampede::Lock,
        Some(Strategy::None) => Stampede::None,
        Some(Strategy::Coalesce | Strategy::Early) | None => Stampede::Coalesce,
    }
}

fn beta(overlay: &Overlay) -> Option<f64> {
    let early = overlay.stampede?.value == Strategy::Early;
    early.then(|| overlay.beta.map_or(1.0, |beta| beta.value))
}

fn renewal(overlay: &Overlay) -> Renewal {
    let sliding = overlay.sliding.is_some_and(|sliding| sliding.value);
    match overlay.adaptive_ttl {
        Some(adaptive) => Renewal::Adaptive {
            max: adaptive.value.to,
        },
        None if sliding => Renewal::Sliding {
            max_age: value(overlay.max_age).unwrap_or(NEVER),
        },
        None => Renewal::Never,
    }
}

fn schedule(overlay: &Overlay) -> Option<Schedule> {
    let every = value(overlay.refresh_every)?;
    let stated = overlay.idle_after.map(|stated| stated.value);
    Some(Schedule {
        every,
        idle_after: stated.unwrap_or_else(|| idle_after(every)),
    })
}
