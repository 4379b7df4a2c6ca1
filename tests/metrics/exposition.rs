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

/// How samples moved, by name, without the name of the function: `gets memory hit +1`. Of histograms, the count alone.
pub(crate) fn moves(before: &Samples, after: &Samples) -> Vec<String> {
    let names = after
        .keys()
        .filter(|name| !name.contains("_bucket{") && !name.contains("_sum{"));
    let number = |samples: &Samples, name| {
        samples
            .get(name)
            .map_or(0.0, |value: &String| value.parse::<f64>().unwrap())
    };
    let moved = names.filter_map(|name| {
        let difference = number(after, name) - number(before, name);
        (difference != 0.0).then(|| format!("{} {difference:+}", short(name)))
    });
    let mut moved: Vec<_> = moved.collect();
    moved.sort();
    moved
}

fn short(name: &str) -> String {
    let (name, labels) = name.split_once('{').unwrap_or((name, ""));
    let name = name.trim_start_matches("cache_").trim_end_matches("_total");
    let labels = labels.trim_end_matches('}').split(',').filter_map(|label| {
        let (label, value) = label.split_once('=')?;
        let is_whose = label == "cache" || label == "region";
        (!is_whose).then(|| format!(" {}", value.trim_matches('"')))
    });
    format!("{name}{}", labels.collect::<String>())
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
