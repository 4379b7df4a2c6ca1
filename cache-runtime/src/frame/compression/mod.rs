//! Payloads made smaller, and made whole again: which method, and from what size on. Each method has a file of its own
//! with the same two functions; the frame's flags say which one was used.

#[cfg(feature = "lz4")]
mod lz4;
#[cfg(feature = "zstd")]
mod zstd;

use std::borrow::Cow;

use super::Rejection;
use super::header::{LZ4, ZSTD};

/// Below, what is saved on the wire is less than what it takes to save it.
const SMALLEST: usize = 512;

/// How the values of the shared tier are compressed.
///
/// Values below 512 bytes are not, nor are those that would not get smaller. Entries say how they were compressed, so any
/// setting reads what any other has written; a build without the feature of that method takes them as misses.
///
/// # Default
///
/// [`Compression::none`].
///
/// ```
/// use cache_runtime::Compression;
///
/// assert_eq!(Compression::default(), Compression::none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compression(Method);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Method {
    #[default]
    None,
    #[cfg(feature = "lz4")]
    Lz4,
    #[cfg(feature = "zstd")]
    Zstd(i32),
}

impl Compression {
    /// Values as they are.
    #[must_use]
    pub const fn none() -> Compression {
        Compression(Method::None)
    }

    /// LZ4: quick, about half the size for text.
    #[cfg(feature = "lz4")]
    #[must_use]
    pub const fn lz4() -> Compression {
        Compression(Method::Lz4)
    }

    /// Zstandard: smaller than LZ4, and several times slower to write.
    ///
    /// `level` is 1 to 22; 0 stands for 3, and negative levels are quicker and worse. Levels beyond what there is mean the
    /// nearest one.
    #[cfg(feature = "zstd")]
    #[must_use]
    pub const fn zstd(level: i32) -> Compression {
        Compression(Method::Zstd(level))
    }

    /// The payload as it goes into the frame, and the flag that says so.
    pub(super) fn pack(self, payload: &[u8]) -> (u8, Cow<'_, [u8]>) {
        let packed: Option<(u8, Vec<u8>)> = match self.0 {
            _ if payload.len() < SMALLEST => None,
            Method::None => None,
            #[cfg(feature = "lz4")]
            Method::Lz4 => lz4::compress(payload).map(|packed| (LZ4, packed)),
            #[cfg(feature = "zstd")]
            Method::Zstd(level) => zstd::compress(payload, level).map(|packed| (ZSTD, packed)),
        };
        match packed {
            Some((flag, packed)) if packed.len() < payload.len() => (flag, Cow::Owned(packed)),
            _ => (0, Cow::Borrowed(payload)),
        }
    }
}

/// The payload of exactly `length` bytes, which is checked to be no more than a frame may hold.
pub(super) fn unpack(
    flags: u8,
    packed: Cow<'_, [u8]>,
    length: usize,
) -> Result<Cow<'_, [u8]>, Rejection> {
    let payload = match flags & (LZ4 | ZSTD) {
        0 => packed,
        #[cfg(feature = "lz4")]
        LZ4 => Cow::Owned(lz4::decompress(&packed, length).ok_or(Rejection::Malformed)?),
        #[cfg(feature = "zstd")]
        ZSTD => Cow::Owned(zstd::decompress(&packed, length).ok_or(Rejection::Malformed)?),
        _ => return Err(Rejection::Compression),
    };
    if payload.len() == length {
        Ok(payload)
    } else {
        Err(Rejection::Malformed)
    }
}
