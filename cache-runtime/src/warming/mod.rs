//! Warming: many entries of one function are loaded before anybody asks for them.
//!
//! [`settings`] is how that is done, [`summary`] what came of it. [`asynchronous`] and [`blocking`] are the ways of the two
//! kinds of functions; [`running`] holds the calls of the first. A call is an ordinary one, so what is there is not
//! loaded, and misses are loaded once, leased, fenced and counted as ever; [`answer`] reads what it returned. [`on_start`]
//! warms a cache when it is installed.

mod answer;
mod asynchronous;
mod blocking;
mod on_start;
mod running;
mod settings;
mod summary;

pub use answer::{
    Answered, Debugged, Displayed, Plainly, PlainlyFallible, SpeltFallible, Unnamed, Untold,
};
pub use asynchronous::warm_async;
pub use blocking::warm;
pub use on_start::Summaries;
pub(crate) use on_start::{OnStart, Starter};
pub use settings::{Progress, Warming};
pub use summary::{Unwarmed, Warmed};
