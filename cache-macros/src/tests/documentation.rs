//! The tables of arguments list exactly the arguments that there are.

use std::fs;
use std::path::Path;

use crate::{cache_invalidate, cache_put, cached, write_behind};

#[test]
fn the_table_of_the_attribute_is_complete() {
    assert_complete("src/lib.rs", "pub fn cached", &cached::ARGUMENTS);
}

#[test]
fn the_table_of_sinks_is_complete() {
    assert_complete(
        "src/lib.rs",
        "pub fn write_behind",
        &write_behind::ARGUMENTS,
    );
}

#[test]
fn the_table_of_the_readme_is_complete() {
    assert_complete("../README.md", "\u{0}", &cached::ARGUMENTS);
}

#[test]
fn the_tables_of_the_attributes_of_writers_are_complete() {
    let lib = "src/lib.rs";
    assert_complete(lib, "pub fn cache_invalidate", &cache_invalidate::ARGUMENTS);
    assert_complete(lib, "pub fn cache_put", &cache_put::ARGUMENTS);
}

/// Compares the last table before `end`, or else the first, with the arguments that there are.
#[track_caller]
fn assert_complete(file: &str, end: &str, arguments: &[(&str, &str)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = fs::read_to_string(path).unwrap();
    let text = match text.split_once(end) {
        Some((before, _)) => &before[before.rfind("| argument |").unwrap()..],
        None => &*text,
    };
    let mut written = arguments_in(text);
    let mut known: Vec<&str> = arguments.iter().map(|(name, _)| *name).collect();
    written.sort_unstable();
    known.sort_unstable();
    assert_eq!(written, known, "the table of arguments in {file}");
}

/// The first column of the first table whose header begins with `argument`.
fn arguments_in(text: &str) -> Vec<String> {
    let lines = text
        .lines()
        .map(|line| line.trim_start_matches("///").trim());
    let table = lines.skip_while(|line| !line.starts_with("| argument |"));
    let rows = table.skip(2).take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| row.split('`').nth(1).map(str::to_owned))
        .collect()
}
