//! Counts the instructions of hits and compares them with what is recorded in `counts.txt`: fails where a hit has become
//! dearer by more than 3 %. `--record` records what it counts.

mod hits;
mod judgement;
mod record;

use cache_gate::{instructions, valgrind_version};
use hits::HITS;
use judgement::{Compared, Judgement, compare};
use record::Record;
use std::fs;
use std::process::{Command, ExitCode};

const COUNTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/counts.txt");
const RECORD_ANEW: &str = "cargo run --release -p cache-gate -- --record";
/// The first argument of the program that is counted.
const RUN: &str = "run";
/// Each key as often as each other.
const CALLS: u32 = 20_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [] => check(),
        ["--record"] => {
            let now = count();
            print!("{now}");
            fs::write(COUNTS, now.to_string()).expect("the package's folder can be written to");
            ExitCode::SUCCESS
        }
        [RUN, place] => {
            let place: usize = place.parse().expect("`count` passes a number");
            HITS[place].run(CALLS);
            ExitCode::SUCCESS
        }
        unknown => {
            eprintln!(
                "`{}` is no argument; there is `--record`",
                unknown.join(" ")
            );
            ExitCode::FAILURE
        }
    }
}

fn count() -> Record {
    let counts = HITS.iter().enumerate().map(|(place, hit)| {
        let total = instructions(&[RUN, &place.to_string()]);
        #[allow(clippy::cast_precision_loss, reason = "a few millions")]
        let count = total as f64 / f64::from(CALLS);
        (hit.name.to_owned(), count)
    });
    Record {
        conditions: conditions(),
        counts: counts.collect(),
    }
}

fn conditions() -> String {
    let rustc = Command::new("rustc")
        .arg("--version")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned())
        .unwrap_or_default();
    let valgrind = valgrind_version().expect("without valgrind nothing can be counted; install it");
    format!(
        "{rustc}, {}-{}, {valgrind}",
        std::env::consts::ARCH,
        std::env::consts::OS
    )
}

fn check() -> ExitCode {
    let text = fs::read_to_string(COUNTS).unwrap_or_default();
    let recorded = match Record::read(&text) {
        Ok(recorded) => recorded,
        Err(line) => {
            eprintln!("{COUNTS}: `{line}` is no count and name; run `{RECORD_ANEW}`");
            return ExitCode::FAILURE;
        }
    };
    let now = count();
    let rows = compare(&recorded, &now);
    rows.iter().for_each(print_row);
    if recorded.conditions != now.conditions {
        println!(
            "\nNOT CHECKED: recorded with `{}`, counted with `{}`; run `{RECORD_ANEW}` with the code as it was recorded",
            recorded.conditions, now.conditions
        );
        return ExitCode::SUCCESS;
    }
    let worst = rows.iter().map(|row| row.judgement).max();
    let Some(complaint) = worst.and_then(complaint) else {
        return ExitCode::SUCCESS;
    };
    eprintln!("\n{complaint}: `{RECORD_ANEW}`");
    ExitCode::FAILURE
}

/// What is wrong, and what goes before the command that records; none, if nothing is.
fn complaint(worst: Judgement) -> Option<&'static str> {
    match worst {
        Judgement::Same => None,
        Judgement::Cheaper => Some("hits have become cheaper; record the gain"),
        Judgement::Unknown => Some("the record has other rows; record these"),
        Judgement::Dearer => Some(
            "hits have become dearer by more than 3 %; if that must be, say why in the commit and record it",
        ),
    }
}

fn print_row(row: &Compared<'_>) {
    let number = |count: Option<f64>| count.map_or("-".to_owned(), |count| format!("{count:.1}"));
    let change = row
        .change()
        .map_or("-".to_owned(), |change| format!("{:+.1} %", 100.0 * change));
    println!(
        "{:<32} recorded {:>6}  now {:>6}  change {change:>8}  {:?}",
        row.name,
        number(row.recorded),
        number(row.now),
        row.judgement
    );
}
