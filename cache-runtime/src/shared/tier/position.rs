//! Where this process stands on the bus, and whether it missed anything. Pure: `bus.rs` acts on the answers.

/// The last message that this process knows of: the epoch of the bus, and a number that grows by one a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Position {
    epoch: Vec<u8>,
    sequence: u64,
    /// Where the server last said that it stood.
    confirmed: u64,
}

/// What a message or a heartbeat says about those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Continuity {
    /// Nothing was missed.
    Whole,
    /// Messages were missed, or the bus began anew: nothing in memory can be trusted.
    Broken,
}

/// How far this process has come, beside where the bus stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    UpToDate,
    /// Messages are on their way.
    Behind,
    /// The bus began anew, or is not heard.
    Elsewhere,
}

impl Position {
    /// A message arrived.
    pub(crate) fn hear(&mut self, epoch: &[u8], sequence: u64) -> Continuity {
        // It was published between subscribing and asking where the bus stands: its number is covered by that answer.
        if self.epoch == epoch && sequence <= self.sequence && self.sequence == self.confirmed {
            return Continuity::Whole;
        }
        // The first message of a bus brings its epoch.
        let same = self.epoch == epoch || self.is_blank();
        let next = sequence == self.sequence + 1;
        self.move_to(epoch, sequence);
        continuity(same && next)
    }

    /// The server was asked where the bus stands, on the connection that brings the messages: all up to there were
    /// delivered before, if none was lost. Some later ones may have been, too.
    pub(crate) fn confirm(&mut self, epoch: Option<&[u8]>, sequence: u64) -> Continuity {
        let epoch = epoch.unwrap_or_default();
        let covered = (self.confirmed..=self.sequence).contains(&sequence);
        if self.epoch == epoch && covered {
            self.confirmed = sequence;
            return Continuity::Whole;
        }
        self.begin(epoch, sequence)
    }

    /// The bus was asked where it stands after a time in which it was not heard.
    pub(crate) fn reconnect(&mut self, epoch: Option<&[u8]>, sequence: u64) -> Continuity {
        let epoch = epoch.unwrap_or_default();
        if self.epoch == epoch && self.sequence == sequence {
            self.confirmed = sequence;
            return Continuity::Whole;
        }
        // A number that went back is a break too: a replica took over that did not have the last messages.
        self.begin(epoch, sequence)
    }

    /// Whether the bus has no epoch yet, nor has had a message.
    fn is_blank(&self) -> bool {
        self.epoch.is_empty() && self.sequence == 0
    }

    fn begin(&mut self, epoch: &[u8], sequence: u64) -> Continuity {
        // A bus that got its epoch and has had no message yet.
        let named = self.is_blank() && sequence == 0;
        self.move_to(epoch, sequence);
        self.confirmed = sequence;
        continuity(named)
    }

    /// Compares with what the server says of the bus. Does not move.
    pub(crate) fn reach(&self, epoch: Option<&[u8]>, sequence: u64) -> Reach {
        if self.is_blank() {
            // Messages of a bus that had none so far are on their way.
            return if sequence == 0 {
                Reach::UpToDate
            } else {
                Reach::Behind
            };
        }
        if self.epoch != epoch.unwrap_or_default() {
            return Reach::Elsewhere;
        }
        if self.sequence >= sequence {
            Reach::UpToDate
        } else {
            Reach::Behind
        }
    }

    #[cfg(feature = "testing")]
    pub(crate) fn sequence(&self) -> u64 {
        self.sequence
    }

    fn move_to(&mut self, epoch: &[u8], sequence: u64) {
        if self.epoch != epoch {
            self.epoch = epoch.to_vec();
            self.confirmed = 0;
        }
        self.sequence = sequence;
    }
}

fn continuity(whole: bool) -> Continuity {
    if whole {
        Continuity::Whole
    } else {
        Continuity::Broken
    }
}

#[cfg(test)]
mod tests {
    use super::Continuity::{Broken, Whole};
    use super::*;

