//! What is refused, and what every answer forbids.

use crate::http::{Ask, get, post};
use crate::shop::{Shop, TOKEN};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

const ROUTES: [&str; 4] = ["/", "/overview", "/inspect", "/invalidate"];

fn everything() -> Value {
    json!({ "kind": "everything" })
}

/// A request that would be carried out.
fn granted() -> Ask {
    post("/invalidate", &everything()).with("x-cache-token", TOKEN)
}

/// Sees to it that a request does nothing, and says with which status.
async fn refused(shop: &Shop, ask: Ask) -> StatusCode {
    shop.product(7);
    let before = shop.loads_of_product();
    let (_, answer) = ask.send_slowly(&shop.router, &shop.clock, 1_000).await;
    shop.product(7);
    assert_eq!(shop.loads_of_product(), before, "something was invalidated");
    assert!(!answer.status.is_success());
    answer.status
}

#[tokio::test]
async fn nothing_can_be_invalidated_unless_it_was_allowed() {
    let shop = Shop::read_only();
    assert_eq!(refused(&shop, granted()).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_wrong_token_is_refused_and_none_as_well() {
    let shop = Shop::open();
    let without = granted().without("x-cache-token");
    assert_eq!(refused(&shop, without).await, StatusCode::UNAUTHORIZED);
    let wrong = ["", " ", "wrong", &TOKEN[1..], &TOKEN.to_uppercase()];
    for token in wrong {
        shop.clock.advance(std::time::Duration::from_secs(10));
        let ask = granted().with("x-cache-token", token);
        assert_eq!(
            refused(&shop, ask).await,
            StatusCode::UNAUTHORIZED,
            "{token:?}"
        );
    }
}

#[tokio::test]
async fn a_token_counts_nowhere_but_in_its_header() {
    let shop = Shop::open();
    let in_the_url = format!("/invalidate?token={TOKEN}&x-cache-token={TOKEN}");
    let ask = post(&in_the_url, &everything());
    assert_eq!(refused(&shop, ask).await, StatusCode::UNAUTHORIZED);
    let as_cookie = granted()
        .without("x-cache-token")
        .with("cookie", &format!("x-cache-token={TOKEN}"));
    assert_eq!(refused(&shop, as_cookie).await, StatusCode::UNAUTHORIZED);
    let bearer = granted()
        .without("x-cache-token")
        .with("authorization", &format!("Bearer {TOKEN}"));
    assert_eq!(refused(&shop, bearer).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_offers_a_wrong_token_waits_for_a_second_and_who_has_the_right_one_does_not() {
    let shop = Shop::open();
    let wrong = granted().with("x-cache-token", "a-wrong-token-of-16-bytes");
    let (at_once, answer) = wrong.send_slowly(&shop.router, &shop.clock, 1_000).await;
    assert!(!at_once, "a wrong token was answered at once");
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let (at_once, answer) = granted()
        .send_slowly(&shop.router, &shop.clock, 1_000)
        .await;
    assert!(at_once);
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn after_five_wrong_tokens_none_is_looked_at_for_ten_seconds() {
    let shop = Shop::open();
    for number in 0..5 {
        let wrong = granted().with("x-cache-token", &format!("wrong-{number}-wrong-wrong"));
        wrong.send_slowly(&shop.router, &shop.clock, 1_000).await;
    }
    let answer = granted().send(&shop.router).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "10");
    shop.clock.advance(std::time::Duration::from_secs(10));
    assert_eq!(granted().send(&shop.router).await.status, StatusCode::OK);
}

#[tokio::test]
async fn who_leaves_before_the_answer_has_tried_all_the_same() {
    let shop = Shop::open();
    for _ in 0..5 {
        let wrong = granted().with("x-cache-token", "a-wrong-token-of-16-bytes");
        let mut sending = Box::pin(wrong.send(&shop.router));
        std::future::poll_fn(|context| {
            assert!(sending.as_mut().poll(context).is_pending());
            std::task::Poll::Ready(())
        })
        .await;
    }
    let answer = granted().send(&shop.router).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_page_of_another_origin_is_refused_whatever_it_knows() {
    let shop = Shop::open();
    for site in ["cross-site", "same-site", "none"] {
        let ask = granted().with("sec-fetch-site", site);
        assert_eq!(refused(&shop, ask).await, StatusCode::FORBIDDEN, "{site}");
    }
    for origin in ["https://evil.example", "null", "http://shop.example:81"] {
        let ask = granted()
            .without("sec-fetch-site")
            .with("host", "shop.example")
            .with("origin", origin);
        assert_eq!(refused(&shop, ask).await, StatusCode::FORBIDDEN, "{origin}");
    }
    let own = granted()
        .without("sec-fetch-site")
        .with("host", "shop.example")
        .with("origin", "https://shop.example");
    assert_eq!(own.send(&shop.router).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_have_keys_looked_up_either() {
    let shop = Shop::read_only();
    let ask = post("/inspect", &json!({ "key": "product:7" }));
    let cross = ask
        .with("sec-fetch-site", "cross-site")
        .send(&shop.router)
        .await;
    assert_eq!(cross.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_a_form_can_send_is_refused() {
    let shop = Shop::open();
    for kind in [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/plain; application/json",
        "application/jsonp",
        "",
    ] {
        let ask = granted().with("content-type", kind);
        assert_eq!(
            refused(&shop, ask).await,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{kind:?}"
        );
        let ask = post("/inspect", &json!({ "key": "a" })).with("content-type", kind);
        let status = ask.send(&shop.router).await.status;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{kind:?}");
    }
    let without = granted().without("content-type");
    assert_eq!(
        refused(&shop, without).await,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    let with_charset = granted().with("content-type", "Application/JSON; charset=utf-8");
    assert_eq!(with_charset.send(&shop.router).await.status, StatusCode::OK);
}

#[tokio::test]
async fn bodies_that_make_no_sense_are_refused() {
    let shop = Shop::open();
    let odd = [
        "",
        "{",
        "[]",
        "null",
        "\"everything\"",
        "{\"kind\":\"everything\",\"kind\":\"everything\",\"x\":1}",
        "{\"kind\":\"nothing\"}",
        "{\"kind\":\"key\",\"name\":\"\"}",
        "{\"kind\":\"key\",\"name\":null}",
        "{\"kind\":\"everything\"}{\"kind\":\"everything\"}",
    ];
    let deep = "[".repeat(10_000);
    for body in odd.into_iter().chain([deep.as_str()]) {
        let ask = granted().body(body);
        assert_eq!(refused(&shop, ask).await, StatusCode::BAD_REQUEST, "{body}");
        let ask = post("/inspect", &json!({})).body(body);
        assert_eq!(
            ask.send(&shop.router).await.status,
            StatusCode::BAD_REQUEST,
            "{body}"
        );
    }
    let no_text = granted().body(vec![b'"', 0xff, 0xfe, b'"']);
    assert_eq!(refused(&shop, no_text).await, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_huge_body_is_refused_and_only_after_the_token() {
    let shop = Shop::open();
    let huge = json!({ "kind": "key", "name": "x".repeat(1 << 20) }).to_string();
    let ask = granted().body(huge.clone());
    assert_eq!(refused(&shop, ask).await, StatusCode::PAYLOAD_TOO_LARGE);
    let without = granted().without("x-cache-token").body(huge.clone());
    assert_eq!(refused(&shop, without).await, StatusCode::UNAUTHORIZED);
    let looked_up = post("/inspect", &json!({})).body(huge);
    let status = looked_up.send(&shop.router).await.status;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn no_route_takes_another_method() {
    let shop = Shop::open();
    let others = [
        Method::PUT,
        Method::DELETE,
        Method::PATCH,
        Method::OPTIONS,
        Method::TRACE,
    ];
    for route in ROUTES {
        let is_read = matches!(route, "/" | "/overview");
        let wrong = if is_read { Method::POST } else { Method::GET };
        for method in others.iter().cloned().chain([wrong]) {
            let ask = Ask::new(method.clone(), route)
                .with("x-cache-token", TOKEN)
                .with("sec-fetch-site", "same-origin")
                .with("content-type", "application/json")
                .body(everything().to_string());
            let status = refused(&shop, ask).await;
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{method} {route}");
        }
    }
}

#[tokio::test]
async fn paths_lead_nowhere_but_to_the_routes() {
    let shop = Shop::open();
    let nested = axum::Router::new().nest("/cache", shop.router.clone());
    for path in [
        "/cache/../overview",
        "/cache/%2e%2e/overview",
        "/cache/overview/",
        "/cache//overview",
        "/cache/overview/..",
        "/cache/overview%00",
        "/cache/%6fverview/x",
        "/cache/OVERVIEW",
        "/cache/page/body.html",
        "/cache/etc/passwd",
        "/cache/..%2f..%2fetc%2fpasswd",
        "/cacheoverview",
        "/overview",
    ] {
        let status = get(&nested, path).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn every_answer_forbids_what_a_browser_might_do_with_it() {
    let shop = Shop::open();
    let answers = [
        get(&shop.router, "/").await,
        get(&shop.router, "/overview").await,
        granted().without("x-cache-token").send(&shop.router).await,
        granted()
            .with("sec-fetch-site", "cross-site")
            .send(&shop.router)
            .await,
        Ask::new(Method::OPTIONS, "/invalidate")
            .with("origin", "https://evil.example")
            .send(&shop.router)
            .await,
    ];
    for answer in answers {
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        let allowed = answer
            .headers
            .keys()
            .find(|name| name.as_str().starts_with("access-control-"));
        assert_eq!(allowed, None, "another origin is allowed something");
    }
}

#[tokio::test]
async fn each_page_runs_its_own_script_alone() {
    let shop = Shop::read_only();
    let (one, other) = (get(&shop.router, "/").await, get(&shop.router, "/").await);
    let nonce = |policy: &str| {
        let (_, rest) = policy.split_once("script-src 'nonce-").unwrap();
        rest.split('\'').next().unwrap().to_owned()
    };
    let first = nonce(one.header("content-security-policy"));
    assert_ne!(first, nonce(other.header("content-security-policy")));
    assert_eq!(one.text.matches("<script").count(), 1);
    assert!(one.text.contains(&format!("<script nonce=\"{first}\">")));
}

#[test]
fn a_token_that_could_be_guessed_or_not_be_sent_is_refused_when_it_is_set() {
    for token in [
        "",
        "short",
        "fifteen-bytes-x",
        "sixteen bytes xx",
        "sechzehn-zeichen-ü",
    ] {
        let set = std::panic::catch_unwind(|| {
            let cache = cache_runtime::Cache::memory();
            drop(cache_runtime::dashboard::Dashboard::of(&cache).allow_invalidation(token));
        });
        assert!(set.is_err(), "{token:?}");
    }
}

#[test]
fn the_token_is_not_told_to_who_prints_the_dashboard() {
    let cache = cache_runtime::Cache::memory();
    let dashboard = cache_runtime::dashboard::Dashboard::of(&cache).allow_invalidation(TOKEN);
    let printed = format!("{dashboard:?}");
    assert!(printed.contains("allows_invalidation: true"), "{printed}");
    assert!(!printed.contains(TOKEN), "{printed}");
}
