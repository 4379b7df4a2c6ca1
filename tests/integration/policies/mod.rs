//! Policies from a file: what it says comes into force when it is read, in one piece or not at all.

#![allow(
    clippy::unwrap_used,
    reason = "what the tests here share is part of them"
)]

mod faults;
mod reload;
mod switch;

use cache_runtime::testing::{Entered, TestClock};
use cache_runtime::{Cache, CacheBuilder, testing};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// A file of policies that goes with the test.
struct File(PathBuf);

impl File {
    fn new(text: &str) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("cache-policies-{}-{number}.toml", std::process::id());
        let file = Self(std::env::temp_dir().join(name));
        file.write(text);
        file
    }

    fn write(&self, text: &str) {
        std::fs::write(&self.0, text).unwrap();
    }

    fn builder(&self) -> CacheBuilder {
        Cache::builder().policies_from(&self.0)
    }

    /// The file and the line, as a fault names them.
    fn line(&self, line: usize) -> String {
        format!("{}:{line}: ", self.0.display())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // It lies among temporary files: left there, it disturbs nobody.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A cache under a file, entered by this thread.
struct Stage {
    file: File,
    cache: Cache,
    clock: TestClock,
    _entered: Entered,
}

impl Stage {
    fn new(text: &str) -> Self {
        let file = File::new(text);
        let (cache, clock) = testing::cache_from(file.builder());
        let entered = testing::enter(&cache);
        Self {
            file,
            cache,
            clock,
            _entered: entered,
        }
    }

    /// Lets the file say something else.
    #[track_caller]
    fn say(&self, text: &str) {
        self.file.write(text);
        self.cache.reload_policies().unwrap();
    }

    /// What the cache says of a file that it does not take, without the file's path.
    #[track_caller]
    fn refuse(&self, text: &str) -> Vec<String> {
        self.file.write(text);
        let error = self.cache.reload_policies().unwrap_err().to_string();
        self.told(&error)
    }

    fn told(&self, error: &str) -> Vec<String> {
        let path = self.file.0.display().to_string();
        error
            .lines()
            .map(|line| line.replace(&path, "cache.toml"))
            .collect()
    }
}

/// A table of the file for a function in `module` of these tests.
fn function(module: &str, name: &str, fields: &str) -> String {
    let path = concat!("[functions.\"", module_path!());
    format!("{path}::{module}::{name}\"]\n{fields}\n")
}
