//! What all regions of one cache share: its clock, the order of its invalidations, its tags.

use crate::clock::Clock;
use crate::invalidation::{Copies, InvalidationLog, Sequence, Tags};

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) sequence: Sequence,
    pub(crate) tags: Tags,
    pub(crate) copies: Copies,
    pub(crate) invalidations: InvalidationLog,
}

impl World {
    pub(crate) fn new(clock: Clock) -> Self {
        Self {
            clock,
            sequence: Sequence::default(),
            tags: Tags::default(),
            copies: Copies::default(),
            invalidations: InvalidationLog::default(),
        }
    }
}
