//! [`Standing`]: who a row of a table is about, by its name.

/// The name of this project in the tables, and the beginning of the name of each of its forms.
pub const OURS: &str = "cache-runtime";

/// The beginnings of the names of what nobody is asked to beat: the same work without a cache around it.
const LIMITS: [&str; 3] = ["quick_cache by hand", "bare ", "no cache"];

/// Who a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// What the work itself takes, written out by hand.
    Limit,
    /// This project.
    Ours,
    /// Another way to cache a function.
    Peer,
}

impl Standing {
    /// By the name of the row.
    #[must_use]
    pub fn of(name: &str) -> Self {
        if name.starts_with(OURS) {
            Self::Ours
        } else if LIMITS.iter().any(|limit| name.starts_with(limit)) {
            Self::Limit
        } else {
            Self::Peer
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_neither_ours_nor_a_limit_is_a_peer() {
        assert_eq!(Standing::of("cache-runtime, async"), Standing::Ours);
        assert_eq!(Standing::of("bare `GET`"), Standing::Limit);
        assert_eq!(
            Standing::of("quick_cache by hand, ready `&str`"),
            Standing::Limit
        );
        assert_eq!(
            Standing::of("quick_cache, get_or_insert_with"),
            Standing::Peer
        );
        assert_eq!(Standing::of("moka, get_with"), Standing::Peer);
    }
}
