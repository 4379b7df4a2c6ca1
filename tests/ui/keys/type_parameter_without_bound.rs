use cache_runtime::cached;

#[cached(ttl = "1h")]
fn size<T>(value: T) -> usize {
    size_of_val(&value)
}

fn main() {}
