use cache_runtime::cached;

#[cached(ttl = "1h", error_ttl = "1s")]
fn read(path: &str) -> Result<String, std::io::Error> {
    std::fs::read_to_string(path)
}

fn main() {}