    fn at(epoch: &[u8], sequence: u64) -> Position {
        let mut position = Position::default();
        position.reconnect(Some(epoch), sequence);
        position
    }

    /// As [`at`], and a message later.
    fn one_after(epoch: &[u8], sequence: u64) -> Position {
        let mut position = at(epoch, sequence);
        assert_eq!(position.hear(epoch, sequence + 1), Whole);
        position
    }

    #[test]
    fn one_message_after_the_other_is_whole() {
        let mut position = Position::default();
        assert_eq!(position.hear(b"a", 1), Whole);
        assert_eq!(position.hear(b"a", 2), Whole);
        assert_eq!(position.confirm(Some(b"a"), 2), Whole);
    }

    #[test]
    fn a_gap_a_step_back_and_a_new_epoch_break_it_once() {
        for (epoch, sequence) in [(&b"a"[..], 7), (b"a", 5), (b"a", 3), (b"b", 6)] {
            let mut position = one_after(b"a", 4);
            assert_eq!(position.hear(epoch, sequence), Broken);
            assert_eq!(position.hear(epoch, sequence + 1), Whole);
        }
    }

    #[test]
    fn a_heartbeat_reveals_the_loss_of_the_last_message() {
        for (epoch, sequence) in [(Some(&b"a"[..]), 6), (Some(b"b"), 5), (None, 0)] {
            assert_eq!(one_after(b"a", 4).confirm(epoch, sequence), Broken);
            assert_eq!(one_after(b"a", 4).reconnect(epoch, sequence), Broken);
        }
        assert_eq!(at(b"", 0).confirm(None, 0), Whole);
    }

    #[test]
    fn a_heartbeat_older_than_the_last_message_breaks_nothing() {
        let mut position = one_after(b"a", 5);
        assert_eq!(position.confirm(Some(b"a"), 5), Whole);
        assert_eq!(position.hear(b"a", 7), Whole);
        assert_eq!(position.confirm(Some(b"a"), 7), Whole);
        assert_eq!(position.confirm(Some(b"a"), 6), Broken);
    }

    #[test]
    fn messages_that_the_first_answer_covers_break_nothing() {
        let mut position = at(b"a", 5);
        assert_eq!(position.hear(b"a", 4), Whole);
        assert_eq!(position.hear(b"a", 5), Whole);
        assert_eq!(position.hear(b"a", 6), Whole);
        assert_eq!(position.hear(b"a", 5), Broken);
    }

    #[test]
    fn a_bus_that_went_back_while_it_was_not_heard_is_another() {
        assert_eq!(one_after(b"a", 4).reconnect(Some(b"a"), 4), Broken);
        assert_eq!(one_after(b"a", 4).reconnect(Some(b"a"), 5), Whole);
    }

    #[test]
    fn a_bus_that_gets_its_epoch_breaks_nothing() {
        let mut position = at(b"", 0);
        assert_eq!(position.confirm(Some(b"a"), 0), Whole);
        assert_eq!(position.hear(b"a", 1), Whole);
        assert_eq!(position.confirm(None, 0), Broken);
    }

    #[test]
    fn who_waits_for_messages_is_behind() {
        use super::Reach::{Behind, Elsewhere, UpToDate};
        let position = at(b"a", 5);
        assert_eq!(position.reach(Some(b"a"), 5), UpToDate);
        assert_eq!(position.reach(Some(b"a"), 4), UpToDate);
        assert_eq!(position.reach(Some(b"a"), 6), Behind);
        assert_eq!(position.reach(Some(b"b"), 5), Elsewhere);
        assert_eq!(position.reach(None, 0), Elsewhere);
        let blank = Position::default();
        assert_eq!(blank.reach(None, 0), UpToDate);
        assert_eq!(blank.reach(Some(b"a"), 0), UpToDate);
        assert_eq!(blank.reach(Some(b"a"), 1), Behind);
    }
}
