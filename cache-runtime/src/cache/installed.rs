//! The cache that annotated functions use when they name none.

use super::Cache;
use crate::error::Error;
use std::sync::{Arc, OnceLock};

static INSTALLED: OnceLock<Cache> = OnceLock::new();

impl Cache {
    /// Makes this cache the one that annotated functions use. Once for each process, before their first call. What it is to be
    /// [warmed with](crate::CacheBuilder::warm_on_start) is set off.
    ///
    /// # Errors
    /// [`Error::AlreadyInstalled`] if there is one already, also one that the first annotated call made.
    pub fn install(&self) -> Result<(), Error> {
        INSTALLED
            .set(self.clone())
            .map_err(|_| Error::AlreadyInstalled)?;
        self.start();
        Ok(())
    }

    /// The installed cache; one in memory is made and installed if there is none.
    #[inline]
    #[must_use]
    pub fn installed() -> &'static Self {
        Self::entered().unwrap_or_else(|| INSTALLED.get_or_init(Self::memory))
    }

    /// The cache that a test has put in the place of the installed one.
    #[inline]
    pub(crate) fn entered() -> Option<&'static Self> {
        #[cfg(feature = "testing")]
        return crate::testing::entered();
        #[cfg(not(feature = "testing"))]
        None
    }

    /// Whether this is the installed cache: it lives as long as the process.
    pub(super) fn is_installed(&self) -> bool {
        INSTALLED
            .get()
            .is_some_and(|installed| Arc::ptr_eq(&installed.inner, &self.inner))
    }
}
