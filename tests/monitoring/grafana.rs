//! The dashboard for Grafana.

use crate::expressions::named;
use crate::names::{self, assert_names};
use crate::promtool;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// One query of one panel.
struct Query {
    panel: String,
    expression: String,
    legend: String,
}

impl Query {
    /// As Grafana sends it, with all jobs and functions chosen.
    fn sent(&self) -> String {
        self.expression
            .replace("$__rate_interval", "5m")
            .replace("$job", ".+")
            .replace("$cache", ".+")
    }
}

fn dashboard() -> Value {
    let text = std::fs::read_to_string(promtool::file("../dashboards/grafana.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn queries() -> Vec<Query> {
    let dashboard = dashboard();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut queries = Vec::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        for target in panel["targets"].as_array().into_iter().flatten() {
            queries.push(Query {
                panel: text(&panel["title"]),
                expression: text(&target["expr"]),
                legend: text(&target["legendFormat"]),
            });
        }
    }
    assert!(queries.len() >= 40, "only {} queries found", queries.len());
    queries
}

#[test]
fn every_query_parses() {
    let rules: Vec<Value> = (0..)
        .zip(queries())
        .map(|(number, query)| json!({"record": format!("query:{number}"), "expr": query.sent()}))
        .collect();
    let file = promtool::written(
        "queries.json",
        &json!({"groups": [{"name": "queries", "rules": rules}]}),
    );
    promtool::assert_content(&["check", "rules"], &file);
}

#[test]
fn every_query_names_what_is_exported_with_the_labels_that_it_has() {
    for query in queries() {
        assert_names(&query.expression, &query.panel);
    }
}

#[test]
fn every_legend_shows_labels_that_the_query_leaves() {
    for query in queries() {
        let groupings = named(&query.expression).groupings;
        for part in query.legend.split("{{").skip(1) {
            let (label, _) = part.split_once("}}").unwrap();
            assert!(groupings.contains(label), "{}: `{label}`", query.panel);
        }
    }
}

#[test]
fn every_metric_has_a_panel() {
    let shown: BTreeSet<String> = queries()
        .iter()
        .flat_map(|query| named(&query.expression).selectors)
        .map(|selector| names::base(&selector.metric).to_owned())
        .collect();
    let missing: Vec<String> = names::table()
        .into_iter()
        .map(|metric| metric.name)
        .filter(|name| !shown.contains(name))
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}

/// `promtool` has no other way to say what an expression yields than to complain of it: each is expected to yield nothing.
#[test]
fn every_query_finds_something_where_every_metric_is_exported() {
    let queries: BTreeSet<String> = queries().iter().map(Query::sent).collect();
    let series: Vec<Value> = names::series()
        .into_iter()
        .map(|series| json!({"series": series, "values": "0+7x120"}))
        .collect();
    let nothing =
        |expression: &String| json!({"expr": expression, "eval_time": "90m", "exp_samples": []});
    let tests = json!([{
        "interval": "1m",
        "input_series": series,
        "promql_expr_test": queries.iter().map(nothing).collect::<Vec<_>>(),
    }]);
    let file = promtool::written(
        "everything.json",
        &json!({"rule_files": [], "evaluation_interval": "1m", "tests": tests}),
    );
    let said = promtool::text(&promtool::ask(&["test", "rules"], &file));
    for query in queries {
        assert!(
            said.contains(&format!("expr: {query:?}")),
            "`{query}` finds nothing; {said}"
        );
    }
}

#[test]
fn it_is_chosen_by_data_source_job_and_function() {
    let dashboard = dashboard();
    let variables: Vec<&str> = dashboard["templating"]["list"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variable| variable["name"].as_str().unwrap())
        .collect();
    assert_eq!(variables, ["datasource", "job", "cache"]);
    for panel in dashboard["panels"].as_array().unwrap() {
        if panel["type"] != "row" {
            assert_eq!(panel["datasource"]["uid"], "${datasource}");
        }
    }
    for query in queries() {
        let selectors = named(&query.expression).selectors;
        assert!(!selectors.is_empty(), "{}", query.panel);
        for selector in selectors {
            let chosen = |label: &str, variable: &str| {
                let matcher = (label.to_owned(), variable.to_owned());
                selector.matchers.contains(&matcher)
            };
            let of_functions = names::has_label(&selector.metric, "cache");
            assert!(chosen("job", "$job"), "{}", query.panel);
            assert_eq!(chosen("cache", "$cache"), of_functions, "{}", query.panel);
        }
    }
}

#[test]
fn panels_do_not_cover_each_other() {
    let dashboard = dashboard();
    let mut places = BTreeSet::new();
    for panel in dashboard["panels"].as_array().unwrap() {
        let number = |name: &str| panel["gridPos"][name].as_u64().unwrap();
        assert!(number("x") + number("w") <= 24);
        for x in number("x")..number("x") + number("w") {
            for y in number("y")..number("y") + number("h") {
                assert!(places.insert((x, y)), "{} covers another", panel["title"]);
            }
        }
    }
    let identifiers: BTreeSet<u64> = dashboard["panels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|panel| panel["id"].as_u64().unwrap())
        .collect();
    assert_eq!(
        identifiers.len(),
        dashboard["panels"].as_array().unwrap().len()
    );
}
