//! From the model to the generated code. Cannot fail, and decides nothing that the runtime could decide.
//!
//! ```text
//! Input:
//!     #[write_behind(key = "user:<user.id>", item = user, ttl = "1h")]
//!     pub async fn save(db: &Db, users: Vec<User>) -> Result<(), DbError> { BODY }
//!
//! Output, `R` being `::cache_runtime::__private`:
//!     pub async fn save(db: &Db, users: Vec<User>) -> Result<(), DbError> { BODY }
//!     fn __save_writes() -> R::Writes<User> { static SITE: R::SinkSite = …; R::in_memory(&SITE) }
//!     fn __save_sink(db: &Db) -> R::Sink<User> { … }                     // calls `save`, with a clone of `db`
//!     pub fn save_later(db: &Db, user: User) -> impl Future<Output = Result<(), R::WriteBehindError>> {
//!         let writes = __save_writes();
//!         let call = R::Call::new(writes.entries(), R::Key::new().with(…));
//!         let links = R::Links::default();
//!         let shape = R::shape!(User);
//!         R::save_later(writes, call, shape, links, user, move || __save_sink(db))
//!     }
//!     pub fn flush_save(db: &Db) -> impl Future<Output = Result<R::Flushed, R::WriteBehindError>> { … }
//!     pub fn start_save(db: &Db) -> Result<(), R::WriteBehindError> { … }
//!     pub fn save_queue() -> impl Future<Output = Result<R::WriteQueue, R::WriteBehindError>> { … }
//!     pub fn save_dead_letters() -> impl Future<Output = Result<Vec<R::DeadLetter<User>>, R::WriteBehindError>> { … }
//! ```

mod helpers;
mod key;
mod sink;
mod site;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

use super::model::Model;
use crate::cached::model::Prefix;
use crate::function::Body;
use crate::paths::located_at;

/// The function as it was, and beside it its siblings.
pub(super) fn expand(model: &Model) -> TokenStream {
    let function = as_written(model);
    let (site, sink) = (site::function(model), sink::function(model));
    let helpers = helpers::all(model);
    quote!(#function #site #sink #helpers)
}

fn as_written(model: &Model) -> TokenStream {
    let function = &model.function;
    let (attributes, visibility, signature) = (
        &function.attributes,
        &function.visibility,
        &function.signature,
    );
    let body = match &function.body {
        Body::Present(group) => group.to_token_stream(),
        Body::Missing(semicolon) => semicolon.to_token_stream(),
    };
    quote!(#(#attributes)* #visibility #signature #body)
}

/// The name of a sibling.
fn name(model: &Model, prefix: &str, suffix: &str) -> Ident {
    let span = located_at(model.function.signature.ident.span());
    format_ident!(
        "{prefix}{}{suffix}",
        model.function.bare_name(),
        span = span
    )
}

/// `Self::` where the function and its siblings stand in an `impl`.
fn prefix(model: &Model) -> TokenStream {
    match model.prefix {
        Prefix::Bare => TokenStream::new(),
        Prefix::Associated => quote!(Self::),
    }
}
