//! [`Override`]: what is said of one function at run time.

use super::overlay::{Overlay, Range, Setting, Stated, Strategy, Ttl};
use crate::clock::{Millis, millis};
use crate::policy::Stampede;
use std::time::Duration;

/// What is said of one function at run time, over what its attribute writes. See
/// [`override_function`](crate::CacheBuilder::override_function).
///
/// Where a setter takes `impl Into<Option<…>>`, `None` switches off what the attribute or a policy has switched on. What a
/// function was not compiled for cannot be switched on.
///
/// # Default
/// Nothing is said.
///
/// ```
/// use cache_runtime::Override;
/// use std::time::Duration;
///
/// let shorter = Override::new().with_ttl(Duration::from_secs(60)).with_stale_if_error(None);
/// let off = Override::new().disabled();
/// # let _ = (shorter, off);
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use]
pub struct Override {
    pub(super) overlay: Overlay,
    pub(super) enabled: Option<bool>,
    pub(super) policy: Option<Stated<String>>,
    /// Where it begins in the file; zero: it stands in code.
    pub(super) line: usize,
}

impl Override {
    /// One that says nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The off-switch: the function is not cached. Each call runs the body, and nothing is stored or served.
    pub fn disabled(mut self) -> Self {
        self.enabled = Some(false);
        self
    }

    /// Chooses a named policy, in place of the one that the attribute names.
    pub fn with_policy(mut self, name: impl Into<String>) -> Self {
        self.policy = Some(Stated::in_code(name.into()));
        self
    }

    /// Entries live for so long, whatever the attribute computes. What a loader itself says
    /// ([`context`](crate::context)) still counts for more.
    ///
    /// # Panics
    /// If `ttl` is zero.
    pub fn with_ttl(mut self, ttl: Duration) -> Self {
        self.overlay.ttl = Some(Stated::in_code(Ttl::For(positive("ttl", ttl))));
        self
    }

    /// Entries live until they are invalidated or evicted.
    pub fn with_ttl_forever(mut self) -> Self {
        self.overlay.ttl = Some(Stated::in_code(Ttl::Forever));
        self
    }

    /// Entries live for `shortest` at first, and up to `longest` when they are asked for often.
    ///
    /// # Panics
    /// If `shortest` is zero, or not shorter than `longest`.
    pub fn with_adaptive_ttl(mut self, shortest: Duration, longest: Duration) -> Self {
        assert!(
            shortest < longest,
            "an adaptive ttl from {shortest:?} to {longest:?} does not grow"
        );
        self.overlay.adaptive_ttl = Some(Stated::in_code(Range {
            from: positive("adaptive_ttl", shortest),
            to: millis(longest),
        }));
        self
    }

    /// Whether a hit renews the ttl.
    pub fn with_sliding(mut self, sliding: bool) -> Self {
        self.overlay.sliding = Some(Stated::in_code(sliding));
        self
    }

    /// Draws each entry's ttl uniformly from `ttl ± fraction · ttl`.
    ///
    /// # Panics
    /// If `fraction` lies outside `0.0..=0.5`.
    pub fn with_jitter(mut self, fraction: f64) -> Self {
        assert!(
            (0.0..=0.5).contains(&fraction),
            "jitter {fraction} lies outside 0.0..=0.5"
        );
        self.overlay.jitter = Some(Stated::in_code(fraction));
        self
    }

    /// Chooses who loads.
    pub fn with_stampede(mut self, stampede: Stampede) -> Self {
        self.overlay.stampede = Some(Stated::in_code(match stampede {
            Stampede::None => Strategy::None,
            Stampede::Coalesce => Strategy::Coalesce,
            Stampede::Lock => Strategy::Lock,
        }));
        self
    }

    /// Refreshes entries early and at random, as `stampede = "early"` does with this `beta`.
    ///
    /// # Panics
    /// If `beta` is not a positive number.
    pub fn with_early_refresh(mut self, beta: f64) -> Self {
        assert!(
            beta > 0.0 && beta.is_finite(),
            "beta {beta} is not a positive number"
        );
        self.overlay.stampede = Some(Stated::in_code(Strategy::Early));
        self.overlay.beta = Some(Stated::in_code(beta));
        self
    }

