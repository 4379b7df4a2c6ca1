//! `docs/PERFORMANCE.md`: what the tables print, with what belongs to a figure that others are to repeat.
//!
//! Each table is printed by a process of its own and becomes a section with its command, its date, its machine and the versions
//! of the crates in it. Sections that are not measured anew stay as they are.

mod about;
mod calendar;
mod document;
mod lockfile;
mod machine;
mod stamp;

use document::{Document, Section};
use lockfile::Lockfile;
use machine::Machine;
use stamp::Stamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The argument that makes the program write the report.
pub const REPORT: &str = "report";

/// Measures the chosen tables and writes their sections, in the order of all tables.
///
/// # Panics
/// If a table fails, or the document cannot be written.
pub fn write(chosen: &[&str], all: &[&str]) {
    let path = path();
    let mut document = Document::read(&fs::read_to_string(&path).unwrap_or_default());
    for name in chosen {
        document.put(section(name));
        // After each: what was measured for an hour is not lost with the next table.
        save(&path, &document.render(all));
        println!("{name} is in {}", path.display());
    }
}

fn section(name: &str) -> Section {
    // Before the table: afterwards the table itself is the load.
    let machine = Machine::read();
    let tables = printed(name);
    let lockfile = Lockfile::read(&text_of(&workspace().join("Cargo.lock")));
    let manifest = text_of(&workspace().join("Cargo.toml"));
    let stamp = Stamp {
        table: name,
        date: calendar::today(),
        machine: &machine,
        compiler: &compiler(),
        profile: &stamp::profile(&manifest),
        versions: lockfile.versions_in(&tables),
    };
    Section {
        name: name.to_owned(),
        body: [&about::of(name), &stamp.to_string(), tables.trim()]
            .iter()
            .map(|part| part.trim())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n\n"),
    }
}

/// What this program prints when it is asked for this table.
fn printed(table: &str) -> String {
    let program = std::env::current_exe().expect("a running program has a path");
    let output = Command::new(program)
        .arg(table)
        .stderr(Stdio::inherit())
        .output()
        .expect("this program can be started");
    assert!(output.status.success(), "the table `{table}` failed");
    String::from_utf8(output.stdout).expect("tables are text")
}

fn compiler() -> String {
    let output = Command::new("rustc")
        .arg("--version")
        .current_dir(workspace())
        .output()
        .expect("what built this program is there");
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn save(path: &Path, text: &str) {
    let folder = path.parent().expect("the document is in a folder");
    fs::create_dir_all(folder).expect("the repository is writable");
    fs::write(path, text).expect("the repository is writable");
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn path() -> PathBuf {
    workspace().join("docs/PERFORMANCE.md")
}

fn workspace() -> PathBuf {
    let benches = Path::new(env!("CARGO_MANIFEST_DIR"));
    benches
        .parent()
        .expect("benches are in the workspace")
        .to_owned()
}
