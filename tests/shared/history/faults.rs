//! What breaks next, and for how long. Drawn by a seed; doing it is left to `run.rs`.

use cache_test_servers::{Direction, Faults};
use std::time::Duration;

/// Something that breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// A worker dies, and another takes its place.
    Kill { slot: usize },
    /// A worker stands still.
    Freeze { slot: usize },
    /// Redis stands still.
    FreezeRedis,
    /// Redis dies, and comes back without its data after the time.
    Restart,
    /// Redis forgets everything.
    Flush,
    /// Redis forgets some keys, as under pressure.
    Forget { keys: u32 },
    /// Redis forgets where the bus stands.
    ForgetBus,
    /// Redis has not enough memory, and throws out whatever it likes.
    Pressure,
    /// Redis closes connections of a kind.
    Disconnect { kind: &'static str },
    /// Redis forgets its scripts.
    ForgetScripts,
    /// The lines of some workers break in some way.
    Line { slots: Vec<usize>, faults: Faults },
    /// The lines of some workers are cut.
    Cut { slots: Vec<usize> },
}

pub(super) struct Plan {
    random: fastrand::Rng,
    slots: usize,
}

impl Plan {
    pub(super) fn new(seed: u64, slots: usize) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            slots,
        }
    }

    /// How long all goes well.
    pub(super) fn calm(&mut self) -> Duration {
        self.millis(50, 500)
    }

    /// What breaks then, and for how long.
    pub(super) fn trouble(&mut self) -> (Trouble, Duration) {
        let slot = self.random.usize(..self.slots);
        let trouble = match self.random.u32(..100) {
            0..6 => Trouble::Kill { slot },
            6..14 => Trouble::Freeze { slot },
            14..21 => Trouble::FreezeRedis,
            21..26 => Trouble::Restart,
            26..32 => Trouble::Flush,
            32..38 => Trouble::Forget {
                keys: self.random.u32(1..30),
            },
            38..43 => Trouble::ForgetBus,
            43..48 => Trouble::Pressure,
            48..54 => Trouble::Disconnect { kind: "normal" },
            54..60 => Trouble::Disconnect { kind: "pubsub" },
            60..62 => Trouble::ForgetScripts,
            62..70 => Trouble::Cut {
                slots: self.some_slots(),
            },
            _ => Trouble::Line {
                slots: self.some_slots(),
                faults: self.faults(),
            },
        };
        let longest = if self.random.u8(..8) == 0 { 2_000 } else { 200 };
        (trouble, self.millis(20, longest))
    }

    fn some_slots(&mut self) -> Vec<usize> {
        let only = self.random.usize(..self.slots * 2);
        (0..self.slots)
            .filter(|slot| only >= self.slots || *slot == only)
            .collect()
    }

    fn faults(&mut self) -> Faults {
        let random = &mut self.random;
        let none = Faults::none();
        match random.u32(..7) {
            0 => none.with_latency(Duration::ZERO..Duration::from_millis(random.u64(2..40))),
            1 => none.with_latency(Duration::ZERO..Duration::from_millis(random.u64(100..400))),
            2 => none.with_cut_after(random.u64(50..20_000)),
            // Of replies alone: a request that says something else than was meant cannot be told from one that meant it.
            3 => none.with_corruption(Direction::Replies, random.u64(100..20_000)),
            4 => none.with_truncated_replies(random.usize(1..200)),
            5 => none.with_drip(random.u32(500..50_000)),
            _ if random.bool() => none.with_refusal(),
            _ => none.with_black_hole(),
        }
    }

    fn millis(&mut self, shortest: u64, longest: u64) -> Duration {
        Duration::from_millis(self.random.u64(shortest..longest))
    }
}
