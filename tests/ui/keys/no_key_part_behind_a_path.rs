use cache_runtime::cached;

struct Query {
    filter: Filter,
}

struct Filter;

#[cached(key = "run:<query.filter>", ttl = "1h")]
fn run(query: &Query) -> u64 {
    let Filter = query.filter;
    7
}

fn main() {}
