//! The user's function as a queue calls it: again and again, with one batch each time.

use crate::background::{Panic, caught};
use crate::clock::{Clock, Millis};
use crate::timer::before;
use std::fmt::{self, Display};
use std::pin::Pin;
use std::sync::Arc;

/// A sink with its other arguments. All clones are one.
pub struct Sink<T>(Arc<dyn Fn(Vec<T>) -> Saving + Send + Sync>);

type Saving = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;

/// What a sink returns.
#[diagnostic::on_unimplemented(
    message = "the function of `#[write_behind]` returns `{Self}`",
    label = "not a `Result<(), E>` whose error is `Display`",
    note = "an error makes the batch be tried again, and its text stands in the dead letters: return `Result<(), E>`, with an \
            error type that implements `Display`"
)]
pub trait SinkOutcome {
    /// The text of the error, if it is one.
    ///
    /// # Errors
    /// That text.
    fn told(self) -> Result<(), String>;
}

#[diagnostic::do_not_recommend]
impl<E: Display> SinkOutcome for Result<(), E> {
    fn told(self) -> Result<(), String> {
        self.map_err(|error| error.to_string())
    }
}

/// What a sink returned, as a queue sees it.
///
/// # Errors
/// The text of the sink's own.
pub fn outcome<R: SinkOutcome>(returned: R) -> Result<(), String> {
    returned.told()
}

/// A sink, from a closure that calls the function.
#[must_use]
pub fn sink<T, F>(save: impl Fn(Vec<T>) -> F + Send + Sync + 'static) -> Sink<T>
where
    F: Future<Output = Result<(), String>> + Send + 'static,
{
    Sink(Arc::new(move |items| Box::pin(save(items))))
}

impl<T> Sink<T> {
    /// Saves the items, or says what was in the way: an error, a panic, or the end of the time.
    pub(super) async fn save(
        &self,
        items: impl FnOnce() -> Vec<T>,
        timeout: Millis,
        clock: &Clock,
    ) -> Result<(), String> {
        let end = clock.exact().saturating_add(timeout);
        // The clones too are the user's code.
        let saving = caught(async { (self.0)(items()).await });
        match before(clock, end, saving).await {
            Some(Ok(outcome)) => outcome,
            Some(Err(panic)) => Err(format!("the sink panicked: {}", message(&panic))),
            None => Err(format!("the sink took longer than {timeout} ms")),
        }
    }
}

fn message(panic: &Panic) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(not a text)")
}

impl<T> Clone for Sink<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> fmt::Debug for Sink<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sink").finish_non_exhaustive()
    }
}
