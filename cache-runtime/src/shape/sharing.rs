//! How an error reaches those who waited for a load that failed.

use crate::error::LoadFailed;
use std::any::Any;
use std::fmt::Display;
use std::sync::Arc;

/// An error on its way from the caller who met it to those who waited.
pub(crate) type SharedFailure = Arc<dyn Any + Send + Sync>;

/// How those who wait learn of an error.
pub trait Sharing<E>: Copy {
    /// A copy for those who wait.
    fn share(failure: &E) -> Option<SharedFailure>;
    /// The error from such a copy.
    fn receive(shared: &SharedFailure) -> Option<E>;
}

/// By a clone.
#[derive(Debug, Clone, Copy)]
pub struct ByClone;

impl<E: Clone + Send + Sync + 'static> Sharing<E> for ByClone {
    fn share(failure: &E) -> Option<SharedFailure> {
        Some(Arc::new(failure.clone()))
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        shared.downcast_ref::<E>().cloned()
    }
}

/// By the text of the error, through `From<LoadFailed>`.
#[derive(Debug, Clone, Copy)]
pub struct ByMessage;

impl<E: From<LoadFailed> + Display> Sharing<E> for ByMessage {
    fn share(failure: &E) -> Option<SharedFailure> {
        Some(Arc::new(LoadFailed::new(failure)))
    }
    fn receive(shared: &SharedFailure) -> Option<E> {
        shared.downcast_ref::<LoadFailed>().cloned().map(E::from)
    }
}

/// Not at all: each who waits tries for itself, in doubling waves.
#[derive(Debug, Clone, Copy)]
pub struct ByRetry;

impl<E> Sharing<E> for ByRetry {
    fn share(_: &E) -> Option<SharedFailure> {
        None
    }
    fn receive(_: &SharedFailure) -> Option<E> {
        None
    }
}
