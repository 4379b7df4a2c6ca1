//! A [`Program`] that is generated, and built by cargo.

use super::ways::Way;
use super::{source, workspace};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::Instant;

/// A generated program.
pub(super) struct Program {
    folder: PathBuf,
    target: PathBuf,
}

impl Program {
    pub(super) fn generate(way: &Way, functions: usize) -> Self {
        let root = programs().join(way.name.split([' ', ',']).next().unwrap_or(way.name));
        let folder = root.join(format!("with-{functions}"));
        let write = |name: &str, text: &str| {
            fs::write(folder.join(name), text).expect("the target directory is writable");
        };
        fs::create_dir_all(folder.join("src")).expect("the target directory is writable");
        write("Cargo.toml", &source::manifest(way, functions));
        write("src/main.rs", &source::source(way, functions));
        // The versions that this workspace is tested with, and no question to the registry.
        write(
            "Cargo.lock",
            &fs::read_to_string(workspace().join("Cargo.lock")).unwrap_or_default(),
        );
        // One for both programs: the dependencies are built once.
        Self {
            folder,
            target: root.join("target"),
        }
    }

    pub(super) fn build_from_nothing(&self) -> f64 {
        // Missing is as good as removed.
        let _ = fs::remove_dir_all(&self.target);
        self.build()
    }

    pub(super) fn rebuild(&self) -> f64 {
        let source = self.folder.join("src/main.rs");
        let text = fs::read(&source).expect("it was generated");
        fs::write(&source, text).expect("the target directory is writable");
        self.build()
    }

    /// Seconds.
    pub(super) fn build(&self) -> f64 {
        let start = Instant::now();
        self.cargo(&["build", "--quiet"]);
        start.elapsed().as_secs_f64()
    }

    /// The crates that come along, the program itself not counted.
    pub(super) fn crates(&self) -> usize {
        let tree = self.cargo(&["tree", "--edges=normal,build", "--prefix=none"]);
        let text = String::from_utf8_lossy(&tree.stdout);
        let names: BTreeSet<&str> = text
            .lines()
            .map(|line| line.trim_end_matches(" (*)"))
            .collect();
        names.len() - 1
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .output()
            .expect("cargo ran before");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }
}

/// Where this program was built, so that `cargo clean` takes them away.
fn programs() -> PathBuf {
    let program = std::env::current_exe().expect("a running program has a path");
    let target = program
        .ancestors()
        .nth(2)
        .expect("cargo puts programs into `target/release`");
    target.join("generated-programs")
}
