//! The page: one document, joined at compile time, with a nonce for each answer.

use super::headers::policy_of_the_page;
use axum::http::header;
use axum::response::{Html, IntoResponse, Response};
use std::fmt::Write;

const BEGINNING: &str = include_str!("page/beginning.html");
const STYLE: &str = concat!(
    include_str!("page/style/theme.css"),
    include_str!("page/style/layout.css"),
    include_str!("page/style/parts.css"),
);
const BODY: &str = include_str!("page/body.html");
/// One script, so that nothing of it is visible to anything else.
const SCRIPT: &str = concat!(
    "\"use strict\";(() => {\n",
    include_str!("page/script/elements.js"),
    include_str!("page/script/format.js"),
    include_str!("page/script/server.js"),
    include_str!("page/script/charts.js"),
    include_str!("page/script/tables.js"),
    include_str!("page/script/summary.js"),
    include_str!("page/script/tiers.js"),
    include_str!("page/script/invalidate.js"),
    include_str!("page/script/inspect.js"),
    include_str!("page/script/refresh.js"),
    "})();\n",
);

pub(super) async fn page() -> Response {
    let nonce = nonce();
    let document = format!(
        "{BEGINNING}<style nonce=\"{nonce}\">{STYLE}</style>\n{BODY}<script nonce=\"{nonce}\">{SCRIPT}</script>\n</html>\n"
    );
    let policy = policy_of_the_page(&nonce);
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(document)).into_response()
}

/// What nobody can foresee, once.
fn nonce() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system has random numbers");
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_nonce_is_given_out_twice() {
        let (one, other) = (nonce(), nonce());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
    }

    #[test]
    fn the_page_names_nothing_elsewhere() {
        for part in [BEGINNING, STYLE, BODY, SCRIPT] {
            // The namespace of SVG is a name, and no address.
            let part = part.replace("http://www.w3.org/2000/svg", "");
            for sign in ["http:", "https:", "//cdn", "url(", "@import", "src="] {
                assert!(!part.contains(sign), "{sign} stands in the page");
            }
        }
    }

    #[test]
    fn nothing_in_the_page_ends_its_script_or_runs_from_its_markup() {
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("</style"));
        for markup in [BEGINNING, BODY] {
            for sign in [" on", "javascript:", " style="] {
                let found = markup.match_indices(sign).find(|(at, _)| {
                    let rest = &markup[at + sign.len()..];
                    sign != " on"
                        || rest
                            .split(['>', ' ', '\n'])
                            .next()
                            .is_some_and(|word| word.contains('='))
                });
                assert_eq!(found, None, "`{sign}` stands in the markup");
            }
        }
    }
}
