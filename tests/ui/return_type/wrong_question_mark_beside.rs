use cache_runtime::cached;

// An error of the test's own: what `String` can be made from depends on the crates in the tree.
#[derive(Clone)]
struct Unread;

#[cached(ttl = "1h")]
fn parsed(text: &str) -> Result<u64, Unread> {
    let number: u64 = text.parse()?;
    Ok(number)
}

#[cached(ttl = "1h")]
async fn halved(n: u64) -> u64 {
    n.checked_div(2)?
}

fn main() {}
