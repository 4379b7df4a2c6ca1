//! [`Lockfile`]: the versions that this program was built with. Pure.

use crate::comparison::NOT_BUILT;
use crate::peers::CRATES;

/// What `Cargo.lock` says, as far as it is about names and versions.
#[derive(Debug)]
pub(super) struct Lockfile {
    packages: Vec<(String, String)>,
}

impl Lockfile {
    pub(super) fn read(text: &str) -> Self {
        let packages = text.split("[[package]]").skip(1).filter_map(|package| {
            let value = |key: &str| {
                let prefix = format!("{key} = \"");
                let line = package
                    .lines()
                    .find_map(|line| line.strip_prefix(&prefix))?;
                line.strip_suffix('"').map(str::to_owned)
            };
            Some((value("name")?, value("version")?))
        });
        Self {
            packages: packages.collect(),
        }
    }

    /// The peers that have a row in these tables, with their versions, as `moka 0.12.16`.
    pub(super) fn versions_in(&self, tables: &str) -> Vec<String> {
        CRATES
            .iter()
            .filter(|(_, row)| has_row(tables, row))
            .filter_map(|(name, _)| self.version(name))
            .collect()
    }

    /// All versions of the crate in the program: there may be two that do not know of each other.
    fn version(&self, name: &str) -> Option<String> {
        let versions: Vec<&str> = self
            .packages
            .iter()
            .filter(|(package, _)| package == name)
            .map(|(_, version)| version.as_str())
            .collect();
        (!versions.is_empty()).then(|| format!("{name} {}", versions.join(" and ")))
    }
}

/// Is there a row of something built whose name begins so, with a word that ends there?
fn has_row(tables: &str, name: &str) -> bool {
    tables
        .lines()
        .filter(|line| !line.contains(NOT_BUILT))
        .filter_map(|line| line.strip_prefix("| "))
        .filter_map(|row| row.strip_prefix(name))
        .any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric() || "_-".contains(next)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Calling, Form};
    use crate::hits;

    const LOCK: &str = "\
version = 4

[[package]]
name = \"cached\"
version = \"4.1.0\"
source = \"registry\"
dependencies = [
 \"moka\",
]

[[package]]
name = \"moka\"
version = \"0.12.16\"

[[package]]
name = \"quick_cache\"
version = \"0.6.9\"

[[package]]
name = \"quick_cache\"
version = \"0.7.0\"
";

    #[test]
    fn the_versions_of_who_has_a_row_are_those_of_the_lockfile() {
        let tables =
            "### Hits\n\n|      | ns |\n| cached, #[cached] | 1 |\n| moka, get_with | 2 |\n";
        assert_eq!(
            Lockfile::read(LOCK).versions_in(tables),
            ["cached 4.1.0", "moka 0.12.16"]
        );
    }

    #[test]
    fn who_has_no_row_has_no_version() {
        assert!(
            Lockfile::read(LOCK)
                .versions_in("moka is not in a row")
                .is_empty()
        );
    }

    #[test]
    fn a_crate_is_not_taken_for_another_whose_name_begins_alike() {
        let tables = "| cachedness | 1 |\n| moka-like | 2 |\n";
        assert!(Lockfile::read(LOCK).versions_in(tables).is_empty());
    }

    #[test]
    fn what_was_not_built_has_no_version() {
        let tables = "| moka (feature `peer-moka`) | not built |\n";
        assert!(Lockfile::read(LOCK).versions_in(tables).is_empty());
    }

    #[test]
    fn everybody_who_is_measured_has_a_version() {
        let lockfile = Lockfile::read(include_str!("../../../Cargo.lock"));
        for form in [Calling::Sync, Calling::Async]
            .into_iter()
            .flat_map(Form::all)
        {
            for competitor in hits::competitors(form) {
                let row = format!("| {} | 1 |\n", competitor.name);
                assert!(!lockfile.versions_in(&row).is_empty(), "{row}");
            }
        }
    }

    #[test]
    fn two_versions_of_a_crate_are_both_named() {
        let tables = "| quick_cache by hand | 1 |\n";
        assert_eq!(
            Lockfile::read(LOCK).versions_in(tables),
            ["quick_cache 0.6.9 and 0.7.0"]
        );
    }
}
