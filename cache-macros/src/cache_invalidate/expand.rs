//! From the model to the generated code. Cannot fail, and decides nothing that the runtime could decide.
//!
//! ```text
//! Input:
//!     #[cache_invalidate(get_user(tenant, user.id), tags = ["team:<result.team>"])]
//!     async fn update_user(db: &Db, tenant: u64, user: User) -> Result<User, DbError> { BODY }
//!
//! Output, `R` being `::cache_runtime::__private`:
//!     async fn update_user(db: &Db, tenant: u64, user: User) -> Result<User, DbError> {
//!         let order = R::Invalidating::new().key(get_user_key(clone(tenant), clone(user.id)));
//!         let body = async move {
//!             if false { return R::never::<Result<User, DbError>>(); }
//!             BODY
//!         };
//!         let success = R::success!(once_awaited, body);
//!         R::invalidating_async(order, success, body, move |result| {
//!             R::Invalidating::new().tag(R::tag(&["team:", ""], …result.team…))
//!         })
//!         .await
//!     }
//! ```

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::model::{Manner, Model, Named, Occasion};
use crate::locals::local;
use crate::paths::located_at;
use crate::write_side::body::Around;

pub(super) fn expand(model: &Model) -> TokenStream {
    let order = local("order");
    let (known, keeping) = (known(model), &model.keepsakes.keeping);
    model.written.around_body(&Around {
        before: quote!(let #order = #known; #keeping),
        entry: "invalidating",
        first: quote!(#order,),
        last: named_by_result(model),
    })
}

fn known(model: &Model) -> TokenStream {
    let r = &model.written.runtime;
    let within = model.cache.as_ref().map(|cache| {
        // What is no cache is reported where it stands.
        let span = located_at(cache.span());
        let cache = cache.to_token_stream();
        quote_spanned!(span=> .within(&(#cache)))
    });
    let always = (model.occasion == Occasion::Always).then(|| quote!(.always()));
    let soft = (model.manner == Manner::Expire).then(|| quote!(.soft()));
    let named = model.before.iter().map(Named::added);
    quote!(#r::Invalidating::new() #within #always #soft #(#named)*)
}

fn named_by_result(model: &Model) -> TokenStream {
    let r = &model.written.runtime;
    if model.after.is_empty() {
        return quote!(#r::nothing_more);
    }
    let (result, rebinding) = (local("result"), &model.keepsakes.rebinding);
    let named = model.after.iter().map(Named::added);
    quote!(move |#result| { #rebinding #r::Invalidating::new() #(#named)* })
}

impl Named {
    /// `.key(…)`
    fn added(&self) -> TokenStream {
        match self {
            Self::Key(key) => quote!(.key(#key)),
            Self::All(site) => quote!(.all(#site)),
            Self::Tag(text) => quote!(.tag(#text)),
            Self::Pattern(glob) => quote!(.pattern(#glob)),
        }
    }
}
