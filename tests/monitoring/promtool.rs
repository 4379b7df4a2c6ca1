//! `promtool`, which comes with Prometheus.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What it answers.
pub(crate) fn ask(arguments: &[&str], file: &Path) -> Output {
    Command::new("promtool")
        .args(arguments)
        .arg(file)
        .output()
        .expect("promtool runs; scripts/test installs it")
}

#[track_caller]
pub(crate) fn assert_content(arguments: &[&str], file: &Path) {
    let output = ask(arguments, file);
    assert!(output.status.success(), "{}", text(&output));
}

/// All that it wrote.
pub(crate) fn text(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A file of the project.
pub(crate) fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file for it to read. JSON is YAML.
pub(crate) fn written(name: &str, content: &Value) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content.to_string()).expect("the directory for temporary files is there");
    path
}
