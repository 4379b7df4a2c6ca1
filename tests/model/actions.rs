//! What can happen, one atomic step after the other, in any order.
//!
//! A command or a script is one step; its reply is taken in with the step after, so that messages can overtake it.

use crate::guards::Guard;
use crate::state::{
    Fence, Flight, Frame, Invalidation, Kind, Lease, Left, Message, Origin, OuterLoad, PROCESSES,
    Phase, Position, Process, Redis, Slot, World,
};

/// The protocol, without the guard that was removed, in a world of a certain size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Protocol {
    pub(crate) removed: Option<Guard>,
    pub(crate) size: Left,
    /// The invalidations that processes make.
    pub(crate) kinds: &'static [Kind],
    /// Whether a load that meets the lease of another waits for it, or loads without the right to store.
    pub(crate) waits: bool,
    /// Whether the tag's name stands in the value, so that its version can be read only after the load.
    pub(crate) tag_from_result: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Action {
    /// A call finds nothing in memory and nobody to join.
    Call(Origin),
    /// `GET`, or `MGET` with the tag's version where it is not known.
    Look(Origin, usize),
    /// The acquire script.
    Acquire(Origin, usize),
    /// The acquire script, and the lease that it meets has run out.
    TakeOver(Origin, usize),
    ReadDatabase(Origin, usize),
    /// The commit script.
    Commit(Origin, usize),
    /// The value goes to memory, if it may, and to the callers.
    Land(Origin, usize),
    /// The load is cancelled or panics; its lease stays.
    Drop(Origin, usize),
    Invalidate(Origin, Kind),
    /// The next step of an invalidation.
    Proceed(usize),
    Hear(Origin),
    Heartbeat(Origin),
    /// A message gets lost, and nobody notices.
    Lose(Origin, usize),
    /// The connection of the bus breaks, and the process notices.
    Disconnect(Origin),
    Reconnect(Origin),
    EvictMemory(Origin),
    EvictEntry,
    EvictTag,
    FlushAll,
    OuterAcquire(Origin),
    OuterCall,
    OuterCommit,
}

/// What an invalidation consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Write,
    DeleteAndPublish,
    Delete,
    Publish,
    Local,
}

impl Protocol {
    pub(crate) fn keeps(&self, guard: Guard) -> bool {
        self.removed != Some(guard)
    }

    /// Whether messages can get lost; only then positions matter.
    pub(crate) fn loses_messages(&self) -> bool {
        self.size.losses > 0
    }

    fn counts_positions(&self) -> bool {
        self.loses_messages() || self.tag_from_result
    }

