use cache_runtime::cached;

#[cached(ttl = "1h", helpers = false)]
fn parsed(text: &str) -> Result<u64, String> {
    let number: u64 = text.parse()?;
    Ok(number)
}

#[cached(ttl = "1h", helpers = false)]
async fn halved(n: u64) -> u64 {
    n.checked_div(2)?
}

fn main() {}