    /// Hits ask for a refresh once this fraction of the ttl is over.
    ///
    /// # Panics
    /// If the fraction does not lie between 0 and 1.
    pub fn with_refresh_ahead(mut self, fraction: impl Into<Option<f64>>) -> Self {
        let fraction = fraction.into();
        assert!(
            fraction.is_none_or(|fraction| fraction > 0.0 && fraction < 1.0),
            "refresh ahead at {fraction:?} of the ttl does not lie between 0 and 1"
        );
        self.overlay.refresh_ahead =
            Some(Stated::in_code(fraction.map_or(Setting::Off, Setting::To)));
        self
    }

    /// Of the hits, this share is audited. The attribute's is the most that can be had.
    ///
    /// # Panics
    /// If the share is not above 0 and at most 1.
    pub fn with_audit(mut self, share: impl Into<Option<f64>>) -> Self {
        let share = share.into();
        assert!(
            share.is_none_or(|share| share > 0.0 && share <= 1.0),
            "an audit of {share:?} of the hits is none of a share of them"
        );
        self.overlay.audit = Some(Stated::in_code(share.map_or(Setting::Off, Setting::To)));
        self
    }

    /// How long after the last call the refreshes of `refresh_every` stop.
    ///
    /// # Panics
    /// If `idle_after` is zero.
    pub fn with_idle_after(mut self, idle_after: Duration) -> Self {
        self.overlay.idle_after = Some(Stated::in_code(positive("idle_after", idle_after)));
        self
    }
}

macro_rules! durations {
    ($($(#[$doc:meta])* $setter:ident => $field:ident;)*) => {
        impl Override {
            $(
                $(#[$doc])*
                ///
                /// # Panics
                /// If the duration is zero.
                pub fn $setter(mut self, duration: impl Into<Option<Duration>>) -> Self {
                    self.overlay.$field = Some(setting(stringify!($field), duration.into()));
                    self
                }
            )*
        }
    };
}

durations! {
    /// How old an entry may grow by being renewed, with a sliding ttl.
    with_max_age => max_age;
    /// How long errors live.
    with_error_ttl => error_ttl;
    /// How long a caller waits for the process that loads, with [`Stampede::Lock`].
    with_lock_wait => lock_wait;
    /// How long after its ttl an entry is the answer while it is refreshed.
    with_stale_while_revalidate => stale_while_revalidate;
    /// How long after its ttl an entry is the answer where the load fails.
    with_stale_if_error => stale_if_error;
    /// How often entries are refreshed with nobody asking.
    with_refresh_every => refresh_every;
    /// How long a call waits for a load.
    with_timeout => timeout;
    /// How long a call waits that has a value to fall back on.
    with_soft_timeout => soft_timeout;
    /// How long the copy in memory of what a shared tier holds may live.
    with_memory_ttl => memory_ttl;
}

impl Override {
    /// How long `None` lives; zero: it is not stored.
    pub fn with_negative_ttl(mut self, ttl: impl Into<Option<Duration>>) -> Self {
        let setting = ttl
            .into()
            .map_or(Setting::Off, |ttl| Setting::To(millis(ttl)));
        self.overlay.negative_ttl = Some(Stated::in_code(setting));
        self
    }

    /// This on top of `below`.
    #[cfg(feature = "policies")]
    pub(super) fn over(&self, below: &Self) -> Self {
        Self {
            overlay: self.overlay.over(&below.overlay),
            enabled: self.enabled.or(below.enabled),
            policy: self.policy.clone().or_else(|| below.policy.clone()),
            line: if self.line > 0 { self.line } else { below.line },
        }
    }
}

fn setting(name: &str, duration: Option<Duration>) -> Stated<Setting<Millis>> {
    Stated::in_code(match duration {
        Some(duration) => Setting::To(positive(name, duration)),
        None => Setting::Off,
    })
}

fn positive(name: &str, duration: Duration) -> Millis {
    assert!(!duration.is_zero(), "`{name}` must be longer than zero");
    millis(duration)
}
