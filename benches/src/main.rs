//! `cargo run --release -p cache-benches` prints all tables; names as arguments choose among them. `report` before the names
//! writes them into `docs/PERFORMANCE.md`.

use cache_benches::{
    batch, behind, build, expiry, fleet, freshness, hits, instructions, misses, observability,
    race, ratio, report, scale, shared, stampede, threads, writes,
};
use std::process::{Command, ExitCode};

type Table = (&'static str, fn());

const TABLES: [Table; 19] = [
    ("hits", hits::print),
    ("freshness", freshness::print),
    ("threads", threads::print),
    ("misses", misses::print),
    ("allocations", || counted("allocations")),
    ("memory", || counted("memory")),
    ("stampede", stampede::print),
    ("fleet", fleet::print),
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
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [instructions::LOOP, group, name, calls] => {
            let calls = calls.parse().expect("`instructions` passes a number");
            instructions::run_loop(group, name, calls);
        }
        [fleet::MEMBER, name, url] => fleet::run_member(name, url),
        [report::REPORT, chosen @ ..] => return with_known(chosen, write_report),
        chosen => return with_known(chosen, print),
    }
    ExitCode::SUCCESS
}

/// Does something with the chosen tables, which are all if none is named.
fn with_known(chosen: &[&str], act: impl FnOnce(&[&str])) -> ExitCode {
    let all = names();
    let unknown: Vec<&str> = chosen
        .iter()
        .filter(|name| !all.contains(name))
        .copied()
        .collect();
    if !unknown.is_empty() {
        eprintln!(
            "no table is called so: {}; there are: {}",
            unknown.join(" "),
            all.join(", ")
        );
        return ExitCode::FAILURE;
    }
    act(if chosen.is_empty() { &all } else { chosen });
    ExitCode::SUCCESS
}

fn names() -> Vec<&'static str> {
    TABLES.iter().map(|(name, _)| *name).collect()
}

fn write_report(chosen: &[&str]) {
    report::write(chosen, &names());
}

/// One table in this process, several each in a process of its own: what one leaves behind is nothing to the next.
fn print(chosen: &[&str]) {
    for (name, print) in TABLES.iter().filter(|(name, _)| chosen.contains(name)) {
        if chosen.len() == 1 {
            print();
        } else {
            run(Command::new(this_program()).arg(name), name);
        }
    }
}

/// Prints a table by the program whose allocator counts.
fn counted(table: &str) {
    let mut cargo = Command::new(env!("CARGO"));
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
    cargo.args(["run", "--quiet", "--release", "--manifest-path", manifest]);
    if cfg!(feature = "peer-oxcache") {
        cargo.args(["--features", "peer-oxcache"]);
    }
    run(cargo.args(["--bin", "counted", "--", table]), table);
}

fn run(command: &mut Command, table: &str) {
    let status = command.status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "the table `{table}` failed"
    );
}

fn this_program() -> std::path::PathBuf {
    std::env::current_exe().expect("a running program has a path")
}
