//! Time: the only file that reads it. Milliseconds since the process first asked, from a coarse monotonic clock.
//!
//! Reading the system's monotonic clock costs as much as a whole cache hit, so a thread writes the time into one
//! word each millisecond and a hit merely loads it. When nobody reads the clock, the thread goes to sleep.
//! What a moment means for an entry is decided in `freshness.rs`.

use crate::timer::Alarms;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::Thread;
use std::time::{Duration, Instant, SystemTime};

#[cfg(feature = "testing")]
use std::sync::Arc;

/// A moment on the clock of a cache, in milliseconds.
pub(crate) type Millis = u64;

/// The moment that never comes: the end of an entry that lives for ever.
pub(crate) const NEVER: Millis = u64::MAX;

/// Where a cache reads the time: the system's monotonic clock, or a clock that a test moves by hand.
#[derive(Debug, Clone, Default)]
pub(crate) enum Clock {
    #[default]
    System,
    #[cfg(feature = "testing")]
    Virtual(Arc<VirtualTime>),
}

/// The time of a test, and those who wait for it to pass.
#[cfg(feature = "testing")]
#[derive(Debug)]
pub(crate) struct VirtualTime {
    micros: AtomicU64,
    alarms: Alarms,
}

#[cfg(feature = "testing")]
impl VirtualTime {
    pub(crate) fn begin(micros: u64) -> Self {
        Self {
            micros: AtomicU64::new(micros),
            alarms: Alarms::new(),
        }
    }

    pub(crate) fn advance(&self, micros: u64) {
        let later = |now: u64| Some(now.saturating_add(micros));
        // Never refuses: `later` always has an answer.
        let _ = self
            .micros
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, later);
        self.alarms.ring(self.micros() / 1000);
    }

    fn micros(&self) -> u64 {
        self.micros.load(Ordering::Acquire)
    }
}

impl Clock {
    /// The time of the last tick; at most a tick (about a millisecond) behind.
    #[inline]
    pub(crate) fn now(&self) -> Millis {
        match self {
            Self::System => ticks(),
            #[cfg(feature = "testing")]
            Self::Virtual(time) => time.micros() / 1000,
        }
    }

    /// The time itself: a slower way than [`now`](Self::now), for those who wait for it.
    pub(crate) fn exact(&self) -> Millis {
        match self {
            Self::System => system_millis(),
            #[cfg(feature = "testing")]
            Self::Virtual(time) => time.micros() / 1000,
        }
    }

    /// Milliseconds since 1970, to show to people: unlike all else here it may be set back. A test's clock began then.
    pub(crate) fn unix_millis(&self) -> u64 {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
                since.map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(NEVER))
            }
            #[cfg(feature = "testing")]
            Self::Virtual(time) => time.micros() / 1000,
        }
    }

    /// Those who wait for a moment on this clock.
    pub(crate) fn alarms(&self) -> &Alarms {
        static OF_SYSTEM: Alarms = Alarms::new();
        match self {
            Self::System => {
                OF_SYSTEM.keep_ringing(system_millis);
                &OF_SYSTEM
            }
            #[cfg(feature = "testing")]
            Self::Virtual(time) => &time.alarms,
        }
    }

    /// Starts to measure how long something takes.
    pub(crate) fn stopwatch(&self) -> Stopwatch {
        match self {
            Self::System => Stopwatch::System(Instant::now()),
            #[cfg(feature = "testing")]
            Self::Virtual(time) => Stopwatch::Virtual(time.clone(), time.micros()),
        }
    }
}

/// A running measurement, exact where [`Clock::now`] is coarse.
#[derive(Debug)]
pub(crate) enum Stopwatch {
    System(Instant),
    #[cfg(feature = "testing")]
    Virtual(Arc<VirtualTime>, u64),
}

impl Stopwatch {
    /// Microseconds since the start, at most `u32::MAX` (71 minutes).
    pub(crate) fn micros(&self) -> u32 {
        let micros = match self {
            Self::System(start) => u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX),
            #[cfg(feature = "testing")]
            Self::Virtual(time, start) => time.micros().saturating_sub(*start),
        };
        u32::try_from(micros).unwrap_or(u32::MAX)
    }
}

/// Rounds up, so that no ttl becomes zero on the way, and saturates.
pub(crate) fn millis(duration: Duration) -> Millis {
    u64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(NEVER)
}

/// The time in milliseconds, shifted left by one; the lowest bit asks the next reader to show that it is there.
static WORD: AtomicU64 = AtomicU64::new(ASKING);
const ASKING: u64 = 1;
const TICK: Duration = Duration::from_millis(1);
/// Ticks without a reader after which the ticker sleeps.
const PATIENCE: u32 = 1000;

#[inline]
fn ticks() -> Millis {
    let word = WORD.load(Ordering::Relaxed);
    if word & ASKING == 0 {
        word >> 1
    } else {
        answer()
    }
}

/// The ticker asked whether anybody still reads the clock (or sleeps already): read the real time and wake it.
#[cold]
fn answer() -> Millis {
    static TICKER: OnceLock<Option<Thread>> = OnceLock::new();
    let now = system_millis();
    let ticker = TICKER.get_or_init(|| {
        let thread = std::thread::Builder::new().name("cache-clock".into());
        thread
            .spawn(tick)
            .ok()
            .map(|handle| handle.thread().clone())
    });
    // Without a thread (the system refused one) the bit stays set and every reader takes this exact, slower way.
    if let Some(ticker) = ticker {
        WORD.store(now << 1, Ordering::Relaxed);
        ticker.unpark();
    }
    now
}

fn tick() {
    let mut silent = 0;
    loop {
        std::thread::park_timeout(TICK);
        let asking = WORD.load(Ordering::Relaxed) & ASKING;
        silent = if asking == ASKING { silent + 1 } else { 0 };
        WORD.store(system_millis() << 1 | ask(asking), Ordering::Relaxed);
        if silent > PATIENCE {
            std::thread::park();
        }
    }
}

/// Asks anew about every quarter of a second; a question stays until it is answered.
fn ask(asking: u64) -> u64 {
    asking | u64::from(system_millis().is_multiple_of(256))
}

fn system_millis() -> Millis {
    static START: OnceLock<Instant> = OnceLock::new();
    // One, not zero: an entry stored in the first millisecond has a past to be older than.
    1 + u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(NEVER >> 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_rounded_up_to_whole_milliseconds() {
        assert_eq!(millis(Duration::from_nanos(1)), 1);
        assert_eq!(millis(Duration::from_millis(5)), 5);
        assert_eq!(millis(Duration::MAX), NEVER);
    }

    #[test]
    fn the_coarse_clock_follows_the_exact_one() {
        let clock = Clock::System;
        let before = clock.now();
        let watch = clock.stopwatch();
        while watch.micros() < 50_000 {
            std::hint::spin_loop();
        }
        assert!(
            clock.now() > before,
            "50 ms passed and the coarse clock stood still"
        );
    }
}
