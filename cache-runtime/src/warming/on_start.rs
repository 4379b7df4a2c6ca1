//! Warming when a cache is installed: in the background, once, and whatever comes of it, the program goes on.

use super::summary::Warmed;
use crate::background::{Executor, Work, caught, message};
use crate::cache::Cache;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::watch;

/// What [`warm_on_start`](crate::CacheBuilder::warm_on_start) may return: what `warm_*` did, several of it or nothing, also
/// in a `Result`, whose error becomes a summary of its own.
pub trait Summaries {
    /// As a list.
    fn into_summaries(self) -> Vec<Warmed>;
}

impl Summaries for () {
    fn into_summaries(self) -> Vec<Warmed> {
        Vec::new()
    }
}

impl Summaries for Warmed {
    fn into_summaries(self) -> Vec<Warmed> {
        vec![self]
    }
}

impl Summaries for Vec<Warmed> {
    fn into_summaries(self) -> Vec<Warmed> {
        self
    }
}

impl<const N: usize> Summaries for [Warmed; N] {
    fn into_summaries(self) -> Vec<Warmed> {
        self.into()
    }
}

impl<S: Summaries, E: fmt::Display> Summaries for Result<S, E> {
    fn into_summaries(self) -> Vec<Warmed> {
        match self {
            Ok(summaries) => summaries.into_summaries(),
            Err(error) => vec![Warmed::failed_with(error.to_string())],
        }
    }
}

/// One thing to be done on start.
#[derive(Clone)]
pub(crate) struct Starter(Arc<dyn Fn() -> Starting + Send + Sync>);

type Starting = Pin<Box<dyn Future<Output = Vec<Warmed>> + Send>>;

impl Starter {
    pub(crate) fn new<W, F>(warm: W) -> Self
    where
        W: Fn() -> F + Send + Sync + 'static,
        F: Future<Output: Summaries> + Send + 'static,
    {
        Self(Arc::new(move || {
            let warming = warm();
            Box::pin(async move { warming.await.into_summaries() })
        }))
    }

    async fn run(&self) -> Vec<Warmed> {
        match caught(async { (self.0)().await }).await {
            Ok(summaries) => summaries,
            Err(panic) => vec![Warmed::failed_with(format!(
                "panicked: {}",
                message(&panic)
            ))],
        }
    }
}

impl fmt::Debug for Starter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Starter").finish_non_exhaustive()
    }
}

/// What one cache is warmed with, and how far that is.
pub(crate) struct OnStart {
    starters: Vec<Starter>,
    stage: watch::Sender<Stage>,
}

#[derive(Debug, Clone)]
enum Stage {
    /// The cache is not installed.
    Ahead,
    UnderWay,
    Over(Vec<Warmed>),
}

impl OnStart {
    pub(crate) fn new(starters: Vec<Starter>) -> Self {
        Self {
            starters,
            stage: watch::Sender::new(Stage::Ahead),
        }
    }

    /// Sets it off on the runtime of the caller; where there is none, on a thread of our own.
    pub(crate) fn begin(&self, cache: &Cache) {
        if self.starters.is_empty() {
            return;
        }
        self.stage.send_replace(Stage::UnderWay);
        let mut ending = Ending {
            stage: self.stage.clone(),
            summaries: Vec::new(),
        };
        let Some(permit) = cache.tasks().permit(Work::Load) else {
            return;
        };
        let (number, starters) = (permit.number(), self.starters.clone());
        let running = Executor::here().spawn(async move {
            let _permit = permit;
            for starter in starters {
                let summaries = starter.run().await;
                ending.summaries.extend(summaries);
            }
        });
        if let Some(running) = running {
            cache.tasks().hold(number, running);
        }
    }

    /// What came of it, when it is over.
    pub(crate) async fn ended(&self) -> Vec<Warmed> {
        let mut stage = self.stage.subscribe();
        let over = stage.wait_for(|stage| !matches!(stage, Stage::UnderWay));
        match over.await.as_deref() {
            Ok(Stage::Over(summaries)) => summaries.clone(),
            Ok(Stage::Ahead | Stage::UnderWay) | Err(_) => Vec::new(),
        }
    }
}

/// Tells those who wait, also where the task was stopped in its middle.
struct Ending {
    stage: watch::Sender<Stage>,
    summaries: Vec<Warmed>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        let summaries = std::mem::take(&mut self.summaries);
        self.stage.send_replace(Stage::Over(summaries));
    }
}
