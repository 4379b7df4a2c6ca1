use cache_runtime::cached;

#[derive(Clone)]
struct Word<'a>(&'a str);

#[cached(ttl = "1h")]
fn first(text: &str) -> Word<'_> {
    Word(text)
}

fn main() {}
