//! [`Document`]: the report as sections that are replaced one by one. Pure.

/// What stands above all sections.
const HEAD: &str = "\
# Performance

Written by `cargo run --release -p cache-benches --features peer-oxcache -- report`, which measures all tables and takes an hour;
`-- report hits stampede` measures these anew and keeps the others, and without `report` the tables are printed alone. Everybody
in a table is measured in the same run, in rounds whose order rotates; figures are medians. A ratio is to the first row, which
does the same work without a cached function around it: the limit. Compare ratios, not absolute figures. Each peer is the latest
release that this compiler builds, in the fastest form that its documentation shows. *Not offered* is work that it cannot do.
Who is ahead is computed from the table above it, by ratios; those within a few percent of each other change places from run to run.
";

/// The report.
#[derive(Debug, Default)]
pub(super) struct Document {
    sections: Vec<Section>,
}

/// What was measured of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    /// The name of the table.
    pub(super) name: String,
    /// Everything below the heading.
    pub(super) body: String,
}

impl Document {
    /// The sections of a report that was written before.
    pub(super) fn read(text: &str) -> Self {
        let parts = text.split("\n## ").skip(1);
        let sections = parts.filter_map(|part| {
            let (name, body) = part.split_once('\n')?;
            Some(Section {
                name: name.to_owned(),
                body: body.trim().to_owned(),
            })
        });
        Self {
            sections: sections.collect(),
        }
    }

    /// In the place of what was measured before.
    pub(super) fn put(&mut self, section: Section) {
        self.sections.retain(|known| known.name != section.name);
        self.sections.push(section);
    }

    /// The text, with the sections in the order of the tables; a section without a table is left out.
    pub(super) fn render(&self, tables: &[&str]) -> String {
        let of = |table: &&str| self.sections.iter().find(|section| section.name == *table);
        let sections = tables.iter().filter_map(of);
        let texts = sections.map(|section| format!("## {}\n\n{}\n", section.name, section.body));
        [HEAD.to_owned()]
            .into_iter()
            .chain(texts)
            .collect::<Vec<_>>()
            .join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: [&str; 3] = ["hits", "race", "build"];

    fn section(name: &str, body: &str) -> Section {
        Section {
            name: name.to_owned(),
            body: body.to_owned(),
        }
    }

    fn written(sections: &[Section]) -> String {
        let mut document = Document::default();
        for section in sections {
            document.put(section.clone());
        }
        document.render(&TABLES)
    }

    #[test]
    fn what_was_written_is_read_again() {
        let sections = [
            section("hits", "### Hit\n\n| a |\n\nNobody."),
            section("race", "### Race"),
        ];
        let document = Document::read(&written(&sections));
        assert_eq!(document.sections, sections);
    }

    #[test]
    fn a_table_that_is_measured_anew_replaces_its_section_and_keeps_the_others() {
        let old = written(&[section("hits", "old"), section("race", "kept")]);
        let mut document = Document::read(&old);
        document.put(section("hits", "new"));
        assert_eq!(
            document.render(&TABLES),
            written(&[section("hits", "new"), section("race", "kept")])
        );
    }

    #[test]
    fn sections_stand_in_the_order_of_the_tables_and_not_of_their_measurement() {
        let text = written(&[section("build", "third"), section("hits", "first")]);
        assert!(text.find("first") < text.find("third"));
    }

    #[test]
    fn a_section_whose_table_is_gone_goes_with_it() {
        let old = written(&[section("hits", "kept"), section("race", "gone")]);
        let text = Document::read(&old).render(&["hits"]);
        assert!(text.contains("kept") && !text.contains("gone"));
    }
}
