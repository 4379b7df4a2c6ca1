//! One batch on its way to the sink, and what comes of it. What a failure means is `retry.rs`'s to say.

use super::pending::End;
use super::queue::{Batch, Fate, Queue, Taken};
use super::retry::{Plan, Verdict, after_strike, after_whole, patience};
use super::sink::Sink;
use crate::trace;

/// The journal, as it hears of what became of writes. Told before anybody else: what it does not know of is delivered again.
pub(super) trait Ledger<T, P>: Sync {
    /// Why it could not be told. The delivery ends then.
    type Lost: Send;

    /// The sink has saved these.
    fn saved(&self, entries: &[Taken<T, P>])
    -> impl Future<Output = Result<(), Self::Lost>> + Send;

    /// This goes to the dead letters.
    fn buried(
        &self,
        entry: &Taken<T, P>,
        error: &str,
    ) -> impl Future<Output = Result<(), Self::Lost>> + Send;

    /// A call of the sink has failed.
    fn failed(&self, error: &str) -> impl Future<Output = ()> + Send;
}

/// What a delivery works with.
pub(super) struct Delivering<'a, T, P, L> {
    pub(super) queue: &'a Queue<T, P>,
    pub(super) ledger: &'a L,
    pub(super) sink: &'a Sink<T>,
}

impl<T, P, L> Delivering<'_, T, P, L>
where
    T: Clone + Send + Sync + 'static,
    P: Copy + Ord + Send + Sync + 'static,
    L: Ledger<T, P>,
{
    pub(super) async fn deliver(&self, batch: Batch<T, P>) -> Result<(), L::Lost> {
        match batch.plan {
            Plan::Whole => self.whole(batch).await,
            Plan::OneByOne => self.one_by_one(batch.entries).await,
        }
    }

    async fn whole(&self, batch: Batch<T, P>) -> Result<(), L::Lost> {
        let Batch {
            entries, is_all, ..
        } = batch;
        let Err(error) = self.attempt(&entries).await else {
            return self.save(&entries).await;
        };
        let tries = self.queue.pause(Plan::Whole);
        let alone = is_all && entries.len() == 1;
        match after_whole(tries, self.queue.settings.retries, alone) {
            Verdict::Poison => {
                for entry in &entries {
                    self.bury(entry, &error).await?;
                }
                self.queue.succeed();
            }
            Verdict::Keep => self.queue.give_back(entries, End::Front),
        }
        Ok(())
    }

    /// Tries each for itself: those that fail before anything was saved once more at the end.
    async fn one_by_one(&self, entries: Vec<Taken<T, P>>) -> Result<(), L::Lost> {
        let mut rest = entries.into_iter();
        let (mut unproven, mut suspects) = (Vec::new(), Vec::new());
        let (mut saved, mut row) = (false, 0);
        let patience = patience(self.queue.settings.retries);
        while row < patience
            && let Some(entry) = rest.next()
        {
            match self.attempt(std::slice::from_ref(&entry)).await {
                Ok(()) => {
                    self.save(&[entry]).await?;
                    (saved, row) = (true, 0);
                }
                Err(error) if saved => {
                    row += 1;
                    suspects.extend(self.suspect(entry, &error).await?);
                }
                Err(_) => {
                    row += 1;
                    unproven.push(entry);
                }
            }
        }
        self.queue.give_back(rest.collect(), End::Front);
        if saved && row < patience {
            for entry in std::mem::take(&mut unproven) {
                match self.attempt(std::slice::from_ref(&entry)).await {
                    Ok(()) => self.save(&[entry]).await?,
                    Err(error) => suspects.extend(self.suspect(entry, &error).await?),
                }
            }
        }
        if !(suspects.is_empty() && unproven.is_empty()) {
            // To the back: should all of them be poison, what is behind them has its chance.
            unproven.append(&mut suspects);
            self.queue.give_back(unproven, End::Back);
            self.queue.pause(Plan::OneByOne);
        }
        Ok(())
    }

    /// An entry has failed after another was saved. Returns it, unless it is poison.
    async fn suspect(
        &self,
        mut entry: Taken<T, P>,
        error: &str,
    ) -> Result<Option<Taken<T, P>>, L::Lost> {
        let strikes = self.queue.strike(&mut entry);
        match after_strike(strikes) {
            Verdict::Keep => Ok(Some(entry)),
            Verdict::Poison => self.bury(&entry, error).await.map(|()| None),
        }
    }

    async fn attempt(&self, entries: &[Taken<T, P>]) -> Result<(), String> {
        let items = || entries.iter().map(|entry| (*entry.value).clone()).collect();
        let timeout = self.queue.settings.timeout;
        let outcome = self.sink.save(items, timeout, &self.queue.clock).await;
        if let Err(error) = &outcome {
            self.queue.fail(error);
            self.ledger.failed(error).await;
        }
        outcome
    }

    async fn save(&self, entries: &[Taken<T, P>]) -> Result<(), L::Lost> {
        self.ledger.saved(entries).await?;
        self.queue.succeed();
        self.queue.settle(entries, Fate::Saved);
        Ok(())
    }

    async fn bury(&self, entry: &Taken<T, P>, error: &str) -> Result<(), L::Lost> {
        self.ledger.buried(entry, error).await?;
        trace::dead_letter(&self.queue.name);
        self.queue.settle(std::slice::from_ref(entry), Fate::Dead);
        Ok(())
    }
}
