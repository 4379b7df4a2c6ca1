//! What somebody at the page may ask to be invalidated.

use super::answer::Refusal;
use crate::cache::Cache;
use crate::error::Error;
use crate::invalidation::{Cause, Invalidated, Order};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

/// What is to go.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    tag = "kind",
    content = "name",
    rename_all = "snake_case",
    deny_unknown_fields
)]
pub(super) enum Wish {
    /// The entry with this text.
    Key(String),
    Tag(String),
    /// All entries whose texts match this glob.
    Pattern(String),
    /// All entries of a function: by its path, or by its key template.
    Function(String),
    Everything,
}

/// What was met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Met {
    entries: usize,
    loads: usize,
}

pub(super) async fn invalidate(cache: &Cache, wish: Wish) -> Result<Met, Refusal> {
    match cache.order(order(cache, wish)?, Cause::call()).await {
        Ok(Invalidated { entries, loads }) => Ok(Met { entries, loads }),
        Err(Error::Untold(reason)) => Err(Refusal::new(
            StatusCode::BAD_GATEWAY,
            format!("done in this process, and not yet in Redis and in others: {reason}"),
        )),
        Err(error) => Err(Refusal::new(StatusCode::BAD_GATEWAY, error.to_string())),
    }
}

fn order(cache: &Cache, wish: Wish) -> Result<Order, Refusal> {
    match wish {
        Wish::Key(text) => Ok(Order::Text(named(text)?)),
        Wish::Tag(tag) => Ok(Order::Tags(vec![named(tag)?])),
        Wish::Pattern(glob) => Ok(Order::Pattern(named(glob)?)),
        Wish::Function(name) => functions(cache, &named(name)?),
        Wish::Everything => Ok(Order::Everything),
    }
}

fn named(name: String) -> Result<String, Refusal> {
    if name.is_empty() {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "the name is empty; `everything` is a kind of its own",
        ));
    }
    Ok(name)
}

/// All that a name means: methods of one name in one module have one path and several templates.
fn functions(cache: &Cache, name: &str) -> Result<Order, Refusal> {
    let rows = cache.stats().functions.into_iter();
    let meant = rows.filter(|row| row.function == name || row.key == name);
    let mut templates: Vec<String> = meant.map(|row| row.key).collect();
    templates.sort();
    templates.dedup();
    if templates.is_empty() {
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            format!("no function or region `{name}` was called in this process so far"),
        ));
    }
    let orders = templates.into_iter().map(Order::Function);
    Ok(Order::all_of(orders.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Option<Wish> {
        serde_json::from_str(json).ok()
    }

    #[test]
    fn a_wish_says_one_thing_and_nothing_beside_it() {
        let key = Some(Wish::Key("user:7".into()));
        assert_eq!(read(r#"{"kind":"key","name":"user:7"}"#), key);
        assert_eq!(read(r#"{"kind":"everything"}"#), Some(Wish::Everything));
        for odd in [
            "",
            "{}",
            "[]",
            "null",
            r#"{"kind":"key"}"#,
            r#"{"kind":"keys","name":"user:7"}"#,
            r#"{"kind":"key","name":7}"#,
            r#"{"kind":"key","name":"user:7","more":1}"#,
            r#"{"kind":"key","name":"user:7"} {}"#,
        ] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
