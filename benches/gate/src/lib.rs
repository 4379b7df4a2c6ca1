//! Counts what a program executes, by callgrind: the same in each run, on a busy machine as on an idle one.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The version that `valgrind` tells of itself; none, where there is no valgrind.
#[must_use]
pub fn valgrind_version() -> Option<String> {
    let told = Command::new("valgrind").arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&told.stdout).trim().to_owned();
    Some(version).filter(|version| !version.is_empty())
}

/// What is counted: the program that [`instructions`] starts calls this once, with all that is to be counted and nothing
/// else.
#[inline(never)]
pub fn counted(run: &mut dyn FnMut()) {
    run();
}

/// The instructions that this program executes within [`counted`], if it is started with `arguments`.
///
/// One run, of which only that part counts. The difference of two runs would be no better: tables are seeded anew in each,
/// and what keys collide costs as much as what is looked for.
///
/// # Panics
/// If valgrind cannot run this program.
#[must_use]
pub fn instructions(arguments: &[&str]) -> u64 {
    let program = std::env::current_exe().expect("a running program has a path");
    let counts = program.with_file_name(format!("callgrind.{}", std::process::id()));
    let status = Command::new("valgrind")
        .args(["--tool=callgrind", "--quiet", "--collect-atstart=no"])
        .arg("--toggle-collect=cache_gate::counted*")
        .arg(format!("--callgrind-out-file={}", counts.display()))
        .arg(&program)
        .args(arguments)
        .stderr(Stdio::null())
        .status();
    assert!(
        status.is_ok_and(|status| status.success()),
        "valgrind failed"
    );
    let total = total(&counts);
    // It was for us alone; if it stays, it is one file among the compiler's own.
    let _ = fs::remove_file(&counts);
    assert!(total > 0, "nothing ran within `counted`");
    total
}

fn total(counts: &Path) -> u64 {
    let text = fs::read_to_string(counts).expect("callgrind writes where it was told to");
    let total = text.lines().find_map(|line| {
        line.strip_prefix("totals:")
            .or_else(|| line.strip_prefix("summary:"))
    });
    total
        .and_then(|total| total.trim().parse().ok())
        .expect("callgrind writes a total")
}
