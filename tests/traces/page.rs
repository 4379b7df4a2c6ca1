//! `docs/TRACING.md` and what is told: neither has a name, a level or a field that the other has not.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use tracing::Metadata;

const PAGE: &str = include_str!("../../cache-runtime/docs/TRACING.md");

/// What the page says of one span or event.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    levels: BTreeSet<&'static str>,
    fields: BTreeSet<&'static str>,
}

static ROWS: LazyLock<BTreeMap<&'static str, Row>> =
    LazyLock::new(|| PAGE.lines().filter_map(row).collect());

/// A line of a table whose first cell is a name.
fn row(line: &'static str) -> Option<(&'static str, Row)> {
    let cells: Vec<&str> = line.strip_prefix("| `")?.split(" | ").collect();
    let [name, levels, fields, _] = cells[..] else {
        return None;
    };
    let levels = levels.split(", ").collect();
    let fields = fields.split('`').skip(1).step_by(2).collect();
    Some((name.trim_end_matches('`'), Row { levels, fields }))
}

/// Fails where the page says something else.
pub(crate) fn assert_documented(metadata: &Metadata<'static>) {
    let row = ROWS.get(metadata.name());
    let row = row.unwrap_or_else(|| panic!("`{}` does not stand on the page", metadata.name()));
    let fields = metadata.fields().iter().map(|field| field.name());
    let fields: BTreeSet<&str> = fields.filter(|name| *name != "message").collect();
    assert_eq!(row.fields, fields, "{}", metadata.name());
    let level = metadata.level().as_str();
    assert!(row.levels.contains(level), "{} {level}", metadata.name());
}

#[test]
fn each_name_of_the_page_is_what_some_test_asks_for() {
    assert_eq!(ROWS.len(), 6 + 9);
    let tests = [
        include_str!("events.rs"),
        include_str!("fleet.rs"),
        include_str!("spans.rs"),
    ];
    for name in ROWS.keys() {
        let quoted = format!("\"{name}\"");
        let is_asked_for = tests.iter().any(|test| test.contains(&quoted));
        assert!(is_asked_for, "{name}");
    }
}
