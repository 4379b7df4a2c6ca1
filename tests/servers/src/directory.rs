//! A temporary directory of a server; gone with the value.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

#[derive(Debug)]
pub(crate) struct Directory {
    path: PathBuf,
}

impl Directory {
    pub(crate) fn new() -> Directory {
        let name = format!("cache-test-{}-{:016x}", process::id(), fastrand::u64(..));
        let path = env::temp_dir().join(name);
        fs::create_dir(&path)
            .unwrap_or_else(|error| panic!("cannot create {}: {error}", path.display()));
        Directory { path }
    }

    pub(crate) fn path(&self) -> &Path {
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
