use cache_runtime::CacheKey;

struct Filter;

#[derive(CacheKey)]
enum Query {
    All,
    Some(Filter),
}

fn main() {}
