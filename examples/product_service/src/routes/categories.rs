//! Categories: all of them, and one with what sells best in it.

use super::Shop;
use super::problem::{Answer, Problem};
use super::products::Changed;
use crate::functions::categories::{category_path, get_categories, rename_category};
use crate::functions::pages::tiles;
use crate::model::{Category, Tile};
use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

#[derive(Debug, Serialize)]
pub(super) struct Shown {
    path: Vec<String>,
    bestsellers: Vec<Tile>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Renamed {
    name: String,
}

pub(super) async fn list(State(shop): State<Shop>) -> Answer<Arc<Vec<Category>>> {
    Ok(Json(get_categories(&shop.database).await?))
}

pub(super) async fn show(State(shop): State<Shop>, Path(id): Path<u32>) -> Answer<Shown> {
    let db = &shop.database;
    let (path, bestsellers) = tokio::try_join!(category_path(db, id), tiles(db, id))?;
    if path.is_empty() {
        return Err(Problem::NotFound);
    }
    Ok(Json(Shown { path, bestsellers }))
}

pub(super) async fn rename(
    State(shop): State<Shop>,
    Path(id): Path<u32>,
    Json(renamed): Json<Renamed>,
) -> Answer<Changed> {
    let version = rename_category(&shop.database, id, &renamed.name).await?;
    Ok(Json(Changed { version }))
}
