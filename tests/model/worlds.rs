//! The worlds that are explored to the end: small in number of events, complete in their order.
//!
//! Each is about one danger; all of them together would be too many states.

use crate::actions::Protocol;
use crate::state::{Kind, Left};

const NOTHING: Left = Left {
    calls: 0,
    invalidations: 0,
    foreign: 0,
    accidents: 0,
    losses: 0,
    outer_calls: 0,
};
const KEY_AND_TAG: &[Kind] = &[Kind::Key, Kind::Tag];

fn world(size: Left) -> Protocol {
    Protocol {
        removed: None,
        size,
        kinds: KEY_AND_TAG,
        waits: false,
        tag_from_result: false,
    }
}

/// Two loads, two invalidations, no misfortune.
pub(crate) fn quiet() -> Protocol {
    world(Left {
        calls: 2,
        invalidations: 2,
        ..NOTHING
    })
}

/// Three loads, so that one can take over what two others fight for.
pub(crate) fn crowded() -> Protocol {
    world(Left {
        calls: 3,
        invalidations: 1,
        ..NOTHING
    })
}

/// Evictions, a flush, leases that run out, loads that are dropped.
pub(crate) fn rough() -> Protocol {
    world(Left {
        calls: 2,
        invalidations: 1,
        accidents: 2,
        ..NOTHING
    })
}

/// As `rough`, where loads wait for the lease of another.
pub(crate) fn waiting() -> Protocol {
    Protocol {
        waits: true,
        ..rough()
    }
}

/// Somebody deletes the entry without a word, and the lease may be taken over.
pub(crate) fn foreign() -> Protocol {
    world(Left {
        calls: 2,
        foreign: 1,
        accidents: 1,
        ..NOTHING
    })
}

/// A message is lost, or a connection.
pub(crate) fn lossy() -> Protocol {
    world(Left {
        calls: 2,
        invalidations: 1,
        losses: 1,
        ..NOTHING
    })
}

/// A message is lost, another is not.
pub(crate) fn lossy_twice_invalidated() -> Protocol {
    Protocol {
        kinds: &[Kind::Tag],
        ..world(Left {
            calls: 1,
            invalidations: 2,
            losses: 1,
            ..NOTHING
        })
    }
}

/// A message is lost, and Redis forgets how many there were.
pub(crate) fn lossy_and_flushed() -> Protocol {
    world(Left {
        calls: 1,
        invalidations: 1,
        losses: 1,
        accidents: 1,
        ..NOTHING
    })
}

/// A load that makes a cached call, both resting on one tag.
pub(crate) fn nested() -> Protocol {
    Protocol {
        kinds: &[Kind::Tag],
        ..world(Left {
            calls: 1,
            invalidations: 1,
            outer_calls: 1,
            ..NOTHING
        })
    }
}

/// The tag's name stands in the value: its version can be read only after the load.
pub(crate) fn tag_from_result() -> Protocol {
    Protocol {
        tag_from_result: true,
        ..world(Left {
            calls: 2,
            invalidations: 1,
            accidents: 1,
            ..NOTHING
        })
    }
}
