//! Functions that change the row of `user`: each names the entry in another way.

use crate::Plan;
use crate::functions;
use cache_runtime::{cache_invalidate, cache_put};

macro_rules! writers {
    (of $plan:ident, $id:ident: $($name:ident($($named:tt)*);)*) => {$(
        #[cache_invalidate($($named)*, cache = $plan.cache)]
        async fn $name($plan: &Plan, $id: u64) -> Result<u64, String> {
            let _ = $plan;
            Ok($id)
        }
    )*};
}

writers! {
    of plan, id:
    by_key(functions::user(id));
    by_result(functions::user(result));
    by_function(functions::user(..));
    by_tag(tags = ["one:<id>"]);
    by_tag_of_result(tags = ["one:<result>"]);
    by_pattern(pattern = "user:<id>*");
    softly(functions::user(id), soft = true);
    always(functions::user(id), on = "always");
    at_once(functions::team(id), functions::user(id), tags = ["all"], pattern = "org:<id>");
}

#[cache_put(functions::user(plan, id))]
async fn by_put(plan: &Plan, id: u64) -> u64 {
    let row = plan.source.read("user", id);
    row.and_then(|row| row.parse().ok()).unwrap_or(0)
}

#[cache_put(functions::user(plan, id), order = order)]
async fn by_ordered_put(plan: &Plan, id: u64, order: u64) -> u64 {
    let _ = (plan, id);
    order
}

/// Changes the row, as far as the cache knows.
pub(crate) async fn write(plan: &Plan, form: &str, id: u64) -> String {
    let written = match form {
        "key" => by_key(plan, id).await,
        "result" => by_result(plan, id).await,
        "function" => by_function(plan, id).await,
        "tag" => by_tag(plan, id).await,
        "tag-of-result" => by_tag_of_result(plan, id).await,
        "pattern" => by_pattern(plan, id).await,
        "soft" => softly(plan, id).await,
        "always" => always(plan, id).await,
        "at-once" => at_once(plan, id).await,
        "put" => Ok(by_put(plan, id).await),
        _ => panic!("no such form: {form}"),
    };
    written.map_or_else(|error| error, |_| "done".into())
}

/// Puts a value that is its own order.
pub(crate) async fn store(plan: &Plan, id: u64, order: u64) -> String {
    by_ordered_put(plan, id, order).await.to_string()
}
