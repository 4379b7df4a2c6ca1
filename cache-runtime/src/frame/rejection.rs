//! Why bytes are no entry for this reader. Each reason is a miss; the counters tell them apart by name.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejection {
    NotAFrame,
    FrameVersion,
    Truncated,
    Checksum,
    Malformed,
    Compression,
    Encryption,
    TooLarge,
}

impl Rejection {
    /// As counters spell it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::NotAFrame => "not_a_frame",
            Self::FrameVersion => "frame_version",
            Self::Truncated => "truncated",
            Self::Checksum => "checksum",
            Self::Malformed => "malformed",
            Self::Compression => "compression",
            Self::Encryption => "encryption",
            Self::TooLarge => "too_large",
        }
    }
}
