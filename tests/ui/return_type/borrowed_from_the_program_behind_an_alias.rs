use cache_runtime::cached;

type Words = Vec<&'static str>;

#[cached(ttl = "1h", helpers = false)]
fn words(number: u64) -> Words {
    vec!["word"; usize::try_from(number).unwrap_or(0)]
}

fn main() {}