    fn steps(&self, kind: Kind) -> &'static [Step] {
        if kind == Kind::Foreign {
            &[Step::Write, Step::Delete]
        } else if !self.keeps(Guard::DatabaseFirst) {
            &[Step::DeleteAndPublish, Step::Write, Step::Local]
        } else if !self.keeps(Guard::DeleteBeforePublish) {
            &[Step::Write, Step::Publish, Step::Delete, Step::Local]
        } else if !self.keeps(Guard::LocalInvalidationAfterRedis) {
            &[Step::Write, Step::Local, Step::DeleteAndPublish]
        } else {
            &[Step::Write, Step::DeleteAndPublish, Step::Local]
        }
    }

    pub(crate) fn joinable(&self, flight: &Flight) -> bool {
        !flight.doomed && (!flight.tag_moved || !self.keeps(Guard::JoinChecksTags))
    }

    /// Whether `frame` is a hit for one who compares with `version`.
    pub(crate) fn usable(&self, frame: Frame, version: Option<u8>) -> bool {
        match version {
            Some(version) => frame.version == version,
            None => !self.keeps(Guard::MissingVersionIsMiss),
        }
    }

    /// The start: nothing is cached, and everybody has subscribed.
    pub(crate) fn start(&self) -> World {
        let written =
            self.loses_messages() && self.keeps(Guard::ReadersWriteEpoch) || self.tag_from_result;
        let bus = written.then(|| Position::start_of(0));
        World {
            row: 0,
            redis: Redis {
                bus,
                ..Redis::default()
            },
            processes: std::array::from_fn(|_| Process {
                heard: bus,
                ..Process::default()
            }),
            invalidations: Vec::new(),
            outer: None,
            left: self.size,
            fence: Fence::default(),
        }
    }

    /// Every step that can be taken in `world`.
    pub(crate) fn possible(&self, world: &World, actions: &mut Vec<Action>) {
        for origin in 0..PROCESSES {
            self.possible_for(origin, world, actions);
        }
        actions.extend((0..world.invalidations.len()).map(Action::Proceed));
        if world.left.accidents > 0 {
            actions.extend(world.redis.entry.map(|_| Action::EvictEntry));
            actions.extend(world.redis.tag.map(|_| Action::EvictTag));
            if world.redis.entry.is_some() && world.redis.tag.is_some()
                || self.loses_messages() && world.redis.bus.is_some()
            {
                actions.push(Action::FlushAll);
            }
        }
        actions.extend(world.outer.and_then(|load| {
            match load.value {
                // What it may find in memory is as new as the versions it was given.
                None => (load.has_caught_up(world) || !self.keeps(Guard::MemoryCatchesUp))
                    .then_some(Action::OuterCall),
                Some(_) => Some(Action::OuterCommit),
            }
        }));
    }

    fn possible_for(&self, origin: Origin, world: &World, actions: &mut Vec<Action>) {
        let process = &world.processes[origin];
        let served =
            process.memory.is_some() || process.flights.iter().any(|flight| self.joinable(flight));
        if world.left.calls > 0 && !served {
            actions.push(Action::Call(origin));
        }
        if world.left.outer_calls > 0 {
            actions.push(Action::OuterAcquire(origin));
        }
        for (index, flight) in process.flights.iter().enumerate() {
            self.possible_for_flight(origin, index, flight, world, actions);
        }
        if world.left.invalidations > 0 {
            actions.extend(
                self.kinds
                    .iter()
                    .map(|&kind| Action::Invalidate(origin, kind)),
            );
        }
        if world.left.foreign > 0 && origin == 0 {
            actions.push(Action::Invalidate(origin, Kind::Foreign));
        }
        if world.left.accidents > 0 && process.memory.is_some() {
            actions.push(Action::EvictMemory(origin));
        }
        self.possible_on_bus(origin, world, actions);
    }

    fn possible_for_flight(
        &self,
        origin: Origin,
        index: usize,
        flight: &Flight,
        world: &World,
        actions: &mut Vec<Action>,
    ) {
        match flight.phase {
            Phase::Begun => actions.push(Action::Look(origin, index)),
            Phase::Looked { slot, version, .. } => {
                let frame = slot.and_then(|slot| slot.frame);
                if frame.is_some_and(|frame| self.usable(frame, version)) {
                    actions.push(Action::Land(origin, index));
                } else {
                    actions.push(Action::Acquire(origin, index));
                    let leased = world.redis.entry.is_some_and(|slot| slot.lease.is_some());
                    if leased && world.left.accidents > 0 {
                        actions.push(Action::TakeOver(origin, index));
                    }
                }
            }
            Phase::Leased(_) => actions.push(Action::ReadDatabase(origin, index)),
            Phase::Loaded { lease, .. } if lease.token.is_some() => {
                actions.push(Action::Commit(origin, index));
            }
            Phase::Loaded { .. } | Phase::Landing { .. } => {
                actions.push(Action::Land(origin, index));
            }
        }
        if world.left.accidents > 0
            && matches!(flight.phase, Phase::Leased(Lease { token: Some(_), .. }))
        {
            actions.push(Action::Drop(origin, index));
        }
    }

    fn possible_on_bus(&self, origin: Origin, world: &World, actions: &mut Vec<Action>) {
        let process = &world.processes[origin];
        if process.deaf {
            actions.push(Action::Reconnect(origin));
            return;
        }
        if !process.inbox.is_empty() {
            actions.push(Action::Hear(origin));
        }
        if !self.loses_messages() {
            return;
        }
        let after_inbox = process
            .inbox
            .last()
            .map_or(process.heard, Message::position);
        let missing = world.redis.bus.is_none() && self.keeps(Guard::ReadersWriteEpoch);
        if self.keeps(Guard::Heartbeat) && (missing || after_inbox != world.redis.bus) {
            actions.push(Action::Heartbeat(origin));
        }
        if world.left.losses > 0 {
            actions.extend((0..process.inbox.len()).map(|index| Action::Lose(origin, index)));
            actions.push(Action::Disconnect(origin));
        }
    }

    /// The world after `action`.
    pub(crate) fn take(&self, world: &World, action: Action) -> World {
        let mut world = world.clone();
        match action {
            Action::Call(origin) => call(&mut world, origin),
            Action::Look(origin, index) => look(&mut world, origin, index),
            Action::Acquire(origin, index) => self.acquire(&mut world, origin, index),
            Action::TakeOver(origin, index) => self.take_over(&mut world, origin, index),
            Action::ReadDatabase(origin, index) => self.read_database(&mut world, origin, index),
            Action::Commit(origin, index) => self.commit(&mut world, origin, index),
            Action::Land(origin, index) => self.land(&mut world, origin, index),
            Action::Drop(origin, index) => {
                world.left.accidents -= 1;
                world.processes[origin].flights.remove(index);
            }
            Action::Invalidate(by, kind) => begin_invalidation(&mut world, by, kind),
            Action::Proceed(index) => self.proceed(&mut world, index),
            Action::Hear(origin) => {
                self.hear(&mut world.processes[origin], origin);
                if let Some(load) = world.outer.as_mut().filter(|load| load.by == origin) {
                    load.behind = load.behind.saturating_sub(1);
                }
            }
            Action::Heartbeat(origin) => self.heartbeat(&mut world, origin),
            Action::Lose(origin, index) => {
                world.left.losses -= 1;
                world.processes[origin].inbox.remove(index);
            }
            Action::Disconnect(origin) => self.disconnect(&mut world, origin),
            Action::Reconnect(origin) => self.reconnect(&mut world, origin),
            Action::EvictMemory(origin) => {
                world.left.accidents -= 1;
                world.processes[origin].memory = None;
            }
            Action::EvictEntry => {
                world.left.accidents -= 1;
                world.redis.entry = None;
            }
            Action::EvictTag => {
                world.left.accidents -= 1;
                world.redis.tag = None;
            }
            Action::FlushAll => {
                world.left.accidents -= 1;
                world.redis = Redis::default();
            }
            Action::OuterAcquire(origin) => self.outer_acquire(&mut world, origin),
            Action::OuterCall => self.outer_call(&mut world),
            Action::OuterCommit => outer_commit(&mut world),
        }
        world.in_canonical_order()
    }

    /// The version of the tag, made if there is none.
    fn version_of_tag(&self, world: &mut World) -> u8 {
        if let Some(version) = world.redis.tag {
            return version;
        }
        let version = if self.keeps(Guard::RandomVersions) {
            world.fresh_version()
        } else {
            1
        };
        world.redis.tag = Some(version);
        version
    }

    fn acquire(&self, world: &mut World, origin: Origin, index: usize) {
        let Phase::Looked {
            slot: seen,
            version: read,
            asked,
        } = world.processes[origin].flights[index].phase
        else {
            unreachable!("acquire follows a look-up");
        };
        if let (true, Some(version)) = (asked, read) {
            self.learn(&mut world.processes[origin], index, version);
        }
        let version = self.version_of_tag(world);
        let position = world.redis.bus.filter(|_| self.tag_from_result);
        let standing = world.redis.entry.and_then(|slot| slot.frame);
        let seen = seen.and_then(|slot| slot.frame);
        let leased = world.redis.entry.is_some_and(|slot| slot.lease.is_some());
        let phase = match standing {
            Some(frame) if standing != seen && self.usable(frame, Some(version)) => {
                Phase::Landing {
                    value: frame.value,
                    from_redis: true,
                }
            }
            Some(_) if standing != seen => Phase::Begun,
            _ if leased && self.waits => Phase::Begun,
            _ if leased => Phase::Leased(Lease {
                token: None,
                version,
                position,
            }),
            _ => {
                let token = self.token(world, origin);
                world.redis.entry = Some(Slot {
                    frame: standing,
                    lease: Some(token),
                });
                Phase::Leased(Lease {
                    token: Some(token),
                    version,
                    position,
                })
            }
        };
        world.processes[origin].flights[index].phase = phase;
    }

    fn take_over(&self, world: &mut World, origin: Origin, index: usize) {
        world.left.accidents -= 1;
        if let Some(slot) = &mut world.redis.entry {
            slot.lease = None;
        }
        self.acquire(world, origin, index);
    }

    fn token(&self, world: &World, origin: Origin) -> u8 {
        if self.keeps(Guard::PerLoadToken) {
            world.fresh_token()
        } else {
            u8::try_from(origin).expect("there are two processes")
        }
    }

    fn read_database(&self, world: &mut World, origin: Origin, index: usize) {
        let value = world.row;
        let process = &mut world.processes[origin];
        let Phase::Leased(lease) = process.flights[index].phase else {
            unreachable!("the acquire script comes before the loader");
        };
        self.learn(process, index, lease.version);
        process.flights[index].phase = Phase::Loaded { lease, value };
    }

    /// Remembers the tag's version, read on behalf of the flight at `index`.
    fn learn(&self, process: &mut Process, index: usize, version: u8) {
        let overtaken = process.flights[index].tag_moved && self.keeps(Guard::GuardedKnownVersion);
        if !overtaken && !process.deaf {
            process.known = Some(version);
        }
    }

    fn commit(&self, world: &mut World, origin: Origin, index: usize) {
        let Phase::Loaded { lease, value } = world.processes[origin].flights[index].phase else {
            unreachable!("a commit follows the loader");
        };
        let after_load = self.tag_from_result || !self.keeps(Guard::VersionReadBeforeLoad);
        let version = if after_load {
            self.version_of_tag(world)
        } else {
            lease.version
        };
        let holds = world
            .redis
            .entry
            .is_some_and(|slot| slot.lease == lease.token)
            || !self.keeps(Guard::CommitChecksToken);
        let still = !self.tag_from_result
            || lease.position == world.redis.bus
            || !self.keeps(Guard::ResultTagsNeedStillness);
        if holds && still {
            world.redis.entry = Some(Slot {
                frame: Some(Frame { value, version }),
                lease: None,
            });
        }
        world.processes[origin].flights[index].phase = Phase::Landing {
            value,
            from_redis: false,
        };
    }

    fn land(&self, world: &mut World, origin: Origin, index: usize) {
        let process = &mut world.processes[origin];
        let (value, from_redis) = match process.flights[index].phase {
            Phase::Landing { value, from_redis } => (value, from_redis),
            Phase::Loaded { value, .. } => (value, false),
            Phase::Looked {
                slot,
                version,
                asked,
            } => {
                if let (true, Some(version)) = (asked, version) {
                    self.learn(process, index, version);
                }
                let frame = slot
                    .and_then(|slot| slot.frame)
                    .expect("only a hit lands without a load");
                (frame.value, true)
            }
            Phase::Begun | Phase::Leased(_) => unreachable!("only what has a value lands"),
        };
        let flight = process.flights.remove(index);
        let admitted = if from_redis {
            !flight.doomed && !flight.tag_moved || !self.keeps(Guard::GuardedMemoryFillFromRedis)
        } else {
            !flight.doomed && (!flight.tag_moved || !self.keeps(Guard::GuardedMemoryFillFromLoad))
        };
        if admitted {
            process.memory = Some(value);
        }
    }

    fn proceed(&self, world: &mut World, index: usize) {
        let Invalidation { by, kind, done, .. } = world.invalidations[index];
        let steps = self.steps(kind);
        match steps[done] {
            Step::Write => {
                world.row += 1;
                world.invalidations[index].row = Some(world.row);
            }
            Step::DeleteAndPublish => {
                self.delete(world, kind);
                self.publish(world, kind, by);
            }
            Step::Delete => self.delete(world, kind),
            Step::Publish => self.publish(world, kind, by),
            Step::Local => self.invalidate_locally(&mut world.processes[by], kind),
        }
        world.invalidations[index].done += 1;
        let row = world.invalidations[index].row;
        if steps[done + 1..].iter().all(|step| *step == Step::Local) {
            raise_fence(&mut world.fence, kind, row);
        }
        if done + 1 == steps.len() {
            world.invalidations.remove(index);
            let returned = &mut world.processes[by].returned;
            if kind != Kind::Foreign {
                *returned = row.unwrap_or(0).max(*returned);
            }
        }
    }

    fn delete(&self, world: &mut World, kind: Kind) {
        match kind {
            Kind::Key | Kind::Foreign => world.redis.entry = None,
            Kind::Tag if self.keeps(Guard::RandomVersions) => world.redis.tag = None,
            Kind::Tag => world.redis.tag = Some(world.redis.tag.map_or(1, |version| version + 1)),
        }
    }

    fn publish(&self, world: &mut World, kind: Kind, by: Origin) {
        if self.counts_positions() {
            let start = self.first_position(world);
            world.redis.bus = Some(world.redis.bus.unwrap_or(start).next());
        }
        let position = world.redis.bus;
        for (origin, process) in world.processes.iter_mut().enumerate() {
            // Who publishes hears itself as well; it matters only where messages are counted.
            if !process.deaf && (origin != by || self.loses_messages()) {
                process
                    .inbox
                    .push(Message::Invalidated { kind, by, position });
            }
        }
    }

    /// What the next position counts from if Redis has none.
    fn first_position(&self, world: &World) -> Position {
        let epoch = if self.keeps(Guard::FreshEpoch) {
            world.fresh_epoch()
        } else {
            0
        };
        Position::start_of(epoch)
    }

    fn invalidate_locally(&self, process: &mut Process, kind: Kind) {
        process.memory = None;
        match kind {
            Kind::Tag => {
                process.known = None;
                process
                    .flights
                    .iter_mut()
                    .for_each(|flight| flight.tag_moved = true);
            }
            Kind::Key | Kind::Foreign if self.keeps(Guard::FlightDoomed) => {
                process
                    .flights
                    .iter_mut()
                    .for_each(|flight| flight.doomed = true);
            }
            Kind::Key | Kind::Foreign => {}
        }
    }

    fn hear(&self, process: &mut Process, origin: Origin) {
        let message = process.inbox.remove(0);
        if self.loses_messages() {
            self.follow(process, message);
        }
        match message {
            Message::Invalidated { kind, by, .. } if by != origin => {
                self.invalidate_locally(process, kind);
            }
            Message::Invalidated { .. } | Message::Position(_) => {}
        }
    }

    /// Takes the position of a message in, and empties memory if something lies between.
    fn follow(&self, process: &mut Process, message: Message) {
        let position = message.position();
        let in_order = match message {
            Message::Position(_) => position == process.heard,
            Message::Invalidated { .. } => match process.heard {
                Some(heard) => position == Some(heard.next()),
                None => position.is_some_and(|position| position.sequence == 1),
            },
        };
        process.heard = position;
        if !in_order && self.keeps(Guard::GapFlushes) {
            self.flush(process);
        }
    }

    fn flush(&self, process: &mut Process) {
        process.memory = None;
        process.known = None;
        if self.keeps(Guard::GapDoomsFlights) {
            process.flights.iter_mut().for_each(Flight::doom);
        }
    }

    /// The position as a reader finds it.
    fn read_position(&self, world: &mut World) -> Option<Position> {
        if world.redis.bus.is_none() && self.keeps(Guard::ReadersWriteEpoch) {
            world.redis.bus = Some(self.first_position(world));
        }
        world.redis.bus
    }

    fn heartbeat(&self, world: &mut World, origin: Origin) {
        let position = self.read_position(world);
        world.processes[origin]
            .inbox
            .push(Message::Position(position));
    }

    fn disconnect(&self, world: &mut World, origin: Origin) {
        world.left.losses -= 1;
        let process = &mut world.processes[origin];
        process.deaf = true;
        process.inbox.clear();
        if self.keeps(Guard::KnownOnlyWhileLive) {
            process.known = None;
        }
    }

    fn reconnect(&self, world: &mut World, origin: Origin) {
        let position = self.read_position(world);
        let process = &mut world.processes[origin];
        process.deaf = false;
        process.heard = position;
        if self.keeps(Guard::GapFlushes) {
            self.flush(process);
        }
    }

    fn outer_acquire(&self, world: &mut World, by: Origin) {
        world.left.outer_calls -= 1;
        let token = world.fresh_token();
        let version = self.version_of_tag(world);
        world.redis.outer = Some(Slot {
            frame: None,
            lease: Some(token),
        });
        world.outer = Some(OuterLoad {
            by,
            version,
            token,
            behind: world.processes[by].inbox.len(),
            beside_own: world.invalidations.iter().any(|other| other.by == by),
            value: None,
        });
    }

    /// The call inside the load: from memory, from Redis, else from the database.
    fn outer_call(&self, world: &mut World) {
        let Some(mut load) = world.outer else { return };
        let process = &world.processes[load.by];
        let version = process.known.or(world.redis.tag);
        let shared = world.redis.entry.and_then(|slot| slot.frame);
        let shared = shared
            .filter(|frame| self.usable(*frame, version))
            .map(|frame| frame.value);
        load.value = process.memory.or(shared).or(Some(world.row));
        world.outer = Some(load);
    }
}

