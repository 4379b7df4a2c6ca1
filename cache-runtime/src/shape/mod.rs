//! The shape of a function's return type: what of it is stored, what is absent, what is a failure.
//!
//! `Result` and `Option` are recognised by the type, never by its spelling ([`probe`]). [`kinds`] are the shapes there are,
//! [`presence`] and [`sharing`] what varies within them, [`coded`] those that can go to a shared tier, [`failures`] what is demanded of errors, [`comparing`] of values; [`answers`] puts what a call found into the types that helpers name.

mod answers;
#[cfg(feature = "redis")]
mod coded;
mod comparing;
mod failures;
mod kinds;
mod presence;
mod probe;
mod sharing;
#[cfg(not(feature = "redis"))]
mod uncoded;

#[cfg(feature = "redis")]
pub(crate) use crate::codec::Coder;
pub(crate) use answers::{Accept, Provide, Reveal};
#[cfg(feature = "redis")]
pub(crate) use coded::coder_by_hand;
#[cfg(feature = "redis")]
pub use coded::{Codable, CodedNever, CodedValues, CodedWhole, Uncoded};
#[cfg(feature = "redis")]
pub(crate) use coded::{Coded, Failures, Shareable};
pub use comparing::{Compared, Comparing, Uncompared};
pub use failures::{Failing, Mute, Sent, Timed, Unsent, Untimed};
pub(crate) use kinds::{CheckingNegatives, Fallible, Plain, Weighed};
pub(crate) use presence::{Always, Maybe, Presence};
pub use probe::{
    AnyValue, MaybeOrClone, MaybeOrMessage, MaybeOrRetry, MaybeValue, ResultLike, Returns,
    ValueOrClone, ValueOrMessage, ValueOrRetry,
};
pub(crate) use sharing::{ByRetry, SharedFailure, Sharing};
#[cfg(not(feature = "redis"))]
pub(crate) use uncoded::Coder;

use crate::error::LoadTimeout;

/// What can be stored in memory and handed to any number of callers.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be cached",
    label = "not cacheable",
    note = "a cached value is cloned for each caller and shared between threads: it must be `Clone + Send + Sync + 'static`; \
            return an owned value, or wrap it in `Arc`"
)]
pub trait Cacheable: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> Cacheable for T {}

/// How the return type of a function is taken apart and put together again.
pub trait Shape: Copy {
    /// The return type as the user wrote it.
    type Return;
    /// What a region holds.
    type Stored: Cacheable;
    /// The successful value.
    type Value: Cacheable;
    /// The value when there is one: inside `Some`.
    type Present;
    /// The error; `Infallible` for functions that return none.
    type Failure;

    /// What becomes of failures in a shared tier: [`Written`] where they are stored, else [`Unshared`].
    type Failures;

    /// Whether `None` is told apart from other values (`negative_ttl`).
    const CHECKS_ABSENCE: bool = false;

    /// Whether hits are audited (`audit`).
    const AUDITED: bool = false;

    /// Takes a return value apart.
    fn split(returned: Self::Return) -> Result<Self::Value, Self::Failure>;
    /// Puts a return value together.
    fn join(outcome: Result<Self::Value, Self::Failure>) -> Self::Return;
    /// What the region holds of a value.
    fn store(value: Self::Value) -> Self::Stored;
    /// What the region holds of a failure, if failures are cached.
    fn store_failure(failure: Self::Failure) -> Result<Self::Stored, Self::Failure> {
        Err(failure)
    }
    /// The way back from the region.
    fn restore(stored: Self::Stored) -> Result<Self::Value, Self::Failure>;
    /// A look at the value of what the region holds.
    fn value(stored: &Self::Stored) -> Option<&Self::Value>;
    /// A look at the failure of what the region holds, if failures are cached.
    fn failure(_: &Self::Stored) -> Option<&Self::Failure> {
        None
    }
    /// A look inside `Some`.
    fn look(value: &Self::Value) -> Option<&Self::Present>;
    /// The way back from what was seen; `None` if no value looks like that.
    fn complete(present: Option<Self::Present>) -> Option<Self::Value>;
    /// A copy of the failure for those who wait, if it can be had.
    fn share(failure: &Self::Failure) -> Option<SharedFailure>;
    /// A failure from such a copy.
    fn receive(shared: &SharedFailure) -> Option<Self::Failure>;
    /// The failure of a call whose time was over.
    ///
    /// # Panics
    /// Where the shape has none: then no call has such a time.
    fn timed_out(_: LoadTimeout) -> Self::Failure {
        unreachable!(
            "the attribute lets no function have a `timeout` whose error type cannot carry it"
        )
    }
    /// The weight of what the region holds in bytes, where `max_weight` asks for it.
    fn weigh(_: &Self::Stored) -> Option<usize> {
        None
    }
    /// Whether two values are the same; asked only where hits are audited.
    fn is_same(_: &Self::Value, _: &Self::Value) -> bool {
        true
    }
    /// How a shared tier is to write what the region holds, if it can be written.
    fn coder() -> Option<Coder<Self::Stored>> {
        None
    }
}

/// Failures are written for a shared tier as values are.
#[derive(Debug, Clone, Copy)]
pub struct Written;

/// Failures stay out of a shared tier.
#[derive(Debug, Clone, Copy)]
pub struct Unshared;
