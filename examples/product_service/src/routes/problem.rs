//! What a route answers that has nothing better to answer.

use crate::failure::Failure;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// The answers of a route.
pub(super) type Answer<T> = Result<Json<T>, Problem>;

#[derive(Debug)]
pub(super) enum Problem {
    NotFound,
    /// What is wrong with the request.
    Asked(&'static str),
    Failed(Failure),
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Self::NotFound | Self::Failed(Failure::Missing) => {
                (StatusCode::NOT_FOUND, "there is no such thing".to_owned())
            }
            Self::Asked(wrong) => (StatusCode::BAD_REQUEST, wrong.to_owned()),
            Self::Failed(failure) => (status(&failure), failure.to_string()),
        };
        (status, Json(json!({ "error": text }))).into_response()
    }
}

fn status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Database(_) => StatusCode::SERVICE_UNAVAILABLE,
        Failure::Timeout(_) => StatusCode::GATEWAY_TIMEOUT,
        Failure::Missing => StatusCode::NOT_FOUND,
        Failure::OutOfStock => StatusCode::CONFLICT,
    }
}
