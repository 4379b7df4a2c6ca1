//! The text format of Prometheus, read back: as samples for the tests, and by `promtool`.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// Values by what stands before them: name and labels.
pub(crate) type Samples = BTreeMap<String, String>;

/// All samples of a text.
///
/// # Panics
/// If one stands there twice.
pub(crate) fn samples(text: &str) -> Samples {
    let mut samples = Samples::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, value) = line.rsplit_once(' ').expect("a sample has a value");
        let before = samples.insert(name.to_owned(), value.to_owned());
        assert_eq!(before, None, "`{name}` stands there twice");
    }
    samples
}

/// Has `promtool` read a text, with all that it holds against names.
#[track_caller]
pub(crate) fn assert_promtool_reads(text: &str) {
    let mut promtool = Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("promtool is installed (Debian package `prometheus`)");
    let mut stdin = promtool.stdin.take().expect("it is piped");
    stdin
        .write_all(text.as_bytes())
        .expect("it reads all of it");
    drop(stdin);
    let output = promtool.wait_with_output().expect("it ends");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(output.status.success(), "{said}\n{text}");
}
