//! What a failure of the sink means. Pure: who counts and who waits is elsewhere.
//!
//! A batch that fails is tried again as a whole; after so many times its entries are tried one by one. An entry that
//! fails alone although others are saved is *poison*. One failure of that kind is no proof, as the sink may have gone
//! down in between: the entry gets a strike, and the second strike convicts it. Where nothing can be saved it is the
//! sink that is down, and nobody is to blame.

use crate::clock::Millis;

/// Strikes that make an entry poison.
const ENOUGH: u8 = 2;

/// How long the sink is left alone after it has failed, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Backoff {
    pub(crate) shortest: Millis,
    pub(crate) longest: Millis,
}

impl Backoff {
    /// The pause after so many failures in a row: doubled each time, and drawn by `random` in `[0, 1)` from its second half,
    /// so that processes do not come back together.
    pub(super) fn pause(self, failures: u32, random: f64) -> Millis {
        let doublings = failures.saturating_sub(1).min(62);
        let whole = self
            .shortest
            .saturating_mul(1 << doublings)
            .min(self.longest);
        let half = whole / 2;
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a pause that is drawn at random need not be exact, and is less than a century"
        )]
        let drawn = (half as f64 * random) as Millis;
        whole - half + drawn
    }
}

/// How a batch is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    Whole,
    OneByOne,
}

/// How many entries to take at once, when the last batches have failed `tries` times as a whole, and how to try them. One
/// by one it may be more than a batch: in the company of one nobody could be told apart.
pub(super) fn plan(tries: u32, retries: u32, batch: usize, waiting: usize) -> (usize, Plan) {
    if tries >= retries && waiting > 1 {
        (pass(batch, retries), Plan::OneByOne)
    } else {
        (batch, Plan::Whole)
    }
}

/// How many entries are tried one by one at most.
pub(super) fn pass(batch: usize, retries: u32) -> usize {
    let patience = usize::try_from(patience(retries)).unwrap_or(usize::MAX);
    batch.max(patience.saturating_add(1))
}

/// What becomes of an entry that was not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is tried again.
    Keep,
    /// It goes to the dead letters.
    Poison,
}

/// After a batch has failed as a whole for the `tries`-th time. An entry that is all there is in the queue is poison then:
/// nothing else could ever tell.
pub(super) fn after_whole(tries: u32, retries: u32, is_all_there_is: bool) -> Verdict {
    if is_all_there_is && tries >= retries {
        Verdict::Poison
    } else {
        Verdict::Keep
    }
}

/// After an entry got another strike.
pub(super) fn after_strike(strikes: u8) -> Verdict {
    if strikes >= ENOUGH {
        Verdict::Poison
    } else {
        Verdict::Keep
    }
}

/// How many entries may fail one after the other before the rest of them is left for later: a sink that hangs would take its
/// timeout for each.
pub(super) fn patience(retries: u32) -> u32 {
    retries.max(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff {
        shortest: 100,
        longest: 10_000,
    };

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses: Vec<Millis> = (1..=9)
            .map(|failures| BACKOFF.pause(failures, 0.999_999_9))
            .collect();
        assert_eq!(
            pauses,
            [99, 199, 399, 799, 1_599, 3_199, 6_399, 9_999, 9_999]
        );
        assert_eq!(BACKOFF.pause(u32::MAX, 0.0), 5_000);
    }

    #[test]
    fn a_pause_is_at_least_half_of_what_it_may_be() {
        assert_eq!(BACKOFF.pause(1, 0.0), 50);
        assert_eq!(BACKOFF.pause(3, 0.5), 300);
    }

    #[test]
    fn entries_are_tried_one_by_one_when_their_batch_has_failed_often_enough() {
        assert_eq!(plan(4, 5, 100, 2), (100, Plan::Whole));
        assert_eq!(plan(5, 5, 100, 2), (100, Plan::OneByOne));
        assert_eq!(plan(5, 5, 100, 1), (100, Plan::Whole));
    }

    #[test]
    fn one_by_one_an_entry_has_company_also_where_batches_are_small() {
        assert_eq!(plan(5, 5, 1, 9), (6, Plan::OneByOne));
        assert!(pass(1, 1) > usize::try_from(patience(1)).unwrap());
    }

    #[test]
    fn only_an_entry_that_is_all_there_is_can_be_poison_as_a_whole_batch() {
        assert_eq!(after_whole(4, 5, true), Verdict::Keep);
        assert_eq!(after_whole(5, 5, true), Verdict::Poison);
        assert_eq!(after_whole(500, 5, false), Verdict::Keep);
    }

    #[test]
    fn one_strike_convicts_nobody() {
        assert_eq!(after_strike(1), Verdict::Keep);
        assert_eq!(after_strike(2), Verdict::Poison);
    }
}
