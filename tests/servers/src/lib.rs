//! Real servers for tests: they start in milliseconds on free ports, can be killed, suspended and failed over, and are gone
//! when the value is dropped, or the process ends in whatever way.
//!
//! - [`Redis`]: one server, with the faults that a process can have
//! - [`Cluster`]: three masters and three replicas, with failover and slots that move
//! - [`Sentinel`]: a master, a replica, and three sentinels that watch them
//! - [`Proxy`]: a line to a server, with the faults that a network can have, chosen by a seed
//! - [`Client`] and [`Reply`]: a client that shares no code with the one under test
//!
//! With the feature `tls` there are `Certificates` too, for a server that speaks TLS.
//!
//! Nothing here sleeps for a fixed time: [`wait_for`] asks again until it is so. What goes wrong in a test server is a panic
//! that says what and, where there is one, the remedy; only [`Client::call`] returns its failures, for the tests of faults.
//!
//! `CACHE_TEST_REDIS_SERVER` names another program than `redis-server`, say the path of a `valkey-server`.

#[cfg(feature = "tls")]
mod certificates;
mod client;
mod cluster;
mod directory;
mod ports;
mod proxy;
mod redis;
mod reply;
mod sentinel;
mod server;
mod settings;
mod wait;

#[cfg(feature = "tls")]
pub use certificates::Certificates;
pub use client::Client;
pub use cluster::{Cluster, Move};
pub use directory::Directory;
pub use proxy::{Direction, Faults, Proxy};
pub use redis::{Builder, Redis};
pub use reply::Reply;
pub use sentinel::Sentinel;
pub use wait::wait_for;
