//! Search: ids from one entry, the products from theirs.

use super::Shop;
use super::problem::{Answer, Problem};
use crate::functions::pages::in_order;
use crate::functions::search::{normalised, search};
use crate::model::Tile;
use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    q: String,
}

pub(super) async fn find(
    State(shop): State<Shop>,
    Query(asked): Query<Asked>,
) -> Answer<Vec<Tile>> {
    let words = normalised(&asked.q);
    if words.is_empty() {
        return Err(Problem::Asked("`q` has no word in it"));
    }
    let found = search(&shop.database, &words).await?;
    Ok(Json(in_order(&shop.database, found).await?))
}
