//! Products: the page, a list, a change.

use super::Shop;
use super::problem::{Answer, Problem};
use crate::database::ProductChange;
use crate::functions::pages::product_page;
use crate::functions::products::{change_product, load_products};
use crate::functions::stock::{get_stock, load_stock};
use crate::functions::views::get_views;
use crate::model::{Page, Product, Stock};
use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// As many products as a list may have.
const LONGEST: usize = 100;

/// The page comes from an entry of minutes; what is on it and changes all the time, from one of its own.
#[derive(Debug, Serialize)]
pub(super) struct Shown {
    #[serde(flatten)]
    page: Arc<Page>,
    stock: Option<Stock>,
}

#[derive(Debug, Serialize)]
pub(super) struct Listed {
    #[serde(flatten)]
    product: Arc<Product>,
    quantity: i64,
}

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    ids: String,
}

#[derive(Debug, Serialize)]
pub(super) struct Changed {
    pub(super) version: u64,
}

pub(super) async fn page(State(shop): State<Shop>, Path(id): Path<u32>) -> Answer<Shown> {
    let db = &shop.database;
    let (page, stock) = tokio::try_join!(product_page(db, id), get_stock(db, id))?;
    let page = page.ok_or(Problem::NotFound)?;
    shop.views.shown(db, id).await;
    Ok(Json(Shown { page, stock }))
}

pub(super) async fn list(
    State(shop): State<Shop>,
    Query(asked): Query<Asked>,
) -> Answer<Vec<Listed>> {
    let ids: Result<Vec<u32>, _> = asked.ids.split(',').map(str::parse).collect();
    let ids = ids.map_err(|_| Problem::Asked("`ids` are whole numbers with commas between"))?;
    if ids.len() > LONGEST {
        return Err(Problem::Asked("`ids` are 100 at the most"));
    }
    let db = &shop.database;
    let (products, stocks) =
        tokio::try_join!(load_products(db, ids.clone()), load_stock(db, &ids))?;
    let listed = ids.iter().filter_map(|id| {
        Some(Listed {
            product: products.get(id)?.clone(),
            quantity: stocks.get(id).map_or(0, |stock| stock.quantity),
        })
    });
    Ok(Json(listed.collect()))
}

pub(super) async fn change(
    State(shop): State<Shop>,
    Path(id): Path<u32>,
    Json(change): Json<ProductChange>,
) -> Answer<Changed> {
    let version = change_product(&shop.database, id, &change).await?;
    Ok(Json(Changed { version }))
}

pub(super) async fn views(State(shop): State<Shop>, Path(id): Path<u32>) -> Answer<u64> {
    Ok(Json(get_views(&shop.database, id).await?))
}
