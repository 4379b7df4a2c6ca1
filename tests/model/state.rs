//! What the world looks like: one row, one Redis, two processes.
//!
//! Plain data. Random numbers are the smallest not in use: all that the protocol asks of them is whether two are equal,
//! and so worlds that differ in names alone are one.

/// How often the row was written: also the value that is cached.
pub(crate) type Row = u8;
/// A process, by its index.
pub(crate) type Origin = usize;
pub(crate) const PROCESSES: usize = 2;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct World {
    pub(crate) row: Row,
    pub(crate) redis: Redis,
    pub(crate) processes: [Process; PROCESSES],
    pub(crate) invalidations: Vec<Invalidation>,
    pub(crate) outer: Option<OuterLoad>,
    pub(crate) left: Left,
    /// The row of the latest invalidation that has done its work on database and Redis: what is older is stale.
    pub(crate) fence: Fence,
}

/// What may be asked of the two tiers. A foreign `DEL` speaks to Redis only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Fence {
    pub(crate) shared: Row,
    pub(crate) memory: Row,
}

/// What may still happen in this world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Left {
    pub(crate) calls: u8,
    pub(crate) invalidations: u8,
    pub(crate) foreign: u8,
    pub(crate) accidents: u8,
    pub(crate) losses: u8,
    pub(crate) outer_calls: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Redis {
    pub(crate) entry: Option<Slot>,
    /// An entry whose load makes a cached call for the first; it rests on the same tag.
    pub(crate) outer: Option<Slot>,
    /// The version of the tag.
    pub(crate) tag: Option<u8>,
    /// Kept only in worlds that lose messages.
    pub(crate) bus: Option<Position>,
}

