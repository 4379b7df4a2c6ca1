//! Where a connection leads, asked anew before each attempt: a fixed address, the master that the Sentinels name, or the node
//! of a cluster that owns a slot. Connecting itself is `dial.rs`.

use super::dial::Obstacle;
use super::endpoint::Endpoint;

#[derive(Debug, Clone)]
pub(super) enum Origin {
    Fixed(Endpoint),
    #[cfg(feature = "redis-sentinel")]
    Sentinel(super::sentinel::Sentinels),
    #[cfg(feature = "redis-cluster")]
    Owner(super::cluster::Owner),
}

impl Origin {
    /// Where to connect now. Sockets opened on the way have the deadline of the caller.
    #[cfg_attr(
        not(feature = "redis-sentinel"),
        allow(clippy::unused_async, reason = "only Sentinels must be asked")
    )]
    pub(super) async fn locate(&self) -> Result<Endpoint, Obstacle> {
        match self {
            Self::Fixed(endpoint) => Ok(endpoint.clone()),
            #[cfg(feature = "redis-sentinel")]
            Self::Sentinel(sentinels) => sentinels.master().await,
            #[cfg(feature = "redis-cluster")]
            Self::Owner(owner) => owner.locate(),
        }
    }

    /// A node that is no master (any more) will not do.
    pub(super) fn wants_master(&self) -> bool {
        !matches!(self, Self::Fixed(_))
    }
}

/// What to call it in messages; in a ring, the name of the node.
impl std::fmt::Display for Origin {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fixed(endpoint) => endpoint.fmt(formatter),
            #[cfg(feature = "redis-sentinel")]
            Self::Sentinel(sentinels) => sentinels.fmt(formatter),
            #[cfg(feature = "redis-cluster")]
            Self::Owner(owner) => owner.fmt(formatter),
        }
    }
}
