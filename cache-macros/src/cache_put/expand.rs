//! From the model to the generated code. Cannot fail, and decides nothing that the runtime could decide.
//!
//! ```text
//! Input:
//!     #[cache_put(get_user(tenant, result.id), order = result.version)]
//!     async fn update_user(db: &Db, tenant: u64, user: User) -> Result<User, DbError> { BODY }
//!
//! Output, `R` being `::cache_runtime::__private`:
//!     async fn update_user(db: &Db, tenant: u64, user: User) -> Result<User, DbError> {
//!         let kept_0 = R::kept_for_result(&tenant);
//!         let body = async move {
//!             if false { return R::never::<Result<User, DbError>>(); }
//!             BODY
//!         };
//!         let success = R::success!(once_awaited, body);
//!         R::putting_async(success, body, move |result| {
//!             __put_get_user(kept_0, clone(result.id), R::replacement(result)).ordered(clone(result.version))
//!         })
//!         .await
//!     }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::model::Model;
use crate::locals::local;
use crate::paths::placed_at;
use crate::write_side::body::Around;

pub(super) fn expand(model: &Model) -> TokenStream {
    model.written.around_body(&Around {
        before: model.keepsakes.keeping.clone(),
        entry: "putting",
        first: TokenStream::new(),
        last: put_by_result(model),
    })
}

fn put_by_result(model: &Model) -> TokenStream {
    let (result, rebinding) = (local("result"), &model.keepsakes.rebinding);
    let mut arguments = model.arguments.clone();
    arguments.push(replacement(model, &result));
    let put = model.function.put(&arguments);
    let ordered = model.order.iter().map(|order| quote!(.ordered(#order)));
    quote!(move |#result| { #rebinding #put #(#ordered)* })
}

/// A value of a wrong type is reported at the name of the function whose entry it was to replace.
fn replacement(model: &Model, result: &Ident) -> TokenStream {
    let r = &model.written.runtime;
    placed_at(model.name().span(), quote!(#r::replacement(#result)))
}
