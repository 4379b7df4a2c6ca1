//! Single flight: who loads, who waits, and which loads may still be stored.
//!
//! Every load is a [`Flight`] in the table of its region, registered before anything is read. Callers that miss the
//! same key join it. An invalidation *dooms* the flights of a key: it takes them out of the table, so that later
//! callers start a new load and the old one is not stored, while those who wait for it still get its value.
//!
//! A leader that goes away (dropped, or by a panic) leaves its flight abandoned: all who waited try again, and one of
//! them leads the next flight. A leader whose load failed with an error that cannot be copied starts *waves*: of those
//! who waited one loads, then two, then four, until one succeeds or all have had their turn.
//!
//! Locks: the shard of the table, then the state of a flight; never the other way, and never across the user's code.

mod block_on;
#[cfg(feature = "redis")]
mod blocking;
mod lead;
mod state;
mod table;
mod waiting;
mod waits;

pub(crate) use block_on::block_on;
#[cfg(feature = "redis")]
pub(crate) use blocking::is_blocking;
pub(crate) use lead::{Lead, Standing};
pub(crate) use state::{Flight, Landed};
pub(crate) use table::{Arrival, Entrance, FlightTable, Join};
pub(crate) use waiting::{Landing, Waiting};
pub(crate) use waits::{FlightId, Leading, attend, leading_now};
