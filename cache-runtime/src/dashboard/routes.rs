//! The routes: what is checked before anything is done, in which order.

use super::answer::{Json, Refusal};
use super::attempts::Attempt;
use super::headers::on_every_answer;
use super::invalidating::{self, Wish};
use super::overview::Overview;
use super::state::Shown;
use super::{origin, page};
use crate::clock::Millis;
use crate::timer::until;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// The header with the token.
const TOKEN: HeaderName = HeaderName::from_static("x-cache-token");
/// Of a body. Longer than any text of a key, a tag or a pattern need be.
const MOST_BYTES: usize = 16 * 1024;
/// How long who offers a wrong token waits for the answer, in milliseconds.
const PAUSE: Millis = 1_000;

pub(super) fn router(shown: Shown) -> Router {
    Router::new()
        .route("/", get(page::page))
        .route("/overview", get(overview))
        .route("/inspect", post(inspect))
        .route("/invalidate", post(invalidate))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(map_response(on_every_answer))
        .with_state(shown)
}

async fn overview(State(shown): State<Shown>, uri: Uri) -> Json<Overview> {
    Json(Overview::of(&shown, since(&uri)))
}

/// From when on the samples are asked for, in milliseconds of unix time; what cannot be read asks for all.
fn since(uri: &Uri) -> Option<u64> {
    let mut pairs = uri.query().unwrap_or_default().split('&');
    let since = pairs.find_map(|pair| pair.strip_prefix("since="))?;
    since.parse().ok()
}

/// By `POST`, so that the texts of keys come into no log of URLs, and no page elsewhere can have memory searched.
async fn inspect(State(shown): State<Shown>, request: Request) -> Result<Response, Refusal> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Question {
        key: String,
    }
    check_origin(&request)?;
    check_form(request.headers())?;
    let Question { key } = body(request).await?;
    Ok(answered(shown.cache().inspect(&key).await))
}

async fn invalidate(State(shown): State<Shown>, request: Request) -> Result<Response, Refusal> {
    check_origin(&request)?;
    check_form(request.headers())?;
    check_token(&shown, request.headers()).await?;
    let wish: Wish = body(request).await?;
    let met = invalidating::invalidate(shown.cache(), wish).await?;
    Ok(answered(met))
}

fn answered(value: impl serde::Serialize) -> Response {
    axum::response::IntoResponse::into_response(Json(value))
}

fn check_origin(request: &Request) -> Result<(), Refusal> {
    let authority = request
        .uri()
        .authority()
        .map(axum::http::uri::Authority::as_str);
    if origin::is_same(request.headers(), authority) {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::FORBIDDEN,
        "the request comes from a page of another origin; use the dashboard's own page",
    ))
}

/// No form of any page can send this type.
fn check_form(headers: &HeaderMap) -> Result<(), Refusal> {
    let written = headers.get(header::CONTENT_TYPE);
    let kind = written
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next());
    if kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the body must be JSON; send `content-type: application/json`",
    ))
}

async fn check_token(shown: &Shown, headers: &HeaderMap) -> Result<(), Refusal> {
    let Some(entrance) = &shown.entrance else {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "invalidation is off here; `Dashboard::allow_invalidation` switches it on",
        ));
    };
    let Some(offered) = headers.get(TOKEN) else {
        return Err(unauthorized("the header `x-cache-token` is missing"));
    };
    let clock = &shown.cache().world().clock;
    let now = clock.exact();
    match entrance
        .attempts
        .attempt(&entrance.token, offered.as_bytes(), now)
    {
        Attempt::Granted => Ok(()),
        Attempt::Wrong => {
            until(clock, now.saturating_add(PAUSE)).await;
            Err(unauthorized("the token is not the right one"))
        }
        Attempt::NotLookedAt => Err(Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "there were too many wrong tokens; wait for ten seconds",
        )
        .with(header::RETRY_AFTER, "10")),
    }
}

fn unauthorized(reason: &str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, reason).with(header::WWW_AUTHENTICATE, "X-Cache-Token")
}

async fn body<T: DeserializeOwned>(request: Request) -> Result<T, Refusal> {
    let bytes = Bytes::from_request(request, &())
        .await
        .map_err(|rejection| Refusal::new(rejection.status(), rejection.body_text()))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            format!("the body is not what is asked for: {error}"),
        )
    })
}
