//! Connections to Redis, and what happens when it is slow, gone or in the wrong mood. Bytes only: what is sent and what an
//! answer means is decided in `shared/`.
//!
//! One command, step by step: [`Nodes`] finds the node of the key's [`Shard`]; its [`link`] has a connection or refuses at once;
//! the [`gate`] sheds when too much is in flight, refuses while the [`breaker`] is open, and ends the wait at the deadline.
//! Everything that must go on without a caller (connecting again, watching, subscriptions) runs on the one thread of
//! [`runtime`]. What only reads goes over a connection on the caller's own runtime where there is one ([`near`]).

mod backoff;
mod breaker;
mod deadline;
mod dial;
mod endpoint;
mod fault;
mod gate;
mod link;
mod look;
mod many;
mod memory_policy;
mod near;
mod nodes;
mod origin;
mod permits;
mod ping;
mod pipe;
mod replies;
mod ring;
mod runtime;
mod scan;
mod script;
mod settings;
mod socket;
mod subscriber;
mod traffic;
mod watching;

#[cfg(feature = "redis-cluster")]
mod cluster;
#[cfg(feature = "redis-cluster")]
mod slot;
#[cfg(feature = "redis-cluster")]
mod topology;

#[cfg(feature = "redis-sentinel")]
mod sentinel;

#[cfg(feature = "redis-tls")]
mod tls;

#[cfg(test)]
mod tests;

#[cfg(feature = "redis-tls")]
pub(crate) use self::tls::Certificates;
#[allow(
    unused_imports,
    reason = "the connections come before the tier that will stand on them"
)]
pub(crate) use self::{
    breaker::Limits,
    deadline::within,
    fault::Fault,
    look::StoredString,
    many::{Invocation, Reading},
    nodes::{Nodes, Shard},
    script::Script,
    settings::{Endpoints, Settings},
    subscriber::{Position, Signal},
    traffic::Purpose,
};
