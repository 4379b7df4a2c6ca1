//! From the model to the generated code. Cannot fail, and decides nothing that the runtime could decide.
//!
//! ```text
//! Input:
//!     #[cached(key = "user:<id>", ttl = "1h", ignore(db))]
//!     pub async fn get_user(db: &Db, id: u64) -> Result<User, DbError> { BODY }
//!
//! Output, `R` being `::cache_runtime::__private`:
//!     pub async fn get_user(db: &Db, id: u64) -> Result<User, DbError> {
//!         let shape = R::shape!(Result<User, DbError>);
//!         R::get_or_load_async(
//!             R::Call::new(get_user_site(), R::Key::new().with(…)),
//!             shape,
//!             move |_: &mut R::Links| shape.loading(get_user_uncached(db, id), R::nothing),
//!         )
//!         .await
//!     }
//!     fn get_user_site() -> &'static R::Site { static SITE: R::Site = …; &SITE }
//!     pub fn get_user_key(id: u64) -> R::CacheKey { … }                              // and the other helpers
//!     pub fn peek_get_user(id: u64) -> impl Future<Output = Option<R::Cached<…>>> { … }
//!     pub async fn get_user_uncached(db: &Db, id: u64) -> Result<User, DbError> { BODY }
//! ```

mod batch;
mod call;
mod describe;
mod for_writers;
mod function;
pub(crate) mod helpers;
mod keep;
mod lent;
mod links;
mod load;
mod parts;
mod policy;
mod shape;
mod site;
mod warm;

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{Model, Siblings};

/// The function, and beside it its siblings.
pub(super) fn expand(model: Model) -> TokenStream {
    if model.batch.is_some() {
        return batch::expand(model);
    }
    let model = &model;
    let function = function::wrapper(model);
    match &model.siblings {
        Siblings::None => function,
        Siblings::Items { visibility, .. } => {
            let site = site::function(model, visibility);
            let helpers = helpers::all(model, visibility);
            quote!(#function #site #helpers)
        }
    }
}
