//! Where this process stands on the bus, and whether it missed anything. Pure: `bus.rs` acts on the answers.

/// The last message that this process knows of: the epoch of the bus, and a number that grows by one a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Position {
    epoch: Vec<u8>,
    sequence: u64,
}

/// What a message or a heartbeat says about those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Continuity {
    /// Nothing was missed.
    Whole,
    /// Messages were missed, or the bus began anew: nothing in memory can be trusted.
    Broken,
}

impl Position {
    /// A connection to the bus was made, and it stands here.
    pub(crate) fn connect(&mut self, epoch: Option<&[u8]>, sequence: u64) -> Continuity {
        let epoch = epoch.unwrap_or_default();
        let same = self.epoch == epoch && self.sequence == sequence;
        self.move_to(epoch, sequence);
        continuity(same)
    }

    /// A message arrived. One that the position covers already says nothing: it was on its way while the connection asked.
    pub(crate) fn hear(&mut self, epoch: &[u8], sequence: u64) -> Continuity {
        // The first message of a bus brings its epoch.
        let same = self.epoch == epoch || (self.epoch.is_empty() && self.sequence == 0);
        if same && sequence <= self.sequence {
            return Continuity::Whole;
        }
        let next = sequence == self.sequence + 1;
        self.move_to(epoch, sequence);
        continuity(same && next)
    }

    /// The bus was asked where it stands; all messages up to there were heard, if none was lost. Some after it may have
    /// been heard too.
    pub(crate) fn compare(&mut self, epoch: Option<&[u8]>, sequence: u64) -> Continuity {
        let epoch = epoch.unwrap_or_default();
        if self.epoch == epoch && sequence <= self.sequence {
            return Continuity::Whole;
        }
        self.connect(Some(epoch), sequence)
    }

    fn move_to(&mut self, epoch: &[u8], sequence: u64) {
        if self.epoch != epoch {
            self.epoch = epoch.to_vec();
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
        Position {
            epoch: epoch.to_vec(),
            sequence,
        }
    }

    #[test]
    fn one_message_after_the_other_is_whole() {
        let mut position = Position::default();
        assert_eq!(position.hear(b"a", 1), Whole);
        assert_eq!(position.hear(b"a", 2), Whole);
        assert_eq!(position.compare(Some(b"a"), 2), Whole);
    }

    #[test]
    fn a_gap_and_a_new_epoch_break_it_once() {
        for (epoch, sequence) in [(&b"a"[..], 7), (b"b", 6), (b"b", 1)] {
            let mut position = at(b"a", 5);
            assert_eq!(position.hear(epoch, sequence), Broken);
            assert_eq!(position.hear(epoch, sequence + 1), Whole);
        }
    }

    #[test]
    fn what_the_position_covers_already_breaks_nothing() {
        let mut position = at(b"a", 5);
        assert_eq!(position.hear(b"a", 5), Whole);
        assert_eq!(position.compare(Some(b"a"), 4), Whole);
        assert_eq!(position.hear(b"a", 6), Whole);
    }

    #[test]
    fn a_connection_that_stands_elsewhere_breaks_it() {
        for (epoch, sequence) in [(&b"a"[..], 4), (b"a", 6), (b"b", 5)] {
            assert_eq!(at(b"a", 5).connect(Some(epoch), sequence), Broken);
        }
        assert_eq!(at(b"a", 5).connect(Some(b"a"), 5), Whole);
    }

    #[test]
    fn a_heartbeat_reveals_the_loss_of_the_last_message() {
        assert_eq!(at(b"a", 5).compare(Some(b"a"), 6), Broken);
        assert_eq!(at(b"a", 5).compare(Some(b"b"), 5), Broken);
        assert_eq!(at(b"a", 5).compare(None, 0), Broken);
        assert_eq!(at(b"", 0).compare(None, 0), Whole);
    }
}
