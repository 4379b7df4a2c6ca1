//! `cargo run --release -p cache-benches` prints all tables; names as arguments choose among them.

use cache_benches::{
    batch, behind, build, expiry, freshness, hits, instructions, observability, race, ratio, scale,
    shared, stampede, threads, writes,
};
use std::process::{Command, ExitCode};

type Table = (&'static str, fn());

const TABLES: [Table; 17] = [
    ("hits", hits::print),
    ("freshness", freshness::print),
    ("threads", threads::print),
    ("allocations", || counted("allocations")),
    ("memory", || counted("memory")),
    ("stampede", stampede::print),
    ("expiry", expiry::print),
    ("race", race::print),
    ("ratio", ratio::print),
    ("scale", scale::print),
    ("shared", shared::print),
    ("batch", batch::print),
    ("writes", writes::print),
    ("behind", behind::print),
    ("observability", observability::print),
    ("instructions", instructions::print),
    ("build", build::print),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [instructions::LOOP, index, calls] => run_loop(index, calls),
        chosen
            if chosen
                .iter()
                .all(|name| TABLES.iter().any(|(known, _)| known == name)) =>
        {
            print(chosen);
        }
        unknown => {
            let names: Vec<&str> = TABLES.iter().map(|(name, _)| *name).collect();
            eprintln!(
                "no table is called so: {}; there are: {}",
                unknown.join(" "),
                names.join(", ")
            );
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

fn print(chosen: &[&str]) {
    for (_, print) in TABLES
        .iter()
        .filter(|(name, _)| chosen.is_empty() || chosen.contains(name))
    {
        print();
    }
}

fn run_loop(index: &str, calls: &str) {
    let number = |text: &str| text.parse().expect("`instructions` passes numbers");
    instructions::run_loop(number(index), number(calls));
}

/// Prints a table by the program whose allocator counts.
fn counted(table: &str) {
    let status = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--release",
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ])
        .args(["--bin", "counted", "--", table])
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "`counted` failed"
    );
}
