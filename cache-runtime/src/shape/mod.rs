//! The shape of a function's return type: what of it is stored, what is absent, what is a failure.
//!
//! `Result` and `Option` are recognised by the type, never by its spelling ([`probe`]). [`kinds`] are the shapes there are,
//! [`presence`] and [`sharing`] what varies within them; [`answers`] puts what a call found into the types that helpers name.

mod answers;
mod kinds;
mod presence;
mod probe;
mod sharing;

pub(crate) use answers::{Accept, Provide, Reveal};
pub(crate) use kinds::Fallible;
pub(crate) use presence::Always;
pub use probe::{
    AnyValue, MaybeOrClone, MaybeOrMessage, MaybeOrRetry, MaybeValue, ResultLike, Returns,
    ValueOrClone, ValueOrMessage, ValueOrRetry,
};
pub(crate) use sharing::{ByRetry, SharedFailure};

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
    type Value;
    /// The value when there is one: inside `Some`.
    type Present;
    /// The error; `Infallible` for functions that return none.
    type Failure;

    /// Whether `None` is told apart from other values (`negative_ttl`).
    const CHECKS_ABSENCE: bool = false;

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
    /// A look inside `Some`.
    fn look(value: &Self::Value) -> Option<&Self::Present>;
    /// A copy of the failure for those who wait, if it can be had.
    fn share(failure: &Self::Failure) -> Option<SharedFailure>;
    /// A failure from such a copy.
    fn receive(shared: &SharedFailure) -> Option<Self::Failure>;
    /// The weight of what the region holds in bytes, where `max_weight` asks for it.
    fn weigh(_: &Self::Stored) -> Option<usize> {
        None
    }
}
