//! The place of one argument: absent, written, or written and not understood.

use proc_macro2::Ident;
use syn::Result;
use syn::parse::ParseStream;

/// The place of one argument.
#[derive(Default)]
pub(crate) enum Slot<T> {
    #[default]
    Absent,
    /// Written, but its value could not be read; that is reported already.
    Broken,
    Written(Written<T>),
}

/// A value and the key it was written under.
pub(crate) struct Written<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

impl<T> Slot<T> {
    pub(crate) fn fill(
        &mut self,
        key: Ident,
        input: ParseStream<'_>,
        value: impl FnOnce(&Ident, ParseStream<'_>) -> Result<T>,
    ) -> Result<()> {
        *self = Self::Broken;
        let value = value(&key, input)?;
        *self = Self::Written(Written { key, value });
        Ok(())
    }

    /// Absent counts as broken.
    pub(crate) fn forgive_absence(&mut self) {
        if matches!(self, Self::Absent) {
            *self = Self::Broken;
        }
    }

    pub(crate) fn written(&self) -> Option<&Written<T>> {
        match self {
            Self::Written(written) => Some(written),
            Self::Absent | Self::Broken => None,
        }
    }

    pub(crate) fn value(&self) -> Option<&T> {
        self.written().map(|written| &written.value)
    }

    /// Whether it is there, understood or not.
    pub(crate) fn is_written(&self) -> bool {
        !matches!(self, Self::Absent)
    }

    pub(crate) fn key(&self) -> Option<&Ident> {
        self.written().map(|written| &written.key)
    }

    pub(crate) fn is_broken(&self) -> bool {
        matches!(self, Self::Broken)
    }
}
