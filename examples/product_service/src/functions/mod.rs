//! The cached functions, and beside each those that change what it reads.
//!
//! | function | what it shows |
//! |---|---|
//! | `products::get_product` | a ttl with jitter, stale while revalidate, stale if error, a timeout, absent rows, tags of the result, an audit |
//! | `products::load_products` | a batch that shares the entries of `get_product` |
//! | `pages::product_page` | composed of the others, whose invalidations reach it (`track`) |
//! | `categories::get_categories` | a named policy, refresh ahead |
//! | `categories::category_path` | a plain ttl with jitter |
//! | `categories::bestsellers` | an adaptive ttl |
//! | `users::get_user` | a sliding ttl; changes are put in its place (`cache_put`, in the order of versions) |
//! | `search::search` | early refresh (`XFetch`), a bound of its own, short texts past the cache |
//! | `stock::get_stock`, `stock::load_stock` | one load in the fleet (`lock`) |
//! | `views::get_views`, `views::save_views` | numbers that are saved later, in batches |

pub(crate) mod categories;
pub(crate) mod pages;
pub(crate) mod products;
pub(crate) mod search;
pub(crate) mod stock;
pub(crate) mod users;
pub(crate) mod views;
pub(crate) mod warming;

use cache_runtime::{CacheBuilder, Override};

/// The path of every cached function, as `stats()` names it.
pub(crate) const CACHED: [&str; 11] = [
    "product_service::functions::categories::bestsellers",
    "product_service::functions::categories::category_path",
    "product_service::functions::categories::get_categories",
    "product_service::functions::pages::product_page",
    "product_service::functions::products::get_product",
    "product_service::functions::products::load_products",
    "product_service::functions::search::search",
    "product_service::functions::stock::get_stock",
    "product_service::functions::stock::load_stock",
    "product_service::functions::users::get_user",
    "product_service::functions::views::get_views",
];

/// The off-switch of every function: each call runs its body.
pub(crate) fn switched_off(builder: CacheBuilder) -> CacheBuilder {
    CACHED.iter().fold(builder, |builder, path| {
        builder.override_function(*path, Override::new().disabled())
    })
}
