//! Which metrics and labels a query of Prometheus names. Whether it is one is `promtool`'s question.

use std::collections::BTreeSet;

/// What one expression names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) selectors: Vec<Selector>,
    /// The labels after `by`, `on` and the like.
    pub(crate) groupings: BTreeSet<String>,
}

/// A metric, and what is asked of its labels: the values that a matcher spells out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Selector {
    pub(crate) metric: String,
    pub(crate) matchers: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Symbol(char),
}

pub(crate) fn named(expression: &str) -> Named {
    let tokens = tokens(expression);
    let mut named = Named::default();
    let mut rest = &tokens[..];
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let Token::Word(word) = first else { continue };
        if word.starts_with("cache_") {
            let matchers = within(rest, '{', '}');
            named.selectors.push(Selector {
                metric: word.clone(),
                matchers: pairs(matchers),
            });
            rest = &rest[matchers.len()..];
        } else if ["by", "without", "on", "ignoring"].contains(&word.as_str()) {
            let labels = within(rest, '(', ')');
            named.groupings.extend(words(labels));
            rest = &rest[labels.len()..];
        }
    }
    named
}

/// The tokens from `open`, which must be the first, up to `close`.
fn within(tokens: &[Token], open: char, close: char) -> &[Token] {
    if tokens.first() != Some(&Token::Symbol(open)) {
        return &[];
    }
    let end = tokens
        .iter()
        .position(|token| *token == Token::Symbol(close));
    &tokens[..end.unwrap_or(0)]
}

fn words(tokens: &[Token]) -> impl Iterator<Item = String> {
    tokens.iter().filter_map(|token| match token {
        Token::Word(word) => Some(word.clone()),
        _ => None,
    })
}

fn pairs(tokens: &[Token]) -> Vec<(String, String)> {
    let values = tokens.iter().filter_map(|token| match token {
        Token::Text(text) => Some(text.clone()),
        _ => None,
    });
    words(tokens).zip(values).collect()
}

fn tokens(expression: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => 2 + rest[1..].find('"').expect("a text ends"),
            '[' => 1 + rest.find(']').expect("a range ends"),
            letter if letter.is_ascii_alphabetic() || letter == '_' => {
                let ends = |character: char| !character.is_ascii_alphanumeric() && character != '_';
                rest.find(ends).unwrap_or(rest.len())
            }
            digit if digit.is_ascii_digit() => {
                let ends = |character: char| !character.is_ascii_alphanumeric() && character != '.';
                rest.find(ends).unwrap_or(rest.len())
            }
            other => other.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        match first {
            '"' => tokens.push(Token::Text(token[1..length - 1].to_owned())),
            letter if letter.is_ascii_alphabetic() || letter == '_' => {
                tokens.push(Token::Word(token.to_owned()));
            }
            symbol if !symbol.is_whitespace() && length == 1 && !symbol.is_ascii_digit() => {
                tokens.push(Token::Symbol(symbol));
            }
            _ => {}
        }
        rest = after;
    }
    tokens
}

#[test]
fn metrics_matchers_and_groupings_are_found_wherever_they_stand() {
    let expression = r#"histogram_quantile(0.9, sum by (le, cache) (rate(cache_a_bucket{job=~"$job", x!="p|q"}[5m])))
        / on (job) group_left sum without(instance) (cache_b) > 1e3"#;
    let matcher = |label: &str, value: &str| (label.to_owned(), value.to_owned());
    let selector = |metric: &str, matchers| Selector {
        metric: metric.to_owned(),
        matchers,
    };
    assert_eq!(
        named(expression),
        Named {
            selectors: vec![
                selector(
                    "cache_a_bucket",
                    vec![matcher("job", "$job"), matcher("x", "p|q")]
                ),
                selector("cache_b", Vec::new()),
            ],
            groupings: ["le", "cache", "job", "instance"]
                .map(str::to_owned)
                .into_iter()
                .collect(),
        }
    );
}
