//! [`Comparison`]: a table of ours beside the peers, and what it says about who is ahead. Pure; what is measured is left to the
//! files of the tables.

use crate::rounds::Measured;
use crate::standing::{OURS, Standing};
use crate::table;

/// What stands where a peer cannot do the work.
pub const NOT_OFFERED: &str = "not offered";
/// What stands where a peer could, but is not in this program.
pub const NOT_BUILT: &str = "not built";

/// A table with one row for each way to cache a function.
#[derive(Debug)]
pub struct Comparison {
    title: String,
    columns: Vec<Column>,
    absent: Vec<Absent>,
}

/// One figure of each.
#[derive(Debug)]
pub struct Column {
    head: String,
    better: Better,
    cells: Vec<Cell>,
}

/// Which of two figures is the better one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// The lower.
    Lower,
    /// The higher.
    Higher,
    /// Neither: it is there to be known.
    Neither,
}

/// What was measured of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The name of the row.
    pub name: String,
    /// What is compared.
    pub figure: f64,
    /// How it is shown.
    pub text: String,
}

/// Who has a row without figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Absent {
    /// Its name, and the reason if there is one.
    pub name: &'static str,
    /// [`NOT_OFFERED`], or [`NOT_BUILT`].
    pub why: &'static str,
}

impl Comparison {
    /// A table that knows who is absent from it.
    #[must_use]
    pub fn new(title: impl Into<String>, absent: &[Absent]) -> Self {
        Self {
            title: title.into(),
            columns: Vec::new(),
            absent: absent.to_vec(),
        }
    }

    /// With one more column.
    #[must_use]
    pub fn with(mut self, column: Column) -> Self {
        self.columns.push(column);
        self
    }

    /// Prints the table, and who is ahead below it.
    pub fn print(&self) {
        print!("{}", self.render());
    }

    /// What [`print`](Self::print) prints.
    #[must_use]
    pub fn render(&self) -> String {
        let head: Vec<&str> = [""]
            .into_iter()
            .chain(self.columns.iter().map(|column| column.head.as_str()))
            .collect();
        let table = table::render(&self.title, &head, &self.rows());
        match self.who_is_ahead() {
            nothing if nothing.is_empty() => table,
            words => format!("{table}\n{words}\n"),
        }
    }

    fn rows(&self) -> Vec<Vec<String>> {
        let measured = self.names().into_iter().map(|name| {
            let cells = self.columns.iter().map(|column| {
                let cell = column.cell(name);
                cell.map_or_else(|| missing(name), |cell| cell.text.clone())
            });
            [name.to_owned()].into_iter().chain(cells).collect()
        });
        let absent = self.absent.iter().map(|absent| {
            let cells = self.columns.iter().map(|_| absent.why.to_owned());
            [absent.name.to_owned()].into_iter().chain(cells).collect()
        });
        measured.chain(absent).collect()
    }

    /// Each once, in the order in which the columns bring them; who comes in later columns only stands last.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for cell in self.columns.iter().flat_map(|column| &column.cells) {
            if !names.contains(&cell.name.as_str()) {
                names.push(&cell.name);
            }
        }
        names
    }

    /// The sentences below the table.
    #[must_use]
    pub fn who_is_ahead(&self) -> String {
        let comparable: Vec<&Column> = self
            .columns
            .iter()
            .filter(|column| column.compares())
            .collect();
        let ahead: Vec<(&str, String)> = comparable
            .iter()
            .filter_map(|column| Some((column.head.as_str(), column.leaders()?)))
            .collect();
        match ahead.as_slice() {
            _ if comparable.is_empty() => String::new(),
            [] => format!("No peer is ahead of {OURS} here."),
            [(_, leaders)] if self.columns.len() == 1 => format!("Ahead of {OURS}: {leaders}."),
            several => {
                let lines = several
                    .iter()
                    .map(|(head, leaders)| format!("- {head}: {leaders}"));
                format!(
                    "Ahead of {OURS}:\n\n{}",
                    lines.collect::<Vec<_>>().join("\n")
                )
            }
        }
    }
}

