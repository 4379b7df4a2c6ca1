//! Tables in Markdown, aligned, so that they read well both in a terminal and in a document.

use crate::rounds::Measured;

/// Prints a heading and a table below it.
pub fn print(title: &str, head: &[&str], rows: &[Vec<String>]) {
    print!("{}", render(title, head, rows));
}

/// What [`print`] prints.
#[must_use]
pub fn render(title: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..head.len())
        .map(|column| width(head, rows, column))
        .collect();
    let rule: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| dashes(column, *width))
        .collect();
    let mut lines = vec![
        line(head.iter().copied(), &widths),
        line(rule.iter().map(String::as_str), &widths),
    ];
    lines.extend(
        rows.iter()
            .map(|row| line(row.iter().map(String::as_str), &widths)),
    );
    format!("\n### {title}\n\n{}\n", lines.join("\n"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_markdown_with_its_numbers_to_the_right() {
        let rows = [
            vec!["ours".into(), "1.0".into()],
            vec!["a peer × 2".into(), "12.0".into()],
        ];
        assert_eq!(
            render("Hits", &["", "ns"], &rows),
            "\n### Hits\n\n\
             |            |   ns |\n\
             | ---------- | ---: |\n\
             | ours       |  1.0 |\n\
             | a peer × 2 | 12.0 |\n"
        );
    }
}
