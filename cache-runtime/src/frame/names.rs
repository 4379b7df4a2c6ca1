//! What an entry rests on, as it stands in its frame. It is read where it stands: who looks at an entry compares names, and
//! needs none of its own.

use super::Rejection;
use super::rest::Rest;
use std::borrow::Cow;

/// A name that the entry rests on, at the version that it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameVersion<'a> {
    /// In UTF-8, if it was written by us.
    pub(crate) name: &'a [u8],
    pub(crate) version: u64,
}

impl<'a> NameVersion<'a> {
    pub(crate) fn new(name: &'a str, version: u64) -> Self {
        Self {
            name: name.as_bytes(),
            version,
        }
    }

    /// The name for people, and for who asks for its version; one that is no text is the name of nothing.
    pub(crate) fn text(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.name)
    }

    fn read(rest: &mut Rest<'a>) -> Result<Self, Rejection> {
        let length = rest.short()?;
        Ok(Self {
            name: rest.take(length.into())?,
            version: rest.number()?,
        })
    }
}

/// All that an entry rests on, in the form of the frame.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct NameVersions<'a> {
    count: u16,
    bytes: Cow<'a, [u8]>,
}

impl<'a> NameVersions<'a> {
    /// # Errors
    /// `TooLarge`, if there are too many, or one is too long.
    pub(crate) fn written(names: &[NameVersion<'_>]) -> Result<Self, Rejection> {
        let short = |length: usize| u16::try_from(length).map_err(|_| Rejection::TooLarge);
        let mut bytes = Vec::new();
        for named in names {
            bytes.extend(short(named.name.len())?.to_le_bytes());
            bytes.extend_from_slice(named.name);
            bytes.extend(named.version.to_le_bytes());
        }
        Ok(Self {
            count: short(names.len())?,
            bytes: Cow::Owned(bytes),
        })
    }

    /// The names that `rest` begins with.
    pub(super) fn read(rest: &mut Rest<'a>) -> Result<Self, Rejection> {
        let count = rest.short()?;
        let begin = rest.0;
        for _ in 0..count {
            NameVersion::read(rest)?;
        }
        let length = begin.len() - rest.0.len();
        Ok(Self {
            count,
            bytes: Cow::Borrowed(&begin[..length]),
        })
    }

    pub(super) fn write(&self, frame: &mut Vec<u8>) {
        frame.extend(self.count.to_le_bytes());
        frame.extend_from_slice(&self.bytes);
    }

    pub(crate) fn count(&self) -> usize {
        self.count.into()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = NameVersion<'_>> {
        let mut rest = Rest(&self.bytes);
        // All are whole, else there would be no `NameVersions`.
        std::iter::from_fn(move || NameVersion::read(&mut rest).ok())
    }
}
