use cache_runtime::cached;

use std::borrow::Cow;

struct Query<'a>(&'a str);

#[cached(ttl = "1h", stale_while_revalidate = "1m", ignore(query))]
async fn load(query: Query<'_>, names: &[&str], name: Option<&str>, twice: &&str, cow: Cow<'_, str>) -> usize {
    query.0.len() + names.len() + twice.len() + cow.len() + name.map_or(0, str::len)
}

fn main() {}
