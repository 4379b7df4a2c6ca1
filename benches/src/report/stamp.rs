//! [`Stamp`]: what belongs to a figure. Pure.

use super::machine::Machine;
use std::fmt;

/// How a table was made.
#[derive(Debug)]
pub(super) struct Stamp<'a> {
    pub(super) table: &'a str,
    pub(super) date: String,
    pub(super) machine: &'a Machine,
    pub(super) compiler: &'a str,
    pub(super) profile: &'a str,
    pub(super) versions: Vec<String>,
}

/// The features that this program was built with, as its command has them.
const FEATURES: &str = if cfg!(feature = "peer-oxcache") {
    " --features peer-oxcache"
} else {
    ""
};

impl fmt::Display for Stamp<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            date,
            machine,
            compiler,
            profile,
            versions,
        } = self;
        write!(
            formatter,
            "`cargo run --release -p cache-benches{FEATURES} -- {table}` on {date}: {machine}; {compiler}, {profile}."
        )?;
        if !versions.is_empty() {
            write!(formatter, " {}.", versions.join(", "))?;
        }
        Ok(())
    }
}

/// The settings of release builds in a manifest, as `lto = true, codegen-units = 1`.
pub(super) fn profile(manifest: &str) -> String {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != "[profile.release]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let settings: Vec<String> = lines.map(|line| format!("`{line}`")).collect();
    if settings.is_empty() {
        String::from("release profile as it is by default")
    } else {
        settings.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profile_is_what_the_manifest_says_of_release_builds_alone() {
        let manifest = "[profile.dev]\ndebug = 1\n\n[profile.release]\n# all of it\nlto = true\ncodegen-units = 1\n\n[profile.bench]\nlto = false\n";
        assert_eq!(profile(manifest), "`lto = true`, `codegen-units = 1`");
    }

    #[test]
    fn a_manifest_without_a_release_profile_leaves_it_as_it_is() {
        assert_eq!(
            profile("[profile.dev]\ndebug = 1\n"),
            "release profile as it is by default"
        );
    }
}
