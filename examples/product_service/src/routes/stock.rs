//! Stock: looked at, taken from and added to.

use super::Shop;
use super::problem::{Answer, Problem};
use crate::functions::stock::{change_stock, get_stock};
use crate::model::Stock;
use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;

/// Below zero, so many are taken; above, added.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    change: i64,
}

pub(super) async fn show(State(shop): State<Shop>, Path(id): Path<u32>) -> Answer<Stock> {
    let stock = get_stock(&shop.database, id).await?;
    stock.map(Json).ok_or(Problem::NotFound)
}

pub(super) async fn change(
    State(shop): State<Shop>,
    Path(id): Path<u32>,
    Json(change): Json<Change>,
) -> Answer<Stock> {
    let stock = change_stock(&shop.database, id, change.change).await?;
    Ok(Json(stock))
}
