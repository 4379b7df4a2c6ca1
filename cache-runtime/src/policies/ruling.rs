//! What is in force for one function in one cache. Swapped as a whole; read once by each call that is no plain hit.

use crate::policy::Policy;
use std::ops::Deref;
use std::sync::{Arc, PoisonError, RwLock};

/// What is in force for a function.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rule {
    /// In place of what the attribute says.
    pub(crate) policy: Option<Arc<Policy>>,
    /// Whether the function is not cached.
    pub(crate) off: bool,
}

/// The place of a function's rule.
#[derive(Debug, Default)]
pub(crate) struct Ruling {
    rule: RwLock<Rule>,
}

/// The policy of one call: whatever is said meanwhile, the call goes by it to its end.
#[derive(Debug, Clone)]
pub(crate) enum PolicyOfCall<'s> {
    Written(&'s Policy),
    Instead(Arc<Policy>),
}

impl Ruling {
    pub(crate) fn new(rule: Rule) -> Self {
        Self {
            rule: RwLock::new(rule),
        }
    }

    #[cfg(feature = "policies")]
    pub(crate) fn set(&self, rule: Rule) {
        *self.rule.write().unwrap_or_else(PoisonError::into_inner) = rule;
    }

    /// Whether the function is not cached at the moment.
    pub(crate) fn is_off(&self) -> bool {
        self.read().off
    }

    /// For a call that begins now and brings `written` along: its policy, and whether the function is cached.
    pub(crate) fn of_call<'s>(&self, written: &'s Policy) -> (PolicyOfCall<'s>, bool) {
        let rule = self.read();
        let policy = match &rule.policy {
            Some(policy) => PolicyOfCall::Instead(policy.clone()),
            None => PolicyOfCall::Written(written),
        };
        (policy, !rule.off)
    }

    fn read(&self) -> impl Deref<Target = Rule> + '_ {
        self.rule.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for PolicyOfCall<'_> {
    type Target = Policy;

    fn deref(&self) -> &Policy {
        match self {
            Self::Written(policy) => policy,
            Self::Instead(policy) => policy,
        }
    }
}
