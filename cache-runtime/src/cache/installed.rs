//! The cache that annotated functions use when they name none.

use super::Cache;
use crate::error::Error;
use std::sync::OnceLock;

static INSTALLED: OnceLock<Cache> = OnceLock::new();

impl Cache {
    /// Makes this cache the one that annotated functions use. Once for each process, before their first call.
    ///
    /// # Errors
    /// [`Error::AlreadyInstalled`] if there is one already, also one that the first annotated call made.
    pub fn install(&self) -> Result<(), Error> {
        INSTALLED
            .set(self.clone())
            .map_err(|_| Error::AlreadyInstalled)
    }

    /// The installed cache; one in memory is made and installed if there is none.
    #[inline]
    #[must_use]
    pub fn installed() -> &'static Self {
        #[cfg(feature = "testing")]
        if let Some(cache) = crate::testing::entered() {
            return cache;
        }
        INSTALLED.get_or_init(Self::memory)
    }
}
