//! Which faults a line has. Plain data.

use std::ops::Range;
use std::time::Duration;

/// What a [`Proxy`](super::Proxy) does to the bytes and connections that pass it. Faults add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    pub(super) latency: Option<Range<Duration>>,
    pub(super) cut_after: Option<u64>,
    pub(super) truncate_to: Option<usize>,
    pub(super) corrupt_requests: Option<u64>,
    pub(super) corrupt_replies: Option<u64>,
    pub(super) drip: Option<u32>,
    pub(super) refuses: bool,
    pub(super) swallows: bool,
}

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server.
    Requests,
    /// From the server to the client.
    Replies,
}

impl Faults {
    /// A line in order.
    #[must_use]
    pub fn none() -> Faults {
        Faults::default()
    }

    /// Replies are held back for a time between the two; those that arrive meanwhile wait behind them.
    #[must_use]
    pub fn with_latency(mut self, between: Range<Duration>) -> Faults {
        self.latency = Some(between);
        self
    }

    /// Each connection is closed once so many bytes of replies have passed: the last reply is cut in the middle.
    #[must_use]
    pub fn with_cut_after(mut self, bytes: u64) -> Faults {
        self.cut_after = Some(bytes);
        self
    }

    /// Of what arrives from the server at a time, the first bytes pass and the rest is lost; the connection stays open.
    #[must_use]
    pub fn with_truncated_replies(mut self, bytes: usize) -> Faults {
        self.truncate_to = Some(bytes);
        self
    }

    /// One bit is flipped in one of so many bytes on average.
    ///
    /// # Panics
    ///
    /// If that is zero.
    #[must_use]
    pub fn with_corruption(mut self, direction: Direction, one_in: u64) -> Faults {
        assert!(
            one_in > 0,
            "corruption of one in 0 bytes; write 1 for every byte"
        );
        match direction {
            Direction::Requests => self.corrupt_requests = Some(one_in),
            Direction::Replies => self.corrupt_replies = Some(one_in),
        }
        self
    }

    /// Replies pass byte by byte, so many in a second.
    ///
    /// # Panics
    ///
    /// If that is zero.
    #[must_use]
    pub fn with_drip(mut self, bytes_per_second: u32) -> Faults {
        assert!(
            bytes_per_second > 0,
            "a drip of 0 bytes per second; use `with_black_hole`"
        );
        self.drip = Some(bytes_per_second);
        self
    }

    /// New connections are refused; open ones go on.
    #[must_use]
    pub fn with_refusal(mut self) -> Faults {
        self.refuses = true;
        self
    }

    /// Connections are taken, and everything on them is lost, in both directions.
    #[must_use]
    pub fn with_black_hole(mut self) -> Faults {
        self.swallows = true;
        self
    }

    pub(super) fn corruption(&self, direction: Direction) -> Option<u64> {
        match direction {
            Direction::Requests => self.corrupt_requests,
            Direction::Replies => self.corrupt_replies,
        }
    }
}
