//! A temporary directory; gone with the value.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// A temporary directory of its own for a server, or for whatever else leaves files behind; gone with the value.
#[derive(Debug)]
pub struct Directory {
    path: PathBuf,
}

impl Directory {
    /// An empty one.
    ///
    /// # Panics
    /// If there can be none.
    #[must_use]
    #[allow(clippy::new_without_default, reason = "it makes something")]
    pub fn new() -> Directory {
        let name = format!("cache-test-{}-{:016x}", process::id(), fastrand::u64(..));
        let path = env::temp_dir().join(name);
        fs::create_dir(&path)
            .unwrap_or_else(|error| panic!("cannot create {}: {error}", path.display()));
        Directory { path }
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // What is left in a temporary directory harms nobody, and a panic here could hide the one of the test.
        drop(fs::remove_dir_all(&self.path));
    }
}
