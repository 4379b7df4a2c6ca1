//! Users.

use super::Shop;
use super::problem::{Answer, Problem};
use crate::database::UserChange;
use crate::functions::users::{change_user, get_user};
use crate::model::User;
use axum::Json;
use axum::extract::{Path, State};
use std::sync::Arc;

pub(super) async fn show(State(shop): State<Shop>, Path(id): Path<u32>) -> Answer<Arc<User>> {
    let user = get_user(&shop.database, id).await?;
    user.map(Json).ok_or(Problem::NotFound)
}

pub(super) async fn change(
    State(shop): State<Shop>,
    Path(id): Path<u32>,
    Json(change): Json<UserChange>,
) -> Answer<Arc<User>> {
    Ok(Json(change_user(&shop.database, id, &change).await?))
}
