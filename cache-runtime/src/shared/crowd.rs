//! How many calls are on their way to entries that only the shared tier keeps. Few fare best alone, each with a read of its own;
//! of many, some want the same, and fare best by flights, which make one read of theirs.

use std::sync::atomic::{AtomicUsize, Ordering};

/// From so many on, some of them want the same.
const MANY: usize = 128;

#[derive(Debug, Default)]
pub(crate) struct Crowd(AtomicUsize);

impl Crowd {
    /// One more is on its way, until what is returned is dropped.
    pub(crate) fn join(&self) -> Present<'_> {
        // Relaxed: it guards no data, it is a number.
        let others = self.0.fetch_add(1, Ordering::Relaxed);
        Present {
            crowd: self,
            among_many: others >= MANY,
        }
    }
}

/// A call on its way.
#[derive(Debug)]
pub(crate) struct Present<'a> {
    crowd: &'a Crowd,
    among_many: bool,
}

impl Present<'_> {
    /// Whether there were many when it came.
    pub(crate) fn is_among_many(&self) -> bool {
        self.among_many
    }
}

impl Drop for Present<'_> {
    fn drop(&mut self) {
        self.crowd.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_comes_after_many_is_among_them_and_who_comes_when_they_have_left_is_not() {
        let crowd = Crowd::default();
        let mut present: Vec<_> = (0..MANY).map(|_| crowd.join()).collect();
        assert!(!present.iter().any(Present::is_among_many));
        assert!(crowd.join().is_among_many());
        present.pop();
        assert!(!crowd.join().is_among_many());
    }
}
