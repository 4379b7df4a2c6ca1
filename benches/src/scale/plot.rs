//! Lines over numbers that grow tenfold, as SVG: readable on light and on dark ground, with no colour that only some tell
//! apart from the others without its name beside it.

use std::fmt::Write as _;

/// A line and its name.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) points: Vec<(f64, f64)>,
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 400.0;
const LEFT: f64 = 70.0;
const TOP: f64 = 20.0;
const RIGHT: f64 = 170.0;
const BOTTOM: f64 = 60.0;
const COLOURS: [&str; 4] = ["#d95f02", "#1b9e77", "#888888", "#7570b3"];
/// Between the names of two lines.
const LEADING: f64 = 16.0;

/// Both axes go by powers of ten.
pub(super) fn draw(across: &str, upward: &str, lines: &[Line]) -> String {
    let points = || lines.iter().flat_map(|line| &line.points);
    let horizontal = Axis::over(points().map(|point| point.0), LEFT, WIDTH - RIGHT);
    let vertical = Axis::over(points().map(|point| point.1), HEIGHT - BOTTOM, TOP);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n\
         <style>text {{ fill: #444 }} .grid {{ stroke: #8884 }} \
         @media (prefers-color-scheme: dark) {{ text {{ fill: #ccc }} }}</style>\n"
    );
    for (place, label) in horizontal.marks() {
        grid(&mut svg, (place, TOP), (place, HEIGHT - BOTTOM));
        text(&mut svg, (place, HEIGHT - BOTTOM + 20.0), "middle", &label);
    }
    for (place, label) in vertical.marks() {
        grid(&mut svg, (LEFT, place), (WIDTH - RIGHT, place));
        text(&mut svg, (LEFT - 8.0, place + 4.0), "end", &label);
    }
    let middle = f64::midpoint(LEFT, WIDTH - RIGHT);
    text(&mut svg, (middle, HEIGHT - 12.0), "middle", across);
    let middle = f64::midpoint(TOP, HEIGHT - BOTTOM);
    push(
        &mut svg,
        format_args!("<g transform=\"translate(16 {middle}) rotate(-90)\">"),
    );
    text(&mut svg, (0.0, 0.0), "middle", upward);
    svg.push_str("</g>\n");
    for (line, colour) in lines.iter().zip(COLOURS.iter().cycle()) {
        curve(&mut svg, line, colour, &horizontal, &vertical);
    }
    for (name, height) in names(lines, &vertical) {
        text(
            &mut svg,
            (WIDTH - RIGHT + 10.0, height + 4.0),
            "start",
            name,
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn curve(svg: &mut String, line: &Line, colour: &str, horizontal: &Axis, vertical: &Axis) {
    let placed: Vec<(f64, f64)> = line
        .points
        .iter()
        .map(|(x, y)| (horizontal.place(*x), vertical.place(*y)))
        .collect();
    let corners: Vec<String> = placed
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    push(
        svg,
        format_args!(
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n",
            corners.join(" ")
        ),
    );
    for (x, y) in &placed {
        push(
            svg,
            format_args!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>\n"),
        );
    }
}

/// The names of the lines, from the top, at the heights where they end, or below the name before.
fn names(lines: &[Line], vertical: &Axis) -> Vec<(&'static str, f64)> {
    let end = |line: &Line| Some((line.name, vertical.place(line.points.last()?.1)));
    let mut names: Vec<_> = lines.iter().filter_map(end).collect();
    names.sort_by(|(_, one), (_, other)| one.total_cmp(other));
    let mut above = 0.0;
    for (_, height) in &mut names {
        *height = height.max(above);
        above = *height + LEADING;
    }
    names
}

fn grid(svg: &mut String, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
    push(
        svg,
        format_args!(
            "<line class=\"grid\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>\n"
        ),
    );
}

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, text: &str) {
    push(
        svg,
        format_args!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>\n"),
    );
}

fn push(svg: &mut String, arguments: std::fmt::Arguments<'_>) {
    svg.write_fmt(arguments)
        .expect("a string takes all that is written");
}

/// From one power of ten to another.
struct Axis {
    first: i32,
    last: i32,
    from: f64,
    to: f64,
}

impl Axis {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "powers of ten of a double are few"
    )]
    fn over(values: impl Iterator<Item = f64> + Clone, from: f64, to: f64) -> Self {
        let lowest = values.clone().fold(f64::MAX, f64::min).max(1.0);
        let highest = values.fold(lowest, f64::max);
        let first = lowest.log10().floor() as i32;
        let last = (highest.log10().ceil() as i32).max(first + 1);
        Self {
            first,
            last,
            from,
            to,
        }
    }

    fn place(&self, value: f64) -> f64 {
        let whole = f64::from(self.last - self.first);
        let share = (value.max(1.0).log10() - f64::from(self.first)) / whole;
        self.from + share * (self.to - self.from)
    }

    fn marks(&self) -> impl Iterator<Item = (f64, String)> {
        (self.first..=self.last).map(|power| (self.place(10_f64.powi(power)), label(power)))
    }
}

/// A power of ten, short.
fn label(power: i32) -> String {
    let (rest, unit) = match power {
        ..3 => (power, ""),
        3..6 => (power - 3, " k"),
        _ => (power - 6, " M"),
    };
    format!("{:.0}{unit}", 10_f64.powi(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_ten_more_is_a_step_further() {
        let axis = Axis::over([10.0, 1_000.0].into_iter(), 100.0, 300.0);
        let places: Vec<(f64, String)> = axis.marks().collect();
        assert_eq!(
            places,
            [
                (100.0, "10".to_owned()),
                (200.0, "100".to_owned()),
                (300.0, "1 k".to_owned())
            ]
        );
        assert!((axis.place(100.0) - 200.0).abs() < 1e-9);
    }

    #[test]
    fn names_of_lines_that_end_at_one_height_stand_below_one_another() {
        let axis = Axis::over([1.0, 10.0].into_iter(), 300.0, 100.0);
        let line = |name| Line {
            name,
            points: vec![(1.0, 10.0)],
        };
        assert_eq!(
            names(&[line("one"), line("other")], &axis),
            [("one", 100.0), ("other", 116.0)]
        );
    }
}
