//! What grows with the number of entries, tags, loads and functions, and what does not.

mod entries;
mod flights;
mod functions;
mod plot;
mod tags;

use entries::Filled;
use std::time::{Duration, Instant};

/// Prints the tables, and draws the first of them in `docs/scale.svg`.
pub fn print() {
    let filled = entries::measure();
    entries::print(&filled);
    draw(&filled);
    tags::print();
    flights::print();
    functions::print();
}

fn draw(filled: &[Filled]) {
    const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/scale.svg");
    let line = |name, value: fn(&Filled) -> f64| plot::Line {
        name,
        points: filled
            .iter()
            .map(|filled| (f64::from(filled.entries), value(filled)))
            .collect(),
    };
    let drawing = plot::draw(
        "entries in the cache",
        "nanoseconds for one call, median",
        &[
            line("insert", |filled| filled.insert),
            line("hit, any key", |filled| filled.hit),
            line("the same, bare table", |filled| filled.bare),
            line("hit, 1,000 favourites", |filled| filled.favourite),
        ],
    );
    match std::fs::write(PATH, drawing) {
        Ok(()) => println!("\nDrawn in docs/scale.svg."),
        Err(error) => println!("\nNot drawn: {PATH}: {error}"),
    }
}

/// How long something takes.
fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = run();
    (result, start.elapsed())
}

/// Shares a time out among so many, in nanoseconds.
fn nanos_each(time: Duration, count: u32) -> f64 {
    time.as_secs_f64() * 1e9 / f64::from(count)
}

/// A time in the unit that suits it.
fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds {
        ..1e-6 => format!("{:.0} ns", seconds * 1e9),
        ..1e-3 => format!("{:.1} µs", seconds * 1e6),
        ..1.0 => format!("{:.1} ms", seconds * 1e3),
        _ => format!("{seconds:.1} s"),
    }
}