/// The string of an entry: a frame, a lease, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Slot {
    pub(crate) frame: Option<Frame>,
    pub(crate) lease: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Frame {
    pub(crate) value: Row,
    pub(crate) version: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Position {
    pub(crate) epoch: u8,
    pub(crate) sequence: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Process {
    pub(crate) memory: Option<Row>,
    /// The tag's version, as far as the process trusts itself to know it.
    pub(crate) known: Option<u8>,
    pub(crate) flights: Vec<Flight>,
    pub(crate) inbox: Vec<Message>,
    pub(crate) heard: Option<Position>,
    pub(crate) deaf: bool,
    /// The row of the latest invalidation that returned here.
    pub(crate) returned: Row,
}

/// A load on its way. Instead of a `begun` number it bears what comparing that number would tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Flight {
    pub(crate) phase: Phase,
    /// Out of the table: nobody joins it, and what it brings enters no memory.
    pub(crate) doomed: bool,
    /// The tag was invalidated here since the flight began.
    pub(crate) tag_moved: bool,
    /// What its own caller may expect: what had returned here when it began.
    pub(crate) owed: Row,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Phase {
    /// In the table; nothing was read yet.
    Begun,
    /// The reply to the look-up: what stood there, and the version to compare it with.
    Looked {
        slot: Option<Slot>,
        version: Option<u8>,
        asked: bool,
    },
    /// The reply to the acquire script. Without a token there is no right to store.
    Leased(Lease),
    /// The database has answered.
    Loaded { lease: Lease, value: Row },
    /// Nothing is left but to fill memory and to answer.
    Landing { value: Row, from_redis: bool },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Lease {
    pub(crate) token: Option<u8>,
    pub(crate) version: u8,
    /// Where the bus stood; noted only for tags from the result.
    pub(crate) position: Option<Position>,
}

/// The load of the outer entry, cut down to what matters: a lease, a cached call, a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct OuterLoad {
    pub(crate) by: Origin,
    pub(crate) version: u8,
    pub(crate) token: u8,
    /// Messages that were on their way when its versions were read, and still are.
    pub(crate) behind: usize,
    /// Whether an invalidation of its own process was under way then.
    pub(crate) beside_own: bool,
    pub(crate) value: Option<Row>,
}

impl OuterLoad {
    /// Whether the memory of its process knows all that the versions know: what others said, and what the process itself
    /// did in Redis and may not have done at home yet.
    pub(crate) fn has_caught_up(&self, world: &World) -> bool {
        let own = world.invalidations.iter().any(|other| other.by == self.by);
        self.behind == 0 && !(self.beside_own && own)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Invalidation {
    pub(crate) by: Origin,
    pub(crate) kind: Kind,
    /// How many of its steps are done.
    pub(crate) done: usize,
    /// The row it wrote, once it has.
    pub(crate) row: Option<Row>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Kind {
    Key,
    Tag,
    /// A `DEL` of the entry by somebody who knows nothing of the bus.
    Foreign,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Message {
    Invalidated {
        kind: Kind,
        by: Origin,
        position: Option<Position>,
    },
    /// The answer to a heartbeat. It comes on the connection of the messages, and so after those before it.
    Position(Option<Position>),
}

impl World {
    /// A version that nobody holds.
    pub(crate) fn fresh_version(&self) -> u8 {
        let frames = [self.redis.entry, self.redis.outer]
            .into_iter()
            .flatten()
            .filter_map(|slot| slot.frame);
        let mut used: Vec<u8> = frames.map(|frame| frame.version).collect();
        used.extend(self.outer.map(|load| load.version));
        for process in &self.processes {
            used.extend(process.known);
            for flight in &process.flights {
                match flight.phase {
                    Phase::Looked { slot, version, .. } => {
                        used.extend(version);
                        used.extend(slot.and_then(|slot| slot.frame).map(|frame| frame.version));
                    }
                    Phase::Leased(lease) | Phase::Loaded { lease, .. } => used.push(lease.version),
                    Phase::Begun | Phase::Landing { .. } => {}
                }
            }
        }
        smallest_not_in(&used)
    }

    /// A token that nobody holds.
    pub(crate) fn fresh_token(&self) -> u8 {
        let slots = [self.redis.entry, self.redis.outer].into_iter().flatten();
        let mut used: Vec<u8> = slots.filter_map(|slot| slot.lease).collect();
        used.extend(self.outer.map(|load| load.token));
        for flight in self.processes.iter().flat_map(|process| &process.flights) {
            match flight.phase {
                Phase::Looked { slot, .. } => used.extend(slot.and_then(|slot| slot.lease)),
                Phase::Leased(lease) | Phase::Loaded { lease, .. } => used.extend(lease.token),
                Phase::Begun | Phase::Landing { .. } => {}
            }
        }
        smallest_not_in(&used)
    }

    /// An epoch of the bus that nobody has heard of.
    pub(crate) fn fresh_epoch(&self) -> u8 {
        let mut used: Vec<u8> = self
            .redis
            .bus
            .iter()
            .map(|position| position.epoch)
            .collect();
        for process in &self.processes {
            used.extend(process.heard.map(|position| position.epoch));
            used.extend(
                process
                    .inbox
                    .iter()
                    .filter_map(Message::position)
                    .map(|position| position.epoch),
            );
            for flight in &process.flights {
                if let Phase::Leased(lease) | Phase::Loaded { lease, .. } = flight.phase {
                    used.extend(lease.position.map(|position| position.epoch));
                }
            }
        }
        smallest_not_in(&used)
    }
}

fn smallest_not_in(used: &[u8]) -> u8 {
    (0..=u8::MAX)
        .find(|number| !used.contains(number))
        .expect("a bounded world holds fewer numbers than there are")
}

impl Message {
    pub(crate) fn position(&self) -> Option<Position> {
        match *self {
            Message::Invalidated { position, .. } | Message::Position(position) => position,
        }
    }
}

impl Position {
    pub(crate) fn start_of(epoch: u8) -> Self {
        Self { epoch, sequence: 0 }
    }

    pub(crate) fn next(self) -> Self {
        Self {
            epoch: self.epoch,
            sequence: self.sequence + 1,
        }
    }
}

impl Flight {
    pub(crate) fn begun(owed: Row) -> Self {
        Self {
            phase: Phase::Begun,
            doomed: false,
            tag_moved: false,
            owed,
        }
    }

    pub(crate) fn doom(&mut self) {
        self.doomed = true;
        self.tag_moved = true;
    }
}
