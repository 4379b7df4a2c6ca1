//! Which threads are blocked by us: the runtime that such a thread belongs to may need it, and stands still meanwhile.

use crate::sync::thread_local;
use std::cell::Cell;

thread_local! {
    static BLOCKING: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread polls for [`block_on`](super::block_on): it will sleep until there is an answer, and do nothing else.
pub(crate) fn is_blocking() -> bool {
    BLOCKING.with(Cell::get)
}

/// A thread while it is in [`block_on`](super::block_on).
pub(super) struct Blocking {
    outer: bool,
}

impl Blocking {
    pub(super) fn begin() -> Self {
        let outer = BLOCKING.with(|blocking| blocking.replace(true));
        Self { outer }
    }
}

impl Drop for Blocking {
    fn drop(&mut self) {
        BLOCKING.with(|blocking| blocking.set(self.outer));
    }
}
