//! The tables of arguments list exactly the arguments that there are.

use std::fs;
use std::path::Path;

use crate::cached::ARGUMENTS;

#[test]
fn the_table_of_the_attribute_is_complete() {
    assert_complete("src/lib.rs");
}

#[test]
fn the_table_of_the_readme_is_complete() {
    assert_complete("../README.md");
}

#[track_caller]
fn assert_complete(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let mut written = arguments_in(&fs::read_to_string(path).unwrap());
    let mut known: Vec<&str> = ARGUMENTS.iter().map(|(name, _)| *name).collect();
    written.sort_unstable();
    known.sort_unstable();
    assert_eq!(written, known, "the table of arguments in {file}");
}

/// The first column of the table whose header begins with `argument`.
fn arguments_in(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches("///").trim());
    let table = lines.skip_while(|line| !line.starts_with("| argument |"));
    let rows = table.skip(2).take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.split('`').nth(1).map(str::to_owned))
        .collect()
}
