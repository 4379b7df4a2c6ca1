//! Search: dear, and nothing invalidates it. What is found is a list of ids, so names and prices in it are never old.

use crate::database::Database;
use crate::failure::Failure;
use cache_runtime::cached;

/// Ids of products whose name has `words` in it. A new name is found within half a minute.
///
/// What is asked for often is loaded again shortly before its end, by one caller and by chance. Texts of one or two letters find
/// anything; they are not worth an entry.
#[cached(
    key = "search:<words>",
    ttl = "30s",
    stampede = "early",
    capacity = 5_000,
    cache_if = |words| words.len() > 2,
    ignore(db)
)]
pub(crate) async fn search(db: &Database, words: &str) -> Result<Vec<u32>, Failure> {
    db.search(words).await
}

/// Lower case, letters, digits and single spaces: what differs in nothing else is one entry.
pub(crate) fn normalised(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::normalised;

    #[test]
    fn wildcards_of_sql_and_double_spaces_do_not_reach_the_database() {
        assert_eq!(normalised("  Amber%  LAMP_1 "), "amber lamp 1");
        assert_eq!(normalised("%"), "");
    }
}
