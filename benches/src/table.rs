//! Tables in Markdown, aligned, so that they read well both in a terminal and in a document.

use crate::rounds::Measured;

/// Prints a heading and a table below it.
pub fn print(title: &str, head: &[&str], rows: &[Vec<String>]) {
    let widths: Vec<usize> = (0..head.len())
        .map(|column| width(head, rows, column))
        .collect();
    println!("\n### {title}\n");
    println!("{}", line(head.iter().copied(), &widths));
    let rule: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| dashes(column, *width))
        .collect();
    println!("{}", line(rule.iter().map(String::as_str), &widths));
    for row in rows {
        println!("{}", line(row.iter().map(String::as_str), &widths));
    }
}

/// Prints times of one call.
pub fn print_times(title: &str, measured: &[Measured]) {
    let row = |measured: &Measured| {
        vec![
            measured.name.to_owned(),
            format!("{:.1}", measured.nanos),
            format!("{:.2} ×", measured.ratio),
        ]
    };
    print(
        title,
        &["", "ns", "ratio"],
        &measured.iter().map(row).collect::<Vec<_>>(),
    );
}

fn width(head: &[&str], rows: &[Vec<String>], column: usize) -> usize {
    let cells = rows.iter().map(|row| row[column].as_str());
    cells
        .chain([head[column]])
        .map(|cell| cell.chars().count())
        .max()
        .unwrap_or(0)
        .max(3)
}

/// The first column names things; all others hold numbers.
fn dashes(column: usize, width: usize) -> String {
    if column == 0 {
        "-".repeat(width)
    } else {
        format!("{}:", "-".repeat(width - 1))
    }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
    let cells = cells
        .zip(widths)
        .enumerate()
        .map(|(column, (cell, width))| match column {
            0 => format!(" {cell:<width$} |"),
            _ => format!(" {cell:>width$} |"),
        });
    format!("|{}", cells.collect::<String>())
}
