//! What must hold in every world, and what must happen in some.
//!
//! Stale is what is older than the row of an invalidation that has done its work (`World::fence`), or, for callers in the
//! process of an invalidation, that has returned there (`Process::returned`).

use crate::actions::{Action, Protocol};
use crate::guards::Guard;
use crate::state::{Flight, Phase, Process, Row, World};
use stateright::{Model, Property};

/// The name of the end.
pub(crate) const AT_REST: &str = "all is done";

impl Model for Protocol {
    type State = World;
    type Action = Action;

    fn init_states(&self) -> Vec<World> {
        vec![self.start()]
    }

    fn actions(&self, world: &World, actions: &mut Vec<Action>) {
        self.possible(world, actions);
    }

    fn next_state(&self, world: &World, action: Action) -> Option<World> {
        Some(self.take(world, action))
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("redis gives no stale value", redis_is_fresh),
            Property::always(
                "who has heard everything holds no stale value",
                memory_follows,
            ),
            Property::always("a process reads what it wrote", own_writes_are_read),
            Property::sometimes("a value comes from redis", |protocol, world| {
                any_flight(world, |_, flight| is_hit(protocol, flight))
            }),
            Property::sometimes("a commit will be refused", |_, world| {
                any_flight(world, lost_lease)
            }),
            Property::sometimes("a lease was taken by another load", |_, world| {
                any_flight(world, |world, flight| {
                    lost_lease(world, flight)
                        && world.redis.entry.is_some_and(|slot| slot.lease.is_some())
                })
            }),
            Property::sometimes("an invalidation overtakes a load", |_, world| {
                any_flight(world, |_, flight| flight.doomed || flight.tag_moved)
            }),
            Property::sometimes(AT_REST, |_, world| is_at_rest(world)),
        ]
    }
}

/// Nobody who asks Redis for the tag's version accepts a stale frame, from the moment of the delete.
fn redis_is_fresh(protocol: &Protocol, world: &World) -> bool {
    [world.redis.entry, world.redis.outer]
        .into_iter()
        .flatten()
        .filter_map(|slot| slot.frame)
        .filter(|frame| {
            protocol.usable(*frame, world.redis.tag)
                || world
                    .processes
                    .iter()
                    .any(|process| process.deaf && process.known == Some(frame.version))
        })
        .all(|frame| frame.value >= world.fence.shared)
}

/// Memory, and what is accepted by a remembered version, lag behind by the messages under way and by nothing else.
fn memory_follows(protocol: &Protocol, world: &World) -> bool {
    let own = |index| {
        world
            .invalidations
            .iter()
            .any(|invalidation| invalidation.by == index && invalidation.row.is_some())
    };
    world
        .processes
        .iter()
        .enumerate()
        .filter(|(index, process)| !own(*index) && has_heard_everything(protocol, world, process))
        .all(|(_, process)| {
            process
                .memory
                .is_none_or(|value| value >= world.fence.memory)
                && by_remembered_version(world, process)
                    .is_none_or(|value| value >= world.fence.memory)
        })
}

/// Once an invalidation has returned, no call of the same process that begins later gets an older value.
fn own_writes_are_read(protocol: &Protocol, world: &World) -> bool {
    world.processes.iter().all(|process| {
        let owed = process.returned;
        process.memory.is_none_or(|value| value >= owed)
            && by_remembered_version(world, process).is_none_or(|value| value >= owed)
            && process.flights.iter().all(|flight| {
                let owed = if protocol.joinable(flight) {
                    owed
                } else {
                    flight.owed
                };
                value_of(protocol, flight).is_none_or(|value| value >= owed)
            })
    })
}

fn has_heard_everything(protocol: &Protocol, world: &World, process: &Process) -> bool {
    let counted = protocol.loses_messages() && protocol.keeps(Guard::Heartbeat);
    let up_to_date = !counted || process.heard == world.redis.bus;
    !process.deaf && process.inbox.is_empty() && up_to_date
}

fn by_remembered_version(world: &World, process: &Process) -> Option<Row> {
    let frame = world.redis.entry.and_then(|slot| slot.frame)?;
    (process.known == Some(frame.version)).then_some(frame.value)
}

/// What those who wait for `flight` will get, if that is certain already.
fn value_of(protocol: &Protocol, flight: &Flight) -> Option<Row> {
    match flight.phase {
        Phase::Loaded { value, .. } | Phase::Landing { value, .. } => Some(value),
        Phase::Looked { slot, version, .. } => {
            let frame = slot.and_then(|slot| slot.frame)?;
            protocol.usable(frame, version).then_some(frame.value)
        }
        Phase::Begun | Phase::Leased(_) => None,
    }
}

fn any_flight(world: &World, is_so: impl Fn(&World, &Flight) -> bool) -> bool {
    world
        .processes
        .iter()
        .flat_map(|process| &process.flights)
        .any(|flight| is_so(world, flight))
}

fn is_hit(protocol: &Protocol, flight: &Flight) -> bool {
    matches!(flight.phase, Phase::Looked { .. }) && value_of(protocol, flight).is_some()
}

/// The entry was invalidated, evicted or taken over by another load.
fn lost_lease(world: &World, flight: &Flight) -> bool {
    match flight.phase {
        Phase::Loaded { lease, .. } => {
            lease.token.is_some() && world.redis.entry.and_then(|slot| slot.lease) != lease.token
        }
        _ => false,
    }
}

fn is_at_rest(world: &World) -> bool {
    world.left.invalidations == 0
        && world.invalidations.is_empty()
        && world
            .processes
            .iter()
            .all(|process| process.flights.is_empty() && process.inbox.is_empty())
}
