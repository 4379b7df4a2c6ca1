//! Whether a request was made by the page itself. Pure.

use axum::http::{HeaderMap, HeaderName, header};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request may have been made by a page of this origin, or by no page at all.
///
/// No script can set either header. Where a browser says what it thinks of the two origins, that decides; else the origin is
/// compared with the host. A request without both was not made by a browser: those send `Origin` with every `POST`.
/// `authority` is the host of the request's own URL, where that has one (HTTP/2).
pub(super) fn is_same(headers: &HeaderMap, authority: Option<&str>) -> bool {
    let host = only(headers, &header::HOST).or(authority);
    match (only(headers, &FETCH_SITE), only(headers, &header::ORIGIN)) {
        _ if repeats(headers) => false,
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => host.is_some_and(|host| is_of(origin, host)),
        (None, None) => true,
    }
}

/// The value of a header, as text; one that is no text is as good as an empty one.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers
        .get(name)
        .map(|value| value.to_str().unwrap_or_default())
}

/// No browser repeats them; who does wants two readers to see different ones.
fn repeats(headers: &HeaderMap) -> bool {
    [FETCH_SITE, header::ORIGIN, header::HOST]
        .iter()
        .any(|name| headers.get_all(name).iter().count() > 1)
}

fn is_of(origin: &str, host: &str) -> bool {
    let rest = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
        is_same(&headers(pairs), None)
    }

    #[test]
    fn what_the_browser_says_of_the_site_decides() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        for site in ["same-site", "cross-site", "none", "", "SAME-ORIGIN"] {
            assert!(!allowed(&[("sec-fetch-site", site)]), "{site:?}");
        }
        let cross = ("sec-fetch-site", "cross-site");
        assert!(!allowed(&[
            cross,
            ("origin", "https://a.example"),
            ("host", "a.example")
        ]));
    }

    #[test]
    fn a_proxy_that_changes_the_host_does_not_matter_where_the_browser_says_the_site() {
        let same = ("sec-fetch-site", "same-origin");
        assert!(allowed(&[
            same,
            ("origin", "https://a.example"),
            ("host", "10.0.0.1:8080")
        ]));
    }

    #[test]
    fn without_that_the_origin_must_be_the_host_with_its_port() {
        let host = ("host", "a.example:8080");
        assert!(allowed(&[("origin", "http://a.example:8080"), host]));
        assert!(allowed(&[("origin", "https://A.example:8080"), host]));
        for origin in [
            "http://a.example",
            "http://a.example:80",
            "http://b.example:8080",
            "http://a.example:8080.evil.example",
            "http://evil.example/a.example:8080",
            "http://user@a.example:8080",
            "ftp://a.example:8080",
            "a.example:8080",
            "null",
            "http://",
            "",
        ] {
            assert!(!allowed(&[("origin", origin), host]), "{origin:?}");
        }
        assert!(
            !allowed(&[("origin", "http://a.example")]),
            "no host to compare with"
        );
    }

    #[test]
    fn the_host_of_the_url_counts_where_there_is_no_header() {
        let headers = headers(&[("origin", "https://a.example")]);
        assert!(is_same(&headers, Some("a.example")));
        assert!(!is_same(&headers, Some("b.example")));
    }

    #[test]
    fn headers_that_stand_twice_are_refused() {
        for name in ["sec-fetch-site", "origin", "host"] {
            let value = if name == "sec-fetch-site" {
                "same-origin"
            } else {
                "http://a"
            };
            assert!(!allowed(&[(name, value), (name, value)]), "{name}");
        }
    }

    #[test]
    fn programs_that_are_no_browsers_are_left_to_the_token() {
        assert!(allowed(&[("host", "a.example")]));
    }
}