/// What stands where a row has no figure: the limit is nobody who could offer something.
fn missing(name: &str) -> String {
    match Standing::of(name) {
        Standing::Limit => String::from("–"),
        Standing::Ours | Standing::Peer => NOT_OFFERED.to_owned(),
    }
}

impl Column {
    /// A column of figures.
    #[must_use]
    pub fn new(head: impl Into<String>, better: Better, cells: Vec<Cell>) -> Self {
        Self {
            head: head.into(),
            better,
            cells,
        }
    }

    /// Times of one call, with their ratio to the first. The ratio is what is compared: what disturbed a round, disturbed both.
    #[must_use]
    pub fn of_times(head: impl Into<String>, measured: &[Measured]) -> Self {
        let cell = |measured: &Measured| Cell {
            name: measured.name.to_owned(),
            figure: measured.ratio,
            text: format!("{:.1} ns, {:.2} ×", measured.nanos, measured.ratio),
        };
        Self::new(head, Better::Lower, measured.iter().map(cell).collect())
    }

    fn cell(&self, name: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.name == name)
    }

    /// Is there something of ours, and a peer that could be ahead of it?
    fn compares(&self) -> bool {
        let is_peer = |cell: &Cell| Standing::of(&cell.name) == Standing::Peer;
        let peers = self.cells.iter().any(is_peer);
        self.better != Better::Neither && self.ours().is_some() && peers
    }

    fn ours(&self) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|cell| Standing::of(&cell.name) == Standing::Ours)
    }

    /// Which peers have a better figure than our first, the best first.
    fn leaders(&self) -> Option<String> {
        let ours = self.ours()?;
        let mut ahead: Vec<&Cell> = self
            .cells
            .iter()
            .filter(|cell| {
                Standing::of(&cell.name) == Standing::Peer
                    && self.better.is_ahead(cell.figure, ours.figure)
                    && cell.text != ours.text
            })
            .collect();
        ahead.sort_by(|one, other| match self.better {
            Better::Higher => other.figure.total_cmp(&one.figure),
            Better::Lower | Better::Neither => one.figure.total_cmp(&other.figure),
        });
        let names: Vec<String> = ahead
            .iter()
            .map(|cell| format!("{} ({})", cell.name, cell.text))
            .collect();
        (!names.is_empty()).then(|| format!("{} against {}", names.join("; "), ours.text))
    }
}

impl Better {
    fn is_ahead(self, one: f64, other: f64) -> bool {
        match self {
            Self::Lower => one < other,
            Self::Higher => one > other,
            Self::Neither => false,
        }
    }
}