fn call(world: &mut World, origin: Origin) {
    world.left.calls -= 1;
    let process = &mut world.processes[origin];
    // Whoever is still in the table could not be joined: the new flight takes its place.
    process
        .flights
        .iter_mut()
        .for_each(|flight| flight.doomed = true);
    process.flights.push(Flight::begun(process.returned));
}

fn look(world: &mut World, origin: Origin, index: usize) {
    let process = &mut world.processes[origin];
    process.flights[index].phase = Phase::Looked {
        slot: world.redis.entry,
        version: process.known.or(world.redis.tag),
        asked: process.known.is_none(),
    };
}

fn begin_invalidation(world: &mut World, by: Origin, kind: Kind) {
    match kind {
        Kind::Foreign => world.left.foreign -= 1,
        Kind::Key | Kind::Tag => world.left.invalidations -= 1,
    }
    world.invalidations.push(Invalidation {
        by,
        kind,
        done: 0,
        row: None,
    });
}

fn raise_fence(fence: &mut Fence, kind: Kind, row: Option<u8>) {
    let row = row.unwrap_or(0);
    fence.shared = fence.shared.max(row);
    if kind != Kind::Foreign {
        fence.memory = fence.memory.max(row);
    }
}

fn outer_commit(world: &mut World) {
    let Some(load) = world.outer.take() else {
        return;
    };
    let Some(value) = load.value else { return };
    if world
        .redis
        .outer
        .is_some_and(|slot| slot.lease == Some(load.token))
    {
        let frame = Frame {
            value,
            version: load.version,
        };
        world.redis.outer = Some(Slot {
            frame: Some(frame),
            lease: None,
        });
    }
}

impl World {
    /// The same world for all that anybody could tell: the order of invalidations under way has no meaning.
    fn in_canonical_order(mut self) -> Self {
        self.invalidations.sort_unstable();
        self
    }
}
