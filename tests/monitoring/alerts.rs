//! The alert rules.

use crate::names::assert_names;
use crate::promtool;
use std::collections::{BTreeMap, BTreeSet};

const RULES: &str = "../dashboards/alerts.yml";
const CASES: &str = "monitoring/alerts.test.yml";

fn read(path: &str) -> String {
    std::fs::read_to_string(promtool::file(path)).unwrap()
}

/// The rules and their expressions.
fn rules() -> BTreeMap<String, String> {
    let text = read(RULES);
    let rules = text.split("- alert: ").skip(1).map(|rule| {
        let (name, rest) = rule.split_once('\n').unwrap();
        let (_, rest) = rest.split_once("expr:").unwrap();
        let ends = ["\n        for:", "\n        labels:"].map(|end| rest.find(end));
        let end = ends.into_iter().flatten().min().unwrap();
        (name.to_owned(), rest[..end].to_owned())
    });
    rules.collect()
}

#[test]
fn the_rules_are_rules() {
    promtool::assert_content(&["check", "rules"], &promtool::file(RULES));
}

#[test]
fn each_rule_fires_when_it_should_and_not_before() {
    promtool::assert_content(&["test", "rules"], &promtool::file(CASES));
}

#[test]
fn each_rule_has_a_case_that_fires_and_one_that_does_not() {
    let cases = read(CASES);
    let (mut firing, mut silent) = (BTreeSet::new(), BTreeSet::new());
    for case in cases.split("alertname: ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let expected = rest.lines().next().unwrap().trim();
        let kind = match expected {
            "exp_alerts: []" => &mut silent,
            "exp_alerts:" => &mut firing,
            other => panic!("`{name}` expects `{other}`"),
        };
        kind.insert(name.to_owned());
    }
    let all: BTreeSet<String> = rules().into_keys().collect();
    assert!(all.len() >= 11, "{all:?}");
    assert_eq!(firing, all);
    assert_eq!(silent, all);
}

#[test]
fn each_rule_names_what_is_exported_with_the_labels_that_it_has() {
    for (name, expression) in rules() {
        assert_names(&expression, &name);
    }
}

#[test]
fn each_rule_says_how_bad_it_is_and_what_to_look_at() {
    for rule in read(RULES).split("- alert: ").skip(1) {
        for part in ["severity: ", "summary: ", "description: "] {
            assert!(rule.contains(part), "no `{part}` in {rule}");
        }
    }
}