impl Cell {
    /// A count.
    #[must_use]
    pub fn count(name: impl Into<String>, count: u64) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "a few thousand")]
        let figure = count as f64;
        Self {
            name: name.into(),
            figure,
            text: count.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(name: &str, figure: f64) -> Cell {
        Cell {
            name: name.to_owned(),
            figure,
            text: format!("{figure:.1}"),
        }
    }

    fn column(head: &str, better: Better, figures: &[(&str, f64)]) -> Column {
        let cells = figures.iter().map(|(name, figure)| cell(name, *figure));
        Column::new(head, better, cells.collect())
    }

    fn single(better: Better, figures: &[(&str, f64)]) -> Comparison {
        Comparison::new("Hits", &[]).with(column("ns", better, figures))
    }

    #[test]
    fn the_sentence_names_each_peer_that_is_ahead_and_the_best_first() {
        let table = single(
            Better::Lower,
            &[
                ("cache-runtime", 30.0),
                ("moka", 25.0),
                ("cached", 15.0),
                ("hitbox", 900.0),
            ],
        );
        assert_eq!(
            table.who_is_ahead(),
            "Ahead of cache-runtime: cached (15.0); moka (25.0) against 30.0."
        );
    }

    #[test]
    fn of_times_the_ratio_of_the_same_rounds_decides() {
        let measured = |name, nanos, ratio| Measured { name, nanos, ratio };
        let times = [
            measured("cache-runtime", 50.0, 1.2),
            measured("moka", 40.0, 1.3),
        ];
        let table = Comparison::new("Hits", &[]).with(Column::of_times("`u64`", &times));
        assert_eq!(
            table.who_is_ahead(),
            "No peer is ahead of cache-runtime here."
        );
    }

    #[test]
    fn the_limit_is_nobody_to_be_ahead() {
        let table = single(
            Better::Lower,
            &[
                ("quick_cache by hand, `u64`", 20.0),
                ("cache-runtime", 30.0),
                ("moka", 90.0),
            ],
        );
        assert_eq!(
            table.who_is_ahead(),
            "No peer is ahead of cache-runtime here."
        );
    }

    #[test]
    fn where_more_is_better_more_is_ahead() {
        let figures = [
            ("bare `GET`", 99.0),
            ("cache-runtime", 30.0),
            ("cached", 31.0),
            ("hitbox", 15.0),
        ];
        assert_eq!(
            single(Better::Higher, &figures).who_is_ahead(),
            "Ahead of cache-runtime: cached (31.0) against 30.0."
        );
    }

    #[test]
    fn figures_that_read_alike_are_nobodys_lead() {
        let table = single(Better::Lower, &[("cache-runtime", 30.01), ("cached", 30.0)]);
        assert_eq!(
            table.who_is_ahead(),
            "No peer is ahead of cache-runtime here."
        );
    }

    #[test]
    fn among_several_columns_the_sentence_says_which() {
        let table = Comparison::new("Hits", &[])
            .with(column(
                "`u64`",
                Better::Lower,
                &[("cache-runtime", 2.0), ("moka", 3.0)],
            ))
            .with(column(
                "`&str`",
                Better::Lower,
                &[("cache-runtime", 4.0), ("moka", 3.0)],
            ));
        assert_eq!(
            table.who_is_ahead(),
            "Ahead of cache-runtime:\n\n- `&str`: moka (3.0) against 4.0"
        );
    }

    #[test]
    fn a_table_without_peers_says_nothing_about_who_is_ahead() {
        let table = single(
            Better::Lower,
            &[("bare `GET`", 1.0), ("cache-runtime", 3.0)],
        );
        assert_eq!(table.who_is_ahead(), "");
    }

    #[test]
    fn what_is_only_to_be_known_has_nobody_ahead() {
        let table = single(Better::Neither, &[("cache-runtime", 2.0), ("moka", 3.0)]);
        assert_eq!(table.who_is_ahead(), "");
    }

    #[test]
    fn the_limit_has_a_dash_where_it_has_no_figure() {
        let table = Comparison::new("Hits", &[])
            .with(column("one", Better::Lower, &[("bare `GET`", 1.0)]))
            .with(column("other", Better::Lower, &[("moka", 1.0)]));
        assert!(
            table
                .render()
                .contains("| bare `GET` |         1.0 |     – |")
        );
    }

    #[test]
    fn a_table_without_ours_says_nothing_about_who_is_ahead() {
        assert_eq!(single(Better::Lower, &[("moka", 3.0)]).who_is_ahead(), "");
    }

    #[test]
    fn who_lacks_a_column_does_not_offer_it_and_who_was_not_built_says_why() {
        let absent = [Absent {
            name: "oxcache",
            why: NOT_BUILT,
        }];
        let table = Comparison::new("Hits", &absent)
            .with(column("sync", Better::Lower, &[("cache-runtime", 1.0)]))
            .with(column("async", Better::Lower, &[("hitbox", 9.0)]));
        let text = table.render();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[5], "| cache-runtime |         1.0 | not offered |");
        assert_eq!(lines[6], "| hitbox        | not offered |         9.0 |");
        assert_eq!(lines[7], "| oxcache       |   not built |   not built |");
    }
}
