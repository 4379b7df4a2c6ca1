//! "Did you mean …": the nearest of several names.

/// ` (did you mean …?)`, or nothing.
pub(crate) fn did_you_mean<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> String {
    let farthest = (written.chars().count() / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (distance(written, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= farthest && *distance < candidate.chars().count()
        })
        .min_by_key(|(distance, _)| *distance)
        .map_or_else(String::new, |(_, name)| {
            format!(" (did you mean `{name}`?)")
        })
}

/// The number of insertions, deletions and replacements between two words.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, letter) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = index + 1;
        for (column, other) in right.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_finds_none() {
        assert_eq!(
            did_you_mean("tll", ["ttl", "beta"]),
            " (did you mean `ttl`?)"
        );
        assert_eq!(
            did_you_mean("app::get_usr", ["app::get_user", "app::get_team"]),
            " (did you mean `app::get_user`?)"
        );
        assert_eq!(did_you_mean("banana", ["ttl", "beta"]), "");
        assert_eq!(did_you_mean("m", ["n"]), "");
    }
}
