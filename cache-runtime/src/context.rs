//! What a loader can learn of, and say about, the entry that it loads.
//!
//! These functions speak of the load that the current thread is polling: they work anywhere within a cached function's
//! body, also after an `.await`, and in what it calls; not in a task or a thread that it starts. Outside of a load they
//! do nothing, and there is no stale value.
//!
//! ```
//! use cache_runtime::{cached, context};
//! use std::time::Duration;
//!
//! # struct Response { status: u16, max_age: u64, body: String, etag: String }
//! # fn fetch(_: u64, etag: Option<&str>) -> Response {
//! #     Response { status: if etag.is_some() { 304 } else { 200 }, max_age: 60, body: "page".into(), etag: "1".into() }
//! # }
//! #[derive(Clone)]
//! struct Page {
//!     etag: String,
//!     body: String,
//! }
//!
//! #[cached(key = "page:<id>", ttl = "1m", stale_if_error = "1h")]
//! fn page(id: u64) -> Page {
//!     let known: Option<Page> = context::stale();
//!     let response = fetch(id, known.as_ref().map(|page| page.etag.as_str()));
//!     context::ttl(Duration::from_secs(response.max_age));
//!     match known {
//!         Some(page) if response.status == 304 => {
//!             context::keep_stale();
//!             page
//!         }
//!         _ => Page { etag: response.etag, body: response.body },
//!     }
//! }
//! # assert_eq!(page(7).body, "page");
//! ```

use crate::clock::{Millis, millis};
use crate::metrics::Watch;
use crate::sync::thread_local;
use crate::tracking::Recording;
use std::any::Any;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Duration;

pub use crate::tracking::{Tracked, tracked, tracked_fn};

/// What is said during one load.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) ttl: Option<Millis>,
    pub(crate) tags: Vec<String>,
    pub(crate) unwanted: bool,
    pub(crate) unchanged: bool,
    /// What records the calls of the load, if they are recorded.
    recording: Option<Arc<Recording>>,
    /// Whether it is another thread's load, of which nothing can be said here.
    carried: bool,
    /// The stale value that the load is to replace.
    stale: Option<Arc<dyn Any + Send + Sync>>,
}

impl Said {
    pub(crate) fn over(stale: Option<Arc<dyn Any + Send + Sync>>) -> Self {
        Self {
            stale,
            ..Self::default()
        }
    }

    /// What belongs to a load, and is none itself.
    pub(crate) fn carried(recording: Option<Arc<Recording>>) -> Self {
        Self {
            recording,
            carried: true,
            ..Self::default()
        }
    }

    /// What the load calls from now on is recorded there.
    pub(crate) fn recorded_in(&mut self, recording: Option<Arc<Recording>>) {
        self.recording = recording;
    }
}

thread_local! {
    /// One for each load that this thread is in the middle of polling; the innermost is last.
    static LOADS: RefCell<Vec<Said>> = const { RefCell::new(Vec::new()) };
}

/// Lends what is said during a load to the thread, for as long as it polls the load.
pub(crate) struct Speaking<'a> {
    said: &'a mut Said,
    /// While the load records what it calls.
    _watch: Option<Watch>,
}

impl<'a> Speaking<'a> {
    pub(crate) fn begin(said: &'a mut Said) -> Self {
        let watch = said.recording.is_some().then(Watch::begin);
        // A thread that is ending, where the list is gone already, says nothing.
        let _ = LOADS.try_with(|loads| loads.borrow_mut().push(std::mem::take(said)));
        Self {
            said,
            _watch: watch,
        }
    }
}

impl Drop for Speaking<'_> {
    fn drop(&mut self) {
        let said = LOADS.try_with(|loads| loads.borrow_mut().pop());
        if let Ok(Some(said)) = said {
            *self.said = said;
        }
    }
}

/// The value that this load is to replace, if it is still known: for a conditional request, by `ETag` or
/// `If-Modified-Since`. `T` is the type of the function's values, without `Result`.
///
/// There is one while a refresh is on, and within `stale_if_error` of the last one.
#[must_use]
pub fn stale<T: Clone + 'static>() -> Option<T> {
    // Cloned outside the list's borrow: a clone is the user's code, which may ask for the context too.
    let stale = with(|said| said.stale.clone()).flatten()?;
    stale.downcast_ref::<T>().cloned()
}

/// Says that the stale value is as good as new: it is stored again with a new life, whatever value the loader returns, and
/// is what the callers get. An error that it returns is one still. Without a stale value it says nothing.
pub fn keep_stale() {
    with(|said| said.unchanged = said.stale.is_some());
}

/// Sets the ttl of this entry. It counts for more than `ttl` and `ttl_with`; jitter is added to it as to them. Zero: the
/// value is not stored.
pub fn ttl(ttl: Duration) {
    with(|said| said.ttl = Some(millis(ttl)));
}

/// Links this entry to one more tag.
pub fn tag(tag: impl Into<String>) {
    let tag = tag.into();
    with(|said| said.tags.push(tag));
}

/// Keeps the value out of the cache: it goes to those who wait for it, and nowhere else.
pub fn no_store() {
    with(|said| said.unwanted = true);
}

/// Does something to the innermost load, if there is one.
fn with<R>(act: impl FnOnce(&mut Said) -> R) -> Option<R> {
    let in_load = LOADS.try_with(|loads| {
        let mut loads = loads.borrow_mut();
        let mut own = loads.iter_mut().rev().filter(|said| !said.carried);
        own.next().map(act)
    });
    in_load.ok().flatten()
}

/// What records the calls that this thread makes now, if anything does: that of the innermost load, or nothing. What a load
/// calls that records nothing is its own affair.
pub(crate) fn recording() -> Option<Arc<Recording>> {
    let innermost = LOADS.try_with(|loads| loads.borrow().last()?.recording.clone());
    innermost.ok().flatten()
}
