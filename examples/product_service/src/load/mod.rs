//! The generator of load: the same requests to the service without cache, with an empty one and with a warmed one.
//!
//! | module | what |
//! |---|---|
//! | [`arguments`] | the command line |
//! | [`traffic`] | which product is asked for next: a trace, or by Zipf's law; and which requests are writes |
//! | [`target`] | the service in a process of its own |
//! | [`run`] | workers that send requests, one after the other each |
//! | [`ledger`] | which version of each row was acknowledged: no answer may be older |
//! | [`tally`] | what came of the requests |
//! | [`report`] | the table |

pub mod arguments;
mod client;
pub mod ledger;
pub mod report;
pub mod run;
pub mod tally;
pub mod target;
pub mod traffic;
