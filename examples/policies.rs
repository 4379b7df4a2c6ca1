//! Proves: a ttl and the off-switch change while the program runs, and a file with a fault changes nothing.

use cache_runtime::{Cache, cached};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

static QUERIES: AtomicU32 = AtomicU32::new(0);

#[cached(key = "user:<id>", policy = "hot")]
fn get_user(id: u64) -> u64 {
    QUERIES.fetch_add(1, Ordering::Relaxed);
    id
}

/// Queries for five calls, and how long the entry lives then.
fn five_calls() -> String {
    let before = QUERIES.load(Ordering::Relaxed);
    for _ in 0..5 {
        get_user(7);
    }
    let queries = QUERIES.load(Ordering::Relaxed) - before;
    match peek_get_user(7).and_then(|entry| entry.remaining) {
        Some(remaining) => format!("{queries} of 5 calls ran a query; {remaining:.0?} are left"),
        None => format!("{queries} of 5 calls ran a query; nothing is cached"),
    }
}

fn edit(file: &Path, text: &str) -> Result<(), Box<dyn std::error::Error>> {
    std::fs::write(file, text)?;
    match Cache::installed().reload_policies() {
        Ok(()) => println!("\n{text}read again"),
        Err(faults) => println!("\n{text}refused:\n{faults}"),
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::temp_dir().join(format!("cache-{}.toml", std::process::id()));
    std::fs::write(&file, "[policies.hot]\nttl = \"5m\"\n")?;
    Cache::builder()
        .policies_from(&file)
        .build_memory()?
        .install()?;
    println!("ttl = \"5m\": {}", five_calls());

    edit(&file, "[policies.hot]\nttl = \"1h\"\n")?;
    invalidate_get_user(7)?;
    println!("{}", five_calls());

    edit(&file, "[policies.hot]\nttl = \"1h\"\njiter = 0.1\n")?;
    println!("{}", five_calls());

    let off = "[policies.hot]\nttl = \"1h\"\n[functions.\"policies::get_user\"]\nenabled = false\n";
    edit(&file, off)?;
    println!("{}", five_calls());

    edit(&file, "[policies.hot]\nttl = \"1h\"\n")?;
    println!("{}", five_calls());
    std::fs::remove_file(&file)?;
    Ok(())
}
