//! HTTP: what is asked for becomes a call of a function, and its answer becomes JSON.
//!
//! | route | answers |
//! |---|---|
//! | `GET /products/{id}` | the page of a product, with its stock |
//! | `GET /products?ids=1,2,3` | a list, with stock |
//! | `PUT /products/{id}` | changes name and price |
//! | `GET`, `POST /products/{id}/stock` | how much there is; takes or adds some |
//! | `GET /products/{id}/views` | how often it was shown |
//! | `GET /categories`, `GET`, `PUT /categories/{id}` | all; one with what sells best in it; renames one |
//! | `GET`, `PUT /users/{id}` | who sells |
//! | `GET /search?q=…` | products by words of their names |
//! | `/metrics`, `/health`, `/cache`, `/statistics` | what the service tells of itself |

mod categories;
mod problem;
mod products;
mod search;
mod stock;
mod users;

use crate::database::Database;
use crate::functions::views::ViewCounter;
use crate::observability;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

/// What every route has at hand.
#[derive(Debug, Clone)]
struct Shop {
    database: Database,
    views: Arc<ViewCounter>,
}

/// All routes, over `database` and the installed cache.
pub fn router(database: Database) -> Router {
    let shop = Shop {
        database: database.clone(),
        views: Arc::new(ViewCounter::new()),
    };
    Router::new()
        .route("/products", get(products::list))
        .route("/products/{id}", get(products::page).put(products::change))
        .route("/products/{id}/stock", get(stock::show).post(stock::change))
        .route("/products/{id}/views", get(products::views))
        .route("/categories", get(categories::list))
        .route(
            "/categories/{id}",
            get(categories::show).put(categories::rename),
        )
        .route("/users/{id}", get(users::show).put(users::change))
        .route("/search", get(search::find))
        .with_state(shop)
        .merge(observability::routes(database))
}
