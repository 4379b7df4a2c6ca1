use cache_runtime::CacheKey;

#[derive(CacheKey)]
enum State {
    #[cache_key(skip)]
    Draft,
    Live(u64),
}

fn main() {}
