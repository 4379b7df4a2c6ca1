//! The compiler's messages for what cannot work: one case for each rule, and the file's name is the rule.
//!
//! `TRYBUILD=overwrite cargo test -p cache-tests --test ui` records them; read them before you keep them.

use std::fs;
use std::path::{Path, PathBuf};

/// Cases with another number of messages than one. Those that end in `_beside` and `_spliced` break one rule in a sync and in
/// an async function.
const SEVERAL: [(&str, usize); 19] = [
    ("arguments/contradicting_resilience", 5),
    ("arguments/sliding_and_refreshes", 2),
    ("arguments/three_faults", 3),
    ("arguments/windows_of_forever", 2),
    ("batch/options_of_single_entries", 15),
    ("keeping/hidden_lifetime", 2),
    ("keeping/references_inside", 5),
    ("keys/all_arguments_forgotten", 2),
    ("return_type/missing_tail_beside", 2),
    ("return_type/missing_tail_spliced", 2),
    ("return_type/wrong_question_mark_beside", 2),
    ("return_type/wrong_question_mark_spliced", 2),
    ("return_type/wrong_return_beside", 2),
    ("return_type/wrong_return_spliced", 2),
    ("return_type/wrong_tail_beside", 2),
    ("return_type/wrong_tail_spliced", 2),
    ("writes/mismatch_in_the_body", 3),
    ("writes/three_faults", 3),
    ("write_behind/three_faults", 3),
];

/// Cases in which rustc says more than once what is wrong: the macro does not see in which `impl` it stands, and each helper
/// meets the type anew.
const FOLLOWED: [&str; 22] = [
    "batch/element_without_hash",
    "batch/map_of_other_keys",
    "batch/returns_no_map",
    "function_shape/trait_impl_with_helpers",
    "keeping/body_that_is_not_send",
    "keeping/implied_type_parameter_without_clone",
    "keeping/reference_to_what_is_not_send",
    "keeping/type_parameter_that_borrows",
    "keeping/type_parameter_without_clone",
    "keys/unknown_field",
    "keys/unknown_method",
    "links/tag_with_an_unknown_field_of_the_result",
    "return_type/borrowed_from_the_program_behind_an_alias",
    "return_type/called_result_but_none",
    "return_type/max_weight_of_something_without_weight",
    "return_type/not_cloneable",
    "return_type/not_shared_between_threads",
    "return_type/type_parameter_without_bounds",
    "warming/ignored_argument_that_cannot_be_cloned",
    "write_behind/argument_that_cannot_be_cloned",
    "write_behind/item_that_cannot_be_cloned",
    "write_behind/unknown_field",
];

#[test]
fn messages_are_as_recorded() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/*.rs");
}

#[test]
fn one_fault_gives_one_message() {
    for (case, recorded) in recorded() {
        let messages = recorded
            .lines()
            .filter(|line| line.starts_with("error"))
            .count();
        let several = SEVERAL.iter().find(|(name, _)| case.ends_with(name));
        let expected = several.map_or(1, |(_, number)| *number);
        if !FOLLOWED.iter().any(|name| case.starts_with(name)) {
            assert_eq!(messages, expected, "{case}");
        }
        assert!(
            !recorded.lines().any(|line| line.starts_with("warning")),
            "{case} warns"
        );
    }
}

/// Lower case, no full stop, and no word of a parser that only its author understands.
#[test]
fn messages_of_our_own_have_one_form() {
    for (case, recorded) in recorded() {
        let own = recorded
            .lines()
            .filter_map(|line| line.strip_prefix("error: "));
        for message in own {
            assert!(
                !message.starts_with(char::is_uppercase),
                "{case}: {message}"
            );
            assert!(!message.ends_with('.'), "{case}: {message}");
            for foreign in ["token", "ident", "literal", "panicked"] {
                assert!(
                    !message.contains(&format!(" {foreign}")),
                    "{case}: {message}"
                );
            }
        }
    }
}

/// The name of each case, as `concern/rule`, and its recorded messages.
fn recorded() -> Vec<(String, String)> {
    let mut recorded = Vec::new();
    for concern in entries(&Path::new(env!("CARGO_MANIFEST_DIR")).join("ui")) {
        for case in entries(&concern) {
            if case
                .extension()
                .is_some_and(|extension| extension == "stderr")
            {
                let name = format!("{}/{}", name(&concern), name(&case));
                recorded.push((
                    name,
                    fs::read_to_string(case).expect("a recorded message is text"),
                ));
            }
        }
    }
    assert!(recorded.len() >= 220, "only {} cases found", recorded.len());
    recorded
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder of the cases is there");
    entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect()
}

fn name(path: &Path) -> &str {
    path.file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default()
}
