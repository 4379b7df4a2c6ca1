use cache_runtime::cached;

struct Query<'a>(&'a str);

#[cached(ttl = "1h", refresh_ahead = 0.8, ignore(query))]
async fn load(query: Query, id: usize) -> usize {
    query.0.len() + id
}

fn main() {}
