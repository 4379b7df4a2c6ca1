//! Where tasks run: on the tokio runtime of the caller that sets them off, as a load may need what lives there; without
//! one, on a thread of our own.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::runtime::{Builder, Handle};
use tokio::task::AbortHandle;

/// A place for tasks.
#[derive(Debug, Clone)]
pub(crate) struct Executor {
    /// The runtime of the caller, if it is in one.
    callers: Option<Handle>,
    /// Whether that has ended; it takes tasks all the same, and drops them.
    ended: Arc<AtomicBool>,
    /// What a test has put in the place of the installed cache is what its tasks use too.
    #[cfg(feature = "testing")]
    within: Option<&'static crate::Cache>,
}

/// A task that was set off.
#[derive(Debug)]
pub(crate) struct Running(AbortHandle);

impl Executor {
    /// The one that the caller of this is in.
    pub(crate) fn here() -> Self {
        Self::of(Handle::try_current().ok())
    }

    /// None that belongs to a caller.
    pub(crate) fn own() -> Self {
        Self::of(None)
    }

    fn of(callers: Option<Handle>) -> Self {
        Self {
            callers,
            ended: Arc::default(),
            #[cfg(feature = "testing")]
            within: crate::testing::entered(),
        }
    }

    /// Runs a task. Returns nothing, and drops it, where the system refuses a thread.
    ///
    /// The task that finds the caller's runtime ended is lost; those after it run on our own.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> Option<Running> {
        let callers = self
            .callers
            .clone()
            .filter(|_| !self.ended.load(Ordering::Relaxed));
        let handle = callers.or_else(own)?;
        let start = Start {
            ended: self.ended.clone(),
            begun: false,
        };
        let task = async move {
            start.begin();
            task.await;
        };
        #[cfg(feature = "testing")]
        let task = crate::testing::within(self.within, task);
        Some(Running(handle.spawn(task).abort_handle()))
    }

    /// Runs what blocks its thread, and keeps `held` as long: on a thread of our own in any case, where the caller's
    /// runtime can be found, and does not end it. Gives the task back where the system refuses a thread.
    pub(crate) fn spawn_blocking<F: FnOnce() + Send + 'static>(
        &self,
        held: impl Send + 'static,
        task: F,
    ) -> Result<(), F> {
        let Some(own) = own() else {
            return Err(task);
        };
        let callers = self.callers.clone();
        #[cfg(feature = "testing")]
        let within = self.within;
        own.spawn_blocking(move || {
            let _held = held;
            let _callers = callers.as_ref().map(Handle::enter);
            #[cfg(feature = "testing")]
            let _within = crate::testing::enter_again(within);
            task();
        });
        Ok(())
    }
}

/// Tells whether a task ever began.
struct Start {
    ended: Arc<AtomicBool>,
    begun: bool,
}

impl Start {
    /// By value: all of it goes along with the task, or is dropped with it.
    fn begin(mut self) {
        self.begun = true;
    }
}

impl Drop for Start {
    fn drop(&mut self) {
        if !self.begun {
            self.ended.store(true, Ordering::Relaxed);
        }
    }
}

impl Running {
    /// Ends the task where it next waits.
    pub(crate) fn stop(&self) {
        self.0.abort();
    }
}

/// Our own runtime, which outlives every other of the program.
fn own() -> Option<Handle> {
    static OWN: OnceLock<Option<Handle>> = OnceLock::new();
    OWN.get_or_init(|| start().ok()).clone()
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    std::thread::Builder::new()
        .name("cache-background".into())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
