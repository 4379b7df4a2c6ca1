//! Instructions of one hit, counted by callgrind: the same in each run, on a busy machine as on an idle one. The counting is
//! that of the gate, which fails where a hit of ours becomes dearer.

use crate::comparison::{Better, Cell, Column, Comparison};
use crate::competitor::Competitor;
use crate::form::{Calling, Form, Key, Value};
use crate::freshness;
use crate::hits;
use crate::peers::absent;
use crate::workload;

/// The argument that makes the program one of those that are counted.
pub const LOOP: &str = "loop";
const CALLS: usize = 50_000;

/// A column of the tables: a name that the counted program understands, and who is in it.
struct Group {
    name: &'static str,
    head: &'static str,
    competitors: fn() -> Vec<Competitor>,
}

/// One table each.
const TABLES: [(&str, &[Group]); 3] = [
    (
        "Instructions of one hit, sync",
        &[
            Group {
                name: "sync-number",
                head: "`u64` → `Arc`",
                competitors: || hits::competitors(Form::SYNC),
            },
            Group {
                name: "sync-text",
                head: "`&str` → `Arc`",
                competitors: || hits::competitors(of(Calling::Sync, Key::Text, Value::Shared)),
            },
            Group {
                name: "sync-composite",
                head: "`(u64, &str)` → `Arc`",
                competitors: || hits::competitors(of(Calling::Sync, Key::Composite, Value::Shared)),
            },
        ],
    ),
    (
        "Instructions of one hit, async",
        &[
            Group {
                name: "async-number",
                head: "`u64` → `Arc`",
                competitors: || hits::competitors(Form::ASYNC),
            },
            Group {
                name: "async-clone",
                head: "`u64` → clone",
                competitors: || hits::competitors(of(Calling::Async, Key::Number, Value::Cloned)),
            },
        ],
    ),
    (
        "Instructions of one hit, with options of freshness",
        &[
            Group {
                name: "options",
                head: "sync",
                competitors: || {
                    let mut all = freshness::sync();
                    all.push(freshness::adaptive_sync());
                    all
                },
            },
            Group {
                name: "async-options",
                head: "async",
                competitors: freshness::tasked,
            },
        ],
    ),
];

const fn of(calling: Calling, key: Key, value: Value) -> Form {
    Form {
        calling,
        key,
        value,
    }
}

/// Prints the tables, if there is a valgrind.
///
/// # Panics
/// If valgrind cannot run this program.
pub fn print() {
    if cache_gate::valgrind_version().is_none() {
        println!("\nInstructions are not counted: there is no valgrind here.");
        return;
    }
    for (title, groups) in TABLES {
        let absent = if groups[0].name == "options" {
            Vec::new()
        } else {
            absent()
        };
        groups
            .iter()
            .fold(Comparison::new(title, &absent), |table, group| {
                table.with(column(group))
            })
            .print();
    }
}

/// What the counted program does: `calls` hits on the competitor of this group and name.
///
/// # Panics
/// If there is none.
pub fn run_loop(group: &str, name: &str, calls: usize) {
    let all = TABLES.iter().flat_map(|(_, groups)| groups.iter());
    let group = all.into_iter().find(|candidate| candidate.name == group);
    let competitors = (group.expect("the parent knows the groups").competitors)();
    let competitor = competitors
        .iter()
        .find(|competitor| competitor.name == name)
        .expect("the parent knows the names");
    competitor.warm();
    let sequence: Vec<u32> = workload::zipf().into_iter().cycle().take(calls).collect();
    cache_gate::counted(&mut || competitor.run(&sequence));
}

fn column(group: &Group) -> Column {
    let names: Vec<&str> = (group.competitors)()
        .iter()
        .map(|competitor| competitor.name)
        .collect();
    let counts: Vec<f64> = names.iter().map(|name| per_hit(group.name, name)).collect();
    let cell = |(name, count): (&&str, &f64)| Cell {
        name: (*name).to_owned(),
        figure: *count,
        text: format!("{count:.0}, {:.2} ×", count / counts[0]),
    };
    let cells = names.iter().zip(&counts).map(cell).collect();
    Column::new(group.head, Better::Lower, cells)
}

#[allow(clippy::cast_precision_loss, reason = "a few billion")]
fn per_hit(group: &str, name: &str) -> f64 {
    let total = cache_gate::instructions(&[LOOP, group, name, &CALLS.to_string()]);
    total as f64 / CALLS as f64
}
