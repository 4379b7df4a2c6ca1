//! Waiting for what another process does: asked again and again, with a limit that no healthy machine reaches.

use std::thread;
use std::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(60);
const FIRST_PAUSE: Duration = Duration::from_millis(1);
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// Asks until there is an answer, and returns it.
///
/// # Panics
///
/// After a minute without one; `what` says what was waited for.
pub fn wait_for<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(
            started.elapsed() < LIMIT,
            "waited {LIMIT:?} in vain for {what}"
        );
        thread::sleep(pause);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}
