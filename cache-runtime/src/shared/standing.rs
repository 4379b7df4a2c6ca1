//! How a cache stands with its shared tier, for tests that wait until all is said and heard.

/// How a cache stands with its shared tier.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Standing {
    /// Invalidations that the shared tier has not heard of yet.
    pub postponed: usize,
    /// Whether invalidations of other processes are heard.
    pub is_heard: bool,
    /// The numbers of the last messages that were heard, one for each bus.
    pub positions: Vec<u64>,
}
