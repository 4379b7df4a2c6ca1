//! When a batch goes out. Pure: what waits is told, and what is to be done about it is answered.

use crate::clock::Millis;

/// What waits, and how it is meant to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    /// Entries: of one key there is one.
    pub(super) entries: usize,
    /// When the first of them was written.
    pub(super) oldest: Millis,
    /// Whether there is no room for more: writes of one key are one entry, and fill the queue all the same.
    pub(super) full: bool,
    /// Whether somebody waits for them to be saved.
    pub(super) urgent: bool,
    /// Whether some have failed already: they have waited long enough.
    pub(super) failed: bool,
    /// Before that the sink is left alone, because it has failed.
    pub(super) not_before: Millis,
}

/// When the next batch goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    Now,
    At(Millis),
    /// Nothing waits.
    Never,
}

/// When the next batch of at most `batch` entries goes out.
pub(super) fn due(waiting: Waiting, batch: usize, flush_every: Millis, now: Millis) -> Due {
    if waiting.entries == 0 {
        return Due::Never;
    }
    let at_once = waiting.full || waiting.urgent || waiting.failed || waiting.entries >= batch;
    let moment = if at_once {
        waiting.not_before
    } else {
        waiting
            .not_before
            .max(waiting.oldest.saturating_add(flush_every))
    };
    if moment <= now {
        Due::Now
    } else {
        Due::At(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAITING: Waiting = Waiting {
        entries: 3,
        oldest: 1_000,
        full: false,
        urgent: false,
        failed: false,
        not_before: 0,
    };

    fn due_at(waiting: Waiting, now: Millis) -> Due {
        due(waiting, 10, 500, now)
    }

    #[test]
    fn a_batch_goes_out_when_its_oldest_write_is_old_enough() {
        assert_eq!(due_at(WAITING, 1_499), Due::At(1_500));
        assert_eq!(due_at(WAITING, 1_500), Due::Now);
    }

    #[test]
    fn a_full_batch_goes_out_at_once_and_one_that_lacks_a_write_does_not() {
        let with = |entries| Waiting { entries, ..WAITING };
        assert_eq!(due_at(with(10), 1_000), Due::Now);
        assert_eq!(due_at(with(9), 1_000), Due::At(1_500));
    }

    #[test]
    fn nothing_is_never_due_whoever_waits_for_it() {
        let nothing = Waiting {
            entries: 0,
            urgent: true,
            failed: true,
            ..WAITING
        };
        assert_eq!(due_at(nothing, 9_000), Due::Never);
    }

    #[test]
    fn somebody_who_waits_a_full_queue_and_a_failure_make_a_batch_due() {
        for waiting in [
            Waiting {
                full: true,
                ..WAITING
            },
            Waiting {
                urgent: true,
                ..WAITING
            },
            Waiting {
                failed: true,
                ..WAITING
            },
        ] {
            assert_eq!(due_at(waiting, 1_000), Due::Now);
        }
    }

    #[test]
    fn a_sink_that_has_failed_is_left_alone_whatever_waits() {
        let waiting = Waiting {
            entries: 10,
            urgent: true,
            failed: true,
            not_before: 2_000,
            ..WAITING
        };
        assert_eq!(due_at(waiting, 1_999), Due::At(2_000));
        assert_eq!(due_at(waiting, 2_000), Due::Now);
    }
}
